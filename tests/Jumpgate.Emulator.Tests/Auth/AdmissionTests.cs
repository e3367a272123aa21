using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Auth;

public sealed class AdmissionTests
{
    private static readonly EmulatorOptions Small = new() { Users = 20, Groups = 4, Devices = 4, Applications = 2 };

    [Theory]
    [InlineData("Read Only", "/api/systemusers", 200)]
    [InlineData("Read Only", "/api/users", 200)]
    [InlineData("Billing Only", "/api/systemusers", 403)]
    [InlineData("Command Runner", "/api/systemusers", 200)]
    [InlineData("Command Runner", "/api/v2/usergroups", 403)]
    [InlineData("Help Desk", "/api/users", 403)]
    [InlineData("Onboarding Desk", "/api/systems", 403)]
    public async Task A_role_reads_what_its_scopes_name(string role, string path, int status)
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        using var answer = await client.SendAsync(HttpMethod.Get, path, key: client.Emulator.AddApiKey(role));
        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 403)
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Forbidden","message":"Forbidden"}""");
    }

    [Fact]
    public async Task Reading_rights_do_not_write()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var key = client.Emulator.AddApiKey("Read Only");
        using var answer = await client.SendAsync(HttpMethod.Put, $"/api/systemusers/{client.Emulator.World.UserId(1)}", new { jobTitle = "Chief" }, key: key);
        ((int)answer.StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task A_changed_custom_role_changes_what_its_holders_may_do()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var role = await client.WriteAsync(HttpMethod.Post, "/api/v2/roles", new { name = "Group Reader", scopes = new[] { "groups.readonly" } }, 201);
        var key = client.Emulator.AddApiKey("Group Reader");
        using (var before = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key))
            ((int)before.StatusCode).ShouldBe(403);
        await client.WriteAsync(HttpMethod.Put, $"/api/v2/roles/{role!["id"]}", new { name = "Group Reader", scopes = new[] { "groups.readonly", "users.readonly" } }, 200);
        using var after = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key);
        ((int)after.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_key_expires()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var key = client.Emulator.AddApiKey("Administrator", client.Emulator.Clock.GetUtcNow().AddHours(1));
        client.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        using var answer = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key);
        ((int)answer.StatusCode).ShouldBe(401);
    }

    [Theory]
    [InlineData("/api/systemusers", "not-an-id", 400)]
    [InlineData("/api/systemusers", "5a1234567890abcdef123456", 404)]
    [InlineData("/api/organizations", "own", 403)]
    [InlineData("/api/organizations", "", 200)]
    [InlineData("/api/systemusers", "own", 200)]
    public async Task An_organization_header_is_checked(string path, string organization, int status)
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        using var answer = await client.GetAsync(path, r => r.Headers.TryAddWithoutValidation("x-org-id", organization == "own" ? client.Emulator.OrganizationId : organization));
        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 403)
            (await answer.Content.ReadAsStringAsync()).ShouldContain("organization selection not allowed via header");
    }

    [Fact]
    public async Task A_multi_tenant_caller_must_choose_and_sees_each_organization_apart()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Organizations = 3 });
        using (var without = await client.GetAsync("/api/systemusers"))
            ((int)without.StatusCode).ShouldBe(401);
        ((int)(await client.ReadAsync("/api/organizations"))["totalCount"]!).ShouldBe(3);
        HashSet<string> people = [];
        foreach (var id in client.Emulator.OrganizationIds)
        {
            using var answer = await client.GetAsync("/api/systemusers?limit=100", r => r.Headers.Add("x-org-id", id));
            foreach (var user in JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["results"]!.AsArray())
            {
                ((string)user!["organization"]!).ShouldBe(id);
                people.Add((string)user["id"]!).ShouldBeTrue();
            }
        }

        people.Count.ShouldBe(60);
        client.Emulator.Switches = client.Emulator.Switches with { DefaultOrganization = true };
        using var chosen = await client.GetAsync("/api/systemusers");
        ((int)chosen.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Missing_credential_and_blocked_address_follow_their_switches()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        client.Emulator.Switches = new Switches { MissingKeyStatus = 401 };
        using (var missing = await client.Http.GetAsync(new Uri("/api/systemusers", UriKind.Relative)))
            ((int)missing.StatusCode).ShouldBe(401);
        client.Emulator.Switches = new Switches { AddressBlocked = true };
        using var blocked = await client.GetAsync("/api/systemusers");
        ((int)blocked.StatusCode).ShouldBe(403);
        (await blocked.Content.ReadAsStringAsync()).ShouldContain("suspected abuse");
    }

    [Fact]
    public async Task An_administrator_who_is_suspended_is_out_with_the_next_call_and_back_with_the_one_after()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var key = client.Emulator.AddApiKey("Read Only");
        using (var first = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key))
            ((int)first.StatusCode).ShouldBe(200);
        var admin = (string)(await client.AllAsync("/api/users")).Last()["_id"]!;
        foreach (var (suspended, status) in ((bool, int)[])[(true, 401), (false, 200)])
        {
            await client.WriteAsync(HttpMethod.Put, $"/api/users/{admin}", new { suspended }, 200);
            using var answer = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key);
            ((int)answer.StatusCode).ShouldBe(status);
        }
    }

    [Fact]
    public async Task Links_of_an_administrator_need_no_organization_header()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Organizations = 3 });
        var provider = client.Emulator.ProviderId;
        var made = (await client.WriteAsync(HttpMethod.Post, $"/api/v2/providers/{provider}/administrators", new { email = "partner@example.net", roleName = "Manager", bindNoOrgs = true }, 200))!;
        ((int)made["organizationAccessTotal"]!).ShouldBe(0);
        var links = $"/api/v2/administrators/{made["id"]}/organizationlinks";
        (await client.ReadAsync(links)).AsArray().ShouldBeEmpty();
        await client.WriteAsync(HttpMethod.Post, links, new { organization = client.Emulator.OrganizationIds[1] }, 201);
        ((string)(await client.ReadAsync(links)).AsArray().ShouldHaveSingleItem()!["organization"]!).ShouldBe(client.Emulator.OrganizationIds[1]);
    }
}
