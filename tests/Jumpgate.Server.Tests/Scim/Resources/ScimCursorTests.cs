namespace Jumpgate.Server.Tests.Scim.Resources;

public sealed class ScimCursorTests(ScimCursorTests.Clocked shared) : IClassFixture<ScimCursorTests.Clocked>
{
    private JumpgateHost Hub => shared.Hub;

    [Theory]
    [InlineData("/Users", "")]
    [InlineData("/Users", "&sortBy=userName&sortOrder=descending")]
    [InlineData("/Users", "&sortBy=title")]
    [InlineData("/Users", "&sortBy=title&sortOrder=descending")]
    [InlineData("/Users", "&filter=title%20co%20%22e%22&sortBy=meta.created")]
    [InlineData("/Users", "&filter=meta.location%20co%20%22Users%22")]
    [InlineData("/Groups", "&sortBy=displayName")]
    [InlineData("", "")]
    [InlineData("", "&sortBy=displayName")]
    [InlineData("", "&filter=displayName%20pr")]
    public async Task Pages_by_cursor_hold_everything_once_there_and_back(string path, string query)
    {
        var pushed = await FilledAsync();
        var whole = Ids(await pushed.GetAsync($"{path}?count=1000{query}"));
        whole.Count.ShouldBeGreaterThan(4);
        List<List<string>> there = [], back = [];
        var reply = await pushed.GetAsync($"{path}?cursor=&count=4{query}");
        reply.Body.ContainsKey("previousCursor").ShouldBeFalse(reply.Text);
        for (var first = true; ; first = false)
        {
            reply.Body.ContainsKey("startIndex").ShouldBeFalse();
            reply.Body["totalResults"]!.GetValue<int>().ShouldBe(whole.Count);
            reply.Body.ContainsKey("previousCursor").ShouldBe(!first);
            there.Add(Ids(reply));
            if ((string?)reply.Body["nextCursor"] is not { } next) break;
            reply = await pushed.GetAsync($"{path}?cursor={next}&count=4{query}");
            reply.Status.ShouldBe(200, reply.Text);
        }

        there.SelectMany(ids => ids).ShouldBe(whole);
        back.Add(Ids(reply));
        while ((string?)reply.Body["previousCursor"] is { } previous)
        {
            reply = await pushed.GetAsync($"{path}?cursor={previous}&count=4{query}");
            back.Insert(0, Ids(reply));
            ((string?)reply.Body["nextCursor"]).ShouldNotBeNull();
        }

        back.SelectMany(ids => ids).ShouldBe(whole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sortBy=title")]
    public async Task What_comes_and_goes_between_pages_neither_repeats_nor_hides_the_rest(string query)
    {
        var pushed = await FilledAsync();
        var whole = Ids(await pushed.GetAsync($"/Users?count=1000{query}"));
        var first = await pushed.GetAsync($"/Users?cursor=&count=4{query}");
        foreach (var gone in Ids(first)) await pushed.SendAsync(HttpMethod.Delete, $"/Users/{gone}");
        Ids(await pushed.GetAsync($"/Users?cursor={first.Body["nextCursor"]}&count=4{query}")).ShouldBe(whole[4..8]);
    }

    [Fact]
    public async Task Cursors_and_counts_that_are_none_are_refused_by_name()
    {
        var pushed = await FilledAsync();
        var next = (string)(await pushed.GetAsync("/Users?cursor=&count=2")).Body["nextCursor"]!;
        foreach (var path in (string[])["/Users?cursor=nonsense", "/Users?cursor=%F0%9F%98%80", $"/Users?cursor={next}&filter=userName%20pr", $"/Users?cursor={next}&sortBy=userName", $"/Groups?cursor={next}", "/Users?cursor=bnVsbA"])
            (await pushed.GetAsync(path)).ShouldRefuse(400, "invalidCursor");
        (await (await FilledAsync()).GetAsync($"/Users?cursor={next}")).ShouldRefuse(400, "invalidCursor");
        foreach (var count in (int[])[0, -1, 1001]) (await pushed.GetAsync($"/Users?cursor=&count={count}")).ShouldRefuse(400, "invalidCount");
        (await pushed.GetAsync($"/Users?cursor={next}&startIndex=1")).ShouldRefuse(400, "invalidValue");
        (await pushed.SendAsync(HttpMethod.Post, "/Users/.search", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"{{next}}","count":3}""")).Resources.Count.ShouldBe(3);
        shared.Clock.Advance(TimeSpan.FromMinutes(61));
        (await pushed.GetAsync($"/Users?cursor={next}")).ShouldRefuse(400, "expiredCursor");
    }

    [Fact]
    public async Task A_search_of_the_root_finds_users_and_groups()
    {
        var pushed = await FilledAsync();
        async Task<List<string>> Find(string filter, string more = "")
        {
            var reply = await pushed.SendAsync(HttpMethod.Post, "/.search", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"{{filter.Replace("\"", "\\\"", StringComparison.Ordinal)}}"{{more}}}""");
            reply.Status.ShouldBe(200, reply.Text);
            return [.. reply.Resources.Select(one => (string?)one["userName"] ?? (string)one["displayName"]!)];
        }

        (await Find("userName eq \"user3\" or displayName eq \"Group 1\"")).ShouldBe(["user3", "Group 1"]);
        (await Find("meta.resourceType eq \"Group\"")).Count.ShouldBe(6);
        (await Find("not (userName eq \"user3\")")).Count.ShouldBe(10 + 6);
        (await Find("members.value pr")).ShouldBe(["Group 1"]);
        (await Find("displayName eq \"Both\"")).ShouldBe(["user4", "Both"]);
        (await Find("id pr", ",\"startIndex\":10,\"count\":4")).ShouldBe(["user9", "userX", "Group 0", "Group 1"]);
        (await Find("id pr", ",\"sortBy\":\"displayName\",\"sortOrder\":\"descending\",\"count\":2,\"startIndex\":10")).Count.ShouldBe(2);
        (await pushed.SendAsync(HttpMethod.Post, "/.search", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"nothing eq 1"}""")).ShouldRefuse(400, "invalidFilter");
        (await pushed.GetAsync("?filter=userName%20eq%20%22user1%22")).Resources.Count.ShouldBe(1);
    }

    private static List<string> Ids(ScimReply reply) => [.. reply.Resources.Select(one => (string)one["id"]!)];

    private async Task<PushedClient> FilledAsync()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        string[] titles = ["", "Chef", "baker", "Éclair maker", "chef"];
        var users = new List<string>();
        for (var n = 0; n < 10; n++) users.Add(await pushed.UserAsync($"user{n}", titles[n % 5].Length == 0 ? "" : $"\"title\":\"{titles[n % 5]}\"" + (n == 4 ? ",\"displayName\":\"Both\"" : "")));
        await pushed.UserAsync("userX", $"\"title\":\"{new string('e', 3000)}\"");
        for (var n = 0; n < 5; n++) await pushed.GroupAsync($"Group {n}", n == 1 ? users[..2] : []);
        await pushed.GroupAsync("Both");
        return pushed;
    }

    public sealed class Clocked : SharedHost
    {
        public FakeClock Clock { get; } = new();

        protected override JumpgateHostOptions Options => new() { Time = Clock };
    }
}
