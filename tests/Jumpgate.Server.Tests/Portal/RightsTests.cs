using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class RightsTests(Chromium chromium)
{
    private static readonly string[] Changing =
        ["Connect", "Add account", "Connect another organization", "Sync now", "Pause sync", "Rotate", "Unlink", "Save", "Confirm changes", "Discard", "Add New Data Feed"];

    [Fact]
    public async Task S3_8_Who_may_only_read_sees_everything_and_no_control_that_changes_anything()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        host.Emulator.Faults.Add("GET /api/systemusers empty");
        await host.Server.Admin.PostAsync<SyncRun>($"/v1/organizations/{organization.Id}/sync");
        await host.WaitForAsync(organization.Id, OrganizationStatus.Held);
        await host.TakeRoleAsync(ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        await Assertions.Expect(visitor.Account).ToContainTextAsync("Read-Only");

        (string Path, string Heading, string Shown)[] pages =
        [
            ("/", "Home", organization.Name),
            ("/connections", "Connections", organization.Name),
            ($"/connections/{organization.Id}", organization.Name, "Deciding is not part of your role."),
            ($"/connections/{organization.Id}/sync", organization.Name, "after linking"),
            ($"/connections/{organization.Id}/settings", organization.Name, "Changing this connection is not part of your role"),
            ("/events/feeds", "Data Feeds", "No data feed yet"),
            ("/events/feeds/new", "Add New Data Feed", "Adding and changing data feeds is not part of your role"),
            ("/events", "Events", "Events as JumpCloud sent them are not part of your role"),
            ("/settings/integrations", "Integrations", "127.0.0.1"),
            ("/settings/integrations/jumpcloud", "Connect JumpCloud", "Linking organizations is not part of your role"),
            ("/connections/new", "Connect JumpCloud", "You are signed in as Read-Only."),
        ];
        foreach (var page in pages)
        {
            await visitor.OpenAsync(page.Path, page.Heading);
            await Assertions.Expect(visitor.Page.GetByText(page.Shown).First).ToBeVisibleAsync();
            foreach (var name in Changing)
                await Assertions.Expect(visitor.Button(name).Or(visitor.Link(name))).ToHaveCountAsync(0);
        }

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await visitor.OpenAsync($"/connections/{organization.Id}", organization.Name);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Settings" })).ToHaveCountAsync(0);
        await visitor.OpenAsync("/directory/users", "Users");
        await visitor.Table("Users").Locator("tbody tr[data-row]").First.ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "History" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Raw" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task S3_8_Who_may_only_read_is_refused_by_the_API_as_well()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await host.TakeRoleAsync(ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        (string Method, string Path, string Body)[] calls =
        [
            ("POST", $"/v1/organizations/{organization.Id}/sync", "{}"),
            ("POST", $"/v1/organizations/{organization.Id}/pause", "{}"),
            ("POST", $"/v1/organizations/{organization.Id}/credentials", """{"do":"drop"}"""),
            ("PATCH", $"/v1/organizations/{organization.Id}", """{"name":"Taken over"}"""),
            ("DELETE", $"/v1/organizations/{organization.Id}", "{}"),
            ("POST", "/v1/feeds", $$"""{"organizationId":"{{organization.Id}}"}"""),
        ];
        foreach (var call in calls)
        {
            var code = await visitor.Page.EvaluateAsync<string>(
                """
                async ({ method, path, body }) => {
                  const session = await (await fetch('/portal/session')).json();
                  const answer = await fetch(path, { method, body, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken } });
                  return (await answer.json()).code;
                }
                """,
                new { method = call.Method, path = call.Path, body = call.Body });
            code.ShouldBe("role_insufficient", $"{call.Method} {call.Path}");
        }

        (await host.Server.OrganizationAsync(organization.Id)).Name.ShouldBe(organization.Name);
    }

    [Fact]
    public async Task Who_may_only_read_an_empty_install_is_told_who_links()
    {
        await using var host = await PortalHost.StartAsync();
        await host.TakeRoleAsync(ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        foreach (var (path, heading) in new[] { ("/", "Home"), ("/connections", "Connections"), ("/directory/users", "Users") })
        {
            await visitor.OpenAsync(path, heading);
            await Assertions.Expect(visitor.Page.GetByText("Linking organizations is not part of your role")).ToBeVisibleAsync();
            foreach (var name in (string[])["Connect JumpCloud", "Add account"])
                await Assertions.Expect(visitor.Button(name).Or(visitor.Link(name))).ToHaveCountAsync(0);
        }
    }
}
