using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class FullSyncTests
{
    [Fact]
    public async Task Every_kind_and_edge_is_read_with_no_more_requests_than_must_be()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);

        var run = (await synced.OrganizationAsync()).LastRun!;
        var world = synced.Emulator.World.Describe();
        long Count(string of) => long.Parse(world["counts"]![of]!.ToJsonString());
        long Edges(string of) => long.Parse(world["edges"]![of]!.ToJsonString());
        foreach (var (kind, of) in new[] { ("users", "users"), ("admins", "admins"), ("groups", "groups"), ("device-groups", "deviceGroups"), ("devices", "devices"), ("applications", "applications"), ("roles", "roles") })
        {
            run.Counts[kind].Seen.ShouldBe(Count(of), kind);
            (await synced.AllAsync(kind)).Count.ShouldBe((int)Count(of), kind);
        }

        (await synced.AllAsync("users")).Select(user => user.RemoteId).Order()
            .ShouldBe(synced.UserIds().Order());
        (await synced.EdgesAsync("member_of")).Count.ShouldBe((int)(Edges("groupMembers") + Edges("deviceGroupMembers") - Edges("nestedGroups")));
        (await synced.EdgesAsync("nested_in")).Count.ShouldBe((int)Edges("nestedGroups"));
        (await synced.EdgesAsync("bound_to")).Count.ShouldBe((int)world["edges"]!.AsObject().Where(edge => edge.Key.Contains('-', StringComparison.Ordinal)).Sum(edge => long.Parse(edge.Value!.ToJsonString())));
        var holders = await synced.EdgesAsync("holds_role");
        holders.Select(edge => edge.From.Id).Distinct().Count().ShouldBe(5);
        run.Requests.ShouldBeLessThanOrEqualTo((long)(synced.Emulator.World.MinRequests() * 1.05));
    }

    [Fact]
    public async Task Only_volatile_fields_moved_writes_nothing_and_keeps_the_hash()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var first = (await synced.OrganizationAsync()).LastRun!;
        synced.Emulator.World.MoveVolatile();

        var second = await synced.SyncAsync();

        second.State.ShouldBe(RunStates.Done);
        second.Hash.ShouldBe(first.Hash);
        second.Counts.Values.Sum(kind => kind.Created + kind.Updated + kind.Deleted).ShouldBe(0);
        second.Sequence.ShouldBe(first.Sequence);
        second.Counts["users"].Seen.ShouldBe(130);
    }

    [Fact]
    public async Task What_JumpCloud_changed_is_followed_and_what_it_deleted_ends()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var renamed = synced.Emulator.World.UserId(7);
        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{renamed}", new { jobTitle = "Keeper of Tides" });
        var kept = synced.Emulator.World.UserId(8);
        await synced.DeleteUserAsync(synced.Emulator.World.UserId(9));
        await synced.UpstreamAsync(HttpMethod.Post, "/api/systemusers", new { username = "brand.new", email = "brand.new@example.com" });

        var run = await synced.SyncAsync();

        run.State.ShouldBe(RunStates.Done);
        run.Counts["users"].Created.ShouldBe(1);
        run.Counts["users"].Deleted.ShouldBe(1);
        run.Counts["users"].Updated.ShouldBeGreaterThanOrEqualTo(1);
        (await synced.AllAsync("users", "title eq \"Keeper of Tides\"")).ShouldHaveSingleItem().RemoteId.ShouldBe(renamed);
        (await synced.AllAsync("users", $"remoteId eq \"{kept}\"")).ShouldHaveSingleItem();
        (await synced.AllAsync("users")).Count.ShouldBe(130);
    }

    [Fact]
    public async Task S0_20_Without_the_right_to_devices_users_and_groups_sync_and_the_gap_is_told()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = SyncedHub.Small with { Faults = ["GET /api/systems 403", "GET /api/v2/systemgroups 403"] } });
        var linked = await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand);

        var organization = await hub.ConnectedAsync(linked.Id);

        var run = organization.LastRun!;
        run.Counts["users"].Seen.ShouldBe(130);
        run.Counts["member_of"].Seen.ShouldBeGreaterThan(0);
        run.Counts["devices"].Seen.ShouldBe(0);
        run.Warnings.Where(warning => warning.Code == "missing_permission").Select(warning => warning.Detail).ShouldContain(detail => detail.Contains("devices", StringComparison.Ordinal));
        organization.Reasons.ShouldContain(reason => reason.Code == "missing_permission" && reason.Severity == "warning");
    }

    [Fact]
    public async Task A_right_that_is_lost_deletes_nothing()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        synced.Emulator.Faults.Add("GET /api/systems 403");
        synced.Emulator.Faults.Add("GET /api/applications 403");

        var run = await synced.SyncAsync();

        run.State.ShouldBe(RunStates.Done);
        (await synced.AllAsync("devices")).Count.ShouldBe(6);
        (await synced.AllAsync("applications")).Count.ShouldBe(4);
        (await synced.EdgesAsync("owns")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task S0_26_The_first_sync_shows_that_it_runs_with_counts()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = SyncedHub.Small with { Latency = TimeSpan.FromMilliseconds(150) } });
        var linked = await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand);

        var during = await JumpgateHost.WaitForAsync(
            () => hub.OrganizationAsync(linked.Id), organization => organization.Progress?.Kinds.Any(kind => kind is { Kind: "users", Seen: > 0 }) == true || organization.Status == OrganizationStatus.Connected);

        during.Status.ShouldBe(OrganizationStatus.Syncing);
        var progress = await hub.Admin.GetAsync<SyncProgress>($"/v1/organizations/{linked.Id}/progress");
        progress.Requests.ShouldBeGreaterThan(0);
        progress.Kinds.Single(kind => kind.Kind == "users").Total.ShouldBe(130);
        await hub.ConnectedAsync(linked.Id);
    }

    [Fact]
    public async Task T3_Nothing_synced_yet_says_that_the_first_sync_still_runs_since_when_and_how_far()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = SyncedHub.Small with { Latency = TimeSpan.FromMilliseconds(150) } });
        var linked = await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand);

        var during = await JumpgateHost.WaitForAsync(
            () => hub.OrganizationAsync(linked.Id), organization => organization.Progress?.Kinds.Any(kind => kind is { Kind: "users", Seen: > 0 }) == true || organization.Status == OrganizationStatus.Connected);

        var reason = during.Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Severity).ShouldBe(("sync_in_progress", "info"));
        reason.Detail.ShouldContain("users");
        reason.Detail.ShouldContain($"{during.LastRun!.StartedAt:HH:mm}");
        (await hub.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(60))).Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task S0_27_Credentials_with_a_narrow_scope_sync_in_part_and_say_what_is_left_out()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = SyncedHub.Small });
        var account = await new EmulatedConsole(hub.Emulator).ServiceAccountAsync("users.readonly", "groups.readonly", "organizations.readonly");
        var linked = await hub.Admin.PostAsync<Organization>("/v1/organizations", new
        {
            region = "emulator",
            method = LinkMethods.ServiceAccount,
            clientId = account.ClientId,
            clientSecret = account.ClientSecret,
            settings = SyncedHub.ByHand,
        });

        var organization = await hub.ConnectedAsync(linked.Id);

        organization.LastRun!.Counts["users"].Seen.ShouldBe(130);
        foreach (var kind in (string[])["devices", "applications", "roles"])
        {
            organization.LastRun.Counts[kind].Seen.ShouldBe(0, kind);
            organization.LastRun.Warnings.ShouldContain(warning => warning.Code == "missing_permission" && warning.Detail.Contains(kind, StringComparison.Ordinal), kind);
        }
    }

    [Fact]
    public async Task T16_A_sync_that_ends_with_nothing_warns_with_the_likely_cause()
    {
        await using var synced = await SyncedHub.StartAsync(
            new EmulatorOptions { Users = 0, Groups = 0, Memberships = 0, Devices = 0, Applications = 0, Admins = 1, Roles = 0 }, SyncedHub.ByHand);

        var organization = await synced.OrganizationAsync();

        organization.LastRun!.State.ShouldBe(RunStates.Done);
        organization.Status.ShouldBe(OrganizationStatus.Connected);
        var warning = organization.LastRun.Warnings.First(warning => warning.Code == "zero_objects");
        warning.Detail.ShouldContain("No users were found.");
        warning.Detail.ShouldContain("Full User Management may be missing");
        organization.Reasons.ShouldContain(reason => reason.Code == "zero_objects" && reason.Severity == "warning");
    }

    [Fact]
    public async Task T16_A_filter_that_leaves_everyone_out_is_named_as_the_likely_cause()
    {
        await using var synced = await SyncedHub.StartAsync(settings: new { schedule = (string?)null, refreshInterval = (string?)null, scope = new { users = "department eq \"Nowhere\"" } });

        var warning = (await synced.OrganizationAsync()).LastRun!.Warnings.First(warning => warning.Code == "zero_objects");

        warning.Detail.ShouldContain("No users were found.");
        warning.Detail.ShouldContain("The scope filter 'department eq \"Nowhere\"'");
    }

    [Fact]
    public async Task A_scope_filter_says_who_comes_in()
    {
        await using var synced = await SyncedHub.StartAsync(settings: new { schedule = (string?)null, refreshInterval = (string?)null, scope = new { users = "active eq true" } });

        var users = await synced.AllAsync("users");

        users.Count.ShouldBeInRange(1, 129);
        users.ShouldAllBe(user => user.Status.Value == "enabled");
        (await synced.EdgesAsync("member_of")).Where(edge => edge.From.Kind == "user").Select(edge => edge.From.Id).ShouldBeSubsetOf(users.Select(user => user.Id));
    }

    [Fact]
    public async Task S2_24_The_log_says_what_was_read_and_when()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);

        var run = await synced.RunAsync((await synced.OrganizationAsync()).LastRun!.Id);

        run.Log.ShouldNotBeNull().ShouldContain(line => line.Kind == "users" && line.Count == 130);
        run.Log!.Select(line => line.At).ShouldBeInOrder();
        run.Duration.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task S1_18_Two_links_with_one_credential_never_mix()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = new EmulatorOptions { Organizations = 2, Users = 20, Groups = 2, Memberships = 20, Devices = 0, Applications = 1, Admins = 2, Roles = 0 },
        });
        List<HashSet<string>> seen = [];
        foreach (var id in hub.Emulator.OrganizationIds)
        {
            var linked = await hub.Admin.PostAsync<Organization>("/v1/organizations", hub.LinkBody(organizationId: id, settings: SyncedHub.ByHand));
            await hub.ConnectedAsync(linked.Id);
            seen.Add([.. (await hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{linked.DirectoryId}/users?limit=1000")).Items.Select(user => user.RemoteId)]);
        }

        seen[0].Count.ShouldBe(20);
        seen[1].Count.ShouldBe(20);
        seen[0].Overlaps(seen[1]).ShouldBeFalse();
    }
}
