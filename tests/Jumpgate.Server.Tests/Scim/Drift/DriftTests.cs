using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Scim.Drift;

/// <summary>What JumpCloud should have pushed, by the mirror, against what arrived.</summary>
public sealed class DriftTests
{
    private static readonly EmulatorOptions World = new() { Users = 20, Groups = 3, Devices = 0, Applications = 0 };

    [Fact]
    public async Task X17_After_a_push_nothing_drifts()
    {
        await using var both = await BothAsync();
        (await both.DriftAsync()).ShouldSatisfyAllConditions(drift => drift.Counts.ShouldBeEmpty(), drift => drift.Findings.ShouldBeEmpty(), drift => drift.MirroredAt.ShouldNotBeNull());
    }

    [Fact]
    public async Task X17_A_detached_group_is_named()
    {
        await using var both = await BothAsync();
        await both.DoAsync("unbind-group");
        await both.SyncAsync();
        var finding = (await both.DriftAsync()).Findings.ShouldHaveSingleItem();
        finding.ShouldSatisfyAllConditions(
            one => one.Kind.ShouldBe("detached_group"), one => one.Found!.Name.ShouldBe(both.Group), one => one.Text.ShouldContain("members were removed"));
    }

    [Fact]
    public async Task X17_A_missed_push_is_named_user_by_user()
    {
        await using var both = await BothAsync();
        var newcomer = await new EmulatedConsole(both.Hub.Emulator).JoinNewUserAsync(both.Group);
        await both.SyncAsync();
        var missing = (await both.DriftAsync()).Findings.ShouldHaveSingleItem();
        (missing.Kind, missing.Expected!.Name).ShouldBe(("missing_user", "New Person"));

        // The person arrives and loses the membership again.
        await both.DoAsync("push");
        (await both.DriftAsync()).Counts.ShouldBeEmpty();
        var user = (await both.Pushed.GetAsync($"/Users?filter=userName%20eq%20%22{newcomer}%22")).Resources.ShouldHaveSingleItem();
        var group = (await both.Pushed.GetAsync("/Groups")).Resources.ShouldHaveSingleItem();
        (await both.Pushed.PatchAsync($"/Groups/{group["id"]}", $$"""{"op":"remove","path":"members[value eq \"{{user["id"]}}\"]"}""")).Status.ShouldBe(204);
        var member = (await both.DriftAsync()).Findings.ShouldHaveSingleItem();
        (member.Kind, member.Expected!.Name, member.Group!.Name).ShouldBe(("missing_member", "New Person", both.Group));
    }

    [Fact]
    public async Task X17_Edits_by_hand_are_named()
    {
        await using var both = await BothAsync();
        var users = (await both.Pushed.GetAsync("/Users")).Resources.ToList();
        (await both.Pushed.PatchAsync($"/Users/{users[0]["id"]}", """{"op":"replace","path":"name.familyName","value":"Handmade"}""")).Status.ShouldBe(200);
        (await both.Pushed.PatchAsync($"/Users/{users[1]["id"]}", """{"op":"replace","path":"active","value":false}""")).Status.ShouldBe(200);
        var stranger = await both.Pushed.UserAsync("stranger@elsewhere.example");
        await both.Pushed.GroupAsync("Made by hand");
        var group = (await both.Pushed.GetAsync($"/Groups?filter=displayName%20eq%20%22{Uri.EscapeDataString(both.Group)}%22")).Resources.ShouldHaveSingleItem();
        (await both.Pushed.PatchAsync($"/Groups/{group["id"]}", $$"""{"op":"add","path":"members","value":[{"value":"{{stranger}}"}]}""")).Status.ShouldBe(204);

        var drift = await both.DriftAsync();
        drift.Counts.ShouldBe(
            new Dictionary<string, long> { ["foreign_group"] = 1, ["extra_member"] = 1, ["foreign_user"] = 1, ["attribute_differs"] = 2 }, ignoreOrder: true);
        drift.Findings.Where(item => item.Kind == "attribute_differs").SelectMany(item => item.Differences!).Select(one => (one.Attribute, one.Found))
            .ShouldBe([("name.familyName", "Handmade"), ("active", "false")], ignoreOrder: true);
        (await both.DriftAsync("?kind=extra_member")).Findings.ShouldHaveSingleItem().Group!.Name.ShouldBe(both.Group);
    }

    [Fact]
    public async Task Without_a_link_it_says_what_to_set()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var pushed = await PushedClient.StartAsync(hub, "jumpcloud");
        (await hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{pushed.Directory.Id}/drift")).Code.ShouldBe("drift_not_linked");
    }

    /// <summary>An organization that is mirrored and that pushes one of its groups to a directory linked to it.</summary>
    private static async Task<Both> BothAsync()
    {
        var synced = await SyncedHub.StartAsync(World, SyncedHub.ByHand);
        var both = new Both(synced, await PushedClient.StartAsync(synced.Hub, "jumpcloud", "default"));
        var answer = await both.DoAsync("bind-group");
        both.Group = (string)(await both.Pushed.GetAsync("/Groups")).Resources.ShouldHaveSingleItem()["displayName"]!;
        await both.SyncAsync();
        await both.Hub.Admin.PatchAsync<Contracts.Directory>(
            $"/v1/directories/{both.Pushed.Directory.Id}",
            new { settings = new { drift = new { organizationId = synced.Organization, applicationId = (string)answer["application"]!["id"]! } } });
        return both;
    }

    private sealed class Both(SyncedHub synced, PushedClient pushed) : IAsyncDisposable
    {
        public JumpgateHost Hub => synced.Hub;

        public PushedClient Pushed => pushed;

        public string Group { get; set; } = "";

        public Task<DriftReport> DriftAsync(string query = "") => Hub.Admin.GetAsync<DriftReport>($"/v1/directories/{pushed.Directory.Id}/drift{query}");

        public async Task<JsonObject> DoAsync(string what)
        {
            var answer = await Hub.Emulator.ScimAsync(new JsonObject
            {
                ["do"] = what,
                ["baseUrl"] = pushed.Directory.EndpointUrl,
                ["token"] = pushed.Directory.BearerToken,
                ["events"] = false,
            });
            ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
            return answer;
        }

        public async Task SyncAsync() => (await synced.SyncAsync()).State.ShouldBe(RunStates.Done);

        public ValueTask DisposeAsync() => synced.DisposeAsync();
    }
}
