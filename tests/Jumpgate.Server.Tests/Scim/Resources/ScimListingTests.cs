using System.Text.Json;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Server.Tests.Scim.Resources;

public sealed class ScimListingTests(ScimListingTests.Peopled shared) : IClassFixture<ScimListingTests.Peopled>
{
    private const string Enterprise = PushedClient.Enterprise;

    private PushedClient Pushed => shared.Pushed;

    [Theory]
    [InlineData("userName eq \"USER07\"")]
    [InlineData("userName sw \"user1\" and active eq true")]
    [InlineData("userName co \"R0\" or not (title pr)")]
    [InlineData("userName ew \"9\"")]
    [InlineData("userName gt \"user15\" and userName le \"user17\"")]
    [InlineData("userName ne \"user03\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"user05\"")]
    [InlineData("externalId eq \"Ext-4\"")]
    [InlineData("externalId eq \"ext-4\"")]
    [InlineData("displayName eq \"person 3\"")]
    [InlineData("displayName eq \"user01\"")]
    [InlineData("displayName ne \"Person 3\"")]
    [InlineData("displayName pr")]
    [InlineData("active eq false")]
    [InlineData("active ne true")]
    [InlineData("emails eq \"USER04@work.example\"")]
    [InlineData("emails.value sw \"user1\"")]
    [InlineData("emails[type eq \"home\" and value co \"6\"]")]
    [InlineData("emails[value eq \"user06@home.example\"]")]
    [InlineData("emails.type eq \"home\"")]
    [InlineData("name.familyName eq \"Smith & Söhne\"")]
    [InlineData("name.givenName co \"\\u00f6\"")]
    [InlineData("title eq \"Chief \\\"of\\\" Staff\"")]
    [InlineData("title eq null")]
    [InlineData("not (title eq \"Engineer\") and userName sw \"user0\"")]
    [InlineData(Enterprise + ":department eq \"Sales\"")]
    [InlineData(Enterprise + ":manager.value pr")]
    [InlineData(Enterprise + " pr")]
    [InlineData("meta.resourceType eq \"User\" and userName sw \"user00\"")]
    [InlineData("meta.created gt \"2020-01-01T00:00:00Z\" and userName sw \"user2\"")]
    [InlineData("meta.lastModified lt \"2020-01-01T00:00:00Z\"")]
    [InlineData("meta.lastModified ge \"2020-01-01T00:00:00.1234567Z\"")]
    [InlineData("schemas eq \"" + Enterprise + "\"")]
    [InlineData("groups.display eq \"Even\"")]
    [InlineData("groups pr")]
    [InlineData("not (groups pr)")]
    [InlineData("groups[display eq \"All\" and type eq \"indirect\"]")]
    [InlineData("id pr and (userName eq \"user01\" or userName eq \"user02\")")]
    public async Task A_filter_answers_what_it_means(string filter)
    {
        var found = await NamesAsync($"/Users?count=1000&filter={Uri.EscapeDataString(filter)}");

        Filter.TryParse(filter, out var meaning, out var error, SchemaSet.Core.Users.Types).ShouldBeTrue(error?.Message);
        var wanted = shared.Users.Where(user => meaning!.Matches(user, SchemaSet.Core.Users.Types)).Select(user => user.GetProperty("userName").GetString()!).ToList();
        found.Names.ShouldBe(wanted, ignoreOrder: true);
        found.Total.ShouldBe(wanted.Count);
    }

    [Fact]
    public async Task Some_filters_of_the_theory_match_some_but_not_all()
    {
        var counts = new List<int>();
        foreach (var filter in (string[])["groups.display eq \"Even\"", "groups[display eq \"All\" and type eq \"indirect\"]", "title eq null", $"{Enterprise}:manager.value pr", "name.givenName co \"ö\""])
            counts.Add((await NamesAsync($"/Users?count=1000&filter={Uri.EscapeDataString(filter)}")).Names.Count);
        counts.ShouldAllBe(count => count > 0 && count < shared.Users.Count);
    }

