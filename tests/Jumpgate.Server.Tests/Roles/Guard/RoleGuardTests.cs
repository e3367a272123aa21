using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Roles.Guard;

/// <summary>Requests that would empty a group through which an administrator-like role is given.</summary>
public sealed class RoleGuardTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    private async Task<PushedClient> PushedAsync(string? guard = null)
    {
        var client = await PushedClient.StartAsync(Hub, tenant: await Hub.RolesTenantAsync());
        await Hub.MapAsync(client.Directory.Id, RoleHub.Text);
        if (guard is not null) await Hub.Admin.PatchAsync<Contracts.Directory>($"/v1/directories/{client.Directory.Id}", new { settings = new { adminGuard = guard } });
        return client;
    }

    private static string Held(PushedClient client) => $"/v1/directories/{client.Directory.Id}/held-requests";

    private Task<Page<HeldRequest>> HeldAsync(PushedClient client, string query = "") => Hub.Admin.GetAsync<Page<HeldRequest>>(Held(client) + query);

    [Fact]
    public async Task A_request_that_takes_the_last_administrators_out_is_held_and_done_when_confirmed()
    {
        var client = await PushedAsync();
        var (ana, bo) = (await client.UserAsync("ana"), await client.UserAsync("bo"));
        var group = await client.GroupAsync("YourApp Admins", ana, bo);
        (await Hub.RolesOfAsync(client.Directory.Id, ana)).ShouldBe("Admin");
        const string All = """{"op":"remove","path":"members"}""";

        var refused = await client.PatchAsync($"/Groups/{group}", All);
        refused.Status.ShouldBe(403);
        refused.Body["schemas"]!.ToJsonString().ShouldContain("urn:ietf:params:scim:api:messages:2.0:Error");
        refused.Body["detail"]!.GetValue<string>().ShouldBe("The request is held until a person confirms it. It would take the last 2 members out of a group through which Admin is given.");
        (await client.PatchAsync($"/Groups/{group}", All)).Status.ShouldBe(403);
        (await client.MembersAsync(group)).Count.ShouldBe(2);

        var held = (await HeldAsync(client)).Items.ShouldHaveSingleItem();
        held.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe("held"), one => one.Repeats.ShouldBe(1), one => one.Members.ShouldBe(2), one => one.Roles.ShouldBe(["Admin"]), one => one.Resource.Name.ShouldBe("YourApp Admins"));
        var records = await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{client.Directory.Id}/requests?outcome=held");
        records.Items.Count.ShouldBe(2);
        records.Items.ShouldContain(record => record.Id == held.Id);

        (await Hub.Admin.PostAsync<HeldRequest>($"{Held(client)}/{held.Id}/confirm")).State.ShouldBe("confirmed");
        (await client.MembersAsync(group)).ShouldBeEmpty();
        (await Hub.RolesOfAsync(client.Directory.Id, ana)).ShouldBe("Viewer");
        var changes = await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={client.Directory.Tenant}&limit=1000");
        changes.Items.Where(change => change.Op == "edge_removed").Select(change => change.Cause!.Kind).ShouldBe(["api", "api"]);
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, $"{Held(client)}/{held.Id}/confirm")).Code.ShouldBe("held_request_decided");
        (await HeldAsync(client)).Items.ShouldBeEmpty();
        (await HeldAsync(client, "?state=all")).Items.ShouldHaveSingleItem().DecidedBy.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_discarded_request_changes_nothing_and_one_that_no_longer_fits_says_so()
    {
        var client = await PushedAsync();
        var ana = await client.UserAsync("ana");
        var group = await client.GroupAsync("YourApp Admins", ana);
        (await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}")).Status.ShouldBe(403);
        var first = (await HeldAsync(client)).Items.Single();
        (await Hub.Admin.PostAsync<HeldRequest>($"{Held(client)}/{first.Id}/discard")).State.ShouldBe("discarded");
        (await client.MembersAsync(group)).ShouldBe([ana]);

        (await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}")).Status.ShouldBe(403);
        var second = (await HeldAsync(client)).Items.Single();
        second.Id.ShouldNotBe(first.Id);
        await client.SendAsync(HttpMethod.Delete, $"/Users/{ana}");
        (await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}")).Status.ShouldBe(204);
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, $"{Held(client)}/{second.Id}/confirm")).Code.ShouldBe("held_request_stale");
        (await HeldAsync(client)).Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
    }

    [Theory]
    [InlineData("refuse", 403)]
    [InlineData("off", 204)]
    public async Task The_setting_of_the_directory_decides(string guard, int status)
    {
        var client = await PushedAsync(guard);
        var ana = await client.UserAsync("ana");
        var inner = await client.GroupAsync("Inner", ana);
        await client.GroupAsync("YourApp Admins", inner);

        (await client.PatchAsync($"/Groups/{inner}", $$"""{"op":"remove","path":"members[value eq \"{{ana}}\"]"}""")).Status.ShouldBe(status);
        (await client.MembersAsync(inner)).Count.ShouldBe(status == 403 ? 1 : 0);
        (await HeldAsync(client)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_leaves_a_member_or_touches_no_administrators_passes()
    {
        var client = await PushedAsync();
        var (ana, bo) = (await client.UserAsync("ana"), await client.UserAsync("bo"));
        var admins = await client.GroupAsync("YourApp Admins", ana);
        var editors = await client.GroupAsync("YourApp Editors", ana);

        (await client.SendAsync(HttpMethod.Put, $"/Groups/{admins}", PushedClient.GroupBody("YourApp Admins", bo))).Status.ShouldBe(200);
        (await client.MembersAsync(admins)).ShouldBe([bo]);
        (await client.PatchAsync($"/Groups/{editors}", """{"op":"remove","path":"members"}""")).Status.ShouldBe(204);
        (await client.SendAsync(HttpMethod.Put, $"/Groups/{admins}", PushedClient.GroupBody("YourApp Admins"))).Status.ShouldBe(403);
        (await client.MembersAsync(admins)).ShouldBe([bo]);
        (await HeldAsync(client)).Items.ShouldHaveSingleItem();
    }
}
