using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>JumpCloud's own client, as the emulator plays it, against the endpoint.</summary>
public sealed class JumpCloudClientTests(JumpCloudClientTests.Pushing shared) : IClassFixture<JumpCloudClientTests.Pushing>
{
    private JumpgateHost Hub => shared.Hub;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"update":"patch","groupUpdate":"put"}""")]
    [InlineData("""{"contentType":"application/json","trailingSlash":"path"}""")]
    [InlineData("""{"trailingSlash":"base","attributes":"enterprise"}""")]
    public async Task S4_16_Test_connection_and_activation_pass_and_leave_nothing_behind(string settings)
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        foreach (var what in (string[])["test-connection", "activate"])
        {
            var answer = await DoAsync(pushed, what, settings);
            answer["left"]?.AsArray().ShouldBeEmpty();
        }

        (await pushed.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
        (await pushed.GetAsync("/Groups")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
        var directory = await DirectoryAsync(pushed);
        (directory.Counts["user"], directory.Counts["group"], directory.Hash).ShouldBe((0, 0, new string('0', 32)));
    }

    [Theory]
    [InlineData("users-first")]
    [InlineData("groups-first")]
    public async Task S4_17_Users_come_with_a_group_binding_whichever_is_sent_first(string order)
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        var answer = await DoAsync(pushed, "bind-group", $$"""{"group":"all","order":"{{order}}","repeatAdds":true}""");
        var directory = await DirectoryAsync(pushed);
        directory.Counts["user"].ShouldBe((int)answer["users"]!["created"]!);
        directory.Counts["user"].ShouldBeGreaterThan(0);
        directory.Edges["member_of"].ShouldBe(await MembershipsAsync(pushed));
        directory.Edges["member_of"].ShouldBeGreaterThan(0);
        var hash = directory.Hash;

        // Everything once more changes nothing.
        await DoAsync(pushed, "push", """{"repeatAdds":true}""");
        (await DirectoryAsync(pushed)).ShouldSatisfyAllConditions(again => again.Hash.ShouldBe(hash), again => again.Sequence.ShouldBe(directory.Sequence));
    }

    [Fact]
    public async Task S4_23_Adding_a_user_to_the_group_brings_user_membership_and_changes()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        await DoAsync(pushed, "bind-group");
        var before = await DirectoryAsync(pushed);
        var group = (await pushed.GetAsync("/Groups")).Resources.ShouldHaveSingleItem();
        var user = await new EmulatedConsole(Hub.Emulator).JoinNewUserAsync((string)group["displayName"]!);
        await DoAsync(pushed, "push");

        var found = (await pushed.GetAsync($"/Users?filter=userName%20eq%20%22{user}%22")).Resources.ShouldHaveSingleItem();
        (await pushed.MembersAsync((string)group["id"]!)).ShouldContain((string)found["id"]!);
        var changes = (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}&after={before.Sequence}")).Items;
        changes.Select(change => change.Op).ShouldBe(["created", "edge_added"]);
        changes.ShouldAllBe(change => change.Id == Guid.Parse((string)found["id"]!) && change.Cause!.Kind == "scim_request");
    }

    [Fact]
    public async Task S4_26_A_group_detached_from_the_application_loses_its_members_and_stays()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        await DoAsync(pushed, "bind-group");
        var group = (string)(await pushed.GetAsync("/Groups")).Resources.ShouldHaveSingleItem()["id"]!;
        (await pushed.MembersAsync(group)).ShouldNotBeEmpty();
        await DoAsync(pushed, "unbind-group");
        (await pushed.MembersAsync(group)).ShouldBeEmpty();
        (await Hub.Admin.GetAsync<Resource>($"/v1/directories/{pushed.Directory.Id}/groups/{group}")).Status.Value.ShouldBe("enabled");
        var users = (await Hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{pushed.Directory.Id}/users")).Items;
        users.ShouldNotBeEmpty();
        users.ShouldAllBe(user => user.Status.Value == "disabled");
    }

    private async Task<JsonObject> DoAsync(PushedClient pushed, string what, string settings = "{}")
    {
        var order = JsonNode.Parse(settings)!.AsObject();
        (order["do"], order["baseUrl"], order["token"], order["events"]) = (what, pushed.Directory.EndpointUrl, pushed.Directory.BearerToken, false);
        var answer = await Hub.Emulator.ScimAsync(order);
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        return answer;
    }

    private Task<Contracts.Directory> DirectoryAsync(PushedClient pushed) => Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");

    private static async Task<int> MembershipsAsync(PushedClient pushed) =>
        (await pushed.GetAsync("/Groups?count=1000")).Resources.Sum(group => group["members"]?.AsArray().Count ?? 0);

    public sealed class Pushing : EmulatedHost
    {
        protected override EmulatorOptions World => new() { Users = 20, Groups = 3, Devices = 0, Applications = 0 };
    }
}
