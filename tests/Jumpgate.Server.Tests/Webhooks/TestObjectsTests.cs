using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>Directories that say nothing of users and groups which a client makes only to try its connection.</summary>
public sealed class TestObjectsTests(TestObjectsTests.ClockedEmulator shared) : IClassFixture<TestObjectsTests.ClockedEmulator>
{
    private static readonly TimeSpan Decided = TimeSpan.FromSeconds(16);

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task S4_16_Nothing_is_told_of_what_a_connection_test_makes_and_deletes()
    {
        await using var hooked = await SilentAsync();
        await using var loose = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = loose.Url, ordered = false });
        var polled = await hooked.HookAsync(new { format = "set", delivery = "poll" });
        await TestConnectionAsync(hooked.Client);
        var ada = await hooked.Client.UserAsync("ada");
        await hooked.Client.GroupAsync("Engineers", ada);
        await TestConnectionAsync(hooked.Client);
        shared.Clock.Advance(Decided);
        string[] told = ["organization.directory.user_created", "organization.directory.group_created", "organization.directory.group_user_added"];
        foreach (var receiver in (Receiver[])[hooked.Receiver, loose])
            (await receiver.UntilAsync(taken => taken.Count >= 3)).Select(one => one.Type).ShouldBe(told, ignoreOrder: receiver == loose);
        (await FeedAsync(hooked)).Items.Select(one => (string)one["type"]!).ShouldBe(told);
        (await Hub.Admin.PostAsync<SetPollAnswer>($"/v1/webhooks/{polled.Id}/poll", new { returnImmediately = true })).Sets.Count.ShouldBe(3);
        (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={hooked.Tenant}&limit=1000")).Items.Count(change => change.Op == "deleted").ShouldBe(4, "the log itself keeps all");

        await using var late = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = late.Url, after = 0, events = new[] { "organization.directory.*" } });
        await hooked.Client.UserAsync("last");
        shared.Clock.Advance(Decided);
        (await late.UntilAsync(taken => taken.Any(one => (string?)one.Data["preferred_username"] == "last"))).Count.ShouldBe(4);
        (await hooked.Receiver.UntilAsync(taken => taken.Count >= 4)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_was_just_made_waits_until_it_is_known_what_becomes_of_it()
    {
        await using var hooked = await SilentAsync();
        await hooked.Client.UserAsync("ada");
        await JumpgateHost.WaitForAsync(() => hooked.LanesAsync(), lanes => lanes.Any(lane => lane.NextAttemptAt is not null));
        var (items, next) = await FeedAsync(hooked, "&wait=1");
        (items.Count, next).ShouldBe((0, null));
        hooked.Receiver.All.ShouldBeEmpty();
        var waiting = FeedAsync(hooked, "&wait=20");
        shared.Clock.Advance(Decided);
        (await waiting).Items.ShouldHaveSingleItem();
        await hooked.Receiver.UntilAsync("organization.directory.user_created");

        // A change of who is known does not wait.
        var ada = (string)hooked.Receiver.Taken[0].Data["id"]!;
        await hooked.Client.PatchAsync($"/Users/{ada}", """{"op":"replace","path":"title","value":"Countess"}""");
        await hooked.Receiver.UntilAsync("organization.directory.user_updated", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Who_was_there_for_a_while_is_told_of_to_the_end()
    {
        await using var hooked = await SilentAsync();
        var ada = await hooked.Client.UserAsync("ada");
        shared.Clock.Advance(TimeSpan.FromSeconds(12));
        await hooked.Client.SendAsync(HttpMethod.Delete, $"/Users/{ada}");
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 2)).Select(one => one.Type).ShouldBe(["organization.directory.user_created", "organization.directory.user_deleted"]);
    }

    [Fact]
    public async Task Without_the_switch_they_are_told_of()
    {
        await using var hooked = await Hooked.StartAsync(Hub, provider: "okta");
        await TestConnectionAsync(hooked.Client);
        (await hooked.Receiver.UntilAsync("organization.directory.user_deleted", TimeSpan.FromSeconds(5))).Count.ShouldBeGreaterThan(4);
        (await FeedAsync(hooked)).Items.Count.ShouldBe(hooked.Receiver.All.Count);
    }

    private async Task<Hooked> SilentAsync()
    {
        var hooked = await Hooked.StartAsync(Hub, ["organization.directory.*"], provider: "jumpcloud");
        await Hub.Admin.PatchAsync<JsonObject>($"/v1/directories/{hooked.Directory}", new { settings = new { suppressTestObjects = true, quietFirstLoad = "PT0S" } });
        return hooked;
    }

    private async Task TestConnectionAsync(PushedClient client)
    {
        var answer = await Hub.Emulator.ScimAsync(new JsonObject
        {
            ["do"] = "test-connection",
            ["baseUrl"] = client.Directory.EndpointUrl,
            ["token"] = client.Directory.BearerToken,
            ["events"] = false,
        });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
    }

    private async Task<(IReadOnlyList<JsonNode> Items, string? Next)> FeedAsync(Hooked hooked, string more = "")
    {
        var page = await Hub.Admin.GetAsync<JsonObject>($"/v1/changes?as=events&tenant={hooked.Tenant}&directory={hooked.Directory}{more}");
        return ([.. page["items"]!.AsArray().Select(one => one!).Where(one => ((string)one["type"]!).StartsWith("organization.directory.", StringComparison.Ordinal))], (string?)page["next"]);
    }

    public sealed class ClockedEmulator : SharedHost
    {
        public FakeClock Clock { get; } = new();

        protected override JumpgateHostOptions Options => new() { Emulator = new EmulatorOptions { Users = 1 }, Time = Clock };
    }
}
