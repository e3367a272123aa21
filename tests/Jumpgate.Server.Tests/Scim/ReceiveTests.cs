using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>What a receiver of directories must do, line by line.</summary>
public sealed class ReceiveTests(ReceiveTests.Receiving shared) : IClassFixture<ReceiveTests.Receiving>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task G1_Endpoint_URL_and_bearer_token_belong_to_one_directory()
    {
        var (one, other) = (await PushedClient.StartAsync(Hub), await PushedClient.StartAsync(Hub));
        (one.Directory.EndpointUrl, one.Directory.BearerToken).ShouldNotBe((other.Directory.EndpointUrl, other.Directory.BearerToken));
        using var crossed = Hub.Client(one.Directory.BearerToken);
        (await new PushedClient(other.Directory, crossed).GetAsync("/Users")).ShouldRefuse(401);
        (await one.GetAsync("/Users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task G2_JumpCloud_is_among_the_providers()
    {
        var tenant = await Hub.TenantAsync();
        foreach (var provider in (string[])["jumpcloud", "entra", "okta", "onelogin", "ping", "custom"])
            (await Hub.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant, source = "scim", provider })).Provider.ShouldBe(provider);
    }

    [Fact]
    public async Task G3_Users_are_created_read_replaced_patched_and_deleted()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var made = await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("bob", "\"title\":\"Chef\""));
        (made.Status, made.Location, made.ETag is not null).ShouldBe((201, $"{pushed.Directory.EndpointUrl}/Users/{made.Id}", true));
        ((string)made.Body["meta"]!["location"]!, (string)made.Body["meta"]!["version"]!).ShouldBe((made.Location, made.ETag));
        (await pushed.GetAsync($"/Users/{made.Id}")).Text.ShouldBe(made.Text);
        (await pushed.SendAsync(HttpMethod.Put, $"/Users/{made.Id}", PushedClient.UserBody("bobby"))).Body.ContainsKey("title").ShouldBeFalse();
        ((string)(await pushed.PatchAsync($"/Users/{made.Id}", """{"op":"add","value":{"title":"Cook"}}""")).Body["title"]!).ShouldBe("Cook");
        (await pushed.SendAsync(HttpMethod.Delete, $"/Users/{made.Id}")).Status.ShouldBe(204);
        (await pushed.GetAsync($"/Users/{made.Id}")).ShouldRefuse(404);
    }

    [Fact]
    public async Task G4_Groups_take_JumpClouds_own_form_of_member_patches()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        var (bob, ann) = (await pushed.UserAsync("bob"), await pushed.UserAsync("ann"));
        var group = await pushed.GroupAsync("Staff");
        // No schemas, a list of values to remove, repeats.
        foreach (var (operation, members) in ((string, string[])[])
        [
            ($$"""{"op":"add","path":"members","value":[{"value":"{{bob}}"},{"value":"{{ann}}"}]}""", [bob, ann]),
            ($$"""{"op":"add","path":"members","value":[{"value":"{{bob}}"}]}""", [bob, ann]),
            ($$"""{"op":"remove","path":"members","value":[{"value":"{{bob}}"}]}""", [ann]),
            ($$"""{"op":"remove","path":"members","value":[{"value":"{{bob}}"}]}""", [ann]),
        ])
        {
            (await pushed.SendAsync(HttpMethod.Patch, $"/Groups/{group}", $$"""{"Operations":[{{operation}}]}""")).Status.ShouldBe(204);
            (await pushed.MembersAsync(group)).ShouldBe(members, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task G5_JumpClouds_test_user_and_test_group_on_activation_leave_nothing_behind()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        (await DoAsync(pushed, "activate"))["left"]?.AsArray().ShouldBeEmpty();
        var directory = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        (directory.Counts["user"], directory.Counts["group"]).ShouldBe((0, 0));
    }

    [Fact]
    public async Task G6_A_group_detached_from_the_application_loses_its_members_and_stays()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        await DoAsync(pushed, "bind-group");
        await DoAsync(pushed, "unbind-group");
        var directory = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        (directory.Counts["group"], directory.Edges["member_of"]).ShouldBe((1, 0));
    }

    [Fact]
    public async Task G8_Deactivated_and_deleted_are_told_apart()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (gone, resting) = (await pushed.UserAsync("gone"), await pushed.UserAsync("resting"));
        var before = (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Sequence;
        await pushed.PatchAsync($"/Users/{resting}", """{"op":"replace","path":"active","value":false}""");
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{gone}");
        (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}&after={before}")).Items.Select(change => change.Op).ShouldBe(["updated", "deleted"]);
        var user = (await Hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{pushed.Directory.Id}/users")).Items.ShouldHaveSingleItem();
        (user.RemoteId, user.Status.Value).ShouldBe((resting, "disabled"));
        ((bool)(await pushed.GetAsync($"/Users/{resting}")).Body["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task G11_A_token_is_shown_once_and_then_by_suffix_last_use_and_expiry_several_at_a_time()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var path = $"/v1/directories/{pushed.Directory.Id}/tokens";
        var ends = TimeProvider.System.GetUtcNow().AddDays(30);
        var next = await Hub.Admin.PostAsync<ScimToken>(path, new { name = "next", expiresAt = ends });
        using var client = Hub.Client(next.BearerToken);
        (await new PushedClient(pushed.Directory, client).GetAsync("/Users")).Status.ShouldBe(200);
        (await pushed.GetAsync("/Users")).Status.ShouldBe(200);
        var tokens = await JumpgateHost.WaitForAsync(async () => (await Hub.Admin.GetAsync<Page<ScimToken>>(path)).Items, items => items.All(token => token.LastUsedAt is not null));
        tokens.ShouldAllBe(token => token.BearerToken == null && token.Suffix.Length == 4);
        tokens[1].ShouldSatisfyAllConditions(token => token.Suffix.ShouldBe(next.BearerToken![^4..]), token => token.ExpiresAt!.Value.ShouldBe(ends, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task G14_The_emulator_stands_in_for_a_SCIM_client()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        var answer = await DoAsync(pushed, "bind-group");
        ((int)answer["users"]!["created"]!).ShouldBeGreaterThan(0);
        (await pushed.GetAsync("/Users?count=0")).Body["totalResults"]!.GetValue<int>().ShouldBe((int)answer["users"]!["created"]!);
    }

    private async Task<JsonObject> DoAsync(PushedClient pushed, string what)
    {
        var answer = await Hub.Emulator.ScimAsync(new JsonObject { ["do"] = what, ["baseUrl"] = pushed.Directory.EndpointUrl, ["token"] = pushed.Directory.BearerToken, ["events"] = false });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        return answer;
    }

    public sealed class Receiving : EmulatedHost
    {
        protected override EmulatorOptions World => new() { Users = 12, Groups = 2, Devices = 0, Applications = 0 };
    }
}
