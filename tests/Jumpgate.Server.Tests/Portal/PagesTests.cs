using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>Every page of the portal over a synced organization: accessible, in both colour schemes.</summary>
[Collection(PortalCollection.Name)]
public sealed class PagesTests(Chromium chromium, LinkedPortal portal) : IClassFixture<LinkedPortal>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_passes_the_accessibility_rules(ColorScheme scheme)
    {
        var id = portal.Organization.Id;
        var user = (await portal.ListAsync("users", "&filter=active eq true"))[0].Id;
        (string Path, string Heading, string Name)[] pages =
        [
            ("/", "Home", "home"),
            ("/connections", "Connections", "connections"),
            ($"/connections/{id}", portal.Organization.Name, "connection"),
            ($"/connections/{id}/sync", portal.Organization.Name, "connection-sync"),
            ($"/connections/{id}/settings", portal.Organization.Name, "connection-settings"),
            ("/directory/users", "Users", "users"),
            ("/settings/integrations", "Integrations", "integrations"),
            ("/settings/integrations/jumpcloud", "Connect JumpCloud", "link"),
            ("/help/codes", "What does this code mean?", "help"),
            ($"/connections/{id}/sync?run={portal.Organization.LastRun!.Id}", portal.Organization.Name, "run"),
            ($"/directory/users?open={user}", "Users", "user"),
            ($"/directory/users?open={user}&tab=memberships", "Users", "user-memberships"),
            ($"/directory/users?open={user}&tab=history", "Users", "user-history"),
            ($"/directory/users?open={user}&tab=raw", "Users", "user-raw"),
            ("/directory/users?q=nobody+has+this+name&status=disabled", "Users", "users-none"),
            ("/directory/users?as_of=2020-01-01T00:00:00Z", "Users", "users-then"),
            ("/no-such-page", "There is no such page", "missing"),
        ];
        var dark = scheme == ColorScheme.Dark;
        await using var visitor = await portal.Host.VisitAsync(chromium, new BrowserNewContextOptions { ColorScheme = scheme });
        List<string> violations = [];
        foreach (var page in pages)
        {
            await visitor.OpenAsync(page.Path, page.Heading);
            await Assertions.Expect(visitor.Page.Locator(".mantine-Skeleton-root")).ToHaveCountAsync(0);
            await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", dark ? "dark" : "light");
            await Screens.TakeAsync(visitor.Page, dark ? $"{page.Name}-dark" : page.Name);
            violations.AddRange(await Axe.ViolationsAsync(visitor.Page, page.Path));
        }

        violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task S0_29_The_connection_shows_name_and_id_of_the_organization_behind_the_credentials()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{portal.Organization.Id}", portal.Organization.RemoteOrganization.Name!);
        await Assertions.Expect(visitor.Page.GetByText(portal.Host.Emulator.OrganizationId)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S2_1_The_connection_shows_the_capability_table()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{portal.Organization.Id}", portal.Organization.Name);
        var table = visitor.Table("Capabilities");
        await Assertions.Expect(table.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Resource", "Sync", "Provision"]);
        foreach (var resource in (string[])["Accounts", "Groups", "Applications", "Roles"])
        {
            var row = table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = resource });
            await Assertions.Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("Yes");
            await Assertions.Expect(row.GetByRole(AriaRole.Cell).Nth(2)).ToHaveTextAsync("Off");
        }

        await Assertions.Expect(visitor.Page.GetByText("Jumpgate reads from JumpCloud and changes nothing there.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S2_24_A_run_shows_its_counts_and_log_lines()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{portal.Organization.Id}/sync", portal.Organization.Name);
        var last = visitor.Table("History").Locator("tbody tr").Last;
        await last.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Log)).ToContainTextAsync($"Users listed.{Worlds.Company.Users}");
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Table)).ToContainTextAsync("Users");
        await Screens.TakeAsync(visitor.Page, "run");
    }

    [Fact]
    public async Task The_ways_people_know_from_elsewhere_lead_to_the_same_pages()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/accounts", "Connections");
        await visitor.OpenAsync("/admin/connectors", "Connections");
        await visitor.OpenAsync("/settings", "Integrations");
        await visitor.OpenAsync("/no-such-page", "There is no such page");
    }

    [Fact]
    public async Task On_a_phone_no_page_is_wider_than_the_screen()
    {
        var id = portal.Organization.Id;
        (string Path, string Heading, string Name)[] pages =
        [
            ("/", "Home", "phone-home"),
            ("/connections", "Connections", "phone-connections"),
            ($"/connections/{id}", portal.Organization.Name, "phone-connection"),
            ($"/connections/{id}/sync", portal.Organization.Name, "phone-sync"),
            ($"/connections/{id}/settings", portal.Organization.Name, "phone-settings"),
            ("/directory/users", "Users", "phone-users"),
            ("/settings/integrations", "Integrations", "phone-integrations"),
            ("/settings/integrations/jumpcloud", "Connect JumpCloud", "phone-link"),
            ("/help/codes", "What does this code mean?", "phone-help"),
        ];
        await using var visitor = await portal.Host.VisitAsync(chromium, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        foreach (var page in pages)
        {
            await visitor.OpenAsync(page.Path, page.Heading);
            await Assertions.Expect(visitor.Page.Locator(".mantine-Skeleton-root")).ToHaveCountAsync(0);
            (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, page.Path);
            await Screens.TakeAsync(visitor.Page, page.Name);
        }

        await visitor.Button("Open the navigation").ClickAsync();
        await visitor.Link("Groups").ClickAsync();
        await visitor.Heading("Groups").WaitForAsync();
        await Assertions.Expect(visitor.Link("Groups")).Not.ToBeInViewportAsync();
    }
}
