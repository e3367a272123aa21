using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2;

/// <summary>Roles, service accounts, the multi-tenant portal, bulk jobs, scheduled states, Apple MDM, policies.</summary>
public sealed class AdministrationTests
{
    private static readonly EmulatorOptions Small = new() { Users = 30, Admins = 4, Groups = 4, Devices = 20, Applications = 2 };

    [Fact]
    public async Task Roles_are_an_envelope_and_built_in_ones_stay()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var roles = await client.ReadAsync("/api/v2/roles?limit=100");
        ((int)roles["totalCount"]!).ShouldBe(11);
        roles["results"]!.AsArray().Select(r => (string)r!["name"]!).ShouldContain("Administrator With Billing");
        var builtIn = client.Emulator.World.RoleId("Manager");
        await client.WriteAsync(HttpMethod.Put, $"/api/v2/roles/{builtIn}", new { name = "Boss", scopes = Array.Empty<string>() }, 403);
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/roles/{builtIn}", null, 403);
        var made = await client.WriteAsync(HttpMethod.Post, "/api/v2/roles", new { name = "Mine", scopes = new[] { "users" } }, 201);
        await client.WriteAsync(HttpMethod.Put, $"/api/v2/roles/{made!["id"]}", new { name = "Mine" }, 400);
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/roles/{made["id"]}", null, 204);
    }

    [Fact]
    public async Task A_service_account_has_two_secrets_told_once_and_each_can_go()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var role = client.Emulator.World.RoleId("Read Only");
        var made = (await client.WriteAsync(HttpMethod.Post, "/api/v2/service-accounts", Account("ci-bot", role, "90 Days"), 200))!["serviceAccount"]!;
        var first = made["authConfigList"]![0]!;
        ((string)first["clientSecret"]!).ShouldNotBeNullOrEmpty();
        var path = $"/api/v2/service-accounts/{made["objectId"]}";
        (await client.ReadAsync(path)).ToJsonString().ShouldNotContain((string)first["clientSecret"]!);
        var second = (await client.WriteAsync(HttpMethod.Post, path + "/auth-config", Config("30 Days"), 200))!["authConfig"]!;
        await client.WriteAsync(HttpMethod.Post, path + "/auth-config", Config("30 Days"), 400);
        await client.WriteAsync(HttpMethod.Post, "/api/v2/service-accounts", Account("bad", role, "7 Days"), 400);
        (await TokenStatusAsync(client, first)).ShouldBe(200);
        (await TokenStatusAsync(client, second)).ShouldBe(200);
        await client.WriteAsync(HttpMethod.Delete, $"{path}/auth-config/{first["objectId"]}", null, 200);
        (await TokenStatusAsync(client, first)).ShouldBe(401);
        (await TokenStatusAsync(client, second)).ShouldBe(200);
        client.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        (await TokenStatusAsync(client, second)).ShouldBe(401);
        ((int)(await client.ReadAsync("/api/v2/service-accounts"))["totalCount"]!).ShouldBe(2);
    }

    [Fact]
    public async Task A_service_account_may_hold_an_api_key()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var body = new JsonObject
        {
            ["name"] = "keyed",
            ["roleId"] = client.Emulator.World.RoleId("Read Only"),
            ["authConfig"] = new JsonObject { ["authType"] = "API_KEY", ["apiKeyConfig"] = new JsonObject { ["lifetime"] = "30 Days" } },
        };
        var made = (await client.WriteAsync(HttpMethod.Post, "/api/v2/service-accounts", body, 200))!["serviceAccount"]!;
        using var answer = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: (string)made["authConfigList"]![0]!["apiKey"]!);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_provider_lists_and_makes_organizations_and_links_administrators()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Organizations = 3 });
        var provider = (string)(await client.ReadAsync("/api/users/getSelf?fields=provider"))["provider"]!;
        provider.ShouldBe(client.Emulator.ProviderId);
        ((int)(await client.ReadAsync($"/api/v2/providers/{provider}/organizations"))["totalCount"]!).ShouldBe(3);
        await client.WriteAsync(HttpMethod.Post, $"/api/v2/providers/{provider}/organizations", new { name = " " }, 400);
        var made = (await client.WriteAsync(HttpMethod.Post, $"/api/v2/providers/{provider}/organizations", new { name = "Fourth" }, 201))!;
        using (var users = await client.GetAsync("/api/systemusers", r => r.Headers.Add("x-org-id", (string)made["id"]!)))
            (await users.Content.ReadAsStringAsync()).ShouldBe("""{"totalCount":0,"results":[]}""");
        ((int)(await client.ReadAsync($"/api/v2/providers/{provider}/administrators"))["totalCount"]!).ShouldBe(4);
        await client.ReadAsync("/api/v2/providers/5a1234567890abcdef123456/organizations", 404);

        var admin = client.Emulator.World.AdminId(1);
        using var links = await client.GetAsync($"/api/v2/administrators/{admin}/organizationlinks", r => r.Headers.Add("x-org-id", client.Emulator.OrganizationId));
        JsonNode.Parse(await links.Content.ReadAsStringAsync())!.AsArray().ShouldAllBe(l => (string)l!["administrator"]! == admin);
    }

    [Fact]
    public async Task A_bulk_job_tells_row_by_row_how_it_went()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Switches = new Switches { JobDelay = TimeSpan.FromMinutes(1) } });
        var rows = JsonNode.Parse("""[{"username":"b1","email":"b1@example.com"},{"username":"b1","email":"again@example.com"}]""");
        var job = (string)(await client.WriteAsync(HttpMethod.Post, "/api/v2/bulk/users", rows, 200))!["jobId"]!;
        (await client.ReadAsync($"/api/v2/bulk/users/{job}/results")).AsArray().ShouldAllBe(r => (string)r!["status"]! == "pending");
        client.Emulator.Clock.Advance(TimeSpan.FromMinutes(2));
        var results = (await client.ReadAsync($"/api/v2/bulk/users/{job}/results")).AsArray();
        results.Select(r => (string)r!["status"]!).ShouldBe(["finished", "failed"]);
        ((string)(await client.ReadAsync($"/api/systemusers/{results[0]!["id"]}"))["creationSource"]!).ShouldBe("jumpcloud:bulk");
        using var wrong = await client.SendAsync(HttpMethod.Post, "/api/v2/bulk/users", rows!.DeepClone(), r => r.Headers.Add("creation-source", "elsewhere"));
        ((int)wrong.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task A_suspension_waits_for_its_day()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var user = client.Emulator.World.UserId(0);
        var start = client.Emulator.Clock.GetUtcNow().AddDays(2).ToString("O");
        var made = (await client.WriteAsync(HttpMethod.Post, "/api/v2/bulk/userstates", new { user_ids = new[] { user }, state = "SUSPENDED", start_date = start }, 201))!;
        ((string)made[0]!["systemUserId"]!).ShouldBe(user);
        (await client.ReadAsync("/api/v2/bulk/userstates")).AsArray().Count.ShouldBe(1);
        client.Emulator.Clock.Advance(TimeSpan.FromDays(1));
        ((bool)(await client.ReadAsync($"/api/systemusers/{user}"))["suspended"]!).ShouldBeFalse();
        client.Emulator.Clock.Advance(TimeSpan.FromDays(2));
        ((bool)(await client.ReadAsync($"/api/systemusers/{user}"))["suspended"]!).ShouldBeTrue();
        (await client.ReadAsync("/api/v2/bulk/userstates")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Macs_are_reached_through_mdm_under_other_ids_and_with_a_pin()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var mdm = (string)(await client.ReadAsync("/api/v2/applemdms?limit=1"))[0]!["id"]!;
        await client.ReadAsync($"/api/v2/applemdms/{mdm}", 404);
        var macs = (await client.AllAsync("/api/systems")).Where(d => (string)d["osFamily"]! == "darwin").ToList();
        var enrolled = await client.AllAsync($"/api/v2/applemdms/{mdm}/devices");
        enrolled.Select(d => (string)d["serialNumber"]!).ShouldBe(macs.Select(d => (string)d["serialNumber"]!), ignoreOrder: true);
        enrolled.Select(d => (string)d["id"]!).Intersect(macs.Select(d => (string)d["id"]!)).ShouldBeEmpty();
        var device = $"/api/v2/applemdms/{mdm}/devices/{enrolled[0]["id"]}";
        await client.WriteAsync(HttpMethod.Post, device + "/lock", new { pin = "12" }, 400);
        await client.WriteAsync(HttpMethod.Post, device + "/lock", new { pin = "123456" }, 204);
        await client.WriteAsync(HttpMethod.Post, device + "/restart", new { kextPaths = Array.Empty<string>() }, 204);
    }

    [Fact]
    public async Task A_policy_reaches_the_devices_it_is_bound_to()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var template = (string)(await client.ReadAsync("/api/v2/policytemplates"))[0]!["id"]!;
        var policy = (await client.WriteAsync(HttpMethod.Post, "/api/v2/policies", new { name = "Encrypt", template = new { id = template } }, 201))!["id"]!.ToString();
        var device = client.Emulator.World.DeviceId(0);
        await client.WriteAsync(HttpMethod.Post, $"/api/v2/policies/{policy}/associations", new { op = "add", type = "system", id = device }, 204);
        (await client.ReadAsync($"/api/v2/systems/{device}/policystatuses")).AsArray().ShouldContain(status => (string?)status!["policyID"] == policy);
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/policies/{policy}", null, 204);
        (await client.ReadAsync($"/api/v2/systems/{device}/policystatuses")).AsArray().ShouldNotContain(status => (string?)status!["policyID"] == policy);
    }

    private static JsonObject Account(string name, string role, string lifetime)
    {
        var body = Config(lifetime);
        return new JsonObject { ["name"] = name, ["roleId"] = role, ["authConfig"] = body };
    }

    private static JsonObject Config(string lifetime)
        => new() { ["authType"] = "CLIENT_SECRET", ["clientSecretConfig"] = new JsonObject { ["lifetime"] = lifetime } };

    private static async Task<int> TokenStatusAsync(EmulatorClient client, JsonNode config)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token");
        var pair = $"{config["clientId"]}:{config["clientSecret"]}";
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair)));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["scope"] = "api", ["grant_type"] = "client_credentials" });
        using var answer = await client.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task Changes_of_secrets_and_of_device_management_are_told_without_the_secret()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var account = (await client.ReadAsync("/api/v2/service-accounts"))["results"]![0]!["objectId"]!.ToString();
        var added = (await client.WriteAsync(HttpMethod.Post, $"/api/v2/service-accounts/{account}/auth-config", new JsonObject { ["authConfig"] = Config("30 Days") }, 200))!["authConfig"]!;
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/service-accounts/{account}/auth-config/{added["objectId"]}", null, 200);
        var mdm = (string)(await client.ReadAsync("/api/v2/applemdms"))[0]!["id"]!;
        await client.WriteAsync(HttpMethod.Put, $"/api/v2/applemdms/{mdm}", new { name = "Fleet" }, 200);
        var device = (string)(await client.ReadAsync($"/api/v2/applemdms/{mdm}/devices"))[0]!["id"]!;
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/applemdms/{mdm}/devices/{device}", null, 200);

        var told = (await client.WriteAsync(HttpMethod.Post, "/insights/directory/v1/events", new { service = new[] { "all" }, start_time = "2020-01-01T00:00:00Z" }, 200))!.AsArray();
        told.Select(e => (string)e!["event_type"]!).ShouldBe(["service_account_update", "service_account_update", "apple_mdm_update", "mdm_command_result"]);
        told[0]!["changes"]![0]!["to"]!.AsArray().Count.ShouldBe(told[0]!["changes"]![0]!["from"]!.AsArray().Count + 1);
        told.ToJsonString().ShouldNotContain((string)added["clientSecret"]!);
        ((string)told[2]!["changes"]![0]!["to"]!).ShouldBe("Fleet");
        ((string)told[3]!["request_type"]!).ShouldBe("RemoveProfile");
    }

    [Fact]
    public async Task A_device_meets_as_many_policies_as_its_statistics_say()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        foreach (var device in (await client.AllAsync("/api/systems")).Take(8))
        {
            var results = (await client.ReadAsync($"/api/v2/systems/{device["_id"]}/policystatuses")).AsArray();
            results.Count.ShouldBe((int)device["policyStats"]!["total"]!);
            results.Count(r => (bool)r!["success"]!).ShouldBe((int)device["policyStats"]!["success"]!);
        }
    }
}
