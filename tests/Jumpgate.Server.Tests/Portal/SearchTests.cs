using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class SearchTests(Chromium chromium, LinkedPortal portal) : IClassFixture<LinkedPortal>
{
    [Fact]
    public async Task The_keyboard_finds_a_person_from_any_page_and_opens_them()
    {
        var user = (await portal.ListAsync("users"))[17];
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/help/codes", "What does this code mean?");
        await visitor.Page.Keyboard.PressAsync("Control+k");
        var field = visitor.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Search", Exact = true });
        await Assertions.Expect(field).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(user.Name!);
        var option = Options(visitor, "Users").Filter(new LocatorFilterOptions { HasText = user.Email });
        await Assertions.Expect(option).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "search");
        (await Axe.ViolationsAsync(visitor.Page, "the search")).ShouldBeEmpty();
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Heading("Users").WaitForAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(user.RemoteId);
    }

    [Fact]
    public async Task Pages_connections_groups_and_codes_are_found_and_the_arrows_walk_them()
    {
        var group = (await portal.ListAsync("groups"))[3];
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.Button("Search").ClickAsync();
        var all = visitor.Page.GetByRole(AriaRole.Option);
        await Assertions.Expect(all.First).ToHaveAttributeAsync("aria-selected", "true");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(all.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await visitor.Page.Keyboard.PressAsync("ArrowUp");
        await visitor.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(all.Last).ToHaveAttributeAsync("aria-selected", "true");

        await visitor.Page.Keyboard.TypeAsync(group.Name!);
        await Assertions.Expect(Options(visitor, "Groups").First).ToContainTextAsync(group.Name!);
        await FillAsync(visitor, "invalid cred");
        await Assertions.Expect(Options(visitor, "Codes").First).ToContainTextAsync("invalid_credentials");
        await FillAsync(visitor, "nothing has this name");
        await Assertions.Expect(visitor.Told("Nothing found for “nothing has this name”")).ToBeVisibleAsync();
        await FillAsync(visitor, portal.Organization.Name);
        await Options(visitor, "Connections").First.ClickAsync();
        await visitor.Heading(portal.Organization.Name).WaitForAsync();

        await visitor.Page.Keyboard.PressAsync("Control+k");
        await FillAsync(visitor, "integ");
        await Assertions.Expect(Options(visitor, "Pages")).ToHaveTextAsync(["Integrations"]);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Heading("Integrations").WaitForAsync();
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);
    }

    private static Task FillAsync(Visitor visitor, string words) =>
        visitor.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Search", Exact = true }).FillAsync(words);

    private static ILocator Options(Visitor visitor, string group) =>
        visitor.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = group, Exact = true }).GetByRole(AriaRole.Option);
}
