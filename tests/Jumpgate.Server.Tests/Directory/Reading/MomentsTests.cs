using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class MomentsTests
{
    [Fact]
    public async Task Every_moment_reads_as_it_was_and_differences_lead_from_one_to_the_other()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 21);
        await using var scope = await MirrorReads.OpenAsync(fixture, mirror);
        List<long> moments = [0, .. mirror.Moments.Keys];
        Dictionary<long, StoreState> states = [];
        foreach (var moment in moments)
        {
            states[moment] = await MirrorReads.StateAsync(scope, moment);
            states[moment].ShouldMirror(mirror.Moments.GetValueOrDefault(moment) ?? new World(), $"as of {moment}");
        }

        foreach (var from in moments)
            foreach (var to in moments.Where(to => to >= from)) await CheckDiffAsync(scope, from, to, states[from], states[to]);
    }

    [Fact]
    public async Task Pages_by_name_show_everything_once_in_order()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 22);
        await using var scope = await MirrorReads.OpenAsync(fixture, mirror);
        List<string> names = [];
        await foreach (var row in MirrorReads.ByNameAsync(scope, ResourceKind.User, 5)) names.Add(row.Name!);

        names.ShouldBe(mirror.Moments.Values.Last().Things.Where(thing => thing.Key.Kind == ResourceKind.User && !thing.Value.Out).Select(thing => thing.Value.Name)
            .OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_moment_is_a_sequence_or_a_time()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 23);
        await using var scope = await MirrorReads.OpenAsync(fixture, mirror);
        var changes = await scope.Sql.QueryAsync("select seq, at from change where tenant = @tenant order by seq", row => (Seq: row.GetInt64(0), At: row.GetInt64(1)));
        foreach (var at in changes.Select(change => change.At).Distinct())
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);
            (await Resolve(time)).ShouldBe(changes.Last(change => change.At <= at).Seq);
        }

        (await Resolve("2001-01-01T00:00:00Z")).ShouldBe(0);
        (await Resolve("2101-01-01T00:00:00Z")).ShouldBe(changes[^1].Seq);
        (await Resolve("3")).ShouldBe(3);
        await Should.ThrowAsync<ProblemException>(() => Resolve("yesterday"));
        await Should.ThrowAsync<ProblemException>(() => Resolve(Guid.NewGuid().ToString()));

        Task<long> Resolve(string text) => AsOf.ResolveAsync(scope, text, "as_of", default);
    }

    private static async Task CheckDiffAsync(DirectoryScope scope, long from, long to, StoreState before, StoreState after)
    {
        var rows = await MirrorReads.DiffAsync(scope, from, to);
        var names = (await scope.Sql.QueryAsync("select resource, kind, remote_id from resource where tenant = @tenant", row => (row.GetInt64(0), $"{(ResourceKind)row.GetInt16(1)} {row.GetString(2)}")))
            .ToDictionary(name => name.Item1, name => name.Item2);
        static HashSet<string> Ids(StoreState state) => [.. state.Resources.Select(text => string.Join(' ', text.Split(' ')[..2]))];
        HashSet<string> Told(ChangeOp op) => [.. rows.Where(row => row.Op == op)
            .Select(row => row.Edge is { } edge ? $"{edge} {names[row.Resource!.Value]} -> {names[row.To!.Value]}" : names[row.Resource!.Value])];

        var because = $"from {from} to {to}";
        Told(ChangeOp.Created).ShouldBe(Ids(after).Except(Ids(before)), ignoreOrder: true, because);
        Told(ChangeOp.Deleted).ShouldBe(Ids(before).Except(Ids(after)), ignoreOrder: true, because);
        Told(ChangeOp.EdgeAdded).ShouldBe(after.Edges.Except(before.Edges), ignoreOrder: true, because);
        Told(ChangeOp.EdgeRemoved).ShouldBe(before.Edges.Except(after.Edges), ignoreOrder: true, because);
        var updated = Told(ChangeOp.Updated);
        updated.IsSubsetOf(Ids(before).Intersect(Ids(after))).ShouldBeTrue(because);
        foreach (var id in Ids(before).Intersect(Ids(after)))
            if (!before.Resources.Where(text => text.StartsWith(id + " ", StringComparison.Ordinal)).SequenceEqual(after.Resources.Where(text => text.StartsWith(id + " ", StringComparison.Ordinal))))
                updated.ShouldContain(id, because);
        rows.Count.ShouldBe(rows.Select(row => (row.Resource, row.Edge, row.To)).Distinct().Count(), because);
    }
}
