using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Roles.Catalogue;

public sealed class RoleCatalogueTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    private async Task<List<AppRole>> AllAsync(string tenant) => [.. (await Hub.Admin.GetAsync<Page<AppRole>>($"/v1/app-roles?tenant={tenant}")).Items];

    [Fact]
    public async Task H1_Roles_and_permissions_are_kept_in_a_catalogue()
    {
        var tenant = await Hub.RolesTenantAsync();
        var owner = await Hub.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant, name = "Owner", description = "All of it", permissions = (string[])["billing:pay"], administratorLike = true, order = 1 });
        (await AllAsync(tenant)).Select(role => (role.Name, role.Order)).ShouldBe([("Owner", 1), ("Admin", 2), ("Editor", 3), ("Viewer", 4)]);

        var changed = await Hub.Admin.PatchAsync<AppRole>($"/v1/app-roles/{owner.Id}", new { name = "Boss", order = 3 });
        (changed.Name, changed.Description, changed.Order, changed.AdministratorLike).ShouldBe(("Boss", "All of it", 3, true));
        var permissions = await Hub.Admin.GetAsync<Page<AppPermission>>($"/v1/app-permissions?tenant={tenant}");
        permissions.Items.Select(permission => permission.Name).ShouldBe(["billing:pay", "members:write", "projects:read", "projects:write"]);
        permissions.Items[3].Roles.ShouldBe(["Admin", "Editor"]);
        using (var described = await Hub.Admin.PutAsync($"/v1/app-permissions/billing:pay?tenant={tenant}", new StringContent("{\"description\":\"Pay\"}", null, "application/json"))) described.EnsureSuccessStatusCode();
        (await Hub.Admin.GetAsync<Page<AppPermission>>($"/v1/app-permissions?tenant={tenant}")).Items[0].Description.ShouldBe("Pay");
        (await Hub.Admin.RefusedAsync(HttpMethod.Delete, $"/v1/app-permissions/billing:pay?tenant={tenant}")).Code.ShouldBe("app_permission_in_use");

        (await Hub.Admin.DeleteAsync($"/v1/app-roles/{owner.Id}")).EnsureSuccessStatusCode();
        (await Hub.Admin.DeleteAsync($"/v1/app-permissions/billing:pay?tenant={tenant}")).EnsureSuccessStatusCode();
        (await AllAsync(tenant)).Select(role => (role.Name, role.Order)).ShouldBe([("Admin", 1), ("Editor", 2), ("Viewer", 3)]);
    }

    [Fact]
    public async Task H3_Defaults_for_creators_and_members_are_kept_and_the_members_default_is_given()
    {
        var tenant = await Hub.RolesTenantAsync();
        var client = await PushedClient.StartAsync(Hub, tenant: tenant);
        var ana = await client.UserAsync("ana");
        await Hub.MapAsync(client.Directory.Id, "precedence: Admin > Editor > Viewer\ngroup \"YourApp Admins\" gives Admin");
        (await Hub.RolesOfAsync(client.Directory.Id, ana)).ShouldBe("Viewer");

        var refused = await Hub.Admin.RefusedAsync(HttpMethod.Put, $"/v1/app-roles/defaults?tenant={tenant}", new { creator = "Admin", member = "Admin" });
        refused.Code.ShouldBe("administrator_default");
        (await Hub.Admin.GetAsync<AppRoleDefaults>($"/v1/app-roles/defaults?tenant={tenant}")).ShouldBe(new AppRoleDefaults(null, null));
        using (var put = await Hub.Admin.PutAsync($"/v1/app-roles/defaults?tenant={tenant}", new StringContent("{\"creator\":\"Admin\",\"member\":\"editor\"}", null, "application/json"))) put.EnsureSuccessStatusCode();
        (await Hub.Admin.GetAsync<AppRoleDefaults>($"/v1/app-roles/defaults?tenant={tenant}")).ShouldBe(new AppRoleDefaults("Admin", "Editor"));
        (await Hub.RolesOfAsync(client.Directory.Id, ana)).ShouldBe("Editor");
        var viewer = (await AllAsync(tenant)).Single(role => role.Name == "Editor");
        (await Hub.Admin.RefusedAsync(HttpMethod.Delete, $"/v1/app-roles/{viewer.Id}")).Code.ShouldBe("app_role_in_use");
        (await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/app-roles/{viewer.Id}", new { administratorLike = true })).Code.ShouldBe("administrator_default");
    }

    [Fact]
    public async Task A_role_that_a_mapping_names_does_not_vanish()
    {
        var tenant = await Hub.RolesTenantAsync();
        var client = await PushedClient.StartAsync(Hub, tenant: tenant);
        await client.UserAsync("ana");
        await Hub.MapAsync(client.Directory.Id, RoleHub.Text);
        await Hub.SettledAsync(client.Directory.Id);
        var roles = await AllAsync(tenant);
        roles.ShouldAllBe(role => role.UsedBy.Single().Directory == client.Directory.Id);
        roles.Single(role => role.Name == "Viewer").Holders.ShouldBe(1);

        var editor = roles.Single(role => role.Name == "Editor").Id;
        var removed = await Hub.Admin.RefusedAsync(HttpMethod.Delete, $"/v1/app-roles/{editor}");
        removed.Code.ShouldBe("app_role_in_use");
        removed.Errors!.Select(error => (error.Line, error.Code)).ShouldBe([(1, "unknown_role"), (4, "unknown_role"), (5, "unknown_role")]);
        (await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/app-roles/{editor}", new { name = "Author" })).Code.ShouldBe("app_role_in_use");
        var viewer = roles.Single(role => role.Name == "Viewer").Id;
        (await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/app-roles/{viewer}", new { administratorLike = true })).Errors!.Single().Code.ShouldBe("administrator_default");
        (await AllAsync(tenant)).Select(role => role.Name).ShouldBe(["Admin", "Editor", "Viewer"]);
    }

    [Fact]
    public async Task Names_are_one_of_a_kind_and_faults_are_told()
    {
        var tenant = await Hub.RolesTenantAsync();
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/app-roles", new { tenant, name = "ADMIN" })).Code.ShouldBe("app_role_name_taken");
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/app-roles", new { tenant, name = " " })).Code.ShouldBe("validation_failed");
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/app-roles", new { tenant, name = "a\"b", permissions = (string[])[""] })).Errors!.Count.ShouldBe(2);
        (await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/app-roles/{Guid.NewGuid()}", new { name = "x" })).Status.ShouldBe(404);
        (await AllAsync(tenant)).Count.ShouldBe(3);
    }
}
