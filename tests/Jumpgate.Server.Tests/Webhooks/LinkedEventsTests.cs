using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>What is told of linked organizations.</summary>
public sealed class LinkedEventsTests(LinkedEventsTests.LinkedHub shared) : IClassFixture<LinkedEventsTests.LinkedHub>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task S1_26_A_new_account_is_told_of_and_so_are_its_changes_and_its_end()
    {
        await using var receiver = await Receiver.StartAsync();
        var tenant = await Hub.TenantAsync();
        await Hub.Admin.PostAsync<Webhook>("/v1/webhooks", new { tenant, url = receiver.Url, events = new[] { "account.*" } });
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant, settings: Directory.Sync.SyncedHub.ByHand);
        var created = (await receiver.UntilAsync("account.created")).Single();
        ((string)created.Data["id"]!, (string)created.Data["directoryId"]!).ShouldBe((linked.Id.ToString(), linked.DirectoryId.ToString()));
        ((string)created.Data["name"]!, (string)created.Data["type"]!).ShouldBe((linked.Name, "production"));

        await Hub.ConnectedAsync(linked.Id);
        await Hub.Admin.PostAsync<Organization>($"/v1/organizations/{linked.Id}/pause");
        ((bool)(await receiver.UntilAsync("account.updated"))[^1].Data["paused"]!).ShouldBeTrue();
        using var gone = await Hub.Admin.DeleteAsync($"/v1/organizations/{linked.Id}");
        var deleted = (await receiver.UntilAsync("account.deleted"))[^1];
        ((string)deleted.Data["id"]!).ShouldBe(linked.Id.ToString());
    }

    [Fact]
    public async Task I13_What_a_sync_finds_changed_is_told_and_a_sync_that_finds_nothing_tells_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        var tenant = await Hub.TenantAsync();
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant, settings: Directory.Sync.SyncedHub.ByHand);
        await Hub.ConnectedAsync(linked.Id);
        await Hub.Admin.PostAsync<Webhook>("/v1/webhooks", new { tenant, url = receiver.Url });
        await SyncAsync(linked.Id);
        var name = await new EmulatedConsole(Hub.Emulator).JoinNewUserAsync((await Hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{linked.DirectoryId}/groups")).Items[0].Name!);
        await SyncAsync(linked.Id);
        var told = await receiver.UntilAsync("organization.directory.group_user_added");

        told.Select(one => one.Type).ShouldBe(["organization.directory.user_created", "organization.directory.group_user_added"]);
        ((string)told[0].Data["preferred_username"]!).ShouldBe(name);
        ((string)told[0].Json["cause"]!["kind"]!).ShouldBe("sync_run");
    }

    private async Task SyncAsync(Guid organization)
    {
        var run = await Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{organization}/sync");
        await JumpgateHost.WaitForAsync(() => Hub.Admin.GetAsync<JsonObject>($"/v1/runs/{run.Id}"), found => (string)found["state"]! == "done");
    }

    public sealed class LinkedHub : SharedHost
    {
        protected override JumpgateHostOptions Options => new()
        {
            Emulator = new EmulatorOptions { Users = 20, Groups = 3, Memberships = 20, Devices = 2, Applications = 2, Admins = 2, Roles = 1 },
        };
    }
}
