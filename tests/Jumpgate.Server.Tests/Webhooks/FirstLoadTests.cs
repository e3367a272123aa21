using System.Text.Json.Nodes;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>The quiet first load.</summary>
public sealed class FirstLoadTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task The_first_load_is_quiet_and_then_comes_without_what_was_only_passing()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub, provider: "jumpcloud");
        await shared.Hub.Admin.PatchAsync<JsonObject>($"/v1/directories/{hooked.Directory}", new { settings = new { quietFirstLoad = "PT3S" } });
        var passing = await hooked.Client.UserAsync("scim-test-user");
        var passingGroup = await hooked.Client.GroupAsync("scim-test-group", passing);
        await hooked.Client.SendAsync(HttpMethod.Delete, $"/Groups/{passingGroup}");
        await hooked.Client.SendAsync(HttpMethod.Delete, $"/Users/{passing}");
        var user = await hooked.Client.UserAsync("ada");
        await hooked.Client.GroupAsync("YourApp Users", user);
        await JumpgateHost.WaitForAsync(() => hooked.LanesAsync(), lanes => lanes.Any(lane => lane.State == "quiet"));
        hooked.Receiver.All.ShouldNotContain(one => one.Type!.StartsWith("organization.directory.", StringComparison.Ordinal));

        var all = await hooked.Receiver.UntilAsync("organization.directory_ready");
        all.Select(one => one.Type).ShouldBe(
        [
            "organization.directory.user_created", "organization.directory.group_created", "organization.directory.group_user_added", "organization.directory_ready",
        ]);
        await hooked.Client.UserAsync("grace");
        await hooked.Receiver.UntilAsync(taken => taken.Count == 5, TimeSpan.FromSeconds(5));

        await using var late = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = late.Url, after = 0 });
        (await late.UntilAsync(taken => taken.Any(one => (string?)one.Data["preferred_username"] == "grace")))
            .ShouldNotContain(one => one.Json.ToJsonString().Contains("scim-test", StringComparison.Ordinal), "what was passing is left out for ever");
    }

    [Fact]
    public async Task A_directory_that_is_empty_again_after_a_connection_test_has_not_had_its_first_load()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub, provider: "jumpcloud");
        await shared.Hub.Admin.PatchAsync<JsonObject>($"/v1/directories/{hooked.Directory}", new { settings = new { quietFirstLoad = "PT2S" } });
        var passing = await hooked.Client.UserAsync("scim-test-user");
        await hooked.Client.SendAsync(HttpMethod.Delete, $"/Users/{passing}");
        await Task.Delay(4000);
        hooked.Receiver.All.ShouldBeEmpty();

        await hooked.Client.GroupAsync("Real", await hooked.Client.UserAsync("ada"));
        (await hooked.Receiver.UntilAsync("organization.directory_ready")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Other_providers_are_told_of_at_once()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub, provider: "okta");
        await hooked.Client.UserAsync("now");
        await hooked.Receiver.UntilAsync("organization.directory.user_created", TimeSpan.FromSeconds(5));
        hooked.Receiver.All.ShouldNotContain(one => one.Type == "organization.directory_ready");
    }
}
