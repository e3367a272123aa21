using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>A feed and its sinks, and the event log: looked at, changed, searched, followed.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class FeedPagesTests(FedPortal portal) : IClassFixture<FedPortal>
{
    private Visitor Visitor => portal.Visitor;

    private IPage Page => portal.Page;

    private ILocator Rows => Visitor.Table("Events").Locator("tbody tr[data-row]");

    [Fact]
    public async Task The_list_shows_how_each_feed_is_and_how_much_comes()
    {
        await Visitor.OpenAsync("/events/feeds", "Data Feeds");
        var row = Visitor.Table("Data Feeds").Locator("tbody tr");
        await Assertions.Expect(row).ToContainTextAsync(portal.Organization.Name);
        await Assertions.Expect(row).ToContainTextAsync("Active");
        await Assertions.Expect(row.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await Assertions.Expect(row).ToContainTextAsync("in 7 days");
        await portal.LookAsync("feeds", dark: true);
        await row.ClickAsync();
        await Visitor.Heading(portal.Organization.Name).WaitForAsync();
    }

    [Fact]
    public async Task S3_3_A_feed_shows_its_events_over_time_by_class_and_outcome_with_a_table_behind()
    {
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        var chart = Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Events over time" });
        await Assertions.Expect(chart).ToContainTextAsync("Authentication (3002)");
        await Assertions.Expect(chart).ToContainTextAsync("Account Change (3001)");
        await portal.LookAsync("feed", dark: true);
        await chart.GetByText("Outcome", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = "Failure" })).ToContainTextAsync("22");
        await chart.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Show as table" }).ClickAsync();
        var table = Visitor.Table("Events over time");
        await Assertions.Expect(table.GetByRole(AriaRole.Columnheader)).ToContainTextAsync(["Time", "Success", "Failure"]);
        (await Axe.ViolationsAsync(Page, "chart as a table")).ShouldBeEmpty();
        await Assertions.Expect(Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Fetching" })).ToContainTextAsync("Newest event");
    }

    [Fact]
    public async Task F13_Counters_per_type_can_be_searched_and_unknown_types_are_marked()
    {
        await Visitor.OpenAsync($"{portal.FeedPath}/types", portal.Organization.Name);
        var rows = Visitor.Table("Events by type").Locator("tbody tr");
        await Assertions.Expect(rows.Filter(new LocatorFilterOptions { HasText = "sso_auth" })).ToContainTextAsync("Authentication (3002)Yes90");
        await Assertions.Expect(rows.Filter(new LocatorFilterOptions { HasText = "brand_new_event" })).ToContainTextAsync("not in the catalogue");
        await portal.LookAsync("feed-types");
        await Visitor.Field("Search event types").FillAsync("account change");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("user_create");
        await rows.GetByRole(AriaRole.Link).ClickAsync();
        await Visitor.Heading("Events").WaitForAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(12);
    }

    [Fact]
    public async Task A_sink_is_added_watched_paused_replayed_changed_and_removed()
    {
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        await Visitor.Button("Add sink").ClickAsync();
        await Visitor.Dialog.GetByLabel("Name (Optional)").FillAsync("Archive");
        await Visitor.Dialog.GetByLabel("Longest time open (Optional)").FillAsync("soon");
        await Visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add sink" }).ClickAsync();
        await Assertions.Expect(Visitor.Dialog.Locator("input[aria-invalid=true]")).ToHaveValueAsync("soon");
        await Visitor.Dialog.GetByLabel("Longest time open (Optional)").FillAsync("PT1S");
        await portal.LookAsync("sink-new", dark: true);
        await Visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add sink" }).ClickAsync();
        var sink = (await JumpgateHost.WaitForAsync(
            () => portal.Api.GetAsync<Feed>($"/v1/feeds/{portal.Feed.Id}"), feed => feed.Sinks is [{ Backlog: 0, Position: > 0 }], TimeSpan.FromSeconds(30))).Sinks[0];
        sink.Name.ShouldBe("Archive");

        await Assertions.Expect(Visitor.Dialog).ToContainTextAsync("Archive");
        await Assertions.Expect(Visitor.Dialog.GetByRole(AriaRole.Table)).ToContainTextAsync("sso_auth", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await portal.LookAsync("sink", dark: true);
        await In("Pause").ClickAsync();
        await Assertions.Expect(Visitor.Dialog.Locator("[data-status=paused]")).ToBeVisibleAsync();
        await In("Resume").ClickAsync();
        await Assertions.Expect(Visitor.Dialog.Locator("[data-status=active]")).ToBeVisibleAsync();

        await In("Replay").ClickAsync();
        var dialog = Visitor.Dialog.Filter(new LocatorFilterOptions { HasText = "Deliver again to Archive" });
        await dialog.GetByText("A position").ClickAsync();
        await dialog.GetByLabel("Position in the log").FillAsync("1");
        await portal.LookAsync("sink-replay");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay" }).ClickAsync();
        await JumpgateHost.WaitForAsync(() => portal.Api.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Replays == 1);
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await In("Edit").ClickAsync();
        var form = Page.GetByRole(AriaRole.Form, new PageGetByRoleOptions { Name = "Edit sink" });
        await form.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }).FillAsync("Cold archive");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(Visitor.Dialog.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Name = "Cold archive" })).ToBeVisibleAsync();
        await Visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Settings" }).ClickAsync();
        await Assertions.Expect(Visitor.Dialog).ToContainTextAsync($"out/{sink.Id}");

        await In("Remove").ClickAsync();
        await Visitor.Dialog.Filter(new LocatorFilterOptions { HasText = "Remove Cold archive?" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("No sink yet")).ToBeVisibleAsync();
        (await portal.Api.GetAsync<Feed>($"/v1/feeds/{portal.Feed.Id}")).Sinks.ShouldBeEmpty();
    }

    [Fact]
    public async Task S3_21_S3_25_F7_F9_Contact_and_event_types_can_be_changed()
    {
        await Visitor.OpenAsync($"{portal.FeedPath}/settings", portal.Organization.Name);
        await Visitor.Field("E-mail").FillAsync("nobody");
        var contact = Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Feed contact" });
        await contact.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("This is no e-mail address.")).ToBeVisibleAsync();
        await Visitor.Field("E-mail").FillAsync("blue@example.org");
        await contact.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(Visitor.Told("Saved")).ToBeVisibleAsync();
        var types = Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Event types" });
        await types.GetByLabel("Search event types").FillAsync("ldap_srch");
        await types.GetByLabel("ldap_srch", new LocatorGetByLabelOptions { Exact = true }).UncheckAsync();
        await types.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(types.GetByText("Saved")).ToBeVisibleAsync();
        await portal.LookAsync("feed-settings");
        var feed = await portal.Api.GetAsync<Feed>($"/v1/feeds/{portal.Feed.Id}");
        feed.Contact!.Email.ShouldBe("blue@example.org");
        feed.EventTypes.ShouldNotBeNull().ShouldNotContain("ldap_srch");
    }

    [Fact]
    public async Task F13_Events_are_searched_by_an_address_that_can_be_shared_and_opened_beside_the_list()
    {
        await Visitor.OpenAsync("/events?type=sso_auth&outcome=failure&range=P7D", "Events");
        await Assertions.Expect(Rows).ToHaveCountAsync(22);
        await Visitor.Field("Search words").FillAsync("ana.ruiz-7");
        await Assertions.Expect(Rows).ToHaveCountAsync(1);
        await Assertions.Expect(Rows).ToContainTextAsync("Failure");
        Page.Url.ShouldContain("q=ana.ruiz-7");
        await Rows.First.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Visitor.Dialog).ToContainTextAsync("Authentication (3002)");
        await Assertions.Expect(Visitor.Dialog).ToContainTextAsync("198.51.100.7");
        await Assertions.Expect(Visitor.Dialog.GetByLabel("As JumpCloud sent it", new LocatorGetByLabelOptions { Exact = true }).Last).ToContainTextAsync("\"error_message\": \"not authorized\"");
        await portal.LookAsync("event", dark: true);
        await Page.Keyboard.PressAsync("Escape");
        await Visitor.Button("Clear all filters").ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(50);
        await portal.LookAsync("events", dark: true);
        await Visitor.OpenAsync("/events?actor=ops%40example.com", "Events");
        await Assertions.Expect(Rows).ToHaveCountAsync(12);
        await Visitor.OpenAsync("/events?q=nobodyhasthis", "Events");
        await Assertions.Expect(Page.GetByText("No event matches")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_live_tail_shows_events_as_they_come_and_holds_still_when_paused()
    {
        await Visitor.OpenAsync("/events?type=group_create", "Events");
        await Visitor.Button("Live tail").ClickAsync();
        await Assertions.Expect(Visitor.Told("Live: events appear as they come in.")).ToBeVisibleAsync();
        var first = await portal.HappenAsync();
        await Assertions.Expect(Rows.First).ToContainTextAsync(first, new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        var before = await Rows.CountAsync();
        await Visitor.Button("Pause").ClickAsync();
        var second = await portal.HappenAsync();
        await portal.HappenAsync();
        await Assertions.Expect(Visitor.Told("Paused, 2 new")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Assertions.Expect(Rows).ToHaveCountAsync(before);
        await portal.LookAsync("events-live");
        await Visitor.Button("Resume").ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(before + 2);
        await Assertions.Expect(Rows.Nth(1)).ToContainTextAsync(second);
        await Visitor.Button("Stop live tail").ClickAsync();
    }

    [Fact]
    public async Task C5_Users_show_their_last_login_and_applications_who_used_them()
    {
        var (user, application) = portal.SignedIn;
        await Visitor.OpenAsync($"/directory/users?open={user.Id}", "Users");
        var signIns = Visitor.Dialog.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Sign-ins" });
        await Assertions.Expect(signIns).ToContainTextAsync("Last login");
        await Assertions.Expect(signIns.GetByRole(AriaRole.Table)).ToContainTextAsync(application.Name!);
        await portal.LookAsync("user-sign-ins");
        await Visitor.OpenAsync($"/directory/applications?open={application.Id}", "Applications");
        await Assertions.Expect(signIns).ToContainTextAsync("Last used");
        await Assertions.Expect(signIns.GetByRole(AriaRole.Table)).ToContainTextAsync(user.Name!);
    }

    [Fact]
    public async Task On_a_phone_no_page_of_feeds_is_wider_than_the_screen()
    {
        await Page.SetViewportSizeAsync(390, 844);
        try
        {
            foreach (var (path, heading) in new[]
            {
                ("/events/feeds", "Data Feeds"), ("/events/feeds/new?step=connection", "Add New Data Feed"), (portal.FeedPath, portal.Organization.Name), ("/events", "Events"),
            })
            {
                await Visitor.OpenAsync(path, heading);
                await Assertions.Expect(Page.Locator(".mantine-Skeleton-root")).ToHaveCountAsync(0);
                await Screens.TakeAsync(Page, $"phone{path.Split('?')[0].Replace('/', '-')}");
                (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, path);
            }
        }
        finally
        {
            await Page.SetViewportSizeAsync(1440, 900);
        }
    }

    /// <summary>A button of the open drawer.</summary>
    private ILocator In(string name) => Visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
