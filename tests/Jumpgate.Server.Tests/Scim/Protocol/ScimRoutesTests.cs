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

    [Fact]
    public async Task Plain_json_is_answered_to_who_reads_nothing_else()
    {
        var pushed = await PushedClient.StartAsync(shared.Hub);
        (await pushed.SendAsync(HttpMethod.Get, "/Users", edit: request => request.Headers.Accept.ParseAdd("application/json"))).MediaType.ShouldBe("application/json");
        (await pushed.SendAsync(HttpMethod.Get, "/Users", edit: request => request.Headers.Accept.ParseAdd("application/scim+json, application/json"))).MediaType.ShouldBe("application/scim+json");
        (await pushed.GetAsync("/users/")).MediaType.ShouldBe("application/scim+json");
    }
}
