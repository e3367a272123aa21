using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class FoldedTests
{
    [Fact]
    public async Task Names_no_database_likes_are_stored_all_the_same()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 51);
        var world = new World();
        string[] names = [new('長', 5000), "zero\0inside", "lone \ud800 surrogate", "emoji 🙂", "", "   "];
        for (var i = 0; i < names.Length; i++) world.Things.Add(new(ResourceKind.User, $"u{i}"), new Thing("", true, null, 0, false, null));
        await mirror.SyncAsync(world);
        var writer = new DirectoryWriter(fixture.Queue);
        for (var i = 0; i < names.Length; i++)
        {
            var item = world.Item(new(ResourceKind.User, $"u{i}"));
            var name = names[i];
            Mapped Map(RawItem raw) => World.Map(raw) with { Name = name, UserName = name, Email = name, ExternalId = name, Hash = Hash128.Of(raw.Json.Span, 99) };
            (await writer.UpsertAsync(
                mirror.Tenant, mirror.Directory, ResourceKind.User, item, await fixture.Store.NextTickAsync(), Map, 0, new Cause(CauseKind.Refresh, null), default))
                .ShouldBe(WriteOutcome.Updated);
        }

        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var stored = await read.Sql.QueryAsync(
            "select r.remote_id, v.name from resource_version v join resource r on r.tenant = @tenant and r.resource = v.resource where v.tenant = @tenant and v.to_seq is null order by r.remote_id",
            row => row.GetString(1));
        stored.ShouldBe([names[0], "zero\ufffdinside", "lone \ufffd surrogate", names[3], names[4], names[5]]);
    }

    [Theory]
    [InlineData("ÄRGER", "ärger")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Case_is_folded_and_nothing_is_nothing(string? text, string? folded) => Folded.Of(text).ShouldBe(folded);

    [Fact]
    public void A_pair_is_not_cut_in_two()
    {
        var folded = Folded.Of(new string('a', Folded.Length - 1) + "🙂")!;
        folded.Length.ShouldBe(Folded.Length - 1);
    }
}
