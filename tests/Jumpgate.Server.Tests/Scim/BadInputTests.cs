using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>What must not be taken: the right status, the SCIM error form, no change, one record.</summary>
public sealed class BadInputTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Op = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private const string User = "\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]";

    private JumpgateHost Hub => shared.Hub;

    public static TheoryData<string, string, string, string?, int, string?> Cases => new()
    {
        { "malformed JSON", "POST", "/Users", "{\"userName\":", 400, "invalidSyntax" },
        { "no object", "POST", "/Users", "[1,2]", 400, "invalidSyntax" },
        { "no body", "POST", "/Users", "", 400, "invalidSyntax" },
        { "wrong type", "POST", "/Users", $$"""{{{User}},"userName":5}""", 400, "invalidValue" },
        { "wrong type of a list", "POST", "/Users", $$"""{{{User}},"userName":"x","emails":"a@b"}""", 400, "invalidValue" },
        { "wrong boolean", "POST", "/Users", $$"""{{{User}},"userName":"x","active":"maybe"}""", 400, "invalidValue" },
        { "no user name", "POST", "/Users", $$"""{{{User}},"displayName":"x"}""", 400, "invalidValue" },
        { "no display name", "POST", "/Groups", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}""", 400, "invalidValue" },
        { "deep nesting", "POST", "/Users", $$"""{{{User}},"userName":{{Repeat("[", 40)}}{{Repeat("]", 40)}} }""", 400, "invalidSyntax" },
        { "null byte", "POST", "/Users", $$"""{{{User}},"userName":"a\u0000b"}""", 400, "invalidSyntax" },
        { "raw null byte", "POST", "/Users", $"{{{User},\"userName\":\"a\0b\"}}", 400, "invalidSyntax" },
        { "lone surrogate", "POST", "/Users", $$"""{{{User}},"userName":"\ud800"}""", 400, "invalidSyntax" },
        { "duplicate keys", "POST", "/Users", $$"""{{{User}},"userName":"x","userName":"y"}""", 400, "invalidSyntax" },
        { "duplicate keys in another case", "POST", "/Users", $$"""{{{User}},"userName":"x","USERNAME":"y"}""", 400, "invalidSyntax" },
        { "unknown schema", "POST", "/Users", """{"schemas":["urn:nobody:knows"],"userName":"x"}""", 400, "invalidValue" },
        { "unknown attribute", "POST", "/Users", $$"""{{{User}},"userName":"x","shoeSize":44}""", 400, "invalidSyntax" },
        { "taken user name", "POST", "/Users", $$"""{{{User}},"userName":"BOB"}""", 409, "uniqueness" },
        { "taken user name by PUT", "PUT", "/Users/{ann}", $$"""{{{User}},"userName":"Bob"}""", 409, "uniqueness" },
        { "taken user name by PATCH", "PATCH", "/Users/{ann}", """{"op":"replace","path":"userName","value":"bOB"}""", 409, "uniqueness" },
        { "read-only attribute", "PATCH", "/Users/{bob}", """{"op":"replace","path":"id","value":"x"}""", 400, "mutability" },
        { "read-only groups", "PATCH", "/Users/{bob}", """{"op":"add","path":"groups","value":[{"value":"x"}]}""", 400, "mutability" },
        { "immutable value", "PATCH", "/Groups/{staff}", """{"op":"replace","path":"members[value eq \"{bob}\"].value","value":"{ann}"}""", 400, "mutability" },
        { "unknown path", "PATCH", "/Users/{bob}", """{"op":"replace","path":"shoeSize","value":1}""", 400, "invalidPath" },
        { "malformed path", "PATCH", "/Users/{bob}", """{"op":"replace","path":"name..x","value":1}""", 400, "invalidPath" },
        { "malformed filter of a path", "PATCH", "/Users/{bob}", """{"op":"replace","path":"emails[type eq].value","value":"x"}""", 400, "invalidFilter" },
        { "no target", "PATCH", "/Users/{bob}", """{"op":"replace","path":"emails[type eq \"none\"].value","value":"x"}""", 400, "noTarget" },
        { "remove without path", "PATCH", "/Users/{bob}", """{"op":"remove"}""", 400, "noTarget" },
        { "unknown operation", "PATCH", "/Users/{bob}", """{"op":"move","path":"title","value":"x"}""", 400, "invalidSyntax" },
        { "value of another type", "PATCH", "/Users/{bob}", """{"op":"replace","path":"name","value":"x"}""", 400, "invalidValue" },
        { "required attribute removed", "PATCH", "/Users/{bob}", """{"op":"remove","path":"userName"}""", 400, "mutability|invalidValue" },
        { "half good PATCH", "PATCH", "/Users/{bob}", """{"op":"replace","path":"title","value":"Chef"},{"op":"replace","path":"shoeSize","value":1}""", 400, "invalidPath" },
        { "unknown member", "PATCH", "/Groups/{staff}", """{"op":"add","path":"members","value":[{"value":"nobody"}]}""", 400, "invalidValue" },
        { "group in itself", "PATCH", "/Groups/{staff}", """{"op":"add","path":"members","value":[{"value":"{staff}"}]}""", 400, "invalidValue" },
        { "nobody by that id", "PATCH", "/Users/nobody", """{"op":"replace","path":"title","value":"x"}""", 404, null },
        { "path traversal", "DELETE", "/Users/..%2F..%2Fv1%2Fapi-keys", null, 404, null },
        { "unknown attribute in a filter", "GET", "/Users?filter=shoeSize%20eq%201", null, 400, "invalidFilter" },
        { "malformed filter", "GET", "/Users?filter=userName%20eq", null, 400, "invalidFilter" },
        { "long filter", "GET", $"/Users?filter=userName%20eq%20%22{Repeat("x", 5000)}%22", null, 400, "invalidFilter" },
        { "deep filter", "GET", $"/Users?filter={Repeat("(", 100)}title%20pr{Repeat(")", 100)}", null, 400, "invalidFilter" },
        { "count that is no number", "GET", "/Users?count=many", null, 400, "invalidValue" },
        { "order that is none", "GET", "/Users?sortBy=userName&sortOrder=sideways", null, 400, "invalidValue" },
        { "method of no use", "DELETE", "/Users", null, 405, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_changes_nothing_and_leaves_one_record(string what, string method, string path, string? body, int status, string? scimType)
    {
        var (pushed, ids) = await FilledAsync();
        string Fill(string text) => ids.Aggregate(text, (now, id) => now.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
        if (method == "PATCH") body = $$"""{"schemas":["{{Op}}"],"Operations":[{{body}}]}""";
        var before = await StateAsync(pushed);
        var reply = await pushed.SendAsync(new HttpMethod(method), Fill(path), body is null ? null : Fill(body));
        reply.Status.ShouldBe(status, $"{what}: {reply.Text}");
        reply.ShouldRefuse(status, scimType?.Contains('|', StringComparison.Ordinal) == true ? (string?)reply.Body["scimType"] : scimType);
        if (scimType is not null) scimType.Split('|').ShouldContain((string)reply.Body["scimType"]!);
        reply.MediaType.ShouldBe("application/scim+json");
        (await StateAsync(pushed)).ShouldBe(before with { Records = before.Records + 1 });
        var record = (await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?limit=1")).Items[0];
        (record.Status, record.Outcome, record.ScimType, record.Changes).ShouldBe((status, "refused", (string?)reply.Body["scimType"], null));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        var (pushed, _) = await FilledAsync();
        await Hub.Admin.PatchAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}", new { settings = new { bodyBytes = 2000 } });
        var before = await StateAsync(pushed);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", $$"""{{{User}},"userName":"x","title":"{{Repeat("x", 3000)}}"}""")).ShouldRefuse(413);
        (await StateAsync(pushed)).ShouldBe(before with { Records = before.Records + 1 });
    }

    [Fact]
    public async Task A_stale_entity_tag_is_refused_with_412()
    {
        var (pushed, ids) = await FilledAsync();
        var tag = (await pushed.GetAsync($"/Users/{ids["bob"]}")).ETag!;
        await pushed.PatchAsync($"/Users/{ids["bob"]}", """{"op":"add","path":"title","value":"Chef"}""");
        var before = await StateAsync(pushed);
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            (await pushed.SendAsync(method, $"/Users/{ids["bob"]}", method == HttpMethod.Put ? PushedClient.UserBody("bob") : null, request => request.Headers.IfMatch.ParseAdd(tag))).ShouldRefuse(412);
        (await StateAsync(pushed)).ShouldBe(before with { Records = before.Records + 2 });
    }

    [Fact]
    public async Task A_token_of_another_tenant_opens_nothing_and_leaves_no_record()
    {
        var ((mine, ids), (theirs, _)) = (await FilledAsync(), await FilledAsync());
        var before = await StateAsync(mine);
        using var stranger = Hub.Client(theirs.Directory.BearerToken);
        foreach (var path in (string[])["/Users", $"/Users/{ids["bob"]}", "/Bulk", "/Schemas"])
        {
            using var reply = await stranger.GetAsync(mine.Directory.EndpointUrl + path);
            (await ScimReply.ReadAsync(reply)).ShouldRefuse(401);
            reply.Headers.WwwAuthenticate.ShouldNotBeEmpty();
        }

        (await StateAsync(mine)).ShouldBe(before);
    }

    [Fact]
    public async Task Pages_out_of_range_and_negative_counts_are_cut_to_what_there_is()
    {
        var (pushed, _) = await FilledAsync();
        foreach (var (query, items) in ((string, int)[])[("startIndex=0", 2), ("startIndex=-5&count=1", 1), ("count=-1", 0), ("count=0", 0), ("startIndex=1000", 0), ("count=99999999999999", 2)])
        {
            var reply = await pushed.GetAsync($"/Users?{query}");
            (reply.Status, reply.Resources.Count, reply.Body["totalResults"]!.GetValue<int>()).ShouldBe((200, items, 2), query);
        }
    }

    [Fact]
    public async Task Two_groups_may_contain_each_other()
    {
        var (pushed, ids) = await FilledAsync();
        var crew = await pushed.GroupAsync("Crew", ids["staff"]);
        (await pushed.PatchAsync($"/Groups/{ids["staff"]}", $$"""{"op":"add","path":"members","value":[{"value":"{{crew}}"}]}""")).Status.ShouldBe(204);
        (await pushed.GetAsync($"/Users/{ids["bob"]}")).Body["groups"]!.AsArray().Select(group => (string)group!["type"]!).Order().ShouldBe(["direct", "indirect"]);
    }

    [Fact]
    public async Task Ten_thousand_members_come_in_one_PUT_and_a_second_PUT_costs_what_differs()
    {
        var (pushed, ids) = await FilledAsync();
        var users = new List<string>();
        for (var slice = 0; slice < 10; slice++)
        {
            var operations = string.Join(',', Enumerable.Range(slice * 1000, 1000).Select(n => $$"""{"method":"POST","path":"/Users","bulkId":"{{n}}","data":{{PushedClient.UserBody($"user{n}")}} }"""));
            var bulk = await pushed.SendAsync(HttpMethod.Post, "/Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{operations}}]}""");
            users.AddRange(bulk.Body["Operations"]!.AsArray().Select(one => ((string)one!["location"]!).Split('/')[^1]));
        }

        (await pushed.SendAsync(HttpMethod.Put, $"/Groups/{ids["staff"]}?excludedAttributes=members", PushedClient.GroupBody("Staff", users))).Status.ShouldBe(200);
        var before = await StateAsync(pushed);
        var reply = await pushed.SendAsync(HttpMethod.Put, $"/Groups/{ids["staff"]}?excludedAttributes=members", PushedClient.GroupBody("Staff", users.Skip(1).Append(ids["ann"])));
        (reply.Status, reply.Body.ContainsKey("members")).ShouldBe((200, false));
        (await StateAsync(pushed)).Sequence.ShouldBe(before.Sequence + 2);
        (await pushed.MembersAsync(ids["staff"])).Count.ShouldBe(10_000);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private async Task<State> StateAsync(PushedClient pushed)
    {
        var directory = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        return new State(directory.Hash!, directory.Sequence, (await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?limit=1000")).Items.Count);
    }

    private async Task<(PushedClient Pushed, Dictionary<string, string> Ids)> FilledAsync()
    {
        var pushed = await PushedClient.StartAsync(Hub, "strict");
        var (bob, ann) = (await pushed.UserAsync("bob"), await pushed.UserAsync("ann"));
        return (pushed, new Dictionary<string, string> { ["bob"] = bob, ["ann"] = ann, ["staff"] = await pushed.GroupAsync("Staff", bob) });
    }

    private sealed record State(string Hash, long Sequence, int Records);
}
