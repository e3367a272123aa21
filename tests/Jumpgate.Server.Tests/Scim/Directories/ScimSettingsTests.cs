using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Scim.Directories;

public sealed class ScimSettingsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Badge = "urn:example:badge:2.0:User";

    private static readonly JsonObject BadgeSchema = JsonNode.Parse(
        $$"""
        {"resourceType":"User","schema":{"id":"{{Badge}}","name":"Badge","attributes":[
          {"name":"number","type":"integer"},{"name":"doors","type":"string","multiValued":true},{"name":"pin","type":"string","mutability":"writeOnly"}]} }
        """)!.AsObject();

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task What_was_not_set_holds_by_itself_and_what_is_set_stays_until_it_is_unset()
    {
        var pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
        var first = (await ReadAsync(pushed)).Scim!.Settings;
        first.ShouldSatisfyAllConditions(
            s => s.RequestsPerSecond.ShouldBe(0), s => s.BodyBytes.ShouldBe(16 * 1024 * 1024), s => s.Depth.ShouldBe(16), s => s.Members.ShouldBe(100_000), s => s.Resources.ShouldBe(0),
            s => s.Extensions!.ShouldBeEmpty(), s => s.PartialAcceptance.ShouldBe(false), s => s.QuietFirstLoad.ShouldBe("PT60S"), s => s.SuppressTestObjects.ShouldBe(false),
            s => s.AdminGuard.ShouldBe("hold"), s => s.Drift.ShouldBeNull());

        var set = await SetAsync(pushed, new { depth = 20, quietFirstLoad = "PT5S", adminGuard = "refuse", partialAcceptance = true });
        (set.Depth, set.QuietFirstLoad, set.AdminGuard, set.PartialAcceptance, set.Members).ShouldBe((20, "PT5S", "refuse", true, 100_000));
        var unset = await SetAsync(pushed, new { depth = 0, quietFirstLoad = "", adminGuard = "" });
        (unset.Depth, unset.QuietFirstLoad, unset.AdminGuard, unset.PartialAcceptance).ShouldBe((16, "PT60S", "hold", true));
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{(await PushedClient.StartAsync(Hub)).Directory.Id}")).Scim!.Settings.QuietFirstLoad.ShouldBeNull();
    }

    [Fact]
    public async Task Settings_may_come_with_the_directory()
    {
        var made = await Hub.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant = await Hub.TenantAsync(), source = "scim", settings = new { members = 5 } });
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{made.Id}")).Scim!.Settings.Members.ShouldBe(5);
    }

    [Theory]
    [InlineData("""{"depth":3}""", "settings.depth")]
    [InlineData("""{"members":-1}""", "settings.members")]
    [InlineData("""{"bodyBytes":10}""", "settings.bodyBytes")]
    [InlineData("""{"quietFirstLoad":"a minute"}""", "settings.quietFirstLoad")]
    [InlineData("""{"adminGuard":"maybe"}""", "settings.adminGuard")]
    [InlineData("""{"drift":{"applicationId":"a"}}""", "settings.drift")]
    [InlineData("""{"drift":{"organizationId":"0197d7a0-0000-7000-8000-000000000000","applicationId":"a"}}""", "settings.drift.organizationId")]
    [InlineData("""{"extensions":[{"resourceType":"Device","schema":{"id":"urn:a:b","name":"b","attributes":[{"name":"c"}]}}]}""", "settings.extensions[0].resourceType")]
    [InlineData("""{"extensions":[{"resourceType":"User","schema":{"id":"urn:a:b","name":"b","attributes":[]}}]}""", "settings.extensions[0].schema")]
    [InlineData("""{"extensions":[{"resourceType":"User"}]}""", "settings.extensions[0].schema")]
    public async Task What_is_wrong_with_settings_is_named_and_nothing_is_set(string settings, string field)
    {
        var pushed = await PushedClient.StartAsync(Hub);
        (await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/directories/{pushed.Directory.Id}", $$"""{"name":"Other","settings":{{settings}}}""")).Field.ShouldBe(field);
        (await ReadAsync(pushed)).Name.ShouldNotBe("Other");
    }

    [Fact]
    public async Task G9_Enterprise_and_custom_attributes_are_declared_taken_filtered_and_shown()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        await SetAsync(pushed, new { extensions = new[] { BadgeSchema } });
        (await pushed.GetAsync("/Schemas")).Resources.Select(schema => (string)schema["id"]!).ShouldContain(Badge);
        (await pushed.GetAsync($"/Schemas/{Badge}")).Body["attributes"]!.AsArray().Count.ShouldBe(3);
        (await pushed.GetAsync("/ResourceTypes/User")).Body["schemaExtensions"]!.AsArray().Select(one => (string)one!["schema"]!).ShouldBe([PushedClient.Enterprise, Badge]);

        var made = await pushed.SendAsync(HttpMethod.Post, "/Users",
            $$$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","{{{Badge}}}","{{{PushedClient.Enterprise}}}"],"userName":"bob","{{{Badge}}}":{"number":7,"doors":["a","b"],"pin":"1234"},"{{{PushedClient.Enterprise}}}":{"department":"Ops"}}""");
        made.Status.ShouldBe(201, made.Text);
        made.Text.ShouldNotContain("1234");
        ((int)made.Body[Badge]!["number"]!, (string)made.Body[PushedClient.Enterprise]!["department"]!).ShouldBe((7, "Ops"));
        made.Body["schemas"]!.AsArray().Count.ShouldBe(3);
        foreach (var filter in (string[])[$"{Badge}:number gt 6", $"{Badge}:doors eq \"b\"", $"{PushedClient.Enterprise}:department eq \"ops\""])
            (await pushed.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}")).Resources.Count.ShouldBe(1, filter);
        (await pushed.PatchAsync($"/Users/{made.Id}", $$"""{"op":"replace","path":"{{Badge}}:number","value":8}""")).Status.ShouldBe(200);
        (await pushed.PatchAsync($"/Users/{made.Id}", $$"""{"op":"replace","path":"{{Badge}}:number","value":"eight"}""")).ShouldRefuse(400, "invalidValue");
        ((int)(await pushed.GetAsync($"/Users/{made.Id}?attributes={Badge}:number")).Body[Badge]!["number"]!).ShouldBe(8);

        // Another directory knows nothing of it.
        (await (await PushedClient.StartAsync(Hub)).GetAsync($"/Schemas/{Badge}")).ShouldRefuse(404);
        await SetAsync(pushed, new { extensions = Array.Empty<object>() });
        (await pushed.GetAsync($"/Schemas/{Badge}")).ShouldRefuse(404);
        (await pushed.GetAsync($"/Users/{made.Id}")).Text.ShouldNotContain(Badge);
    }

    [Fact]
    public async Task Limits_of_a_directory_hold_for_it_alone()
    {
        var (small, other) = (await PushedClient.StartAsync(Hub), await PushedClient.StartAsync(Hub));
        await SetAsync(small, new { bodyBytes = 2000, depth = 8, members = 2, resources = 3 });
        string[] ids = [await small.UserAsync("a"), await small.UserAsync("b")];
        (await small.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("c", $"\"title\":\"{new string('x', 2000)}\""))).ShouldRefuse(413);
        (await small.SendAsync(HttpMethod.Post, "/Users", $$"""{"userName":{{new string('[', 10)}}{{new string(']', 10)}}}""")).ShouldRefuse(400, "invalidSyntax");
        (await small.SendAsync(HttpMethod.Post, "/Groups", PushedClient.GroupBody("Staff", ids[0], ids[1], Guid.NewGuid().ToString()))).ShouldRefuse(413);
        await small.GroupAsync("Staff", ids);
        (await small.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("c"))).ShouldRefuse(413);
        (await small.SendAsync(HttpMethod.Delete, $"/Users/{ids[0]}")).Status.ShouldBe(204);
        await small.UserAsync("c");
        await other.UserAsync("c", $"\"title\":\"{new string('x', 2000)}\"");
    }

    [Fact]
    public async Task A_pace_of_its_own_slows_one_directory()
    {
        var hasty = await PushedClient.StartAsync(Hub);
        await SetAsync(hasty, new { requestsPerSecond = 3 });
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hasty.GetAsync("/Users?count=0")));
        replies.First(reply => reply.Status != 200).ShouldRefuse(429);
        await SetAsync(hasty, new { requestsPerSecond = 0 });
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hasty.GetAsync("/Users?count=0")))).ShouldAllBe(reply => reply.Status == 200);
    }

    [Fact]
    public async Task G10_Enabling_and_disabling_a_directory_are_changes_of_their_own()
    {
        var tenant = await Hub.TenantAsync();
        var pushed = await PushedClient.StartAsync(Hub, tenant: tenant);
        var path = $"/v1/directories/{pushed.Directory.Id}";
        await Hub.Admin.PatchAsync<Contracts.Directory>(path, new { enabled = false });
        (await pushed.GetAsync("/Users")).ShouldRefuse(403);
        await Hub.Admin.PatchAsync<Contracts.Directory>(path, new { enabled = true, settings = new { members = 9 } });
        await Hub.Admin.PatchAsync<Contracts.Directory>(path, new { enabled = true });
        (await ChangeRows.OpsAsync(Hub, tenant)).ShouldBe(
            [ChangeOp.DirectoryCreated, ChangeOp.TokenCreated, ChangeOp.DirectoryDisabled, ChangeOp.DirectoryUpdated, ChangeOp.DirectoryEnabled]);
    }

    private async Task<ScimSettings> SetAsync(PushedClient pushed, object settings) =>
        (await Hub.Admin.PatchAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}", new { settings })).Scim!.Settings;

    private Task<Contracts.Directory> ReadAsync(PushedClient pushed) => Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
}
