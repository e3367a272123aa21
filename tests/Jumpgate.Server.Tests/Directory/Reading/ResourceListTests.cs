using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class ResourceListTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    private async Task<(SeededDirectory Directory, HttpClient Api)> SeedAsync(params List<Seed> seeds)
    {
        var directory = await SeededDirectory.CreateAsync(Hub);
        if (seeds.Count > 0) await directory.PutAsync(seeds);
        return (directory, await Hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName));
    }

    private static string Names(Page<Resource> page) => string.Join(' ', page.Items.Select(item => item.Name));

    [Fact]
    public async Task C1_Users_and_groups_are_listed_and_got_by_either_id()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann Ames", "Sales"), Seed.User("bob", "Bob Burns"), Seed.Group("Staff"));

        var users = await api.GetAsync<Page<Resource>>($"{directory.Path}/users");
        users.Total.ShouldBe(2);
        users.Next.ShouldBeNull();
        Names(users).ShouldBe("Ann Ames Bob Burns");
        var ann = users.Items[0];
        (ann.Kind, ann.RemoteId, ann.Email).ShouldBe(("user", "remote-ann", "ann@acme.example"));
        ann.Attributes!.Value.GetProperty("userName").GetString().ShouldBe("ann");
        ann.UpdatedAt.ShouldNotBeNull();
        (await api.GetAsync<Resource>($"{directory.Path}/users/{ann.Id}")).RemoteId.ShouldBe("remote-ann");
        (await api.GetAsync<Resource>($"{directory.Path}/users/remote-ann")).Id.ShouldBe(ann.Id);
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/groups")).ShouldBe("Staff");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/groups/{ann.Id}")).Code.ShouldBe("resource_not_found");
    }

    [Fact]
    public async Task C2_Every_kind_has_its_list()
    {
        var (directory, api) = await SeedAsync([.. Words.ResourceKinds.Select(kind => new Seed(kind, $"r-{kind}", $"the {kind}"))]);

        foreach (var kind in Words.ResourceKinds)
        {
            var page = await api.GetAsync<Page<Resource>>($"{directory.Path}/{kind.Route()}");
            page.Items.Single().Kind.ShouldBe(kind.Word());
            page.Items.Single().Name.ShouldBe($"the {kind}");
        }
    }

    [Fact]
    public async Task C3_Status_is_normalised_and_the_source_keeps_its_own_word()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"), Seed.User("bob", status: "disabled"));

        var bob = (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?filter=status eq \"DISABLED\"")).Items.Single();
        bob.Status.ShouldBe(new ResourceStatus("disabled", "SUSPENDED"));
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?filter=status.sourceValue eq \"suspended\"")).Items.Single().Id.ShouldBe(bob.Id);
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?filter=active eq true")).ShouldBe("ann");
    }

    [Fact]
    public async Task C6_Raw_stands_beside_the_mapped_form_for_those_who_may_see_it()
    {
        var (directory, readOnly) = await SeedAsync(Seed.User("ann") with { Raw = """{"username":"ann","odd":"\ud800"}"""u8.ToArray() });
        var api = await Hub.ApiAsync(ProductRoles.ConnectorAdministrator, directory.TenantName);

        (await readOnly.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users?raw=true")).Code.ShouldBe("role_insufficient");
        (await readOnly.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users/remote-ann?raw=true")).Code.ShouldBe("role_insufficient");
        (await readOnly.GetAsync<Page<Resource>>($"{directory.Path}/users")).Items.Single().Raw.ShouldBeNull();
        (await api.GetStringAsync($"{directory.Path}/users?raw=true")).ShouldContain("""
            "raw":{"username":"ann","odd":"\ud800"}
            """.Trim());
        (await api.GetStringAsync($"{directory.Path}/users/remote-ann?raw=true")).ShouldContain("\"raw\":{");
    }

    [Fact]
    public async Task C7_Fields_choose_attributes_down_to_their_parts()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann Ames", "Sales"));

        var chosen = await ChosenAsync("USERNAME,name.familyName,emails.value,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department");
        chosen.ShouldBe("""{"userName":"ann","name":{"familyName":"Ames"},"emails":[{"value":"ann@acme.example"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"}}""");
        (await ChosenAsync("nothing")).ShouldBe("{}");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users?fields=a..b")).Field.ShouldBe("fields");

        async Task<string> ChosenAsync(string fields) =>
            (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?fields={fields}")).Items.Single().Attributes!.Value.GetRawText();
    }

    [Fact]
    public async Task C7_Filters_reach_indexed_members_and_every_attribute()
    {
        var (directory, api) = await SeedAsync(
            Seed.User("ann", "Ann Ames", "Sales"), Seed.User("bob", "Bob Burns", "Legal"), Seed.User("cid", "Cid Ames", "Sales"));
        var enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

        await FindsAsync("userName eq \"BOB\"", "Bob Burns");
        await FindsAsync("name sw \"c\"", "Cid Ames");
        await FindsAsync("name.familyName eq \"ames\"", "Ann Ames Cid Ames");
        await FindsAsync($"{enterprise}:department eq \"sales\" and not (userName eq \"ann\")", "Cid Ames");
        await FindsAsync("emails[type eq \"work\" and value sw \"bob@\"]", "Bob Burns");
        await FindsAsync("emails[type eq \"work\"].value eq \"cid@acme.example\"", "Cid Ames");
        await FindsAsync("emails.value sw \"a\" or remoteId eq \"remote-bob\"", "Ann Ames Bob Burns");
        await FindsAsync($"id sw \"{directory[ResourceKind.User, "remote-cid"].Id.ToString()[..30]}\" and userName eq \"cid\"", "Cid Ames");
        await FindsAsync($"id eq \"{directory[ResourceKind.User, "remote-cid"].Id}\"", "Cid Ames");
        await FindsAsync("updatedAt gt \"2020-01-01\" and title eq null and displayName co \"am\"", "Ann Ames Cid Ames");
        await FindsAsync("updatedAt lt \"2020-01-01\"", "");

        async Task FindsAsync(string filter, string names)
        {
            var page = await api.GetAsync<Page<Resource>>($"{directory.Path}/users?filter={Uri.EscapeDataString(filter)}");
            Names(page).ShouldBe(names, filter);
            page.Total.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("filter=userName", "invalid_filter", "filter")]
    [InlineData("filter=userName eq 5", "invalid_filter", "filter")]
    [InlineData("filter=userName eq \"\\u0000\"", "invalid_filter", "filter")]
    [InlineData("limit=0", "parameter_invalid", "limit")]
    [InlineData("limit=1001", "parameter_invalid", "limit")]
    [InlineData("limit=ten", "parameter_invalid", "limit")]
    [InlineData("sort=shoeSize", "parameter_invalid", "sort")]
    [InlineData("expand=everything", "parameter_invalid", "expand")]
    [InlineData("format=xml", "parameter_invalid", "format")]
    [InlineData("raw=perhaps", "parameter_invalid", "raw")]
    [InlineData("as_of=99999999", "parameter_invalid", "as_of")]
    [InlineData("as_of=yesterday", "parameter_invalid", "as_of")]
    [InlineData("cursor=abc", "invalid_cursor", "cursor")]
    [InlineData("cursor=*", "invalid_cursor", "cursor")]
    public async Task A_parameter_that_cannot_be_read_is_named(string query, string code, string field)
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"));

        var problem = await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users?{query}");

        (problem.Status, problem.Code, problem.Field).ShouldBe((400, code, field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=name")]
    [InlineData("&sort=-name")]
    [InlineData("&sort=email")]
    [InlineData("&sort=-userName")]
    [InlineData("&sort=status")]
    [InlineData("&sort=-updatedAt")]
    [InlineData("&filter=userName sw \"u\"")]
    [InlineData("&filter=name.familyName pr")]
    [InlineData("&q=U")]
    [InlineData("&q=u&sort=-name")]
    [InlineData("&filter=emails sw \"u\"")]
    public async Task C8_Pages_follow_each_other_without_gap_or_repeat(string query)
    {
        var seeds = Enumerable.Range(0, 23).Select(i => Seed.User($"u{i % 7}{i:00}", i % 5 == 0 ? null : $"Name {i % 3} x") with
        {
            Name = i % 4 == 0 ? null : $"Uwe {i % 3}",
            Status = i % 2 == 0 ? "enabled" : "disabled",
        }).ToList();
        var (directory, api) = await SeedAsync(seeds);
        var whole = await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=1000{query}");
        whole.Items.Count.ShouldBe(23);

        List<Guid> paged = [];
        string? cursor = null;
        do
        {
            var page = await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=4{query}" + (cursor is null ? "" : $"&cursor={cursor}"));
            page.Items.Count.ShouldBeLessThanOrEqualTo(4);
            paged.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        paged.ShouldBe(whole.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task Sorting_puts_what_has_no_value_last_in_both_directions()
    {
        var (directory, api) = await SeedAsync(Seed.User("a", "Zoe"), Seed.User("b") with { Name = null }, Seed.User("c", "ärger"), Seed.User("d", "Anna"));

        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?sort=name")).Items.Select(item => item.Name).ShouldBe(["Anna", "Zoe", "ärger", null]);
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?sort=-name")).Items.Select(item => item.Name).ShouldBe(["ärger", "Zoe", "Anna", null]);
    }

    [Fact]
    public async Task A_search_finds_beginnings_of_name_email_and_user_name_once_each()
    {
        var (directory, api) = await SeedAsync(Seed.User("max", "Maxine"), Seed.User("zoe", "Zoe") with { Email = "maxi@acme.example" }, Seed.User("maxwell", "Will"), Seed.User("tim", "Tim"));

        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?q=MAX")).ShouldBe("Maxine Zoe Will");
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?q=MAX&sort=-name")).ShouldBe("Zoe Will Maxine");
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?q=%25")).ShouldBe("");
    }

    [Fact]
    public async Task A_cursor_belongs_to_one_list()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"), Seed.User("bob"), Seed.User("cid"));
        var cursor = (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=1&sort=name")).Next!;

        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=2&sort=name&cursor={cursor}")).Items.Count.ShouldBe(2);
        foreach (var path in (string[])[$"users?sort=-name&cursor={cursor}", $"groups?sort=name&cursor={cursor}", $"users?sort=name&filter=active eq true&cursor={cursor}", $"users?sort=name&cursor={cursor[..^2]}AA"])
            (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/{path}")).Code.ShouldBe("invalid_cursor", path);
    }

    [Fact]
    public async Task All_pages_of_a_list_show_the_moment_of_the_first()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"), Seed.User("bob"), Seed.User("cid"));
        var first = await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=1&sort=userName");
        await directory.EndAsync(ResourceKind.User, "remote-bob");
        await directory.PutAsync(Seed.User("cid", "Renamed"), Seed.User("bea"));

        var rest = await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=9&sort=userName&cursor={first.Next}");

        Names(rest).ShouldBe("bob cid");
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?sort=userName")).ShouldBe("ann bea Renamed");
    }

    [Fact]
    public async Task As_of_answers_any_moment_on_every_list()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann"), Seed.Group("Staff"));
        var ann = directory[ResourceKind.User, "remote-ann"];
        var before = await directory.PutAsync(Seed.User("bob", "Bob"));
        await directory.PutAsync(Seed.User("ann", "Anna"));
        await directory.JoinAsync(EdgeKind.MemberOf, ann, directory[ResourceKind.Group, "group-Staff"]);
        var ended = await directory.EndAsync(ResourceKind.User, "remote-bob");

        (await ListAsync($"as_of={before}")).ShouldBe("Ann Bob");
        (await ListAsync($"as_of={before}&sort=-name")).ShouldBe("Bob Ann");
        (await ListAsync($"as_of={before}&filter=name eq \"ann\"")).ShouldBe("Ann");
        (await ListAsync($"as_of={before}&q=bo")).ShouldBe("Bob");
        (await ListAsync("as_of=0")).ShouldBe("");
        (await ListAsync($"as_of={ended}")).ShouldBe("Anna");
        (await ListAsync("as_of=2020-01-01T00:00:00Z")).ShouldBe("");
        (await ListAsync("as_of=2100-01-01T00:00:00Z")).ShouldBe("Anna");
        (await api.GetAsync<Resource>($"{directory.Path}/users/remote-bob?as_of={before}")).Name.ShouldBe("Bob");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users/remote-bob")).Code.ShouldBe("resource_not_found");
        using var answer = await api.GetAsync($"{directory.Path}/users?as_of={before}");
        answer.Headers.GetValues(JumpgateHeaders.Sequence).ShouldBe([before.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

        async Task<string> ListAsync(string query) => Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/users?{query}"));
    }

    [Fact]
    public async Task An_unchanged_resource_answers_304_to_its_etag()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"));
        using var first = await api.GetAsync($"{directory.Path}/users/remote-ann");
        var tag = first.Headers.ETag!;

        (await AskAsync()).ShouldBe(HttpStatusCode.NotModified);
        await directory.PutAsync(Seed.User("ann", "Ann"));
        (await AskAsync()).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{directory.Path}/users/remote-ann");
            request.Headers.IfNoneMatch.Add(tag);
            using var response = await api.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task C10_A_list_comes_as_csv_with_the_columns_asked_for()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ames, \"Ann\""), Seed.User("bob", "=1+2"));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{directory.Path}/users?fields=userName,emails");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await api.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        lines[0].ShouldBe("id,remoteId,name,email,status,sourceStatus,updatedAt,userName,emails");
        lines[1].ShouldStartWith($"{directory[ResourceKind.User, "remote-ann"].Id},remote-ann,\"Ames, \"\"Ann\"\"\",ann@acme.example,enabled,ACTIVATED,");
        lines[1].ShouldEndWith(",ann,ann@acme.example");
        lines[2].ShouldContain(",'=1+2,");
        (await api.GetStringAsync($"{directory.Path}/users?format=csv")).ShouldStartWith("id,remoteId,name,email,status,sourceStatus,updatedAt,userName,name.givenName");
    }

    [Fact]
    public async Task Ndjson_brings_the_whole_list_at_one_moment()
    {
        var (directory, api) = await SeedAsync([.. Enumerable.Range(0, 1203).Select(i => Seed.User($"u{i}"))]);

        var lines = (await api.GetStringAsync($"{directory.Path}/users?format=ndjson&expand=edges")).TrimEnd('\n').Split('\n');

        lines.Length.ShouldBe(1203);
        lines.Select(line => JsonSerializer.Deserialize<Resource>(line, ApiCalls.Json)!.Id).Distinct().Count().ShouldBe(1203);
        (await api.GetStringAsync($"{directory.Path}/users?format=ndjson&limit=7")).TrimEnd('\n').Split('\n').Length.ShouldBe(7);
    }

    [Fact]
    public async Task S2_26_A_user_and_an_admin_of_one_human_are_two_accounts_with_the_reason_shown()
    {
        var admin = new Seed(ResourceKind.Admin, "admin-ann", "Ann Ames") { Email = "ann@acme.example", Attributes = """{"displayName":"Ann Ames"}""" };
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann Ames"), admin);
        var person = Guid.CreateVersion7();
        await directory.LinkPersonAsync(person, directory[ResourceKind.User, "remote-ann"], directory[ResourceKind.Admin, "admin-ann"]);

        var user = await api.GetAsync<Resource>($"{directory.Path}/users/remote-ann");
        user.Person!.Id.ShouldBe(person);
        user.Person.Accounts.Select(account => (account.Kind, account.Rule, account.Reason)).ShouldBe([("admin", "same_email", "Same e-mail address."), ("user", "same_email", "Same e-mail address.")]);
        user.Notes!.Single().Code.ShouldBe("several_accounts");
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?expand=person")).Items.Single().Person!.Accounts.Count.ShouldBe(2);
        (await api.GetAsync<Person>($"/v1/people/{person}")).Accounts.Count.ShouldBe(2);
        (await api.RefusedAsync(HttpMethod.Get, $"/v1/people/{Guid.NewGuid()}")).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task S2_27_An_admin_says_why_it_has_no_profile_attributes()
    {
        var (directory, api) = await SeedAsync(new Seed(ResourceKind.Admin, "admin-ann", "Ann"));

        var admin = await api.GetAsync<Resource>($"{directory.Path}/admins/admin-ann");

        admin.Notes!.Single().Code.ShouldBe("admin_without_profile");
        admin.Attributes!.Value.GetRawText().ShouldBe("{}");
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/admins?expand=notes")).Items.Single().Notes!.Single().Text.ShouldContain("users only");
    }

    [Fact]
    public async Task Another_tenants_key_finds_nothing()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"));
        var stranger = await Hub.ApiAsync(ProductRoles.SuperAdministrator, await Hub.TenantAsync());

        foreach (var path in (string[])["", "/users", "/users/remote-ann", $"/users/{directory[ResourceKind.User, "remote-ann"].Id}"])
            (await stranger.RefusedAsync(HttpMethod.Get, directory.Path + path)).Status.ShouldBe(404, path);
        (await stranger.GetAsync<Page<Contracts.Directory>>("/v1/directories")).Items.ShouldBeEmpty();
        (await api.GetAsync<Page<Contracts.Directory>>("/v1/directories")).Items.Single().Counts["user"].ShouldBe(1);
        (await api.GetAsync<Contracts.Directory>(directory.Path)).Id.ShouldBe(directory.Id);
    }

    [Fact]
    public async Task What_moves_without_history_shows_now_and_not_of_a_past_moment()
    {
        var (directory, api) = await SeedAsync(new Seed(ResourceKind.Device, "d1", "Laptop") { Attributes = """{"os":"macOS"}""", Volatile = """{"online":true,"lastContact":"2026-11-22T10:00:00Z"}""" });

        (await api.GetAsync<Resource>($"{directory.Path}/devices/d1")).Attributes!.Value.GetRawText().ShouldBe("""{"os":"macOS","online":true,"lastContact":"2026-11-22T10:00:00Z"}""");
        Names(await api.GetAsync<Page<Resource>>($"{directory.Path}/devices?filter=online eq true")).ShouldBe("Laptop");
        (await api.GetAsync<Resource>($"{directory.Path}/devices/d1?as_of=2100-01-01T00:00:00Z")).Attributes!.Value.GetRawText().ShouldBe("""{"os":"macOS"}""");
    }

    [Fact]
    public async Task Edges_are_counted_when_asked_for()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"), Seed.User("bob"), Seed.Group("Staff"));
        var staff = directory[ResourceKind.Group, "group-Staff"];
        await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-ann"], staff);
        await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-bob"], staff);

        (await api.GetAsync<Page<Resource>>($"{directory.Path}/groups?expand=edges")).Items.Single().Edges!.To["member_of"].ShouldBe(2);
        (await api.GetAsync<Resource>($"{directory.Path}/users/remote-ann?expand=edges")).Edges!.From["member_of"].ShouldBe(1);
    }
}
