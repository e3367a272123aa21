using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Roles;

/// <summary>What tests of application roles do with a server.</summary>
internal static class RoleHub
{
    public const string Text =
        """
        precedence: Admin > Editor > Viewer
        default Viewer
        group "YourApp Admins" gives Admin
        group "YourApp Editors" gives Editor
        user where department eq "Sales" gives Editor
        test "ana" in "YourApp Admins" with department "Sales" gets Admin
        """;

    /// <summary>A tenant with the roles Admin (administrator-like), Editor and Viewer.</summary>
    public static async Task<string> RolesTenantAsync(this JumpgateHost hub)
    {
        var tenant = await hub.TenantAsync();
        await hub.RolesAsync(tenant);
        return tenant;
    }

    public static async Task RolesAsync(this JumpgateHost hub, string tenant)
    {
        await hub.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant, name = "Admin", permissions = (string[])["projects:write", "members:write"], administratorLike = true });
        await hub.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant, name = "Editor", permissions = (string[])["projects:write"] });
        await hub.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant, name = "Viewer", permissions = (string[])["projects:read"] });
    }

    public static async Task<RoleMappingText> MapAsync(this JumpgateHost hub, Guid directory, string text)
    {
        using var response = await hub.Admin.PutAsync($"/v1/directories/{directory}/role-mapping", new StringContent(text, Encoding.UTF8, "text/plain"));
        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(answer);
        return JsonSerializer.Deserialize<RoleMappingText>(answer, ApiCalls.Json)!;
    }

    /// <summary>A pushed directory with a mapping, in a tenant of its own, whose last administrators may leave.</summary>
    public static async Task<PushedClient> MappedAsync(this JumpgateHost hub, string text = Text)
    {
        var client = await PushedClient.StartAsync(hub, tenant: await hub.RolesTenantAsync());
        await hub.Admin.PatchAsync<Contracts.Directory>($"/v1/directories/{client.Directory.Id}", new { settings = new { adminGuard = "off" } });
        await hub.MapAsync(client.Directory.Id, text);
        return client;
    }

    /// <summary>Waits until users' roles follow the change log.</summary>
    public static Task<RoleMappingText> SettledAsync(this JumpgateHost hub, Guid directory) => JumpgateHost.WaitForAsync(
        () => hub.Admin.GetAsync<RoleMappingText>($"/v1/directories/{directory}/role-mapping"), mapping => mapping.Calculation!.State == "current", TimeSpan.FromSeconds(60));

    /// <summary>The user's roles, once what was written before has been taken in.</summary>
    public static async Task<string> RolesOfAsync(this JumpgateHost hub, Guid directory, string user, string query = "")
    {
        if (query.Length == 0) await hub.SettledAsync(directory);
        var resource = await hub.Admin.GetAsync<Resource>($"/v1/directories/{directory}/users/{user}{query}");
        return string.Join(",", resource.Roles.ShouldNotBeNull().Select(role => role.RoleName));
    }

    public static Task<UserRoles> ExplainAsync(this JumpgateHost hub, Guid directory, string user) => hub.Admin.GetAsync<UserRoles>($"/v1/directories/{directory}/users/{user}/roles");

    public static async Task<List<Change>> RoleChangesAsync(this JumpgateHost hub, string tenant, long after = 0) =>
        [.. (await hub.Admin.GetAsync<Page<Change>>($"/v1/changes?tenant={tenant}&after={after}&limit=1000")).Items.Where(change => change.Note == "roles")];
}
