using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>What can be done with a list of the directory, over one synced organization.</summary>
[Collection(PortalCollection.Name)]
public sealed class ListTests(Chromium chromium, LinkedPortal portal) : IClassFixture<LinkedPortal>
{
    [Fact]
    public async Task The_download_holds_every_row_of_the_list_as_searched_filtered_and_with_the_columns_shown()
    {
        var disabled = await portal.ListAsync("users", "&filter=status eq \"disabled\"");
        disabled.Count.ShouldBeGreaterThan(0);
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users?columns=name,email,status&sort=-name", "Users");
        var all = await DownloadAsync(visitor);
        all.Length.ShouldBe(Worlds.Company.Users + 1);
        all[0].ShouldBe("Name,E-mail,Status");
        all[1].ShouldStartWith((await portal.ListAsync("users"))[^1].Name!);

        await visitor.OpenAsync("/directory/users?columns=name,email&status=disabled", "Users");
        (await DownloadAsync(visitor)).Skip(1).ShouldBe(disabled.Select(user => $"{user.Name},{user.Email}"));
    }

    [Fact]
    public async Task A_filter_by_status_and_expression_stands_in_the_address_and_a_wrong_one_is_told_at_its_field()
    {
        var disabled = await portal.ListAsync("users", "&filter=status eq \"disabled\"");
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users", "Users");
        await visitor.Button("Filter").ClickAsync();
        await visitor.ChooseAsync("Status", "Disabled");
        await Screens.TakeAsync(visitor.Page, "users-filter");
        (await Axe.ViolationsAsync(visitor.Page, "the filter")).ShouldBeEmpty();
        await visitor.Button("Apply").ClickAsync();
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(disabled.Count);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(disabled.Count);

        await visitor.Button("Filter, 1 active").ClickAsync();
        await visitor.Field("Filter expression").FillAsync($"userName eq \"{UserName(disabled[0])}\"");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1);
        await Assertions.Expect(Rows(visitor).First).ToContainTextAsync(disabled[0].Name!);

        await visitor.Button("Filter, 2 active").ClickAsync();
        await visitor.Field("Filter expression").FillAsync("userName like \"jo\"");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Trouble("invalid_filter")).ToBeVisibleAsync();
        await visitor.Button("Filter, 2 active").ClickAsync();
        await Assertions.Expect(visitor.Field("Filter expression")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.Button("Clear").ClickAsync();
        await Assertions.Expect(visitor.Told($"{Worlds.Company.Users} users")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_view_is_named_once_and_found_again_on_the_next_visit()
    {
        var disabled = await portal.ListAsync("users", "&filter=status eq \"disabled\"");
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users?status=disabled&sort=-name&columns=name,email", "Users");
        await visitor.Button("Views").ClickAsync();
        await visitor.Field("Name of this view").FillAsync("Leavers");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Link("Leavers")).ToBeVisibleAsync();
        (await Axe.ViolationsAsync(visitor.Page, "the views")).ShouldBeEmpty();

        await visitor.OpenAsync("/directory/users", "Users");
        await Assertions.Expect(visitor.Told($"{Worlds.Company.Users} users")).ToBeVisibleAsync();
        await visitor.Button("Views").ClickAsync();
        await visitor.Link("Leavers").ClickAsync();
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(disabled.Count);
        await Assertions.Expect(Rows(visitor).First).ToContainTextAsync(disabled[^1].Name!);
        await Assertions.Expect(visitor.Table("Users").GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Name", "E-mail", "Actions"]);

        await visitor.Button("Views").ClickAsync();
        await visitor.Button("Remove the view Leavers").ClickAsync();
        await Assertions.Expect(visitor.Link("Leavers")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_menu_of_a_row_opens_its_history_and_copies_its_ids_with_the_keyboard_alone()
    {
        var first = (await portal.ListAsync("users"))[0];
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/users", "Users");
        await Rows(visitor).First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(visitor.Button($"Actions for {first.Name}")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(Rows(visitor).First).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.MenuItem("Open")).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "users-menu");
        await visitor.MenuItem("Copy JumpCloud ID").ClickAsync();
        (await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(first.RemoteId);
        await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);

        await visitor.Button($"Actions for {first.Name}").ClickAsync();
        await visitor.MenuItem("Copy as JSON").ClickAsync();
        (await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldContain($"\"remoteId\": \"{first.RemoteId}\"");

        await visitor.Button($"Actions for {first.Name}").ClickAsync();
        await visitor.MenuItem("Open history").ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync("Created");
    }

    [Fact]
    public async Task The_list_as_it_was_before_the_first_sync_is_empty_and_says_so()
    {
        await using var visitor = await portal.Host.VisitAsync(chromium);
        await visitor.OpenAsync("/directory/groups", "Groups");
        await visitor.Button("Show another moment").ClickAsync();
        (await Axe.ViolationsAsync(visitor.Page, "the moment")).ShouldBeEmpty();
        await visitor.Field("As it was on").FillAsync("2020-01-01T12:00");
        await visitor.Button("Show").ClickAsync();
        await Assertions.Expect(visitor.Told("As it was on Jan 1, 2020")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("There were none at that moment.")).ToBeVisibleAsync();
        await visitor.Button("Back to now").ClickAsync();
        await Assertions.Expect(visitor.Table("Groups").Locator("tbody tr[data-row]").First).ToBeVisibleAsync();
    }

    private static ILocator Rows(Visitor visitor) => visitor.Table("Users").Locator("tbody tr[data-row]");

    private static string UserName(Resource user) => user.Attributes!.Value.GetProperty("userName").GetString()!;

    private static async Task<string[]> DownloadAsync(Visitor visitor)
    {
        await Assertions.Expect(Rows(visitor).First).ToBeVisibleAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Button("Download as CSV").ClickAsync());
        download.SuggestedFilename.ShouldEndWith("-users.csv");
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync()).TrimEnd().Split("\r\n");
    }
}
