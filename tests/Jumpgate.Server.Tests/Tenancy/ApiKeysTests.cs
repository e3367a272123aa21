using System.Net;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy;

public sealed class ApiKeysTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task S1_10_A_key_is_shown_when_created_and_never_again()
    {
        var made = await Hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "once", role = ProductRoles.ReadOnly, tenant = "default" });
        made.Key.ShouldStartWith("jgk_");
        made.Suffix.ShouldBe(made.Key![^4..]);
        var listed = await Hub.Admin.GetStringAsync("/v1/api-keys?limit=1000");
        listed.ShouldContain(made.Id.ToString());
        listed.ShouldNotContain(made.Key);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var made = await Hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "short", role = ProductRoles.ReadOnly, tenant = "default" });
        var client = Hub.Client(made.Key);
        (await client.GetAsync<Self>("/v1/self")).Role.ShouldBe(ProductRoles.ReadOnly);
        (await Hub.Admin.DeleteAsync($"/v1/api-keys/{made.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.RefusedAsync(HttpMethod.Get, "/v1/self")).Code.ShouldBe("api_key_revoked");
    }

    [Fact]
    public async Task A_key_ends_when_it_said()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Time = time });
        var made = await hub.Admin.PostAsync<ApiKey>(
            "/v1/api-keys", new { name = "until", role = ProductRoles.ReadOnly, tenant = "default", expiresAt = time.GetUtcNow().AddHours(1) });
        var client = hub.Client(made.Key);
        await client.GetAsync<Self>("/v1/self");
        time.Advance(TimeSpan.FromHours(1));
        (await client.RefusedAsync(HttpMethod.Get, "/v1/self")).Code.ShouldBe("api_key_expired");
        (await hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/api-keys", new { name = "past", role = ProductRoles.ReadOnly, tenant = "default", expiresAt = time.GetUtcNow() }))
            .Errors!.ShouldContain(error => error.Field == "expiresAt");
    }

    [Fact]
    public async Task Last_use_is_written_down()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var made = await hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "used", role = ProductRoles.ReadOnly, tenant = "default" });
        (await Key(hub, made.Id)).LastUsedAt.ShouldBeNull();
        await hub.Client(made.Key).GetAsync<Self>("/v1/self");
        await hub.RestartAsync();
        (await Key(hub, made.Id)).LastUsedAt.ShouldNotBeNull();

        static async Task<ApiKey> Key(JumpgateHost hub, Guid id) => (await hub.Admin.GetAsync<Page<ApiKey>>("/v1/api-keys")).Items.Single(key => key.Id == id);
    }

    [Theory]
    [InlineData(ProductRoles.ReadOnly)]
    [InlineData(ProductRoles.ApplicationAdministrator)]
    [InlineData(ProductRoles.ConnectorAdministrator)]
    public async Task Keys_and_tenants_are_a_Super_Administrators_matter(string role)
    {
        var client = await Hub.ApiAsync(role);
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/v1/api-keys"), (HttpMethod.Post, "/v1/api-keys"), (HttpMethod.Post, "/v1/tenants") })
        {
            var problem = await client.RefusedAsync(method, path, new { name = "x", role = ProductRoles.SuperAdministrator });
            problem.Code.ShouldBe("role_insufficient");
            problem.Status.ShouldBe(403);
            problem.Detail!.ShouldContain(ProductRoles.SuperAdministrator);
        }
    }

    [Fact]
    public async Task A_tenants_Super_Administrator_makes_keys_of_that_tenant_only()
    {
        var mine = await Hub.TenantAsync();
        var other = await Hub.TenantAsync();
        var client = await Hub.ApiAsync(ProductRoles.SuperAdministrator, mine);
        (await client.PostAsync<ApiKey>("/v1/api-keys", new { name = "own", role = ProductRoles.ReadOnly })).Tenant.ShouldBe(mine);
        (await client.RefusedAsync(HttpMethod.Post, "/v1/api-keys", new { name = "x", role = ProductRoles.ReadOnly, tenant = other })).Code.ShouldBe("tenant_not_found");
        (await client.RefusedAsync(HttpMethod.Post, "/v1/tenants", new { name = "x" })).Code.ShouldBe("install_wide_only");
        (await client.GetAsync<Page<Tenant>>("/v1/tenants")).Items.Single().Name.ShouldBe(mine);
        (await client.GetAsync<Page<ApiKey>>("/v1/api-keys")).Items.ShouldAllBe(key => key.Tenant == mine);
        var foreign = await Hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "foreign", role = ProductRoles.ReadOnly, tenant = other });
        (await client.RefusedAsync(HttpMethod.Delete, $"/v1/api-keys/{foreign.Id}")).Code.ShouldBe("not_found");
        await Hub.Client(foreign.Key).GetAsync<Self>("/v1/self");
    }

    [Fact]
    public async Task Wrong_members_are_named_all_at_once()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/api-keys", new { name = " ", role = "Emperor" });
        problem.Code.ShouldBe("validation_failed");
        problem.Errors!.Select(error => error.Field).ShouldBe(["name", "role"]);
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/api-keys", new { name = "x", role = ProductRoles.ReadOnly })).Field.ShouldBe("tenant");
    }

    [Theory]
    [InlineData(null, "api_key_missing")]
    [InlineData("jgk_0000000000000000000000000000000000000000", "api_key_invalid")]
    public async Task Without_a_good_key_nothing_is_answered(string? key, string code)
    {
        using var response = await Hub.Client(key).GetAsync("/v1/tenants");
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await response.ProblemAsync()).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Only_a_keyed_hash_is_stored()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var made = await hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "hidden", role = ProductRoles.ReadOnly, tenant = "default" });
        await StoredText.ShouldNotHoldAsync(hub, made.Key!, JumpgateHost.AdminKey);
    }
}
