using System.Globalization;
using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class DirectoryTests(Chromium chromium, LinkedPortal portal) : IClassFixture<LinkedPortal>
{
    [Theory]
    [InlineData("users", "Users")]
    [InlineData("admins", "Admins")]
    [InlineData("groups", "Groups")]
    [InlineData("devices", "Devices")]
    [InlineData("device-groups", "Device groups")]
    [InlineData("applications", "Applications")]
    [InlineData("roles", "Roles")]
    public async Task Each_kind_has_its_page_with_all_that_was_synced(string kind, string heading)
    {
        var all = await portal.ListAsync(kind);
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/{kind}", heading);
        await Assertions.Expect(Rows(visitor, heading)).ToHaveCountAsync(Math.Min(50, all.Count));
        await Assertions.Expect(Rows(visitor, heading).First).ToContainTextAsync(all[0].Name!);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions
        {
            HasText = $"{all.Count.ToString("N0", CultureInfo.InvariantCulture)} {heading.ToLowerInvariant()}",
        })).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, kind);
    }

    [Fact]
    public async Task Users_are_paged_sorted_and_searched_by_the_server_and_the_address_keeps_it()
    {
        var all = await portal.ListAsync("users");
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users", "Users");
        await visitor.Button("Next").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText($"51–100 of {all.Count}")).ToBeVisibleAsync();
        await Assertions.Expect(Rows(visitor, "Users").First).ToContainTextAsync(all[50].Name!);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(Rows(visitor, "Users").First).ToContainTextAsync(all[50].Name!);
        await visitor.Button("Previous").ClickAsync();
        await Assertions.Expect(Rows(visitor, "Users").First).ToContainTextAsync(all[0].Name!);

        await visitor.Button("Name").ClickAsync();
        await Assertions.Expect(Rows(visitor, "Users").First).ToContainTextAsync(all[^1].Name!);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Name", Exact = true }))
            .ToHaveAttributeAsync("aria-sort", "descending");

        await visitor.Page.Keyboard.PressAsync("/");
        await visitor.Page.Keyboard.TypeAsync(all[7].Email!);
        await Assertions.Expect(Rows(visitor, "Users")).ToHaveCountAsync(1);
        await Assertions.Expect(Rows(visitor, "Users").First).ToContainTextAsync(all[7].Name!);
        visitor.Page.Url.ShouldContain("sort=-name");
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(Rows(visitor, "Users")).ToHaveCountAsync(1);
        await visitor.Page.GetByPlaceholder("Search users").FillAsync("nobody has this name");
        await Assertions.Expect(visitor.Page.GetByText("Nothing matches “nobody has this name”")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_walks_the_list_opens_a_row_and_comes_back_to_it()
    {
        var all = await portal.ListAsync("groups");
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/groups", "Groups");
        var rows = Rows(visitor, "Groups");
        await rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(2)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(all[2].Name!);
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(all[2].RemoteId);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(rows.Nth(2)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_drawer_shows_attributes_memberships_history_and_the_raw_answer()
    {
        var user = (await portal.ListAsync("users", "&filter=active eq true"))[0];
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/users?open={user.Id}", "Users");
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Definition).Filter(new LocatorFilterOptions { HasText = user.Email! }).First).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "user");
        await Tab(visitor, "Memberships").ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Member of" }).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "user-memberships");
        await Tab(visitor, "History").ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("Created");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("by a sync");
        await Tab(visitor, "Raw").ClickAsync();
        await Assertions.Expect(visitor.Dialog.Locator("pre")).ToContainTextAsync($"\"{user.RemoteId}\"");
    }

    [Fact]
    public async Task S2_26_A_person_who_is_user_and_admin_shows_both_accounts_linked()
    {
        var admin = await AdminWhoIsAUserAsync();
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/admins?open={admin.Id}", "Admins");
        var accounts = visitor.Dialog.GetByRole(AriaRole.List, new LocatorGetByRoleOptions { Name = "Accounts of this person" });
        await Assertions.Expect(accounts.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(admin.Person!.Accounts.Count);
        await Screens.TakeAsync(visitor.Page, "admin");
        await accounts.GetByRole(AriaRole.Link).First.ClickAsync();
        await visitor.Heading("Users").WaitForAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(admin.Email!);
    }

    [Fact]
    public async Task T7_Beside_the_two_accounts_stands_why_they_are_one_person()
    {
        var admin = await AdminWhoIsAUserAsync();
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/admins?open={admin.Id}", "Admins");
        await Assertions.Expect(visitor.Trouble("several_accounts")).ToContainTextAsync(admin.Person!.Accounts[0].Reason);
        await Assertions.Expect(visitor.Trouble("several_accounts").GetByRole(AriaRole.Link).First).ToHaveAttributeAsync(
            "href", new System.Text.RegularExpressions.Regex($"^/directory/users\\?.*open={admin.Person.Accounts.First(account => account.Kind == "user").Id}"));
    }

    [Fact]
    public async Task S2_27_An_admin_says_why_it_has_no_profile_and_a_user_does_not()
    {
        var admin = await AdminWhoIsAUserAsync();
        var user = admin.Person!.Accounts.First(account => account.Kind == "user");
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync($"/directory/admins?open={admin.Id}", "Admins");
        await Assertions.Expect(visitor.Trouble("admin_without_profile")).ToContainTextAsync("department, job title");
        await visitor.OpenAsync($"/directory/users?open={user.Id}", "Users");
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(admin.Email!);
        await Assertions.Expect(visitor.Trouble("admin_without_profile")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Chosen_columns_stand_in_the_address_and_are_kept()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users", "Users");
        await visitor.Button("Columns").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Cost center" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Cost center" })).ToBeVisibleAsync();
        visitor.Page.Url.ShouldContain("costCenter");
        await visitor.OpenAsync("/directory/groups", "Groups");
        await visitor.OpenAsync("/directory/users", "Users");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Cost center" })).ToBeVisibleAsync();
    }

    private async Task<Resource> AdminWhoIsAUserAsync() =>
        (await portal.ListAsync("admins", "&expand=person")).First(admin => admin.Person is { Accounts.Count: > 1 });

    private static ILocator Rows(Visitor visitor, string table) => visitor.Table(table).Locator("tbody tr[data-row]");

    private static ILocator Tab(Visitor visitor, string name) => visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = name });
}
