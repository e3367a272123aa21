using System.Text.Json;
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
    public async Task S2_1_S0_29_The_connection_names_its_organization_and_shows_the_capability_table()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{portal.Organization.Id}", portal.Organization.Name);
        await Assertions.Expect(visitor.Page.GetByText(portal.Host.Emulator.OrganizationId)).ToBeVisibleAsync();
        var table = visitor.Table("Capabilities");
        await Assertions.Expect(table.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Resource", "Sync", "Provision"]);
        foreach (var resource in (string[])["Accounts", "Groups", "Applications", "Roles"])
            await Assertions.Expect(table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = resource })).ToContainTextAsync("Yes");
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

    private static class Axe
    {
        private static readonly Lazy<string> Script = new(() => File.ReadAllText(Find()));

        public static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string path)
        {
            await page.EvaluateAsync(Script.Value);
            var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
            return found.GetProperty("violations").EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
                $"{path}: {violation.GetProperty("id")}: {node.GetProperty("html")} {node.GetProperty("failureSummary")}"));
        }

        private static string Find()
        {
            const string Wanted = "src/Jumpgate.Portal/node_modules/axe-core/axe.min.js";
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (Path.Combine(folder.FullName, Wanted) is var file && File.Exists(file)) return file;
            }

            throw new FileNotFoundException($"{Wanted} is missing: run npm ci in src/Jumpgate.Portal.");
        }
    }
}
