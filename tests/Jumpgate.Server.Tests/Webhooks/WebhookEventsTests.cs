using System.Text.Json.Nodes;
using Jumpgate.Server.Tests.Roles;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>What is told of changes, and that it is told.</summary>
public sealed class WebhookEventsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Prefix = "organization.directory.";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task S4_2_Create_change_deactivate_delete_join_and_leave_arrive_within_five_seconds()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var client = hooked.Client;
        var group = await client.GroupAsync("Engineers");
        await hooked.Receiver.UntilAsync(Prefix + "group_created", Soon);
        var user = await client.UserAsync("ada", "\"active\":true");
        await hooked.Receiver.UntilAsync(Prefix + "user_created", Soon);
        await client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"title","value":"Countess"}""");
        await hooked.Receiver.UntilAsync(Prefix + "user_updated", Soon);
        await client.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""");
        await hooked.Receiver.UntilAsync(Prefix + "group_user_added", Soon);
        await client.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""");
        await hooked.Receiver.UntilAsync(Prefix + "group_user_removed", Soon);
        await client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"active","value":false}""");
        await hooked.Receiver.UntilAsync(taken => taken.Count(one => one.Type == Prefix + "user_updated") == 2, Soon);
        await client.SendAsync(HttpMethod.Delete, $"/Users/{user}");
        var all = await hooked.Receiver.UntilAsync(Prefix + "user_deleted", Soon);

        var off = all.Last(one => one.Type == Prefix + "user_updated");
        ((bool)off.Data["active"]!).ShouldBeFalse();
        ((bool)off.Json["old"]!["active"]!).ShouldBeTrue();
        all.Select(one => one.Seq).ShouldBe(all.Select(one => one.Seq).Order(), "in the order of the log");
    }

    [Fact]
    public async Task S4_10_The_eight_directory_events_come_by_webhook_and_by_the_pull_feed()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var client = hooked.Client;
        var user = await client.UserAsync("grace");
        await client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"title","value":"Admiral"}""");
        var group = await client.GroupAsync("Navy");
        await client.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"The Navy"}""");
        await client.SendAsync(HttpMethod.Delete, $"/Users/{user}");
        await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}");
        await shared.Hub.Admin.PatchAsync<JsonObject>($"/v1/directories/{hooked.Directory}", new { enabled = false });
        await shared.Hub.Admin.PatchAsync<JsonObject>($"/v1/directories/{hooked.Directory}", new { enabled = true });
        var sent = await hooked.Receiver.UntilAsync("organization.directory_enabled");

        string[] eight =
        [
            "organization.directory_enabled", "organization.directory_disabled", Prefix + "user_created", Prefix + "user_updated", Prefix + "user_deleted",
            Prefix + "group_created", Prefix + "group_updated", Prefix + "group_deleted",
        ];
        eight.Except(sent.Select(one => one.Type!)).ShouldBeEmpty();
        var pulled = (await shared.Hub.Admin.GetAsync<JsonObject>($"/v1/changes?as=events&tenant={hooked.Tenant}"))["items"]!.AsArray();
        pulled.Select(one => (string)one!["type"]!).Distinct().Intersect(eight).Count().ShouldBe(8);
    }

    [Fact]
    public async Task S4_23_A_user_added_to_a_group_is_told_of_with_both()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var user = await hooked.Client.UserAsync("joan", "\"emails\":[{\"value\":\"joan@example.com\",\"primary\":true}]");
        var group = await hooked.Client.GroupAsync("YourApp Users", user);
        var all = await hooked.Receiver.UntilAsync(Prefix + "group_user_added");

        var joined = all.Single(one => one.Type == Prefix + "group_user_added").Data;
        ((string)joined["group"]!["id"]!).ShouldBe(group);
        ((string)joined["group"]!["name"]!).ShouldBe("YourApp Users");
        ((string)joined["user"]!["id"]!).ShouldBe(user);
        ((string)joined["user"]!["email"]!).ShouldBe("joan@example.com");
    }

    [Fact]
    public async Task I2_User_and_group_events_carry_the_resource_as_the_read_api_shows_it()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var user = await hooked.Client.UserAsync("lin", """ "name":{"givenName":"Lin","familyName":"Chen"},"emails":[{"value":"lin@example.com"}],"active":true """);
        var sent = (await hooked.Receiver.UntilAsync(Prefix + "user_created")).Single(one => one.Type == Prefix + "user_created");

        var shown = await shared.Hub.Admin.GetAsync<JsonObject>($"/v1/directories/{hooked.Directory}/users/{user}");
        foreach (var member in (string[])["id", "remoteId", "kind", "name", "email", "status", "attributes"])
            sent.Data[member]?.ToJsonString().ShouldBe(shown[member]?.ToJsonString(), member);
        ((string)sent.Data["preferred_username"]!).ShouldBe("lin");
        ((string)sent.Data["given_name"]!).ShouldBe("Lin");
        ((string)sent.Data["family_name"]!).ShouldBe("Chen");
        ((bool)sent.Data["active"]!).ShouldBeTrue();
        ((string)sent.Json["directory"]!["id"]!).ShouldBe(hooked.Directory.ToString());
        sent.Id.ShouldBe((string)sent.Json["id"]!);
    }

    [Fact]
    public async Task I3_Joining_and_leaving_a_group_are_events_of_their_own()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var user = await hooked.Client.UserAsync("max");
        var group = await hooked.Client.GroupAsync("Readers", user);
        await hooked.Client.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""");
        var all = await hooked.Receiver.UntilAsync(Prefix + "group_user_removed");

        all.Count(one => one.Type == Prefix + "group_user_added").ShouldBe(1);
        all.Count(one => one.Type == Prefix + "group_user_removed").ShouldBe(1);
        all.ShouldNotContain(one => one.Type == Prefix + "user_updated");
    }

    [Fact]
    public async Task I4_An_update_carries_the_former_values_of_what_differs_and_nothing_else()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var user = await hooked.Client.UserAsync("rosa", """ "title":"Clerk","nickName":"Ro","name":{"givenName":"Rosa"} """);
        await hooked.Client.PatchAsync($"/Users/{user}", """{"op":"replace","value":{"title":"Chief","name":{"givenName":"Rose"}}},{"op":"add","path":"locale","value":"pl"}""");
        var sent = (await hooked.Receiver.UntilAsync(Prefix + "user_updated")).Single(one => one.Type == Prefix + "user_updated");

        var old = sent.Json["old"]!.AsObject();
        ((string)old["given_name"]!).ShouldBe("Rosa");
        ((string)old["attributes"]!["title"]!).ShouldBe("Clerk");
        old["attributes"]!.AsObject().ContainsKey("nickName").ShouldBeFalse();
        old["attributes"]!.AsObject().ContainsKey("locale").ShouldBeTrue("it was not there before");
        old["attributes"]!["locale"].ShouldBeNull();
        old.ContainsKey("email").ShouldBeFalse();
        ((string)sent.Data["attributes"]!["title"]!).ShouldBe("Chief");
    }

    [Fact]
    public async Task Groups_of_a_user_are_those_of_the_moment_not_of_the_sending()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var user = await hooked.Client.UserAsync("tim");
        var group = await hooked.Client.GroupAsync("Before", user);
        await hooked.Client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"title","value":"in"}""");
        await hooked.Client.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""");
        await hooked.Client.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"After"}""");
        await hooked.Client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"title","value":"out"}""");
        await using var late = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = late.Url, after = 0 });
        var updates = (await late.UntilAsync(taken => taken.Count(one => one.Type == Prefix + "user_updated") == 2)).Where(one => one.Type == Prefix + "user_updated").ToList();

        ((string)updates[0].Data["groups"]!.AsArray().Single()!["name"]!).ShouldBe("Before");
        updates[1].Data["groups"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task H5_Roles_stand_in_user_events_and_a_change_of_them_is_an_event_with_the_old_ones()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        await shared.Hub.RolesAsync(hooked.Tenant);
        await shared.Hub.MapAsync(hooked.Directory, RoleHub.Text);
        var user = await hooked.Client.UserAsync("ana");
        await shared.Hub.SettledAsync(hooked.Directory);
        await hooked.Client.GroupAsync("YourApp Admins", user);
        var sent = await hooked.Receiver.UntilAsync(taken => taken.Any(one => one.Json["old"]?["roles"] is JsonArray { Count: 1 }));

        var changed = sent.Last(one => one.Type == Prefix + "user_updated");
        changed.Data["roles"]!.ToJsonString().ShouldBe("""[{"role_name":"Admin"}]""");
        changed.Json["old"]!.ToJsonString().ShouldBe("""{"roles":[{"role_name":"Viewer"}]}""");
        sent.Single(one => one.Type == Prefix + "user_created").Data["roles"]!.AsArray().ShouldBeEmpty("the role came a moment later");
    }
}
