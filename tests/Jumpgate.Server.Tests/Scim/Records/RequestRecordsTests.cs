using System.Net;
using Jumpgate.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Scim.Records;

public sealed class RequestRecordsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task G12_Every_write_and_every_refusal_leaves_one_readable_record()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob", "\"displayName\":\"Bob Miller\"");
        await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("BOB"));
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"title","value":"Chef"}""");
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"title","value":"Chef"}""");
        var group = await pushed.GroupAsync("Staff", bob);
        await pushed.GetAsync($"/Users/{Guid.NewGuid()}");
        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{bob}");

        var records = await RecordsAsync(pushed);
        records.Select(one => (one.Method, one.Status, one.Outcome)).ShouldBe(
        [
            ("DELETE", 204, "applied"), ("GET", 404, "refused"), ("POST", 201, "applied"), ("PATCH", 200, "unchanged"), ("PATCH", 200, "applied"), ("POST", 409, "refused"), ("POST", 201, "applied"),
        ]);
        var (first, refused, patched) = (records[^1], records[^2], records[^3]);
        first.ShouldSatisfyAllConditions(
            one => one.Path.ShouldBe("/Users"), one => one.Resource.ShouldBe(new ScimRequestResource("user", bob, "Bob Miller")), one => one.ScimType.ShouldBeNull(),
            one => one.Token.ShouldBe(new ScimRequestToken(pushed.Directory.TokenId, pushed.Directory.BearerToken[^4..])), one => one.Body!.ShouldContain("Bob Miller"), one => one.Detail.ShouldBeNull(),
            one => one.Changes!.From.ShouldBe(one.Changes.To), one => one.Skipped.ShouldBeEmpty());
        (refused.ScimType, refused.Detail, refused.Changes).ShouldBe(("uniqueness", "Another resource has this userName.", null));
        (patched.Path, patched.Resource!.Name).ShouldBe(($"/Users/{bob}", "Bob Miller"));
        records[2].Resource.ShouldBe(new ScimRequestResource("group", group, "Staff"));
        (records[3].Changes, records[2].Changes!.To - records[2].Changes!.From).ShouldBe((null, 1));

        // The numbers are those of the change log, and the causes lead back.
        var changes = (await Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={pushed.Directory.Tenant}&after={first.Changes!.From - 1}")).Items;
        foreach (var record in records.Where(one => one.Changes is not null))
            changes.Where(change => change.Cause!.Id == record.Id.ToString()).Select(change => change.Seq).ShouldBe(Enumerable.Range((int)record.Changes!.From, (int)(record.Changes.To - record.Changes.From) + 1).Select(seq => (long)seq));
        (await Hub.Admin.GetAsync<ScimRequest>($"/v1/directories/{pushed.Directory.Id}/requests/{refused.Id}")).Detail.ShouldBe(refused.Detail);
    }

    [Fact]
    public async Task Who_is_not_known_leaves_no_record_and_is_counted()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var before = await CountAsync("unauthenticated");
        using var stranger = Hub.Client("jgs_wrong");
        for (var n = 0; n < 3; n++) (await stranger.GetAsync(pushed.Directory.EndpointUrl + "/Users")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.GetAsync(Hub.Address + "scim/nowhere/v2/Users")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await RecordsAsync(pushed)).ShouldBeEmpty();
        (await CountAsync("unauthenticated")).ShouldBeGreaterThanOrEqualTo(before + 4);
    }

    [Fact]
    public async Task Secrets_never_reach_a_record()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob", "\"password\":\"s3cret!\"");
        await pushed.PatchAsync($"/Users/{bob}", """{"value":"s3cret!","op":"replace","path":"password"}""");
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","value":{"p\u0061ssword":"s3cret!","title":"Chef"}}""");
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:password":"s3cret!"}}""");
        await pushed.SendAsync(HttpMethod.Post, "/Users", """{"userName":"x","password":"s3cret!" """);
        var records = await RecordsAsync(pushed);
        records.Count.ShouldBe(5);
        records.ShouldAllBe(one => !one.Body!.Contains("s3cret", StringComparison.Ordinal));
        records[2].Body!.ShouldContain("Chef");
        records[^1].Body!.ShouldContain("\"password\":\"***\"");
    }

    [Fact]
    public async Task What_a_store_cannot_hold_is_recorded_all_the_same()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        await pushed.SendAsync(HttpMethod.Post, "/Users", "{\"userName\":\"a\0b\"}");
        await pushed.SendAsync(HttpMethod.Post, "/Users", """{"userName":"\ud800"}""");
        await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("long", $"\"title\":\"{string.Concat(Enumerable.Repeat("😀", 20_000))}\""));
        await pushed.SendAsync(HttpMethod.Get, "/Users/%ED%A0%80%01?filter=%00");
        var records = await RecordsAsync(pushed);
        records.Count.ShouldBe(4);
        records[1].Body!.Length.ShouldBeLessThan(17_000);
    }

    [Fact]
    public async Task Records_are_searched_by_what_is_known_of_them()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var second = await Hub.Admin.PostAsync<ScimToken>($"/v1/directories/{pushed.Directory.Id}/tokens", new { name = "next" });
        var (ann, bob) = (await pushed.UserAsync("ann"), await pushed.UserAsync("bob"));
        await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("ann"));
        await pushed.SendAsync(HttpMethod.Post, "/Users", "[]");
        var later = new PushedClient(pushed.Directory, Hub.Client(second.BearerToken));
        await later.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"title","value":"Ünique"}""");
        await pushed.GetAsync("/Users?filter=nothing%20eq%20%22Zebra%22");

        async Task<List<string>> Find(string query) => [.. (await RecordsAsync(pushed, query)).Select(one => $"{one.Method} {one.Status}")];
        (await Find("outcome=refused")).ShouldBe(["GET 400", "POST 400", "POST 409"]);
        (await Find("status=409")).ShouldBe(["POST 409"]);
        (await Find("status=4xx")).Count.ShouldBe(3);
        (await Find($"resource={bob}")).ShouldBe(["PATCH 200", "POST 201"]);
        (await Find($"token={second.Id}")).ShouldBe(["PATCH 200"]);
        (await Find($"token={second.Suffix}&outcome=applied")).ShouldBe(["PATCH 200"]);
        (await Find("text=ünique")).ShouldBe(["PATCH 200"]);
        (await Find("text=zebra")).ShouldBe(["GET 400"]);
        (await Find($"until={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddHours(-1).ToString("O"))}")).ShouldBeEmpty();
        (await Find($"since={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddHours(-1).ToString("O"))}")).Count.ShouldBe(6);

        List<Guid> walked = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?limit=4&text=user{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            walked.AddRange(page.Items.Select(one => one.Id));
            cursor = page.Next;
        }

        walked.ShouldBe((await RecordsAsync(pushed)).Select(one => one.Id));
        foreach (var (field, query) in ((string, string)[])[("outcome", "outcome=fine"), ("status", "status=teapot"), ("since", "since=yesterday"), ("cursor", "cursor=x")])
            (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{pushed.Directory.Id}/requests?{query}")).Field.ShouldBe(field);
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{pushed.Directory.Id}/requests/{Guid.NewGuid()}")).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Bodies_are_shown_to_who_may_see_what_a_source_sent()
    {
        var tenant = await Hub.TenantAsync();
        var pushed = await PushedClient.StartAsync(Hub, tenant: tenant);
        await pushed.UserAsync("bob");
        var reader = await Hub.ApiAsync(ProductRoles.ReadOnly, tenant);
        (await reader.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests")).Items.ShouldHaveSingleItem().Body.ShouldBeNull();
        (await RecordsAsync(pushed)).ShouldHaveSingleItem().Body.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_erased_person_is_in_no_record()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob.miller@example.com", "\"displayName\":\"Bob Miller\",\"emails\":[{\"value\":\"bob.miller@example.com\"}]");
        await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("BOB.MILLER@example.com"));
        await pushed.GroupAsync("Friends of Bob Miller", bob);
        await pushed.GetAsync($"/Users?filter={Uri.EscapeDataString("bogus eq \"bob.miller@example.com\"")}");
        var before = (await RecordsAsync(pushed)).Count;
        await Hub.Admin.PostAsync<Contracts.Erasure>($"/v1/directories/{pushed.Directory.Id}/users/{bob}/erase");
        await pushed.PatchAsync($"/Users/{bob}", """{"op":"replace","path":"displayName","value":"Bob Miller"}""");

        var records = await RecordsAsync(pushed);
        records.Count.ShouldBe(before + 1);
        records.ShouldAllBe(one => !System.Text.Json.JsonSerializer.Serialize(one, ApiCalls.Json).Contains("Miller", StringComparison.OrdinalIgnoreCase));
        records[^1].Resource!.Id.ShouldBe(bob);
        records.First(one => one.Path == "/Groups").Body!.ShouldContain("erased");
    }

    [Fact]
    public async Task Reads_and_last_use_are_counted_off_the_path()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var bob = await pushed.UserAsync("bob");
        for (var n = 0; n < 5; n++) await pushed.GetAsync($"/Users/{bob}");
        await pushed.GetAsync("/Users");
        var reads = await JumpgateHost.WaitForAsync(
            async () => (await Hub.Admin.GetAsync<Page<ScimReads>>($"/v1/directories/{pushed.Directory.Id}/reads")).Items, items => items.Sum(item => item.Count) == 6);
        reads.Select(item => (item.Method, item.Path)).Distinct().ShouldBe([("GET", "/Users"), ("GET", "/Users/{id}")], ignoreOrder: true);
        reads.ShouldAllBe(item => item.Token.Id == pushed.Directory.TokenId);
        (await RecordsAsync(pushed)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Records_end_with_the_days_they_are_kept()
    {
        var clock = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Time = clock, Arguments = ["--Scim:RecordDays", "10"] });
        var pushed = await PushedClient.StartAsync(hub);
        await pushed.UserAsync("bob");
        clock.Advance(TimeSpan.FromDays(9));
        await pushed.UserAsync("ann");
        var retention = hub.Services.GetRequiredService<Jumpgate.Server.Scim.Records.RequestRetention>();
        await retention.RunAsync(default);
        (await RecordsAsync(pushed, hub: hub)).Count.ShouldBe(2);
        clock.Advance(TimeSpan.FromDays(2));
        await retention.RunAsync(default);
        (await RecordsAsync(pushed, hub: hub)).ShouldHaveSingleItem().Resource!.Name.ShouldBe("ann");
    }

    [Fact]
    public async Task A_refused_request_changes_nothing_but_its_record()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var group = await pushed.GroupAsync("Staff", await pushed.UserAsync("bob"));
        var before = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        (await pushed.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"Other"},{"op":"add","path":"members","value":[{"value":"nobody"}]}""")).ShouldRefuse(400, "invalidValue");
        var after = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        (after.Hash, after.Sequence).ShouldBe((before.Hash, before.Sequence));
        (await RecordsAsync(pushed))[0].Resource.ShouldBe(new ScimRequestResource("group", group, "Staff"));
    }

    private async Task<IReadOnlyList<ScimRequest>> RecordsAsync(PushedClient pushed, string query = "", JumpgateHost? hub = null) =>
        (await (hub ?? Hub).Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?{query}")).Items;

    private async Task<double> CountAsync(string outcome) =>
        (await Hub.Anonymous.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith($"jumpgate_scim_requests_total{{outcome=\"{outcome}\"}}", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
