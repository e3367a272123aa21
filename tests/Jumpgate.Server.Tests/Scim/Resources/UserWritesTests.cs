using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Scim.Resources;

public sealed class UserWritesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Bob =
        """
        "externalId":"e-1","name":{"givenName":"Bob","familyName":"Stone"},"emails":[{"value":"bob@home.example","type":"home"},{"value":"Bob@Work.example","type":"work","primary":true}],
        "password":"correct horse","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Quarry"}
        """;

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_user_is_made_read_and_seen_in_the_api_at_once()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var made = await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("Bob.Stone", Bob));
        made.Status.ShouldBe(201, made.Text);
        made.Location.ShouldBe($"{pushed.Directory.EndpointUrl}/Users/{made.Id}");
        var read = await pushed.GetAsync($"/Users/{made.Id}");
        read.Text.ShouldBe(made.Text);
        read.ETag.ShouldBe((string)read.Body["meta"]!["version"]!);
        read.Body.ShouldSatisfyAllConditions(
            user => ((string)user["userName"]!).ShouldBe("Bob.Stone"), user => ((bool)user["active"]!).ShouldBeTrue(), user => user.ContainsKey("password").ShouldBeFalse(),
            user => user["schemas"]!.AsArray().Count.ShouldBe(2), user => ((string)user["meta"]!["resourceType"]!).ShouldBe("User"),
            user => user["meta"]!["created"]!.GetValue<DateTimeOffset>().ShouldBe(user["meta"]!["lastModified"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1)));

        var resource = await Hub.Admin.GetAsync<Resource>($"/v1/directories/{pushed.Directory.Id}/users/{made.Id}");
        resource.ShouldSatisfyAllConditions(
            user => user.Id.ShouldBe(Guid.Parse(made.Id)), user => user.Name.ShouldBe("Bob Stone"), user => user.Email.ShouldBe("Bob@Work.example"), user => user.Status.Value.ShouldBe("enabled"),
            user => user.Attributes!.Value.GetProperty("externalId").GetString().ShouldBe("e-1"));
        var change = (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?directory={pushed.Directory.Id}&tenant={pushed.Directory.Tenant}")).Items[^1];
        (change.Op, change.Kind, change.Id, change.Cause!.Kind).ShouldBe(("created", "user", resource.Id, "scim_request"));
    }

    [Fact]
    public async Task A_user_name_is_taken_once_whatever_its_case_and_free_again_afterwards()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob");
        var amy = await pushed.UserAsync("amy");
        (await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("BOB"))).ShouldRefuse(409, "uniqueness");
        (await pushed.SendAsync(HttpMethod.Put, $"/Users/{amy}", PushedClient.UserBody("Bob"))).ShouldRefuse(409, "uniqueness");
        (await pushed.PatchAsync($"/Users/{amy}", """{"op":"replace","path":"userName","value":"boB"}""")).ShouldRefuse(409, "uniqueness");
        (await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"userName","value":"BoB"}""")).Status.ShouldBe(200);
        (await pushed.SendAsync(HttpMethod.Delete, $"/Users/{bob}")).Status.ShouldBe(204);
        (await pushed.UserAsync("bob")).ShouldNotBe(bob);
        (await pushed.GetAsync($"/Users/{bob}")).ShouldRefuse(404);
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Counts["user"].ShouldBe(2);
    }

    [Fact]
    public async Task Deactivated_and_deleted_are_told_apart()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (bob, amy) = (await pushed.UserAsync("bob"), await pushed.UserAsync("amy"));
        (await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"active","value":"False"}""")).Body["active"]!.GetValue<bool>().ShouldBeFalse();
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{amy}");
        var users = $"/v1/directories/{pushed.Directory.Id}/users";
        (await Hub.Admin.GetAsync<Resource>($"{users}/{bob}")).Status.Value.ShouldBe("disabled");
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"{users}/{amy}")).Status.ShouldBe(404);
        var changes = (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}")).Items;
        changes.Select(change => change.Op).TakeLast(2).ShouldBe(["updated", "deleted"]);
        changes[^2].New!.Value.GetProperty("status").GetProperty("value").GetString().ShouldBe("disabled");
    }

    [Fact]
    public async Task A_put_that_does_not_speak_of_active_does_not_bring_anybody_back()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob", "\"active\":false,\"title\":\"Mason\"");
        var put = await pushed.SendAsync(HttpMethod.Put, $"/Users/{bob}", PushedClient.UserBody("bob"));
        put.Body["active"]!.GetValue<bool>().ShouldBeFalse();
        put.Body.ContainsKey("title").ShouldBeFalse();
    }

    [Fact]
    public async Task What_changes_nothing_writes_nothing()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob", Bob.Replace("\"urn:", "\"nickName\":\"B\",\"urn:"));
        var before = await pushed.GetAsync($"/Users/{bob}");
        var sequence = await SequenceAsync(pushed);
        (await pushed.PatchAsync($"/Users/{bob}", """{"op":"add","path":"nickName","value":"B"},{"op":"replace","value":{"externalId":"e-1"}}""")).Text.ShouldBe(before.Text);
        (await pushed.SendAsync(HttpMethod.Put, $"/Users/{bob}", before.Text)).Text.ShouldBe(before.Text);
        (await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"nickName","value":"C"}, {"op":"replace","path":"emails[type eq \"none\"].value","value":"x"}""")).ShouldRefuse(400, "noTarget");
        (await pushed.GetAsync($"/Users/{bob}")).Text.ShouldBe(before.Text);
        (await SequenceAsync(pushed)).ShouldBe(sequence);
    }

    [Fact]
    public async Task Versions_guard_reads_and_writes()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob");
        var old = (await pushed.GetAsync($"/Users/{bob}")).ETag!;
        (await pushed.SendAsync(HttpMethod.Get, $"/Users/{bob}", edit: request => request.Headers.TryAddWithoutValidation("If-None-Match", old))).Status.ShouldBe(304);
        (await pushed.SendAsync(HttpMethod.Put, $"/Users/{bob}", PushedClient.UserBody("robert"), request => request.Headers.TryAddWithoutValidation("If-Match", old))).Status.ShouldBe(200);
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            (await pushed.SendAsync(method, $"/Users/{bob}", PushedClient.UserBody("late"), request => request.Headers.TryAddWithoutValidation("If-Match", old))).ShouldRefuse(412);
        var now = await pushed.SendAsync(HttpMethod.Get, $"/Users/{bob}", edit: request => request.Headers.TryAddWithoutValidation("If-None-Match", old));
        ((string)now.Body["userName"]!).ShouldBe("robert");
    }

    [Fact]
    public async Task Accounts_of_two_directories_with_one_address_are_one_person_until_it_changes()
    {
        var tenant = await Hub.TenantAsync();
        var (one, other) = (await PushedClient.StartAsync(Hub, tenant: tenant), await PushedClient.StartAsync(Hub, tenant: tenant));
        var bob = await one.UserAsync("bob", "\"emails\":[{\"value\":\"bob@x.example\"}]");
        var robert = await other.UserAsync("robert", "\"emails\":[{\"value\":\"BOB@x.example\"}]");
        var path = $"/v1/directories/{one.Directory.Id}/users/{bob}?expand=person";
        (await Hub.Admin.GetAsync<Resource>(path)).Person!.Accounts.Select(account => account.Id.ToString()).ShouldBe([bob, robert], ignoreOrder: true);
        await other.PatchAsync($"/Users/{robert}", """{"op":"replace","path":"emails","value":[{"value":"robert@x.example"}]}""");
        (await Hub.Admin.GetAsync<Resource>(path)).Person.ShouldBeNull();
    }

    [Fact]
    public async Task History_keeps_what_a_pushed_user_was()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob", "\"title\":\"Mason\"");
        var then = await SequenceAsync(pushed);
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"title","value":"Architect"}""");
        var user = $"/v1/directories/{pushed.Directory.Id}/users/{bob}";
        (await Hub.Admin.GetAsync<Resource>(user)).Attributes!.Value.GetProperty("title").GetString().ShouldBe("Architect");
        (await Hub.Admin.GetAsync<Resource>($"{user}?as_of={then}")).Attributes!.Value.GetProperty("title").GetString().ShouldBe("Mason");
    }

    [Theory]
    [InlineData("", 400, "invalidSyntax")]
    [InlineData("{", 400, "invalidSyntax")]
    [InlineData("[]", 400, "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""", 400, "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":5}""", 400, "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","userName":"b"}""", 400, "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a\u0000"}""", 400, "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a\ud800"}""", 400, "invalidSyntax")]
    public async Task A_body_that_is_no_user_is_refused_and_leaves_nothing(string body, int status, string scimType)
    {
        var pushed = await PushedClient.StartAsync(Hub);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", body)).ShouldRefuse(status, scimType);
        (await pushed.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Counts["user"].ShouldBe(0);
    }

    [Fact]
    public async Task Too_large_deep_and_foreign_bodies_are_refused_in_scim_form()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", new string(' ', 17 * 1024 * 1024), request => request.Headers.ExpectContinue = true)).ShouldRefuse(413);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40))).ShouldRefuse(400, "invalidSyntax");
        (await pushed.SendAsync(HttpMethod.Post, "/Users", "<user/>", request => request.Content!.Headers.ContentType = new("application/xml"))).ShouldRefuse(415);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody(new string('n', 201)))).ShouldRefuse(400, "invalidValue");
        (await pushed.GetAsync($"/Users?filter={string.Concat(Enumerable.Repeat("(", 100))}")).ShouldRefuse(400, "invalidFilter");
        (await pushed.GetAsync("/Users/..%2f..%2fetc")).ShouldRefuse(404);
    }

    [Fact]
    public async Task Fifty_patches_of_one_user_at_the_same_time_are_all_kept()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
            (await pushed.PatchAsync($"/Users/{bob}", $$"""{"op":"add","path":"emails","value":[{"value":"bob{{n}}@x.example","type":"t{{n}}"}]}""")).Status.ShouldBe(200)));
        (await pushed.GetAsync($"/Users/{bob}")).Values("emails").Order().ShouldBe(Enumerable.Range(0, 50).Select(n => $"bob{n}@x.example").Order());
    }

    private async Task<long> SequenceAsync(PushedClient pushed) => (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Sequence;
}
