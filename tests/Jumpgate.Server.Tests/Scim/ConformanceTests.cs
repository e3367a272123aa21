using System.Text.Json.Nodes;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>RFC 7643 and RFC 7644 statement by statement, as conformance suites of others ask for them.</summary>
public sealed class ConformanceTests(ConformanceTests.Strict shared) : IClassFixture<ConformanceTests.Strict>
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private PushedClient Scim => shared.Pushed;

    [Fact]
    public async Task Every_answer_has_the_media_type_and_says_its_schemas_and_meta()
    {
        var made = await MadeAsync("media");
        foreach (var path in (string[])["/Users", "/Groups", $"/Users/{made.Id}", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig", "/Users/none"])
        {
            var reply = await Scim.GetAsync(path);
            reply.MediaType.ShouldBe("application/scim+json", path);
            reply.Body["schemas"]!.AsArray().ShouldNotBeEmpty(path);
        }

        var meta = made.Body["meta"]!;
        ((string)meta["resourceType"]!, (string)meta["location"]!, (string)meta["version"]!).ShouldBe(("User", made.Location!, made.ETag!));
        DateTimeOffset.Parse((string)meta["created"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(
            DateTimeOffset.Parse((string)meta["lastModified"]!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1));
        made.Text.ShouldNotContain("\"password\"");
    }

    [Fact]
    public async Task Schemas_describe_every_attribute_with_all_its_characteristics()
    {
        var schemas = (await Scim.GetAsync("/Schemas")).Resources;
        schemas.Count.ShouldBe(((await Scim.GetAsync("/Schemas")).Body["totalResults"]!).GetValue<int>());
        foreach (var schema in schemas)
        {
            ((string)schema["id"]!).ShouldStartWith("urn:");
            ((string)schema["meta"]!["resourceType"]!).ShouldBe("Schema");
            ((string)schema["meta"]!["location"]!).ShouldEndWith($"/Schemas/{schema["id"]}");
            foreach (var attribute in schema["attributes"]!.AsArray().SelectMany(one => (one!["subAttributes"]?.AsArray() ?? []).Prepend(one)))
            {
                foreach (var characteristic in (string[])["name", "type", "multiValued", "description", "required", "caseExact", "mutability", "returned", "uniqueness"])
                    attribute![characteristic].ShouldNotBeNull($"{schema["id"]} {attribute["name"]} {characteristic}");
                if ((string)attribute!["type"]! == "reference") attribute["referenceTypes"].ShouldNotBeNull($"{attribute["name"]}");
            }
        }

        var user = (await Scim.GetAsync($"/Schemas/{Core}")).Body["attributes"]!.AsArray().ToDictionary(one => (string)one!["name"]!);
        ((string)user["userName"]!["uniqueness"]!, (bool)user["userName"]!["required"]!, (string)user["password"]!["returned"]!, (string)user["groups"]!["mutability"]!)
            .ShouldBe(("server", true, "never", "readOnly"));
    }

    [Theory]
    [InlineData("/ResourceTypes/User")]
    [InlineData("/ResourceTypes/Group")]
    [InlineData("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group")]
    [InlineData("/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    [InlineData("/ServiceProviderConfig")]
    public async Task What_is_discovered_stands_at_its_own_location_and_takes_no_write(string path)
    {
        var reply = await Scim.GetAsync(path);
        ((string)reply.Body["meta"]!["location"]!).ShouldBe(Scim.Directory.EndpointUrl + path);
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
            (await Scim.SendAsync(method, path, method == HttpMethod.Delete ? null : "{}")).ShouldRefuse(405);
    }

    [Theory]
    [InlineData("userName eq \"{0}\"", true)]
    [InlineData("USERNAME EQ \"{0}\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"{0}\"", true)]
    [InlineData("userName sw \"{0}\" and active eq true", true)]
    [InlineData("userName eq \"{0}\" and not (active eq false)", true)]
    [InlineData("(userName eq \"nobody\" or userName eq \"{0}\") and emails[type eq \"work\" and value co \"@work\"]", true)]
    [InlineData("userName eq \"{0}\" and name.familyName pr", true)]
    [InlineData("userName eq \"{0}\" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Ops\"", true)]
    [InlineData("userName eq \"{0}\" and meta.lastModified gt \"2011-05-13T04:42:34Z\"", true)]
    [InlineData("userName eq \"{0}\" and emails.value ew \".example\"", true)]
    [InlineData("userName eq \"{0}\" and title pr", false)]
    [InlineData("userName ne \"{0}\" and userName eq \"{0}\"", false)]
    [InlineData("userName eq \"{0}\" and emails[type eq \"home\"]", false)]
    public async Task Filters_mean_what_the_grammar_says(string filter, bool matches)
    {
        var name = $"f{Guid.NewGuid():N}";
        await MadeAsync(name);
        var text = filter.Replace("{0}", name, StringComparison.Ordinal);
        (await Scim.GetAsync($"/Users?filter={Uri.EscapeDataString(text)}")).Body["totalResults"]!.GetValue<int>().ShouldBe(matches ? 1 : 0, text);
        (await Scim.SendAsync(HttpMethod.Post, "/Users/.search", new JsonObject { ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:SearchRequest"), ["filter"] = text }.ToJsonString()))
            .Body["totalResults"]!.GetValue<int>().ShouldBe(matches ? 1 : 0, text);
    }

    [Theory]
    [InlineData("attributes=userName", "id,schemas,userName")]
    [InlineData("attributes=USERNAME,name.familyName", "id,name,schemas,userName")]
    [InlineData("attributes=nothingOfThatName", "id,schemas")]
    [InlineData("attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "id,schemas,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    [InlineData("excludedAttributes=id,schemas,meta,emails,name,active,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "id,schemas,userName")]
    public async Task Attributes_are_chosen_and_what_is_always_returned_is(string query, string members)
    {
        var made = await MadeAsync();
        (await Scim.GetAsync($"/Users/{made.Id}?{query}")).Body.Select(member => member.Key).Order(StringComparer.Ordinal).ShouldBe(members.Split(','));
    }

    [Fact]
    public async Task PUT_needs_no_id_passes_over_what_is_read_only_and_forgets_what_is_not_sent()
    {
        var made = await MadeAsync("put");
        var put = await Scim.SendAsync(HttpMethod.Put, $"/Users/{made.Id}", PushedClient.UserBody((string)made.Body["userName"]!, "\"id\":\"other\",\"meta\":{\"version\":\"x\"},\"groups\":[{\"value\":\"x\"}],\"title\":\"Chef\""));
        (put.Status, put.Id, (string)put.Body["title"]!, put.Body.ContainsKey("emails"), put.Body.ContainsKey(PushedClient.Enterprise)).ShouldBe((200, made.Id, "Chef", false, false));
        (await Scim.SendAsync(HttpMethod.Put, "/Users/nobody", PushedClient.UserBody("nobody"))).ShouldRefuse(404);
    }

    [Fact]
    public async Task PATCH_does_what_its_paths_say()
    {
        var made = await MadeAsync("patch");
        var at = $"/Users/{made.Id}";
        async Task<JsonObject> Do(string operation)
        {
            var reply = await Scim.PatchAsync(at, operation);
            reply.Status.ShouldBe(200, reply.Text);
            return reply.Body;
        }

        ((string)(await Do($$"""{"op":"replace","path":"{{PushedClient.Enterprise}}:department","value":"Sales"}"""))[PushedClient.Enterprise]!["department"]!).ShouldBe("Sales");
        ((string)(await Do("""{"op":"Replace","path":"name.givenName","value":"Bo"}"""))["name"]!["givenName"]!).ShouldBe("Bo");
        ((string)(await Do("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"new@work.example"}"""))["emails"]![0]!["value"]!).ShouldBe("new@work.example");
        var two = await Do("""{"op":"add","path":"emails","value":[{"value":"home@home.example","type":"home","primary":true}]}""");
        two["emails"]!.AsArray().Count(email => (bool?)email!["primary"] == true).ShouldBe(1);
        (await Do("""{"op":"remove","path":"emails[type eq \"home\"]"}"""))["emails"]!.AsArray().Count.ShouldBe(1);
        (await Do("""{"op":"add","value":{"displayName":"Bo B","nickName":"B"}}""")).Count(member => member.Key is "displayName" or "nickName").ShouldBe(2);
        (await Do($$"""{"op":"remove","path":"{{PushedClient.Enterprise}}"}""")).ContainsKey(PushedClient.Enterprise).ShouldBeFalse();
        (await Do($$"""{"op":"add","path":"{{Core}}:title","value":"Chef"}"""))["title"]!.GetValue<string>().ShouldBe("Chef");
        var same = await Scim.PatchAsync(at, """{"op":"replace","path":"title","value":"Chef"}""");
        var again = await Scim.PatchAsync(at, """{"op":"replace","path":"title","value":"Chef"}""");
        (again.ETag, (string)again.Body["meta"]!["lastModified"]!).ShouldBe((same.ETag, (string)same.Body["meta"]!["lastModified"]!));
    }

    [Fact]
    public async Task Entity_tags_are_kept()
    {
        var made = await MadeAsync("etag");
        var at = $"/Users/{made.Id}";
        var unmodified = await Scim.SendAsync(HttpMethod.Get, at, edit: request => request.Headers.IfNoneMatch.ParseAdd(made.ETag!));
        (unmodified.Status, unmodified.Text, unmodified.ETag).ShouldBe((304, "", made.ETag));
        var changed = await Scim.SendAsync(HttpMethod.Put, at, PushedClient.UserBody((string)made.Body["userName"]!), request => request.Headers.IfMatch.ParseAdd(made.ETag!));
        changed.ETag.ShouldNotBe(made.ETag);
        (await Scim.SendAsync(HttpMethod.Delete, at, edit: request => request.Headers.IfMatch.ParseAdd(made.ETag!))).ShouldRefuse(412);
        (await Scim.SendAsync(HttpMethod.Delete, at, edit: request => request.Headers.IfMatch.ParseAdd("*"))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_list_counts_what_it_holds_and_pages_from_one()
    {
        await MadeAsync("list-a");
        await MadeAsync("list-b");
        var zero = await Scim.GetAsync("/Users?startIndex=0&count=1");
        (zero.Body["startIndex"]!.GetValue<int>(), zero.Body["itemsPerPage"]!.GetValue<int>(), zero.Resources.Count).ShouldBe((1, 1, 1));
        var none = await Scim.GetAsync("/Users?count=0");
        (none.Resources.Count, none.Body["totalResults"]!.GetValue<int>() > 1).ShouldBe((0, true));
        var nobody = await Scim.GetAsync("/Users?filter=userName%20eq%20%22nobody%22");
        (nobody.Status, nobody.Body["totalResults"]!.GetValue<int>()).ShouldBe((200, 0));
    }

    [Fact]
    public async Task Addresses_take_the_methods_they_have_and_name_them()
    {
        var made = await MadeAsync("methods");
        foreach (var (method, path, allow) in ((string, string, string)[])
            [("PUT", "/Users", "GET,HEAD,POST"), ("PATCH", "/Groups", "GET,HEAD,POST"), ("DELETE", "/Users", "GET,HEAD,POST"), ("POST", $"/Users/{made.Id}", "GET,HEAD,PUT,PATCH,DELETE"), ("PUT", "/Bulk", "POST"), ("DELETE", "/.search", "POST")])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Scim.Directory.EndpointUrl + path);
            using var response = await Scim.Http.SendAsync(request);
            (await ScimReply.ReadAsync(response)).ShouldRefuse(405);
            string.Join(',', response.Content.Headers.Allow).ShouldBe(allow, path);
        }

        (await Scim.SendAsync(HttpMethod.Post, "/Users", "userName=bob", request => request.Content!.Headers.ContentType = new("text/plain"))).ShouldRefuse(415);
        (await Scim.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("plain json"), request => request.Content!.Headers.ContentType = new("application/json"))).Status.ShouldBe(201);
        foreach (var method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE"]) (await Scim.SendAsync(new HttpMethod(method), "/Me", method is "GET" or "DELETE" ? null : "{}")).ShouldRefuse(501);
    }

    private async Task<ScimReply> MadeAsync(string? name = null)
    {
        var made = await Scim.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody(name ?? $"u{Guid.NewGuid():N}",
            $"\"password\":\"t0p!\",\"name\":{{\"givenName\":\"A\",\"familyName\":\"B\"}},\"emails\":[{{\"value\":\"a@work.example\",\"type\":\"work\",\"primary\":true}}],\"{PushedClient.Enterprise}\":{{\"department\":\"Ops\"}}"));
        made.Status.ShouldBe(201, made.Text);
        return made;
    }

    public sealed class Strict : SharedHost
    {
        public PushedClient Pushed { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Pushed = await PushedClient.StartAsync(Hub, "strict");
        }
    }
}
