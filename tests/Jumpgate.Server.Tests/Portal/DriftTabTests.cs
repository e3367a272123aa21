using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>What should have arrived, beside what did.</summary>
[Collection(PortalCollection.Name)]
public sealed class DriftTabTests(Chromium chromium)
{
    [Fact]
    public async Task The_tab_shows_every_finding_of_the_comparison_that_the_settings_chose()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Company);
        var organization = await host.ConnectAsync();
        var application = (await host.Server.Admin.GetAsync<Page<Edge>>($"/v1/directories/{organization.DirectoryId}/edges?kind=bound_to&limit=1000")).Items
            .SelectMany(edge => new[] { edge.From, edge.To }).First(end => end.Kind == "application");
        var made = await host.Server.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant = "default", name = "Acme", source = "scim", provider = "jumpcloud" });
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/scim/{made.Id}/drift", "Acme");
        await Assertions.Expect(visitor.Page.GetByText("Nothing to compare with")).ToBeVisibleAsync();
        await visitor.OpenAsync($"/connections/scim/{made.Id}/settings", "Acme");
        await visitor.ChooseAsync("Organization", organization.Name);
        await visitor.Field("Application ID").FillAsync(application.RemoteId!);
        var section = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Compare with JumpCloud" });
        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(section.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved");
        await Screens.TakeAsync(visitor.Page, "scim-settings");
        (await Axe.ViolationsAsync(visitor.Page, "SCIM settings")).ShouldBeEmpty();

        var report = await host.Server.Admin.GetAsync<DriftReport>($"/v1/directories/{made.Id}/drift");
        report.Findings.ShouldNotBeEmpty();
        await visitor.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Drift" }).ClickAsync();
        var rows = visitor.Table("What should have arrived").Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(report.Findings.Count);
        await Assertions.Expect(rows.First).ToContainTextAsync(report.Findings[0].Text);
        await Screens.TakeAsync(visitor.Page, "scim-drift");
        (await Axe.ViolationsAsync(visitor.Page, "drift")).ShouldBeEmpty();
    }
}
