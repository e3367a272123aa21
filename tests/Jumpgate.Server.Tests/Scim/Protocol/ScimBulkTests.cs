using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Scim.Protocol;

public sealed class ScimBulkTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_group_is_made_with_a_user_of_the_same_request_whichever_comes_first()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var results = await BulkAsync(pushed, $"{Post("g", "/Groups", PushedClient.GroupBody("Staff", "bulkId:u"))},{Post("u", "/Users", PushedClient.UserBody("bob"))}");
        results.Select(one => ((string)one["bulkId"]!, (string)one["status"]!)).ShouldBe([("g", "201"), ("u", "201")]);
        var (group, user) = (Id(results[0]), Id(results[1]));
        (await pushed.MembersAsync(group)).ShouldBe([user]);
        ((string)results[0]["location"]!).ShouldBe($"{pushed.Directory.EndpointUrl}/Groups/{group}");
        ((string)results[0]["version"]!).ShouldBe((await pushed.GetAsync($"/Groups/{group}")).ETag);
        var records = (await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests")).Items;
        records.Select(one => (one.Method, one.Path, one.Status)).ShouldBe([("POST", "/Bulk[0]/Groups", 201), ("POST", "/Bulk[1]/Users", 201)]);
        records.ShouldAllBe(one => one.Changes != null);
    }

    [Fact]
    public async Task Groups_that_contain_each_other_are_made_in_one_request()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var results = await BulkAsync(pushed, $"{Post("a", "/Groups", PushedClient.GroupBody("A", "bulkId:b"))},{Post("b", "/Groups", PushedClient.GroupBody("B", "bulkId:a"))}");
        results.ShouldAllBe(one => (string)one["status"]! == "201");
        var (a, b) = (Id(results[0]), Id(results[1]));
        ((await pushed.MembersAsync(a)).Single(), (await pushed.MembersAsync(b)).Single()).ShouldBe((b, a));
        foreach (var result in results) ((string)result["version"]!).ShouldBe((await pushed.GetAsync($"/Groups/{Id(result)}")).ETag);
    }

    [Fact]
    public async Task What_refers_to_what_failed_fails_with_409_and_the_rest_goes_on()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        await pushed.UserAsync("bob");
        var results = await BulkAsync(pushed, string.Join(
            ',', Post("u", "/Users", PushedClient.UserBody("BOB")), Post("g", "/Groups", PushedClient.GroupBody("Staff", "bulkId:u")),
            Post("h", "/Groups", PushedClient.GroupBody("Crew", "bulkId:nobody")), Post("d", "/Devices", """{"a":1}"""), Post("v", "/Users", PushedClient.UserBody("ann"))));
        results.Select(one => (string)one["status"]!).ShouldBe(["409", "409", "400", "400", "201"]);
        ((string)results[0]["response"]!["scimType"]!).ShouldBe("uniqueness");
        results[0].ContainsKey("location").ShouldBeFalse();
        (await pushed.GetAsync("/Groups")).Resources.ShouldBeEmpty();
        (await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?outcome=refused")).Items.Count.ShouldBe(4);
    }

    [Fact]
    public async Task FailOnErrors_stops_after_that_many()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var operations = string.Join(',', Enumerable.Range(0, 6).Select(n => Post($"{n}", "/Users", PushedClient.UserBody(n is 1 or 3 ? "" : $"user{n}"))));
        (await BulkAsync(pushed, operations, "\"failOnErrors\":2,")).Select(one => (string)one["status"]!).ShouldBe(["201", "400", "201", "400"]);
        (await pushed.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Versions_are_checked_and_all_methods_work()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (bob, ann, eve) = (await pushed.UserAsync("bob"), await pushed.UserAsync("ann"), await pushed.UserAsync("eve"));
        var tag = (await pushed.GetAsync($"/Users/{bob}")).ETag!.Replace("\"", "\\\"", StringComparison.Ordinal);
        const string Chef = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"title","value":"Chef"}]}""";
        var results = await BulkAsync(pushed, $$"""
            {"method":"PATCH","path":"/Users/{{bob}}","version":"{{tag}}","data":{{Chef}} },
            {"method":"PATCH","path":"/Users/{{bob}}","version":"{{tag}}","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"title"}]} },
            {"method":"PUT","path":"/Users/{{ann}}","data":{{PushedClient.UserBody("anna")}} },
            {"method":"DELETE","path":"/Users/{{eve}}"},
            {"method":"DELETE","path":"/Users/{{eve}}"},
            {"method":"GET","path":"/Users/{{bob}}"}
            """);
        results.Select(one => (string)one["status"]!).ShouldBe(["200", "412", "200", "204", "404", "400"]);
        ((string)results[4]["location"]!).ShouldEndWith(eve);
        ((string)(await pushed.GetAsync($"/Users/{bob}")).Body["title"]!).ShouldBe("Chef");
    }

    [Fact]
    public async Task What_is_wrong_with_the_message_refuses_all_of_it_with_one_record()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        (await pushed.SendAsync(HttpMethod.Post, "/Bulk", "{}")).ShouldRefuse(400, "invalidValue");
        (await SendAsync(pushed, $"{Post("u", "/Users", PushedClient.UserBody("a"))},{Post("u", "/Users", PushedClient.UserBody("b"))}")).ShouldRefuse(400, "invalidValue");
        (await SendAsync(pushed, string.Join(',', Enumerable.Repeat("""{"method":"DELETE","path":"/Users/x"}""", 1001)))).ShouldRefuse(413);
        (await pushed.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
        (await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests")).Items.Count.ShouldBe(3);
    }

    private static string Post(string bulkId, string endpoint, string data) => $$"""{"method":"POST","path":"{{endpoint}}","bulkId":"{{bulkId}}","data":{{data}} }""";

    private static string Id(JsonObject result) => ((string)result["location"]!).Split('/')[^1];

    private static Task<ScimReply> SendAsync(PushedClient pushed, string operations, string more = "") => pushed.SendAsync(
        HttpMethod.Post, "/Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],{{more}}"Operations":[{{operations}}]}""");

    private static async Task<List<JsonObject>> BulkAsync(PushedClient pushed, string operations, string more = "")
    {
        var reply = await SendAsync(pushed, operations, more);
        reply.Status.ShouldBe(200, reply.Text);
        return [.. reply.Body["Operations"]!.AsArray().Select(one => one!.AsObject())];
    }
}
