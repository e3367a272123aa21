using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ScimPusherTests
{
    [Theory]
    [InlineData("""{"do":"dance","baseUrl":"http://127.0.0.1:9","token":"t"}""", "do must be one of")]
    [InlineData("""{"do":"push","token":"t"}""", "baseUrl")]
    [InlineData("""{"do":"push","baseUrl":"ftp://127.0.0.1/","token":"t"}""", "baseUrl")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9/x?y=z","token":"t"}""", "baseUrl")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9"}""", "token")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","version":"3.0"}""", "version must be one of 2.0, 1.1")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","parallel":0}""", "parallel")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","retryDelay":"soon"}""", "duration")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","mapping":{"userName":null}}""", "userName")]
    [InlineData("""{"do":"bind-group","baseUrl":"http://127.0.0.1:9","token":"t","group":"nobody"}""", "no such user group")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","users":["nobody"]}""", "no such user")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","application":"nobody"}""", "no such application")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","wait":"yes"}""", "wait")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","timeout":"0"}""", "timeout")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","timeout":"1e300d"}""", "duration")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"t","retryDelay":"-1s"}""", "duration")]
    [InlineData("""{"do":"push","baseUrl":"http://127.0.0.1:9","token":"a\nb"}""", "token")]
    [InlineData("""{"do":"push","do":"push"}""", "do")]
    [InlineData("""{"do":"\uD800"}""", "surrogate")]
    [InlineData("[]", "JSON object")]
    public async Task An_order_that_cannot_be_followed_is_refused_and_leaves_nothing(string order, string reason)
    {
        await using var organization = await PushedOrganization.StartAsync();
        using var refused = await organization.Console.SendAsync(HttpMethod.Post, "/emulator/scim", edit: r => r.Content = new StringContent(order));
        ((int)refused.StatusCode).ShouldBe(400);
        (await refused.Content.ReadAsStringAsync()).ShouldContain(reason);
        (await organization.Console.ReadAsync("/emulator/scim"))["integrations"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_base_url_gets_a_custom_application_of_its_own_unless_one_is_named()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var first = await organization.DoAsync("test-connection");
        var again = await organization.DoAsync("test-connection");
        var other = await organization.DoAsync("test-connection", new { baseUrl = organization.Target.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) });
        ((string)again["application"]!["id"]!).ShouldBe((string)first["application"]!["id"]!);
        ((string)other["application"]!["id"]!).ShouldNotBe((string)first["application"]!["id"]!);
        var made = (await organization.Console.AllAsync("/api/applications")).Single(a => (string?)a["id"] == (string?)first["application"]!["id"]);
        ((string?)made["name"]).ShouldBe("saml2");
        var named = await organization.DoAsync("test-connection", new { application = (string)other["application"]!["id"]! });
        ((string)named["application"]!["id"]!).ShouldBe((string)other["application"]!["id"]!);
    }

    [Fact]
    public async Task Settings_are_remembered_and_shown_without_the_token()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection", new { update = "patch", contentType = "application/json" });
        await organization.Console.WriteAsync(HttpMethod.Post, "/emulator/scim", new { @do = "test-connection" }, 200);
        organization.Target.Requests.Count(r => r is { Method: "PATCH", ContentType: "application/json" } && r.Target.Contains("/Users/", StringComparison.Ordinal)).ShouldBe(2);
        var shown = (await organization.Console.ReadAsync("/emulator/scim")).ToJsonString();
        shown.ShouldContain("\"update\":\"patch\"");
        shown.ShouldNotContain(FakeScimServer.Token);
    }

    [Fact]
    public async Task Another_organization_pushes_its_own_people_when_it_is_named()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Organizations = 2, Users = 20, Groups = 2, GroupSizes = GroupSizes.Equal, Devices = 0, Applications = 0 });
        var emulator = organization.Console.Emulator;
        var second = emulator.OrganizationIds[1];
        await organization.DoAsync("bind-group", new { organization = second, group = "all", userName = "email" });
        var own = Enumerable.Range(0, 20).Select(i => (string)emulator.World.User(emulator.World.UserId(i, second), second)["email"]!).ToList();
        organization.Target.Users.Values.ShouldAllBe(u => own.Contains((string)u["userName"]!));
        organization.Target.Users.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Names_that_mean_nothing_are_named()
    {
        await using var organization = await PushedOrganization.StartAsync();
        (await organization.DoAsync("test-connection", new { colour = "red" }))["ignored"]!.ToJsonString().ShouldBe("""["colour"]""");
    }

    [Fact]
    public async Task Forgotten_means_that_everything_is_looked_up_anew()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        await organization.Console.WriteAsync(HttpMethod.Delete, "/emulator/scim", null, 200);
        organization.Target.Clear();
        var answer = await organization.DoAsync("bind-group");
        ((int)answer["users"]!["adopted"]!).ShouldBe(1);
        organization.Target.Users.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_nobody_waits_for_is_looked_at_while_and_after_it_runs()
    {
        await using var organization = await PushedOrganization.StartAsync();
        using var door = new ManualResetEventSlim();
        organization.Target.Interfere = _ =>
        {
            door.Wait(TimeSpan.FromSeconds(30));
            return null;
        };
        ((bool)(await organization.DoAsync("test-connection", new { wait = false }, 202))["started"]!).ShouldBeTrue();
        (await UntilAsync(organization, i => i["running"] is not null))["running"]!["do"]!.ToString().ShouldBe("test-connection");
        door.Set();
        ((bool)(await UntilAsync(organization, i => i["lastRun"] is not null))["lastRun"]!["success"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_ends_when_the_caller_hangs_up_and_the_next_one_goes_on_from_there()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        using var patience = new CancellationTokenSource();
        organization.Target.Interfere = r =>
        {
            if (r.Line.EndsWith("\"bo\"", StringComparison.Ordinal))
                patience.Cancel();
            return null;
        };
        var order = new JsonObject { ["do"] = "bind-group", ["baseUrl"] = organization.Target.Url, ["token"] = FakeScimServer.Token };
        await Should.ThrowAsync<OperationCanceledException>(organization.Console.Emulator.ScimAsync(order, patience.Token));
        organization.Target.Interfere = null;
        (await organization.WritesAsync("push")).Count(r => r.Line == "POST /Users").ShouldBe(1);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana", "bo"]);
    }

    private static async Task<JsonNode> UntilAsync(PushedOrganization organization, Func<JsonNode, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var integration = (await organization.Console.ReadAsync("/emulator/scim"))["integrations"]![0]!;
            if (holds(integration))
                return integration;
            await Task.Delay(10, deadline.Token);
        }
    }
}
