using System.Text;

namespace Jumpgate.JumpCloud.Tests.Resources;

/// <summary>What goes over the wire for every listing: dialect, order and paging of each family (jumpcloud-api.md §3).</summary>
public sealed class ReadsTests
{
    public static TheoryData<string, string> Expected { get; } = new()
    {
        { "users", "/api/systemusers?limit=100&skip=200&sort=_id" },
        { "users.filtered", "/api/systemusers?limit=100&skip=200&sort=_id&filter=department%3A%24eq%3AR%26D&filter=created%3A%24gt%3A2026-01-01" },
        { "admins", "/api/users?limit=100&skip=200&sort=_id" },
        { "systems", "/api/systems?limit=100&skip=200&sort=_id" },
        { "applications", "/api/applications?limit=100&skip=200&sort=_id" },
        { "templates", "/api/application-templates?limit=100&skip=200&sort=_id" },
        { "organizations", "/api/organizations?limit=100&skip=200&sort=_id" },
        { "groups", "/api/v2/usergroups?limit=100&skip=200&sort=id" },
        { "groups.filtered", "/api/v2/usergroups?limit=100&skip=200&sort=id&filter=name%3Aeq%3AAll%20Users" },
        { "devicegroups", "/api/v2/systemgroups?limit=100&skip=200&sort=id" },
        { "roles", "/api/v2/roles?limit=100&skip=200" },
        { "accounts", "/api/v2/service-accounts?limit=100&skip=200" },
        { "mdms", "/api/v2/applemdms?limit=100&skip=200" },
        { "mdmdevices", "/api/v2/applemdms/m1/devices?limit=100&skip=200" },
        { "providers", "/api/v2/providers/p1/organizations?limit=100&skip=200" },
        { "provideradmins", "/api/v2/providers/p1/administrators?limit=100&skip=200" },
        { "members", "/api/v2/usergroups/g1/members?limit=100&skip=200" },
        { "membership", "/api/v2/usergroups/g1/membership?limit=100&skip=200" },
        { "nested", "/api/v2/usergroups/g1/memberof?limit=100&skip=200" },
        { "memberof", "/api/v2/users/u1/memberof?limit=100&skip=200" },
        { "associations", "/api/v2/users/u1/associations?limit=100&skip=200&targets=system" },
        { "traversal", "/api/v2/usergroups/g1/applications?limit=100&skip=200" },
        { "appassociations", "/api/v2/applications/p1/associations?limit=100&skip=200&targets=user_group" },
        { "appusers", "/api/v2/applications/p1/users?limit=100&skip=200" },
        { "appgroups", "/api/v2/applications/p1/usergroups?limit=100&skip=200" },
        { "self", "/api/users/getSelf?fields=provider%20email" },
        { "settings", "/api/settings" },
    };

