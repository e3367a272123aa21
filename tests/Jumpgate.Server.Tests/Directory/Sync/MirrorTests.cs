using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>What stands in the mirror after a first sync, held against what JumpCloud's own routes answer.</summary>
public sealed class MirrorTests(MirrorTests.Mirrored mirrored) : IClassFixture<MirrorTests.Mirrored>
{
    private SyncedHub Synced => mirrored.Synced;

    [Fact]
    public async Task S0_19_Users_and_groups_begin_to_sync_by_themselves()
    {
        mirrored.Linked.LastRun!.Trigger.ShouldBe("link");
        (mirrored.Linked.LastRun.StartedAt!.Value - mirrored.Linked.ConnectedAt).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await Synced.AllAsync("users")).Select(u => u.RemoteId).Order().ShouldBe(Synced.UserIds().Order());
        (await Synced.AllAsync("groups")).Count.ShouldBe((await V2Async("/api/v2/usergroups")).Count);
    }

    [Fact]
    public async Task S0_28_The_status_is_Connected_once_the_first_sync_is_done()
    {
        var organization = await Synced.OrganizationAsync();

        organization.Status.ShouldBe(OrganizationStatus.Connected);
        organization.LastGoodSyncAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task S2_2_Accounts_are_synced_users_and_admins_with_status()
    {
        var upstream = await V1Async("/api/systemusers");
        foreach (var user in await Synced.AllAsync("users"))
        {
            var source = upstream[user.RemoteId];
            user.Email.ShouldBe(source["email"]!.GetValue<string>());
            user.Status.SourceValue!.Split(',')[0].ShouldBe(source["state"]!.GetValue<string>());
            user.Status.Value.ShouldBe(source["state"]!.GetValue<string>() switch { "ACTIVATED" => "enabled", "STAGED" => "pending", _ => "disabled" });
        }

        var admins = await V1Async("/api/users");
        (await Synced.AllAsync("admins")).Select(a => (a.RemoteId, a.Email)).Order()
            .ShouldBe(admins.Select(a => (a.Key, (string?)a.Value["email"]!.GetValue<string>())).Order());
    }

    [Fact]
    public async Task S2_3_Groups_are_synced_with_their_members()
    {
        var edges = (await Synced.EdgesAsync("member_of")).Concat(await Synced.EdgesAsync("nested_in")).ToLookup(e => e.To.RemoteId!, e => e.From.RemoteId!);
        var groups = await Synced.AllAsync("groups");

        groups.ShouldNotBeEmpty();
        foreach (var group in groups) edges[group.RemoteId].Order().ShouldBe((await V2Async($"/api/v2/usergroups/{group.RemoteId}/members")).Order(), group.Name);
    }

    [Fact]
    public async Task S2_5_Applications_are_synced_with_user_and_group_bindings()
    {
        var edges = (await Synced.EdgesAsync("bound_to")).ToLookup(e => e.To.RemoteId!, e => e.From.RemoteId!);
        var applications = await Synced.AllAsync("applications");

        applications.ShouldNotBeEmpty();
        var bound = 0;
        foreach (var application in applications)
        {
            var associations = $"/api/v2/applications/{application.RemoteId}/associations?targets=";
            var upstream = (await V2Async(associations + "user")).Concat(await V2Async(associations + "user_group")).ToList();
            edges[application.RemoteId].Order().ShouldBe(upstream.Order(), application.Name);
            bound += upstream.Count;
        }

        bound.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task S2_6_Roles_are_synced_built_in_and_custom_with_holders()
    {
        var upstream = (await Synced.UpstreamAsync(HttpMethod.Get, "/api/v2/roles?limit=100"))!["results"]!.AsArray();
        (await Synced.AllAsync("roles")).Select(r => r.Name).Order().ShouldBe(upstream.Select(r => (string?)r!["name"]!.GetValue<string>()).Order());

        var holders = (await Synced.EdgesAsync("holds_role")).Select(e => (e.From.RemoteId!, e.To.RemoteId!)).Order();
        holders.ShouldBe((await V1Async("/api/users")).Select(a => (a.Key, a.Value["role"]!.GetValue<string>())).Order());
    }

    private async Task<Dictionary<string, JsonNode>> V1Async(string path)
    {
        Dictionary<string, JsonNode> all = [];
        while ((await Synced.UpstreamAsync(HttpMethod.Get, $"{path}?limit=100&skip={all.Count}"))!["results"]!.AsArray() is { Count: > 0 } page)
        {
            foreach (var item in page) all.Add(item!["_id"]!.GetValue<string>(), item);
        }

        return all;
    }

    // Ids of a list: objects carry theirs, edges that of their far end.
    private async Task<List<string>> V2Async(string path)
    {
        List<string> all = [];
        while ((await Synced.UpstreamAsync(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=100&skip={all.Count}"))!.AsArray() is { Count: > 0 } page)
        {
            all.AddRange(page.Select(item => (item!["to"] ?? item)["id"]!.GetValue<string>()));
        }

        return all;
    }

    public sealed class Mirrored : IAsyncLifetime
    {
        internal SyncedHub Synced { get; private set; } = null!;

        /// <summary>The organization as it stood right after its first sync.</summary>
        internal Organization Linked { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
            Linked = await Synced.OrganizationAsync();
        }

        public async Task DisposeAsync() => await Synced.DisposeAsync();
    }
}