    [Fact]
    public async Task Members_are_found_by_their_ids_and_through_nested_groups()
    {
        var even = shared.Users.First(user => user.GetProperty("userName").GetString() == "user02").GetProperty("id").GetString();
        foreach (var filter in (string[])[$"members.value eq \"{even}\"", $"members[value eq \"{even}\"]", $"members eq \"{even}\" and displayName sw \"E\""])
        {
            var found = await Pushed.GetAsync($"/Groups?filter={Uri.EscapeDataString(filter)}&excludedAttributes=members");
            found.Resources.ShouldHaveSingleItem()["displayName"]!.GetValue<string>().ShouldBe("Even");
        }

        (await NamesAsync($"/Users?count=1000&filter={Uri.EscapeDataString($"groups eq \"{shared.All}\"")}")).Names.Count.ShouldBe(15);
        (await NamesAsync($"/Users?count=1000&filter={Uri.EscapeDataString($"groups[value eq \"{shared.Even}\"] and userName ne \"user02\"")}")).Names.Count.ShouldBe(14);
    }

    [Fact]
    public async Task Pages_by_index_hold_everything_once_and_are_bounded_as_the_rfc_says()
    {
        List<string> seen = [];
        for (var start = 1; start <= 30; start += 7)
        {
            var page = await Pushed.GetAsync($"/Users?startIndex={start}&count=7");
            ((int)page.Body["totalResults"]!, (int)page.Body["startIndex"]!).ShouldBe((30, start));
            ((int)page.Body["itemsPerPage"]!).ShouldBe(page.Resources.Count);
            seen.AddRange(page.Resources.Select(user => (string)user["userName"]!));
        }

        seen.ShouldBe(shared.Users.Select(user => user.GetProperty("userName").GetString()!), ignoreOrder: true);
        foreach (var (query, count, total) in ((string, int, int)[])[("count=0", 0, 30), ("count=-5", 0, 30), ("startIndex=-3&count=2", 2, 30), ("startIndex=31", 0, 30), ("startIndex=5000&filter=active%20eq%20true", 0, 20)])
        {
            var page = await Pushed.GetAsync($"/Users?{query}");
            (page.Resources.Count, (int)page.Body["totalResults"]!).ShouldBe((count, total), query);
        }

        (await Pushed.GetAsync("/Users?count=many")).ShouldRefuse(400, "invalidValue");
        (await Pushed.GetAsync("/Users?filter=userName%20is%20%22a%22")).ShouldRefuse(400, "invalidFilter");
    }

    [Theory]
    [InlineData("userName", "descending")]
    [InlineData("userName", "ascending")]
    [InlineData("title", "ascending")]
    [InlineData("title", "descending")]
    [InlineData("emails", "descending")]
    [InlineData("name.familyName", "ascending")]
    [InlineData("meta.created", "descending")]
    public async Task A_list_is_sorted_by_any_attribute(string by, string order)
    {
        var names = (await NamesAsync($"/Users?count=1000&sortBy={by}&sortOrder={order}")).Names;
        var sort = Jumpgate.Scim.Sorting.SortOrder.Of(SchemaSet.Core.Users, by, order)!;
        var byName = shared.Users.ToDictionary(user => user.GetProperty("userName").GetString()!);
        names.Count.ShouldBe(30);
        for (var i = 1; i < names.Count; i++) sort.Compare(byName[names[i - 1]], byName[names[i]]).ShouldBeLessThanOrEqualTo(0, $"{names[i - 1]} before {names[i]}");
        var pages = new List<string>();
        for (var start = 1; start <= 30; start += 10) pages.AddRange((await NamesAsync($"/Users?startIndex={start}&count=10&sortBy={by}&sortOrder={order}")).Names);
        pages.ShouldBe(names);
    }

    [Fact]
    public async Task A_search_is_a_list_by_post_and_answers_carry_what_is_chosen()
    {
        var body = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName eq \"user04\"","attributes":["emails.value"]}""";
        var found = (await Pushed.SendAsync(HttpMethod.Post, "/Users/.search", body)).Resources.ShouldHaveSingleItem();
        found.Select(member => member.Key).ShouldBe(["schemas", "id", "emails"], ignoreOrder: true);
        found["emails"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["value"]);
        var without = (await Pushed.GetAsync("/Users?count=1&excludedAttributes=meta,emails,groups")).Resources[0];
        without.ContainsKey("meta").ShouldBeFalse();
        without.ContainsKey("userName").ShouldBeTrue();
        (await Pushed.GetAsync("/Users?attributes=a&excludedAttributes=b")).ShouldRefuse(400, "invalidValue");
    }

    private async Task<(List<string> Names, int Total)> NamesAsync(string path)
    {
        var reply = await Pushed.GetAsync(path);
        reply.Status.ShouldBe(200, reply.Text);
        return ([.. reply.Resources.Select(user => (string)user["userName"]!)], (int)reply.Body["totalResults"]!);
    }

    /// <summary>Thirty people of many kinds; every other one is in Even, which is in All.</summary>
    public sealed class Peopled : SharedHost
    {
        public PushedClient Pushed { get; private set; } = null!;

        /// <summary>As the endpoint itself shows them, one by one.</summary>
        public List<JsonElement> Users { get; } = [];

        public string Even { get; private set; } = "";

        public string All { get; private set; } = "";

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Pushed = await PushedClient.StartAsync(Hub, "jumpcloud");
            List<string> ids = [];
            for (var n = 0; n < 30; n++)
            {
                List<string> more = [$"\"externalId\":\"Ext-{n % 9}\"", $"\"active\":{(n % 3 == 0 ? "false" : "true")}"];
                if (n % 2 == 0) more.Add($"\"displayName\":\"Person {n % 5}\"");
                if (n % 4 == 1) more.Add("\"title\":\"Chief \\\"of\\\" Staff\"");
                if (n % 4 == 2) more.Add("\"title\":\"Engineer\"");
                more.Add($"\"name\":{{\"givenName\":\"{(n % 5 == 0 ? "Jörg" : "Ann")}\",\"familyName\":\"{(n % 3 == 0 ? "Smith & Söhne" : $"Name{n:00}")}\"}}");
                more.Add($"\"emails\":[{{\"value\":\"user{n:00}@work.example\",\"type\":\"work\",\"primary\":true}}{(n % 3 == 0 ? $",{{\"value\":\"user{n:00}@home.example\",\"type\":\"home\"}}" : "")}]");
                if (n % 4 == 0) more.Add($"\"{Enterprise}\":{{\"department\":\"{(n % 8 == 0 ? "Sales" : "Support")}\"{(n % 8 == 4 ? ",\"manager\":{\"value\":\"boss\"}" : "")}}}");
                ids.Add(await Pushed.UserAsync($"user{n:00}", string.Join(',', more)));
            }

            Even = await Pushed.GroupAsync("Even", ids.Where((_, n) => n % 2 == 0));
            All = await Pushed.GroupAsync("All", Even);
            foreach (var id in ids) Users.Add(JsonDocument.Parse((await Pushed.GetAsync($"/Users/{id}")).Text).RootElement);
        }
    }
}
