using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>Data &gt; Data Feeds, Add New Data Feed: the way from a product to its feed, and the guide beside it.</summary>
[Collection(PortalCollection.Name)]
public sealed class NewFeedTests(FeedPortal portal) : IClassFixture<FeedPortal>
{
    private const string New = "/events/feeds/new";
    private const string Connection = New + "?step=connection";
    private const string Title = "Add New Data Feed";

    private Visitor Visitor => portal.Visitor;

    private IPage Page => portal.Page;

    private ILocator Guide => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "About this feed" });

    private ILocator Token => Page.Locator("input[name=token]");

    [Fact]
    public async Task S3_1_The_guide_says_what_JumpCloud_is_and_links_to_its_documentation()
    {
        await SaysAsync("What is JumpCloud?", "cloud directory platform");
        await Assertions.Expect(Guide.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "JumpCloud documentation" })).ToHaveAttributeAsync("href", "https://jumpcloud.com/support");
    }

    [Fact]
    public async Task S3_2_The_integration_method_is_API()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Guide.Locator("dl > div").Filter(new LocatorFilterOptions { HasText = "Integration Method" })).ToHaveTextAsync("Integration MethodAPI");
    }

    [Fact]
    public async Task S3_3_The_tables_are_Account_Change_and_Authentication()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Visitor.Table("Tables").Locator("tbody td:first-child")).ToHaveTextAsync(["Authentication (3002)", "Account Change (3001)"]);
    }

    [Fact]
    public Task S3_4_Login_lists_every_login_activity() => ListsAsync("Authentication (3002)", "Login", "List of login activities", 3002);

    [Fact]
    public Task S3_5_Admin_lists_every_admin_activity() => ListsAsync("Account Change (3001)", "Admin", "List of admin activities", 3001);

    [Fact]
    public async Task S3_6_The_JumpCloud_API_version_is_v1_0()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Guide.Locator("dl > div").Filter(new LocatorFilterOptions { HasText = "JumpCloud API version" })).ToContainTextAsync("v1.0");
    }

    [Fact]
    public Task S3_7_A_JumpCloud_portal_account_with_Administrator_privileges_is_a_prerequisite() =>
        SaysAsync("Prerequisites", "A JumpCloud portal account with Administrator privileges.");

    /// <summary>Other roles: <see cref="RightsTests"/>.</summary>
    [Fact]
    public Task S3_8_Access_to_this_console_is_a_prerequisite_and_the_role_is_checked() =>
        SaysAsync("Prerequisites", "Access to this console, with a role that adds data feeds. Your role, Super Administrator, does.");

    [Fact]
    public async Task S3_9_The_overview_has_two_steps()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Part("Overview").GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["Generate an API token in JumpCloud.", "Add the data feed with that token."]);
    }

    [Fact]
    public async Task S3_10_The_parameter_table_says_Token_to_Token()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Visitor.Table("Parameters").Locator("tbody td")).ToHaveTextAsync(["Token", "Token"]);
    }

    [Fact]
    public Task S3_11_Log_in_to_the_Admin_Console_then_account_initials_then_Administrators() =>
        StepAsync("Log in to the JumpCloud Admin Console. Click your account initials at the top right, then Administrators.", "JumpCloud Admin Console", "Administrators");

    [Fact]
    public Task S3_12_Click_the_Admin_Name_the_username_used_to_log_in() => StepAsync("Click the Admin Name, the username you used to log in.", "Admin Name");

    [Fact]
    public Task S3_13_Edit_Administrator_Enable_API_access() => StepAsync("In Edit Administrator tick Enable API access and save.", "Edit Administrator", "Enable API access");

    [Fact]
    public Task S3_14_Log_out_log_in_My_API_Key() => StepAsync("Log out and log in again. Click your account initials, then My API Key.", "My API Key");

    [Fact]
    public async Task S3_15_Generate_New_API_Key_with_90_days_and_the_end_is_proposed()
    {
        await StepAsync("Click Generate New API Key and set its Expiration Date to 90 days.", "Generate New API Key", "Expiration Date", "90 days");
        await Assertions.Expect(Visitor.Field("Expiration Date")).ToHaveValueAsync(TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd"));
    }

    [Fact]
    public Task S3_16_Copy_and_save_the_key() => StepAsync("Copy the key and save it in a safe place. JumpCloud does not show it again. It is the Token of this feed.", "Token");

    [Fact]
    public Task S3_17_The_guide_says_that_the_key_ends_after_90_days() => SaysAsync("Generate the API token", "The key ends after 90 days.");

    [Fact]
    public async Task S3_18_Data_Data_Feeds_has_Add_New_Data_Feed()
    {
        await Visitor.OpenAsync("/data/data-feeds", "Data Feeds");
        await Assertions.Expect(Page.Locator("nav ul").Filter(new LocatorFilterOptions { Has = Visitor.Link("Data Feeds") })).ToContainTextAsync("Data");
        await Assertions.Expect(Page.GetByText("No data feed yet")).ToBeVisibleAsync();
        await portal.LookAsync("feeds-none");
        await Visitor.Link(Title).ClickAsync();
        await Visitor.Heading(Title).WaitForAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Page.Keyboard.TypeAsync("data > data feeds");
        await Assertions.Expect(Page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["Data Feeds"]);
        await Page.Keyboard.PressAsync("Escape");
    }

    [Theory]
    [InlineData("jumpcloud")]
    [InlineData("JUMPCLOUD")]
    [InlineData("Jumpcloud")]
    [InlineData("cloud")]
    public async Task S3_19_JumpCloud_is_found_without_regard_to_case(string words)
    {
        await portal.AtAsync(New, Title);
        await Visitor.Field("Search for a product").FillAsync("okta");
        await Assertions.Expect(Visitor.Told("No product matches “okta”")).ToBeVisibleAsync();
        await Visitor.Field("Search for a product").FillAsync(words);
        await Assertions.Expect(Products).ToHaveCountAsync(1);
        await Assertions.Expect(Products).ToContainTextAsync("JumpCloud");
    }

    [Fact]
    public async Task S3_20_The_collection_method_is_API_Ingest()
    {
        await Visitor.OpenAsync(New, Title);
        await portal.LookAsync("feed-product");
        await Products.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Page.GetByText("Collection method").Last).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "API Ingest" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S3_21_F9_The_feed_contact_is_asked_for_and_checked_before_Next()
    {
        await Visitor.OpenAsync(New + "?step=contact", Title);
        await Visitor.Field("Name").FillAsync("");
        await Visitor.Field("E-mail").FillAsync("soc at example");
        await Visitor.Button("Next").ClickAsync();
        await Assertions.Expect(Page.GetByText("The name of the feed contact is required.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("This is no e-mail address.")).ToBeVisibleAsync();
        await Assertions.Expect(Visitor.Field("Name")).ToBeFocusedAsync();
        await Visitor.Field("Name").FillAsync("Security team");
        await Visitor.Field("E-mail").FillAsync("soc@example.org");
        // Nothing of it is lost by a reload.
        await Page.ReloadAsync();
        await Assertions.Expect(Visitor.Field("E-mail")).ToHaveValueAsync("soc@example.org");
        await portal.LookAsync("feed-contact");
        await Visitor.Button("Next").ClickAsync();
        await Assertions.Expect(Visitor.Button("Submit")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S3_22_F8_The_API_Base_URL_is_prefilled_by_region_can_be_changed_and_must_be_https()
    {
        await Visitor.OpenAsync(Connection, Title);
        var address = Visitor.Choice("API Base URL");
        await Assertions.Expect(address).ToHaveValueAsync("https://api.jumpcloud.com/insights/directory/v1");
        await address.ClickAsync();
        await Page.GetByRole(AriaRole.Option).Filter(new LocatorFilterOptions { HasText = "EU Region" }).ClickAsync();
        await Assertions.Expect(address).ToHaveValueAsync("https://api.eu.jumpcloud.com/insights/directory/v1");
        await Token.FillAsync("jca_whatever000000000000000000000000");
        foreach (var (wrong, said) in new[]
        {
            ("http://api.jumpcloud.com/", "The API Base URL must begin with https://."),
            ("api.jumpcloud.com", "This is no address."),
            ("", "The API Base URL is required."),
        })
        {
            await address.FillAsync(wrong.Length == 0 ? " " : wrong);
            await Page.Keyboard.PressAsync("Escape");
            await Visitor.Button("Submit").ClickAsync();
            await Assertions.Expect(Page.GetByText(said)).ToBeVisibleAsync();
        }

        // One that no region of this server has is refused by the server.
        await address.FillAsync("https://api.example.com/insights");
        await Page.Keyboard.PressAsync("Escape");
        await Visitor.Button("Submit").ClickAsync();
        await Assertions.Expect(Page.GetByText("No region of this server has the address 'https://api.example.com/insights'.").First).ToBeVisibleAsync();
        await Assertions.Expect(Visitor.Trouble("region_unknown")).ToContainTextAsync("Another address has to be made known by the operator first: start the server with --region NAME=ORIGIN.");
        (await OrganizationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task S3_23_F8_The_Authorization_Method_is_Bearer_Token()
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Visitor.Field("Authorization Method")).ToHaveValueAsync("Bearer Token");
        await Assertions.Expect(Visitor.Field("Authorization Method")).Not.ToBeEditableAsync();
    }

    [Fact]
    public async Task S3_24_F8_The_token_is_masked_and_required()
    {
        await Visitor.OpenAsync(Connection, Title);
        await Assertions.Expect(Token).ToHaveAttributeAsync("type", "password");
        await Visitor.Button("Submit").ClickAsync();
        await Assertions.Expect(Page.GetByText("The Token is required.")).ToBeVisibleAsync();
        await Assertions.Expect(Token).ToBeFocusedAsync();
    }

    [Fact]
    public async Task S3_25_F7_All_event_types_are_ticked_at_first_by_service_and_can_be_searched()
    {
        var all = await portal.Api.GetAsync<List<EventType>>("/v1/events/types");
        await Visitor.OpenAsync(Connection, Title);
        var types = Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Event types", Exact = true });
        await Assertions.Expect(types.GetByText($"{all.Count} of {all.Count} ticked")).ToBeVisibleAsync();
        await Assertions.Expect(types.GetByRole(AriaRole.Group)).ToHaveCountAsync(all.Select(type => type.Service ?? "").Distinct().Count());
        await types.GetByLabel("Search event types").FillAsync("SSO_auth");
        await Assertions.Expect(types.GetByLabel("sso_auth", new LocatorGetByLabelOptions { Exact = true })).ToBeCheckedAsync();
        await types.GetByLabel("sso_auth", new LocatorGetByLabelOptions { Exact = true }).UncheckAsync();
        await Assertions.Expect(types.GetByText($"{all.Count - 1} of {all.Count} ticked")).ToBeVisibleAsync();
        await types.GetByLabel("All event types").CheckAsync();
        await Assertions.Expect(types.GetByText($"{all.Count} of {all.Count} ticked")).ToBeVisibleAsync();
        await types.GetByLabel("All event types").UncheckAsync();
        await Assertions.Expect(Page.GetByText("Tick one event type at least.")).ToBeVisibleAsync();
        await types.GetByLabel("All event types").CheckAsync();
    }

    [Fact]
    public async Task S3_27_T9_A_token_pasted_wrongly_is_not_accepted_silently_and_the_advice_stands_beside_it()
    {
        await Visitor.OpenAsync(Connection, Title);
        await EmulatorAsync();
        await Visitor.PasteAsync(Token, portal.Host.Emulator.ApiKey + "\u200b ");
        await Assertions.Expect(Page.GetByText("This text holds characters that do not belong to it.")).ToBeVisibleAsync();
        await Visitor.Button("Remove them").ClickAsync();
        await Assertions.Expect(Token).ToHaveValueAsync(portal.Host.Emulator.ApiKey);
        await Token.FillAsync("");
        await Visitor.PasteAsync(Token, "not-a-key");
        await Assertions.Expect(Visitor.Told("This does not look like a token of JumpCloud")).ToBeVisibleAsync();
        await Token.FillAsync("");
        await Visitor.PasteAsync(Token, "jca_wrong00000000000000000000000000000000");
        await Visitor.Button("Submit").ClickAsync();
        var trouble = Visitor.Trouble("invalid_credentials");
        await Assertions.Expect(trouble).ToBeFocusedAsync();
        foreach (var advice in (string[])["pasted correctly", "cannot be viewed again", "re-create it", "plain text editor", "spaces and odd characters", "Reconfigure the data feed"])
        {
            await Assertions.Expect(trouble).ToContainTextAsync(advice);
            await Assertions.Expect(Part("If the token is refused")).ToContainTextAsync(advice);
        }

        await Screens.TakeAsync(Page, "feed-refused");
        (await OrganizationsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LinkMethods.ApiKey)]
    [InlineData(LinkMethods.ServiceAccount)]
    public async Task S3_26_Submit_checks_the_token_links_the_organization_and_starts_the_feed(string method)
    {
        var emulator = portal.Host.Emulator;
        await Visitor.OpenAsync("/events/feeds", "Data Feeds");
        await Visitor.Link(Title).ClickAsync();
        await Visitor.Field("Search for a product").FillAsync("jumpcloud");
        await Products.GetByRole(AriaRole.Button).ClickAsync();
        await Page.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "API Ingest" }).ClickAsync();
        await Visitor.Field("Name").FillAsync("Security team");
        await Visitor.Field("E-mail").FillAsync("soc@example.org");
        await Visitor.Button("Next").ClickAsync();
        await EmulatorAsync();
        if (method == LinkMethods.ApiKey) await Visitor.PasteAsync(Token, emulator.ApiKey);
        else
        {
            await Token.FillAsync(emulator.ClientSecret);
            await Page.GetByRole(AriaRole.Switch, new PageGetByRoleOptions { Name = "The token is the Client Secret of a service account" }).ClickAsync();
            await Visitor.Button("Submit").ClickAsync();
            await Assertions.Expect(Page.GetByText("The Client ID is required.")).ToBeVisibleAsync();
            await Visitor.Field("Client ID").FillAsync(emulator.ClientId);
        }

        var types = Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Event types", Exact = true });
        await types.GetByLabel("Search event types").FillAsync("ldap_srch");
        await types.GetByLabel("ldap_srch", new LocatorGetByLabelOptions { Exact = true }).UncheckAsync();
        await portal.LookAsync("feed-connection", dark: true);
        await Visitor.Button("Submit").ClickAsync();
        await Assertions.Expect(Visitor.Told("JumpCloud accepted the token, and events are being fetched.")).ToBeVisibleAsync();

        var feed = (await portal.Api.GetAsync<Page<Feed>>("/v1/feeds?tenant=default")).Items.ShouldHaveSingleItem();
        feed.Contact.ShouldBe(new FeedContact("Security team", "soc@example.org"));
        var all = (await portal.Api.GetAsync<List<EventType>>("/v1/events/types")).Select(type => type.Name);
        feed.EventTypes.ShouldNotBeNull().ShouldBe(all.Except(["ldap_srch"]), ignoreOrder: true);
        var organization = (await OrganizationsAsync()).ShouldHaveSingleItem();
        (organization.Method, organization.Credential.ExpiresAt is null).ShouldBe((method, false));
        await Assertions.Expect(Visitor.Status("active")).ToBeVisibleAsync();
        // Never again: neither on the page nor in an answer.
        (await Page.ContentAsync()).ShouldNotContain(emulator.ApiKey);
        await portal.Api.DeleteAsync(new Uri($"/v1/organizations/{organization.Id}", UriKind.Relative));
        await JumpgateHost.WaitForAsync(OrganizationsAsync, left => left.Count == 0);
    }

    [Fact]
    public async Task An_organization_that_is_linked_can_be_chosen_instead()
    {
        var organization = await portal.Host.ConnectAsync();
        await Visitor.OpenAsync(Connection, Title);
        await Visitor.ChooseAsync("Organization", organization.Name);
        await Assertions.Expect(Token).ToHaveCountAsync(0);
        await Assertions.Expect(Page.GetByText("Its own credentials are used")).ToBeVisibleAsync();
        await Visitor.Button("Submit").ClickAsync();
        await Visitor.Heading(organization.Name).WaitForAsync();
        (await portal.Api.GetAsync<Page<Feed>>("/v1/feeds?tenant=default")).Items.ShouldHaveSingleItem().OrganizationId.ShouldBe(organization.Id);
        await portal.Api.DeleteAsync(new Uri($"/v1/organizations/{organization.Id}", UriKind.Relative));
        await JumpgateHost.WaitForAsync(OrganizationsAsync, left => left.Count == 0);
    }

    private ILocator Products => Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Products" }).GetByRole(AriaRole.Listitem);

    private ILocator Part(string title) => Guide.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = title, Exact = true });

    private async Task SaysAsync(string part, string words)
    {
        await portal.AtAsync(Connection, Title);
        await Assertions.Expect(Part(part)).ToContainTextAsync(words);
    }

    /// <summary>A step of the guide, word for word, with the other console's labels in bold.</summary>
    private async Task StepAsync(string words, params string[] labels)
    {
        await portal.AtAsync(Connection, Title);
        var step = Part("Generate the API token").GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = words });
        await Assertions.Expect(step).ToHaveTextAsync(words);
        await Assertions.Expect(step.Locator("strong")).ToHaveTextAsync(labels);
    }

    private async Task ListsAsync(string table, string @event, string words, int @class)
    {
        await portal.AtAsync(Connection, Title);
        var types = (await portal.Api.GetAsync<List<EventType>>("/v1/events/types")).Where(type => type.ClassUid == @class).Select(type => type.Name).ToList();
        var row = Visitor.Table("Tables").Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = table });
        await Assertions.Expect(row.Locator("strong")).ToHaveTextAsync([@event]);
        await Assertions.Expect(row).ToContainTextAsync(words);
        var list = row.GetByRole(AriaRole.Button);
        if (await list.GetAttributeAsync("aria-expanded") == "false") await list.ClickAsync();
        await Assertions.Expect(row.Locator("li")).ToHaveTextAsync(types);
    }

    /// <summary>The API of the emulated JumpCloud, chosen from the regions.</summary>
    private async Task EmulatorAsync()
    {
        await Visitor.Choice("API Base URL").ClickAsync();
        await Page.GetByRole(AriaRole.Option).Filter(new LocatorFilterOptions { HasText = "emulator" }).ClickAsync();
        await Assertions.Expect(Visitor.Choice("API Base URL")).ToHaveValueAsync($"{portal.Host.Emulator.Url.TrimEnd('/')}/insights/directory/v1");
    }

    private async Task<IReadOnlyList<Organization>> OrganizationsAsync() => (await portal.Api.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items;
}