    internal static IEnumerable<string> Names => Expected.Select(row => (string)row[0]);

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task A_read_goes_out_as_documented(string read, string line)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(read is "self" or "settings" ? """{"_id":"x"}""" : "[]"));
        using var client = Clients.For(handler);

        await RunAsync(client, read);

        handler.Sent.ShouldHaveSingleItem().Line.ShouldBe($"GET {line}");
    }

    [Fact]
    public async Task A_search_is_a_read_and_repeated_like_one()
    {
        var answers = 0;
        var handler = new ScriptedHandler(_ => Interlocked.Increment(ref answers) == 1 ? ScriptedHandler.Json("{}", 502) : ScriptedHandler.Json("""{"totalCount":0,"results":[]}"""));
        using var client = Clients.For(handler);

        await client.Search.SystemUsersPageAsync(new SearchQuery { Term = "@example.com", TermFields = ["email"], Fields = ["email", "username"], Limit = 50 });

        answers.ShouldBe(2);
        handler.Sent[1].Line.ShouldBe("POST /api/search/systemusers");
        handler.Sent[1].Body.ShouldBe("""{"sort":"_id","limit":50,"skip":0,"fields":"email username","searchFilter":{"searchTerm":"@example.com","fields":["email"]}}""");
    }

    [Fact]
    public async Task An_object_by_id_is_the_answer_byte_for_byte_and_nothing_on_404()
    {
        const string Raw = """{ "_id":"u1", "username":"ana" }""";
        var handler = new ScriptedHandler(sent => sent.Address.AbsolutePath.EndsWith("/u1", StringComparison.Ordinal) ? ScriptedHandler.Json(Raw) : ScriptedHandler.Json("{}", 404));
        using var client = Clients.For(handler);

        var found = (await client.SystemUsers.GetRawAsync("u1")).ShouldNotBeNull();

        found.Id.ShouldBe("u1");
        Encoding.UTF8.GetString(found.Json.Span).ShouldBe(Raw);
        (await client.SystemUsers.GetRawAsync("u2")).ShouldBeNull();
        (await client.SystemUsers.GetAsync("u1")).ShouldNotBeNull().Username.ShouldBe("ana");
        (await client.SystemUsers.GetAsync("u2")).ShouldBeNull();
    }

    [Fact]
    public async Task A_service_account_is_taken_out_of_its_wrapper()
    {
        using var client = Clients.For(new ScriptedHandler(_ => ScriptedHandler.Json("""{"serviceAccount":{"objectId":"c1","name":"ci-bot","status":"ACTIVE"}}""")));

        var found = (await client.ServiceAccounts.GetRawAsync("c1")).ShouldNotBeNull();

        found.Id.ShouldBe("c1");
        ServiceAccount.Parse(found.Json.Span).Name.ShouldBe("ci-bot");
    }

    [Fact]
    public async Task A_disk_key_is_a_secret()
    {
        using var client = Clients.For(new ScriptedHandler(sent => sent.Address.AbsolutePath.Contains("/s1/", StringComparison.Ordinal) ? ScriptedHandler.Json("""{"key":"AAAA-BBBB"}""") : ScriptedHandler.Json("{}", 404)));

        (await client.Systems.GetDiskKeyAsync("s1")).ShouldNotBeNull().Reveal().ShouldBe("AAAA-BBBB");
        (await client.Systems.GetDiskKeyAsync("s2")).ShouldBeNull();
    }

    [Fact]
    public void A_type_without_a_collection_is_refused() =>
        Should.Throw<ArgumentException>(() => GraphTypes.Collection(GraphTypes.PasswordManagerItem));

    internal static async Task RunAsync(JumpCloudClient client, string read)
    {
        const int Skip = 200, Limit = 100;
        Task task = read switch
        {
            "users" => client.SystemUsers.ListPageAsync(Skip, Limit),
            "users.filtered" => client.SystemUsers.ListPageAsync(["department:$eq:R&D", "created:$gt:2026-01-01"], Skip, Limit),
            "admins" => client.Administrators.ListPageAsync(Skip, Limit),
            "systems" => client.Systems.ListPageAsync(Skip, Limit),
            "applications" => client.Applications.ListPageAsync(Skip, Limit),
            "templates" => client.ApplicationTemplates.ListPageAsync(Skip, Limit),
            "organizations" => client.Organizations.ListPageAsync(Skip, Limit),
            "groups" => client.UserGroups.ListPageAsync(Skip, Limit),
            "groups.filtered" => client.UserGroups.ListPageAsync(["name:eq:All Users"], Skip, Limit),
            "devicegroups" => client.SystemGroups.ListPageAsync(Skip, Limit),
            "roles" => client.Roles.ListPageAsync(Skip, Limit),
            "accounts" => client.ServiceAccounts.ListPageAsync(Skip, Limit),
            "mdms" => client.AppleMdm.ListPageAsync(Skip, Limit),
            "mdmdevices" => client.AppleMdm.ListDevicesPageAsync("m1", Skip, Limit),
            "providers" => client.Providers.ListOrganizationsPageAsync("p1", Skip, Limit),
            "provideradmins" => client.Providers.ListAdministratorsPageAsync("p1", Skip, Limit),
            "members" => client.UserGroups.ListMembersPageAsync("g1", Skip, Limit),
            "membership" => client.UserGroups.ListMembershipPageAsync("g1", Skip, Limit),
            "nested" => client.UserGroups.ListMemberOfPageAsync("g1", Skip, Limit),
            "memberof" => client.Graph.MemberOfPageAsync(GraphTypes.User, "u1", Skip, Limit),
            "associations" => client.Graph.AssociationsPageAsync(GraphTypes.User, "u1", GraphTypes.System, Skip, Limit),
            "traversal" => client.Graph.TraversalPageAsync(GraphTypes.UserGroup, "g1", GraphTypes.Application, Skip, Limit),
            "appassociations" => client.Applications.AssociationsPageAsync("p1", GraphTypes.UserGroup, Skip, Limit),
            "appusers" => client.Applications.UsersPageAsync("p1", Skip, Limit),
            "appgroups" => client.Applications.UserGroupsPageAsync("p1", Skip, Limit),
            "self" => client.Administrators.GetSelfAsync(["provider", "email"]),
            "settings" => client.Settings.GetRawAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(read), read, null),
        };
        await task;
    }
}
