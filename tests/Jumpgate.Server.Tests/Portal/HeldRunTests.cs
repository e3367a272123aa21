using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class HeldRunTests(Chromium chromium)
{
    [Fact]
    public async Task A_held_sync_shows_its_losses_and_confirming_applies_exactly_these()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        foreach (var id in Enumerable.Range(1, 10).Select(number => host.Emulator.World.UserId(number)).ToList()) await host.Console.DeleteUserAsync(id);
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}", organization.Name);
        await visitor.Button("Sync now").ClickAsync();
        await Assertions.Expect(visitor.Status("Held")).ToBeVisibleAsync();

        var region = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "A sync waits for you" });
        var users = region.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { Has = visitor.Page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = "Users", Exact = true }) });
        await Assertions.Expect(users.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("12");
        await Assertions.Expect(users.GetByRole(AriaRole.Cell).Nth(2)).ToHaveTextAsync("10");
        await Assertions.Expect(users.GetByRole(AriaRole.Cell).Nth(3)).ToHaveTextAsync("83.3 %");
        await Screens.TakeAsync(visitor.Page, "held");
        await region.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Confirm changes" }).ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("Exactly these losses are applied.");
        await Screens.TakeAsync(visitor.Page, "held-confirm");
        (await host.Server.OrganizationAsync(organization.Id)).Status.ShouldBe(OrganizationStatus.Held);
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Confirm changes" }).ClickAsync();

        await Assertions.Expect(visitor.Status("Connected")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(region).ToBeHiddenAsync();
        await visitor.OpenAsync("/directory/users", "Users");
        await Assertions.Expect(visitor.Told("2 users")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_held_sync_that_is_discarded_leaves_everything_as_it_was()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        host.Emulator.Faults.Add("GET /api/systemusers empty");
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/sync", organization.Name);
        await visitor.Button("Sync now").ClickAsync();
        await Assertions.Expect(visitor.Status("Held")).ToBeVisibleAsync();
        await visitor.OpenAsync("/", "Home");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Needs attention" })).ToContainTextAsync($"{organization.Name}: A sync would remove unusually much");
        await Screens.TakeAsync(visitor.Page, "home-held");
        await visitor.Link("Open the connection").ClickAsync();
        await visitor.Heading(organization.Name).WaitForAsync();
        await visitor.OpenAsync($"/connections/{organization.Id}/sync", organization.Name);
        await visitor.Button("Discard").ClickAsync();
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToBeHiddenAsync();
        await visitor.Button("Discard").ClickAsync();
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Discard" }).ClickAsync();
        await Assertions.Expect(visitor.Status("Connected")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Table("History").Locator("tbody tr").First).ToContainTextAsync("Discarded");
        await visitor.OpenAsync("/directory/users", "Users");
        await Assertions.Expect(visitor.Told("12 users")).ToBeVisibleAsync();
    }
}
