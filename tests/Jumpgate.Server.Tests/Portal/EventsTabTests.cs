using Jumpgate.Server.Tests.Scim;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>The Events tab of a pushed directory: what its client asked, and what came of it.</summary>
[Collection(PortalCollection.Name)]
public sealed class EventsTabTests(Chromium chromium)
{
    [Fact]
    public async Task Requests_stand_in_the_tab_with_what_came_what_changed_and_why_one_was_refused()
    {
        await using var host = await PortalHost.StartAsync();
        var pushed = await PushedClient.StartAsync(host.Server, tenant: "default");
        var vera = await pushed.UserAsync("vera", "\"displayName\":\"Vera Example\"");
        (await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("VERA"))).ShouldRefuse(409, "uniqueness");
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/scim/{pushed.Directory.Id}/events", pushed.Directory.Name);
        var rows = visitor.Table("Requests").Locator("tbody tr[data-row]");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First).ToContainTextAsync("Refused");
        await Assertions.Expect(rows.First).ToContainTextAsync("409");
        await Assertions.Expect(rows.Last).ToContainTextAsync("Applied");

        // What comes meanwhile appears by itself.
        await pushed.GroupAsync("Sales", vera);
        await Assertions.Expect(rows).ToHaveCountAsync(3, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
        await Screens.TakeAsync(visitor.Page, "scim-events");
        (await Axe.ViolationsAsync(visitor.Page, "requests")).ShouldBeEmpty();

        await visitor.ChooseAsync("Outcome", "Refused");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("Why it was refused");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("uniqueness");
        await Assertions.Expect(visitor.Dialog.GetByLabel("What came", new LocatorGetByLabelOptions { Exact = true }).Last).ToContainTextAsync("\"userName\": \"VERA\"");
        await Screens.TakeAsync(visitor.Page, "scim-request");
        (await Axe.ViolationsAsync(visitor.Page, "request")).ShouldBeEmpty();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ChooseAsync("Outcome", "Any outcome");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await rows.Last.ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "What it changed" })).ToContainTextAsync("Created: Vera Example");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Page.GetByText("Events", new PageGetByTextOptions { Exact = true }).Last.ClickAsync();
        var events = visitor.Table("Events").Locator("tbody tr[data-row]");
        await Assertions.Expect(events.Filter(new LocatorFilterOptions { HasText = "organization.directory.user_created" })).ToHaveCountAsync(1);
        await events.Filter(new LocatorFilterOptions { HasText = "organization.directory.group_user_added" }).ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("\"type\": \"organization.directory.group_user_added\"");
        (await Axe.ViolationsAsync(visitor.Page, "events")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_see_what_a_source_sent_sees_no_body()
    {
        await using var host = await PortalHost.StartAsync();
        var pushed = await PushedClient.StartAsync(host.Server, tenant: "default");
        await pushed.UserAsync("vera");
        await host.TakeRoleAsync(Jumpgate.Contracts.ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/scim/{pushed.Directory.Id}/events", pushed.Directory.Name);
        await visitor.Table("Requests").Locator("tbody tr[data-row]").First.ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("your role does not see bodies");
        await visitor.OpenAsync($"/connections/scim/{pushed.Directory.Id}", pushed.Directory.Name);
        foreach (var name in (string[])["New token", "Hand setup to someone else"]) await Assertions.Expect(visitor.Button(name)).ToHaveCountAsync(0);
        await visitor.OpenAsync($"/connections/scim/{pushed.Directory.Id}/settings", pushed.Directory.Name);
        await Assertions.Expect(visitor.Page.GetByText("Changing this directory is not part of your role")).ToBeVisibleAsync();
    }
}
