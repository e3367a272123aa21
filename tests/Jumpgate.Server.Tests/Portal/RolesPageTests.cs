using System.Net.Http.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>Roles and Permissions: a catalogue, a text, and who gains what before it is saved.</summary>
[Collection(PortalCollection.Name)]
public sealed class RolesPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_mapping_is_written_mended_previewed_and_saved_and_users_say_why_they_have_their_role()
    {
        await using var host = await PortalHost.StartAsync();
        var pushed = await PushedClient.StartAsync(host.Server, tenant: "default");
        var vera = await pushed.UserAsync("vera", "\"displayName\":\"Vera Example\"");
        await pushed.UserAsync("walt", "\"displayName\":\"Walt Example\"");
        await pushed.GroupAsync("Admins", vera);
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.Link("Roles & Permissions").ClickAsync();
        await visitor.Heading("Roles & Permissions").WaitForAsync();
        await Assertions.Expect(visitor.Page.GetByText("No role yet")).ToBeVisibleAsync();
        foreach (var (name, permissions) in new[] { ("Admin", "projects:write"), ("Viewer", "projects:read") })
        {
            await visitor.Button("Add role").ClickAsync();
            await visitor.Dialog.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }).FillAsync(name);
            await visitor.Dialog.GetByLabel("Permissions").FillAsync(permissions);
            await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
            await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);
        }

        await Assertions.Expect(visitor.Table("Roles of your application").Locator("tbody tr")).ToContainTextAsync(["Admin", "Viewer"]);
        await Screens.TakeAsync(visitor.Page, "app-roles");
        (await Axe.ViolationsAsync(visitor.Page, "roles")).ShouldBeEmpty();

        await visitor.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Mapping" }).ClickAsync();
        var text = visitor.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Mapping", Exact = true });
        await text.FillAsync("precedence: Admin > Viewer\ndefault Viewer\ngroup \"Admins\" gives Emperor\n");
        await visitor.Button("Preview").ClickAsync();
        var place = visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new System.Text.RegularExpressions.Regex("^Line 3, column") });
        await Assertions.Expect(place).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-wrong]")).ToHaveTextAsync("3");
        await Screens.TakeAsync(visitor.Page, "role-mapping-wrong");
        (await Axe.ViolationsAsync(visitor.Page, "mapping, wrong")).ShouldBeEmpty();
        await place.ClickAsync();
        await Assertions.Expect(text).ToBeFocusedAsync();

        await text.FillAsync("precedence: Admin > Viewer\ndefault Viewer\ngroup \"Admins\" gives Admin\ntest \"ana\" in \"Admins\" gets Admin\n");
        await visitor.Button("Preview").ClickAsync();
        await Assertions.Expect(visitor.Table("Who changes").Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Table("Who changes")).ToContainTextAsync("Vera Example");
        await Assertions.Expect(visitor.Page.GetByText("1 test passes")).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "role-mapping");
        (await Axe.ViolationsAsync(visitor.Page, "mapping, preview")).ShouldBeEmpty();
        (await pushed.GetAsync("/Users")).Status.ShouldBe(200);
        await visitor.Field("Note (Optional)").FillAsync("first rules");
        await visitor.Button("Save").ClickAsync();
        var versions = visitor.Table("Versions").Locator("tbody tr");
        await Assertions.Expect(versions).ToContainTextAsync(["first rules"]);

        await JumpgateHost.WaitForAsync(
            () => host.Server.Admin.GetAsync<Resource>($"/v1/directories/{pushed.Directory.Id}/users/{vera}"), user => user.Roles is [{ RoleName: "Admin" }]);
        await visitor.Page.GotoAsync($"/connections/scim/{pushed.Directory.Id}/users?open={vera}&tab=roles");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("group \"Admins\" gives Admin");
        await Screens.TakeAsync(visitor.Page, "user-roles");
        (await Axe.ViolationsAsync(visitor.Page, "user's roles")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_only_read_sees_the_rules_and_no_control_that_changes_them()
    {
        await using var host = await PortalHost.StartAsync();
        var pushed = await PushedClient.StartAsync(host.Server, tenant: "default");
        await host.Server.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant = "default", name = "Viewer" });
        (await host.Server.Admin.PutAsJsonAsync($"/v1/directories/{pushed.Directory.Id}/role-mapping", new { text = "default Viewer\n" })).EnsureSuccessStatusCode();
        await host.TakeRoleAsync(ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/roles", "Roles & Permissions");
        await Assertions.Expect(visitor.Table("Roles of your application")).ToContainTextAsync("Viewer");
        await visitor.OpenAsync("/roles/mapping", "Roles & Permissions");
        await Assertions.Expect(visitor.Page.GetByText("Changing roles is not part of your role.")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Table("Versions").Locator("tbody tr")).ToHaveCountAsync(1);
        foreach (var name in (string[])["Add role", "Preview", "Save", "Restore"]) await Assertions.Expect(visitor.Button(name)).ToHaveCountAsync(0);
    }
}
