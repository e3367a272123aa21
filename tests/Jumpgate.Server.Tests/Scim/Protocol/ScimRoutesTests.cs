namespace Jumpgate.Server.Tests.Scim.Protocol;

public sealed class ScimRoutesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Discovery_says_what_is_served_and_what_is_not_served_says_so()
    {
        var pushed = await PushedClient.StartAsync(shared.Hub);
        var config = (await pushed.GetAsync("/ServiceProviderConfig")).Body;
        foreach (var (feature, served) in ((string, bool)[])[("patch", true), ("filter", true), ("sort", true), ("etag", true), ("bulk", true), ("changePassword", false)])
            config[feature]!["supported"]!.GetValue<bool>().ShouldBe(served, feature);
        (config["pagination"]!["index"]!.GetValue<bool>(), config["pagination"]!["cursor"]!.GetValue<bool>()).ShouldBe((true, true));
        config["pagination"]!["cursorTimeout"]!.GetValue<int>().ShouldBe(3600);
        (config["bulk"]!["maxOperations"]!.GetValue<int>(), config["bulk"]!["maxPayloadSize"]!.GetValue<int>()).ShouldBe((1000, 16 * 1024 * 1024));
        (await pushed.GetAsync("/ResourceTypes")).Resources.Select(type => (string)type["name"]!).ShouldBe(["User", "Group"]);
        foreach (var schema in (await pushed.GetAsync("/Schemas")).Resources)
            (await pushed.GetAsync($"/Schemas/{schema["id"]}")).Body.ToJsonString().ShouldBe(schema.ToJsonString());
        (await pushed.GetAsync("/ResourceTypes/Group")).Body["endpoint"]!.GetValue<string>().ShouldBe("/Groups");
        (await pushed.GetAsync("/Schemas?filter=id%20pr")).ShouldRefuse(403);
        (await pushed.GetAsync("/Schemas/urn:none")).ShouldRefuse(404);
        (await pushed.GetAsync("/Me")).ShouldRefuse(501);
        foreach (var path in (string[])["/Bulk", "/.search", "/Users/.search"]) (await pushed.GetAsync(path)).ShouldRefuse(405);
        foreach (var path in (string[])["/Nothing", "/Bulk/a", "/Users/a/b", "/Users/a"]) (await pushed.GetAsync(path)).ShouldRefuse(404);
        (await pushed.SendAsync(HttpMethod.Delete, "/Users")).ShouldRefuse(405);
        (await pushed.SendAsync(HttpMethod.Post, "/ServiceProviderConfig", "{}")).ShouldRefuse(405);
    }

    [Theory]
    [InlineData(null, "application/scim+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("Application/JSON;charset=utf-8", "application/json")]
    [InlineData("application/scim+json, application/json", "application/scim+json")]
    [InlineData("application/json, application/scim+json;q=0.5", "application/json")]
    [InlineData("application/json, */*;q=0.1", "application/json")]
    [InlineData("application/scim+json;q=0, */*", "application/json")]
    [InlineData("*/*", "application/scim+json")]
    [InlineData("application/*", "application/scim+json")]
    [InlineData("text/html, */*", "application/scim+json")]
    [InlineData("text/html, application/xml;q=0.9, application/*;q=0.1", "application/scim+json")]
    [InlineData("json", "application/scim+json")]
    [InlineData("text/html", null)]
    [InlineData("text/*, image/png", null)]
    [InlineData("application/xml", null)]
    [InlineData("*/*;q=0", null)]
    [InlineData("application/json;q=0, application/scim+json;q=0, */*", null)]
    public async Task RFC_7644_3_8_An_answer_has_a_media_type_the_client_takes_or_is_406(string? accept, string? answered)
    {
        var pushed = await PushedClient.StartAsync(shared.Hub);
        foreach (var path in (string[])["/Users", "/ServiceProviderConfig"])
        {
            var reply = await pushed.SendAsync(HttpMethod.Get, path, edit: Accepting);
            if (answered is null) reply.ShouldRefuse(406);
            (reply.Status, reply.MediaType).ShouldBe((answered is null ? 406 : 200, answered ?? "application/scim+json"));
        }

        // What cannot be answered is not done.
        (await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("ada"), Accepting)).Status.ShouldBe(answered is null ? 406 : 201);
        (await pushed.GetAsync("/Users")).Resources.Count.ShouldBe(answered is null ? 0 : 1);

        void Accepting(HttpRequestMessage request)
        {
            if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        }
    }

    [Fact]
    public async Task RFC_9110_9_3_2_HEAD_is_answered_as_GET_without_a_body()
    {
        var pushed = await PushedClient.StartAsync(shared.Hub);
        var user = await pushed.UserAsync("ada");
        var group = await pushed.GroupAsync("Staff", user);
        foreach (var path in (string[])["/Users", $"/Users/{user}", $"/Users/{user}?attributes=userName", $"/Groups/{group}", "/", "/Schemas", "/ServiceProviderConfig", "/ResourceTypes/User", "/Users/none", "/Users?filter=is"])
        {
            var (get, head) = (await ReadAsync(HttpMethod.Get, path), await ReadAsync(HttpMethod.Head, path));
            head.Body.ShouldBeEmpty();
            (head.Status, head.Length, head.Type, head.Tag).ShouldBe((get.Status, get.Body.Length, get.Type, get.Tag), path);
        }

        var tag = (await pushed.GetAsync($"/Users/{user}")).ETag!;
        (await pushed.SendAsync(HttpMethod.Head, $"/Users/{user}", edit: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).Status.ShouldBe(304);
        foreach (var path in (string[])["/Bulk", "/.search", "/Users/.search"]) (await ReadAsync(HttpMethod.Head, path)).Status.ShouldBe(405);

        async Task<(int Status, byte[] Body, long? Length, string? Type, string? Tag)> ReadAsync(HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, pushed.Directory.EndpointUrl + path);
            using var response = await pushed.Http.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentLength, response.Content.Headers.ContentType?.ToString(), response.Headers.ETag?.ToString());
        }
    }
}
