using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class HistoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_change_shows_before_and_after_leads_to_its_sync_and_to_the_list_as_it_was()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        var remote = host.Emulator.World.GroupId(1);
        var before = await host.Server.Admin.GetAsync<Resource>($"/v1/directories/{organization.DirectoryId}/groups/{remote}");
        await host.Console.RenameGroupAsync(remote, "Zookeepers");
        var run = await host.Server.Admin.PostAsync<SyncRun>($"/v1/organizations/{organization.Id}/sync");
        await JumpgateHost.WaitForAsync(() => host.Server.Admin.GetAsync<SyncRun>($"/v1/runs/{run.Id}"), found => found.State == RunStates.Done);

        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/groups?open={before.Id}&tab=history", "Groups");
        var difference = visitor.Dialog.GetByRole(AriaRole.Definition).Filter(new LocatorFilterOptions { HasText = "Zookeepers" }).First;
        await Assertions.Expect(difference.Locator("del")).ToHaveTextAsync(before.Name!);
        await Assertions.Expect(difference.Locator("ins")).ToHaveTextAsync("Zookeepers");
        await Screens.TakeAsync(visitor.Page, "history");

        await visitor.Dialog.GetByRole(AriaRole.Listitem).Or(visitor.Dialog.Locator(".mantine-Timeline-item")).Filter(new LocatorFilterOptions { HasText = "Created" })
            .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "change no." }).First.ClickAsync();
        await Assertions.Expect(visitor.Told("As it was after change no.")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Level = 2 }).Last).ToHaveTextAsync(before.Name!);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Button("Back to now").ClickAsync();
        await Assertions.Expect(visitor.Table("Groups")).ToContainTextAsync("Zookeepers");

        await visitor.OpenAsync($"/directory/groups?open={before.Id}&tab=history", "Groups");
        await visitor.Dialog.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "by a sync" }).First.ClickAsync();
        await visitor.Heading(organization.Name).WaitForAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Log)).ToBeVisibleAsync();
    }
}
