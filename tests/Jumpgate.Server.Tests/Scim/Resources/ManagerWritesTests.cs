using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tests.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Scim.Resources;

/// <summary>RFC 7643 §4.3: whom a user has as manager, as an edge and as its answer says it.</summary>
public sealed class ManagerWritesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Enterprise = PushedClient.Enterprise;

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_manager_is_shown_with_its_uri_and_name_and_kept_as_an_edge()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var boss = await pushed.UserAsync("boss", "\"displayName\":\"Bea Boss\"");
        var made = await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("bob", Managed(boss, ",\"displayName\":\"Somebody\",\"$ref\":\"../Users/elsewhere\"")));
        made.Status.ShouldBe(201, made.Text);
        Manager(made).ToJsonString().ShouldBe($$"""{"value":"{{boss}}","$ref":"{{pushed.Directory.EndpointUrl}}/Users/{{boss}}","displayName":"Bea Boss"}""");
        var read = await pushed.GetAsync($"/Users/{made.Id}");
        (read.Text, read.ETag).ShouldBe((made.Text, made.ETag));
        Manager((await pushed.GetAsync("/Users")).Resources.Single(user => (string)user["id"]! == made.Id)).ToJsonString().ShouldBe(Manager(made).ToJsonString());
        (await EdgesAsync(pushed)).ShouldBe([(boss, made.Id)]);

        // The name is the manager's of the moment; the user's version does not move for it.
        await pushed.PatchAsync($"/Users/{boss}", """{"op":"replace","path":"displayName","value":"Bea Best"}""");
        ((string)Manager(await pushed.GetAsync($"/Users/{made.Id}"))["displayName"]!).ShouldBe("Bea Best");
        (await pushed.GetAsync($"/Users/{made.Id}")).ETag.ShouldBe(made.ETag);
        // What is sent back as it was read changes nothing.
        (await pushed.SendAsync(HttpMethod.Put, $"/Users/{made.Id}", read.Text)).ETag.ShouldBe(made.ETag);
    }

    [Fact]
    public async Task A_manager_is_changed_and_taken_away()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (amy, eve, bob) = (await pushed.UserAsync("amy"), await pushed.UserAsync("eve"), await pushed.UserAsync("bob"));
        var set = await pushed.PatchAsync($"/Users/{bob}", $$"""{"op":"add","path":"{{Enterprise}}:manager","value":{"value":"{{amy}}"} }""");
        ((string)Manager(set)["displayName"]!).ShouldBe("amy");
        (await EdgesAsync(pushed)).ShouldBe([(amy, bob)]);
        var before = await SequenceAsync(pushed);
        var changed = await pushed.PatchAsync($"/Users/{bob}", $$"""{"op":"replace","path":"{{Enterprise}}:manager.value","value":"{{eve}}"}""");
        ((string)Manager(changed)["displayName"]!).ShouldBe("eve");
        (await EdgesAsync(pushed)).ShouldBe([(eve, bob)]);
        changed.ETag.ShouldBe((await pushed.GetAsync($"/Users/{bob}")).ETag);
        var changes = (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}&after={before}")).Items;
        changes.Select(change => change.Op).ShouldBe(["updated", "edge_removed", "edge_added"]);
        changes.Select(change => change.Cause).Distinct().ShouldHaveSingleItem();
        changes[^1].Edge!.Kind.ShouldBe("manages");
        await pushed.SendAsync(HttpMethod.Put, $"/Users/{bob}", PushedClient.UserBody("bob", Managed(bob)));
        (await EdgesAsync(pushed)).ShouldBeEmpty();
        await pushed.SendAsync(HttpMethod.Put, $"/Users/{bob}", PushedClient.UserBody("bob", Managed(eve)));
        var taken = await pushed.PatchAsync($"/Users/{bob}", $$"""{"op":"remove","path":"{{Enterprise}}:manager"}""");
        taken.Text.ShouldNotContain("manager");
        (await EdgesAsync(pushed)).ShouldBeEmpty();
        await ConsistentAsync(pushed);
    }

    [Fact]
    public async Task The_tie_ends_with_the_user_and_with_the_manager()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var boss = await pushed.UserAsync("boss");
        var (bob, amy) = (await pushed.UserAsync("bob", Managed(boss)), await pushed.UserAsync("amy", Managed(boss)));
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{amy}");
        (await EdgesAsync(pushed)).ShouldBe([(boss, bob)]);
        var before = await pushed.GetAsync($"/Users/{bob}");
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{boss}");
        (await EdgesAsync(pushed)).ShouldBeEmpty();
        var after = await pushed.GetAsync($"/Users/{bob}");
        Manager(after).ToJsonString().ShouldBe($$"""{"value":"{{boss}}"}""");
        after.ETag.ShouldNotBe(before.ETag);
        await ConsistentAsync(pushed);
        (await AwaitedAsync(pushed)).ShouldBe(0);
    }

    [Fact]
    public async Task A_manager_who_is_pushed_after_the_user_is_known_by_externalId()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (bob, amy) = (await pushed.UserAsync("bob", Managed("E-7")), await pushed.UserAsync("amy", Managed("E-7")));
        var before = await pushed.GetAsync($"/Users/{bob}");
        Manager(before).ToJsonString().ShouldBe("""{"value":"E-7"}""");
        await pushed.UserAsync("other", "\"externalId\":\"e-7\"");
        (await EdgesAsync(pushed)).ShouldBeEmpty();
        var sequence = await SequenceAsync(pushed);
        var boss = await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("boss", "\"externalId\":\"E-7\""));
        boss.ETag.ShouldBe((await pushed.GetAsync($"/Users/{boss.Id}")).ETag);
        (await EdgesAsync(pushed)).ShouldBe([(boss.Id, bob), (boss.Id, amy)], ignoreOrder: true);
        (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}&after={sequence}")).Items.Select(change => change.Cause).Distinct().ShouldHaveSingleItem();
        var after = await pushed.GetAsync($"/Users/{bob}");
        Manager(after).ToJsonString().ShouldBe($$"""{"value":"E-7","$ref":"{{pushed.Directory.EndpointUrl}}/Users/{{boss.Id}}","displayName":"boss"}""");
        after.ETag.ShouldNotBe(before.ETag);
        (await AwaitedAsync(pushed)).ShouldBe(0);

        // Another name, and the former one for another: each has whom its document names.
        await pushed.PatchAsync($"/Users/{amy}", $$"""{"op":"replace","path":"{{Enterprise}}:manager.value","value":"{{boss.Id}}"}""");
        await pushed.PatchAsync($"/Users/{boss.Id}", """{"op":"replace","path":"externalId","value":"E-8"}""");
        (await EdgesAsync(pushed)).ShouldBe([(boss.Id, amy)]);
        var next = await pushed.UserAsync("next");
        await pushed.PatchAsync($"/Users/{next}", """{"op":"add","path":"externalId","value":"E-7"}""");
        (await EdgesAsync(pushed)).ShouldBe([(boss.Id, amy), (next, bob)], ignoreOrder: true);

        // Gone, and come again under another id.
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{next}");
        (await EdgesAsync(pushed)).ShouldBe([(boss.Id, amy)]);
        var again = await pushed.UserAsync("next", "\"externalId\":\"E-7\"");
        (await EdgesAsync(pushed)).ShouldBe([(boss.Id, amy), (again, bob)], ignoreOrder: true);
        await ConsistentAsync(pushed);
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{again}");
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{bob}");
        (await AwaitedAsync(pushed)).ShouldBe(0);
    }

    [Fact]
    public async Task Managers_of_each_other_are_made_in_one_bulk_request()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        string User(string name, string manager) =>
            $$"""{"method":"POST","path":"/Users","bulkId":"{{name}}","data":{{PushedClient.UserBody(name, Managed($"bulkId:{manager}"))}}}""";
        var reply = await pushed.SendAsync(
            HttpMethod.Post, "/Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{User("a", "b")}},{{User("b", "a")}}]}""");
        var ids = reply.Body["Operations"]!.AsArray().Select(one => ((string)one!["location"]!).Split('/')[^1]).ToList();
        (await EdgesAsync(pushed)).ShouldBe([(ids[1], ids[0]), (ids[0], ids[1])], ignoreOrder: true);
    }

    [Fact]
    public async Task Filters_orders_and_choices_see_the_manager_as_it_is_shown()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (zoe, amy) = (await pushed.UserAsync("zoe", "\"displayName\":\"Zoe Zimt\""), await pushed.UserAsync("amy", "\"displayName\":\"Amy Ahorn\""));
        await pushed.UserAsync("under-zoe", Managed(zoe));
        await pushed.UserAsync("under-amy", Managed(amy));
        await pushed.UserAsync("under-nobody", Managed("nobody"));
        (await NamesAsync($"{Enterprise}:manager.displayName eq \"amy ahorn\"")).ShouldBe(["under-amy"]);
        (await NamesAsync($"{Enterprise}:manager.displayName sw \"Z\"")).ShouldBe(["under-zoe"]);
        (await NamesAsync($"{Enterprise}:manager.displayName pr")).ShouldBe(["under-zoe", "under-amy"]);
        (await NamesAsync($"{Enterprise}:manager[displayName co \"imt\"]")).ShouldBe(["under-zoe"]);
        (await NamesAsync($"{Enterprise}:manager.$ref ew \"{amy}\"")).ShouldBe(["under-amy"]);
        (await NamesAsync($"{Enterprise}:manager.value pr and not ({Enterprise}:manager.displayName pr)")).ShouldBe(["under-nobody"]);
        (await NamesAsync($"{Enterprise}:manager.value eq \"{zoe}\"")).ShouldBe(["under-zoe"]);
        (await NamesAsync("userName sw \"under\"", $"&sortBy={Enterprise}:manager.displayName")).ShouldBe(["under-amy", "under-zoe", "under-nobody"]);
        var chosen = (await pushed.GetAsync($"/Users?filter=userName%20eq%20%22under-amy%22&attributes={Enterprise}:manager.displayName")).Resources[0];
        chosen[Enterprise]!.ToJsonString().ShouldBe("""{"manager":{"displayName":"Amy Ahorn"}}""");
        (await pushed.GetAsync($"/Users?filter=userName%20eq%20%22under-amy%22&excludedAttributes={Enterprise}:manager")).Text.ShouldNotContain("Ahorn");

        async Task<List<string>> NamesAsync(string filter, string more = "")
        {
            var reply = await pushed.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}{more}");
            reply.Status.ShouldBe(200, reply.Text);
            return [.. reply.Resources.Select(user => (string)user["userName"]!)];
        }
    }

    private static string Managed(string by, string more = "") => $"\"{Enterprise}\":{{\"manager\":{{\"value\":\"{by}\"{more}}}}}";

    private static JsonNode Manager(ScimReply reply) => Manager(reply.Body);

    private static JsonNode Manager(JsonObject user) => user[Enterprise]!["manager"]!;

    /// <summary>Managers and whom they manage.</summary>
    private async Task<List<(string Manager, string User)>> EdgesAsync(PushedClient pushed) =>
        [.. (await Hub.Admin.GetAsync<Page<Edge>>($"/v1/directories/{pushed.Directory.Id}/edges?kind=manages")).Items.Select(edge => (edge.From.Id.ToString(), edge.To.Id.ToString()))];

    private async Task<long> SequenceAsync(PushedClient pushed) => (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Sequence;

    private async Task<long> AwaitedAsync(PushedClient pushed)
    {
        await using var read = await Hub.Services.GetRequiredService<Store>().ReadAsync(default);
        return await read.Sql.ScalarAsync<long>(
            "select count(*) from directory d join awaited_manager a on a.tenant = d.tenant and a.directory = d.directory where d.id = @id and @tenant = 0", default, ("id", pushed.Directory.Id));
    }

    private async Task ConsistentAsync(PushedClient pushed) =>
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Hash.ShouldBe(await RecomputedHash.OfAsync(Hub, pushed.Directory.Id));
}
