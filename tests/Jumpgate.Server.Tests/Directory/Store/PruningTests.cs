using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tests.Data;
using Jumpgate.Server.Tests.Directory.Reading;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Directory;

public sealed class PruningTests
{
    private static readonly Cause Cause = new(CauseKind.Api, null);

    [Fact]
    public async Task Pruned_history_is_refused_and_what_is_kept_reads_as_before()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 31);
        var moments = mirror.Moments.Keys.ToList();
        var kept = moments[2];
        var before = await StoreState.ReadAsync(fixture, mirror);
        var hash = await HashAsync(fixture, mirror);
        var pruning = new Pruning(fixture.Store, fixture.Queue);
        (await pruning.MoveAsync(mirror.Tenant, kept, Cause, null, default)).ShouldBe(kept);
        (await pruning.MoveAsync(mirror.Tenant, kept - 5, Cause, null, default)).ShouldBe(kept, "history does not come back");
        await pruning.SweepAsync(mirror.Tenant, default);

        await using (var read = await MirrorReads.OpenAsync(fixture, mirror))
        {
            foreach (var moment in moments)
            {
                if (moment < kept)
                    (await Should.ThrowAsync<ProblemException>(() => AsOf.ResolveAsync(read, moment.ToString(null, null), "as_of", default))).Result.Value.Code.ShouldBe("history_pruned");
                else (await MirrorReads.StateAsync(read, moment)).ShouldMirror(mirror.Moments[moment], $"as of {moment}");
            }
        }

        await ShouldBeSweptAsync(fixture, mirror, kept);
        var after = await StoreState.ReadAsync(fixture, mirror);
        (after.Resources.SetEquals(before.Resources), after.Edges.SetEquals(before.Edges)).ShouldBe((true, true));
        (await HashAsync(fixture, mirror)).ShouldBe(hash);
        (await RecomputedHash.OfAsync(fixture.Store, mirror.Tenant, mirror.Directory)).ShouldBe(hash);
        var again = await mirror.SyncAsync(mirror.Moments[moments[^1]]);
        again.Resources.Values.Sum(kind => kind.Written).ShouldBe(0);
        again.Hash.ShouldBe(hash);
    }

    [Fact]
    public async Task A_pruning_that_was_killed_half_way_goes_on()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 34);
        var kept = mirror.Moments.Keys.ToList()[3];
        await new Pruning(fixture.Store, fixture.Queue).MoveAsync(mirror.Tenant, kept, Cause, null, default);
        var kills = 0;
        for (var groups = 1; ; groups++)
        {
            using var killed = new CancellationTokenSource();
            var queue = new WriteQueue(fixture.Store, new Killer(killed, groups), new ChangeSignal(), NullLogger<WriteQueue>.Instance);
            try
            {
                await new Pruning(fixture.Store, queue).SweepAsync(mirror.Tenant, killed.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                kills++;
                await using var read = await MirrorReads.OpenAsync(fixture, mirror);
                await Should.ThrowAsync<ProblemException>(() => AsOf.ResolveAsync(read, "3", "as_of", default));
                (await MirrorReads.StateAsync(read, kept)).ShouldMirror(mirror.Moments[kept], $"after kill {kills}");
            }
        }

        kills.ShouldBeGreaterThan(5);
        await ShouldBeSweptAsync(fixture, mirror, kept);
    }

    [Fact]
    public async Task What_is_older_than_the_install_keeps_is_forgotten()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 35);
        var newest = mirror.Moments.Keys.Last();
        var clock = new FakeClock();
        var pruning = new Pruning(fixture.Store, fixture.Queue);
        Retention Keeping(int? days) => new(fixture.Store, pruning, Options.Create(new HistoryOptions { KeepDays = days }), clock);

        clock.Advance(TimeSpan.FromDays(30));
        await Keeping(null).RunAsync(default);
        await Keeping(30).RunAsync(default);
        (await FromAsync(fixture, mirror)).ShouldBe(1);
        clock.Advance(TimeSpan.FromDays(2));
        await Keeping(30).RunAsync(default);

        (await FromAsync(fixture, mirror)).ShouldBe(newest);
        await ShouldBeSweptAsync(fixture, mirror, newest);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(mirror.Moments[newest], "now");
    }

    private static async Task ShouldBeSweptAsync(StoreFixture fixture, Mirror mirror, long kept)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        (await read.Sql.ScalarAsync<long>("select min(seq) from change where tenant = @tenant")).ShouldBe(kept);
        foreach (var table in (string[])["resource_version", "edge"])
            (await read.Sql.ScalarAsync<long>($"select count(*) from {table} where tenant = @tenant and to_seq <= @kept", default, ("kept", kept))).ShouldBe(0);
        (await read.Sql.ScalarAsync<long>(
            """
            select count(*) from resource_email e where e.tenant = @tenant
            and not exists (select 1 from resource_version v where v.tenant = @tenant and v.resource = e.resource and v.from_seq = e.from_seq)
            """)).ShouldBe(0);
    }

    private static async Task<long> FromAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return await read.Sql.ScalarAsync<long>("select history_from from tenant where tenant = @tenant");
    }

    private static async Task<UInt128> HashAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return Hash128.FromBytes(await read.Sql.ScalarAsync<byte[]>(
            "select content_hash from directory where tenant = @tenant and directory = @directory", default, ("directory", mirror.Directory.Value)));
    }

    /// <summary>Cancels when the write queue looks at the clock for the n-th time, which it does in each group.</summary>
    private sealed class Killer(CancellationTokenSource killed, int looks) : TimeProvider
    {
        private int left = looks;

        public override long GetTimestamp()
        {
            if (Interlocked.Decrement(ref left) == 0) killed.Cancel();
            return base.GetTimestamp();
        }
    }
}
