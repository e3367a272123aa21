using Jumpgate.Contracts;
using Jumpgate.Server.Portal;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class LinkTests(Chromium chromium, LinkTests.Unlinked unlinked) : IClassFixture<LinkTests.Unlinked>
{
    private const string Form = "/settings/integrations/jumpcloud";
    private readonly PortalHost host = unlinked.Host;

    [Fact]
    public async Task S0_12_Settings_has_Integrations()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/settings", "Integrations");
        visitor.Page.Url.ShouldEndWith("/settings/integrations");
    }

    [Fact]
    public async Task S0_13_Integrations_list_JumpCloud_with_Connect()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/settings/integrations", "Integrations");
        var card = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "JumpCloud" });
        await Assertions.Expect(card).ToContainTextAsync("Not connected");
        await Assertions.Expect(card.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Connect" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S0_14_Connect_opens_the_choice_of_method()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/settings/integrations", "Integrations");
        var card = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "JumpCloud" });
        await card.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Connect" }).ClickAsync();
        await visitor.Heading("Connect JumpCloud").WaitForAsync();
        foreach (var method in (string[])["Service Account", "API Key"])
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = method })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task S1_22_The_form_has_exactly_the_known_fields_in_their_order()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/connections/new", "Connect JumpCloud");
        await Assertions.Expect(visitor.Page.Locator("form label:visible")).ToHaveTextAsync(
            ["Client ID", "Client Secret", "API Region", "Organization ID (Optional)"]);
        await visitor.Choice("API Region").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Option)).ToContainTextAsync(
            ["console.jumpcloud.com", "console.eu.jumpcloud.com", "console.in.jumpcloud.com", "127.0.0.1"]);
    }

    [Fact]
    public async Task S1_23_The_button_says_Connect()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/connections/new", "Connect JumpCloud");
        await Assertions.Expect(visitor.Button("Connect")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public Task S0_15_An_empty_or_blank_client_id_is_refused_at_its_field(string blank) => IsRequiredAsync("clientId", "Client ID", blank);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public Task S0_16_An_empty_or_blank_client_secret_is_refused_at_its_field(string blank) => IsRequiredAsync("clientSecret", "Client Secret", blank);

    [Fact]
    public async Task S0_16_The_client_secret_is_masked()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await Assertions.Expect(visitor.Page.Locator("input[name=clientSecret]")).ToHaveAttributeAsync("type", "password");
    }

    [Fact]
    public async Task S2_21_The_API_key_is_masked_and_required()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await visitor.Page.GetByText("API Key", new PageGetByTextOptions { Exact = true }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=apiKey]")).ToHaveAttributeAsync("type", "password");
        await visitor.Page.Locator("input[name=apiKey]").FillAsync("   ");
        await visitor.Button("Connect").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("API Key is required.")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("input[aria-invalid=true]").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task S0_18_A_wrong_secret_is_refused_and_stores_nothing()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, host.Emulator.ClientId, "not-the-secret-of-this-account");
        await visitor.Button("Add JumpCloud").ClickAsync();
        await Assertions.Expect(visitor.Trouble("invalid_credentials")).ToBeVisibleAsync();
        (await host.Server.Admin.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items.ShouldBeEmpty();
        await visitor.OpenAsync("/settings/integrations", "Integrations");
        await Assertions.Expect(visitor.Page.GetByText("Not connected")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S0_21_A_wrong_secret_shows_all_three_pieces_of_advice_beside_the_form()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, host.Emulator.ClientId, "not-the-secret-of-this-account");
        await visitor.Button("Add JumpCloud").ClickAsync();

        var trouble = visitor.Page.Locator("form").Locator("[data-code=invalid_credentials]");
        await Assertions.Expect(trouble).ToBeFocusedAsync();
        foreach (var advice in (string[])["copied correctly", "without extra spaces or characters", "service account or key is still active"])
            await Assertions.Expect(trouble).ToContainTextAsync(advice);
        await Assertions.Expect(trouble.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "/docs/guide/troubles.md#invalid_credentials");
        await Screens.TakeAsync(visitor.Page, "link-refused");
    }

    [Theory]
    [InlineData("disabled", "service_account_disabled")]
    [InlineData("powerless", "missing_permission")]
    [InlineData("silent", "upstream_unavailable")]
    public async Task A_refused_credential_is_told_with_title_cause_fix_and_its_place_in_the_guide(string trouble, string code)
    {
        await using var host = await PortalHost.StartAsync();
        var (clientId, clientSecret) = host.Emulator.AddServiceAccount(trouble == "powerless" ? "Billing Only" : "Administrator");
        if (trouble == "disabled") host.Emulator.SetServiceAccountStatus(clientId, "INACTIVE");
        if (trouble == "silent") host.Emulator.Faults.Add("* /api/** 503");
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, clientId, clientSecret);
        await visitor.Button("Add JumpCloud").ClickAsync();

        var told = visitor.Trouble(code);
        await Assertions.Expect(told).ToBeFocusedAsync(new LocatorAssertionsToBeFocusedOptions { Timeout = 60_000 });
        var meaning = (await host.Server.Admin.GetAsync<List<CodeMeaning>>("/portal/codes")).Single(known => known.Code == code);
        await Assertions.Expect(told).ToContainTextAsync(meaning.Title);
        await Assertions.Expect(told).ToContainTextAsync("What to do:");
        await Assertions.Expect(visitor.Page.Locator("input[name=clientSecret]")).ToHaveValueAsync(clientSecret);
        var guide = await visitor.Page.RunAndWaitForPopupAsync(() => told.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Read more about this code" }).ClickAsync());
        await Assertions.Expect(guide.Locator($"#{code}")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task S0_22_Stray_characters_of_a_paste_are_found_and_removed_on_request()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        var field = visitor.Page.Locator("input[name=clientId]");
        await Visitor.PasteAsync(field, $" {host.Emulator.ClientId}\u200b ");
        await Assertions.Expect(visitor.Page.GetByText("A space at position 1.")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("An invisible character (U+200B)")).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "link-paste");
        await visitor.Button("Remove them").ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync(host.Emulator.ClientId);
        await Assertions.Expect(visitor.Button("Remove them")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("API Region")]
    [InlineData("Client ID")]
    public async Task S1_14_A_pasted_console_address_chooses_its_region(string label)
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await Visitor.PasteAsync(label == "API Region" ? visitor.Choice("API Region") : visitor.Field(label), "https://console.eu.jumpcloud.com/#/home");
        await Assertions.Expect(visitor.Choice("API Region")).ToHaveValueAsync("EU Region");
        await Assertions.Expect(visitor.Page.Locator("input[name=clientId]")).ToHaveValueAsync("");
        await Assertions.Expect(visitor.Page.GetByText("EU Region was picked from the address you pasted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S1_20_An_organization_id_of_another_form_is_refused_at_its_field_with_the_example()
    {
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, host.Emulator.ClientId, host.Emulator.ClientSecret);
        await visitor.Field("Organization ID (Optional)").FillAsync("not-an-id");
        await visitor.Button("Add JumpCloud").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=organizationId]")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visitor.Page.Locator("form")).ToContainTextAsync("5a1234567890abcdef123456");
    }

    [Fact]
    public async Task Several_organizations_of_one_credential_are_listed_to_choose_from()
    {
        await using var several = await PortalHost.StartAsync(Worlds.Small with { Organizations = 3 });
        await using var visitor = await several.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, several.Emulator.ClientId, several.Emulator.ClientSecret);
        await visitor.Button("Add JumpCloud").ClickAsync();
        await visitor.Trouble("organization_required").WaitForAsync();
        var choices = visitor.Page.GetByRole(AriaRole.Radiogroup, new PageGetByRoleOptions { Name = "This credential sees several organizations. Choose one." });
        await Assertions.Expect(choices.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
        await choices.GetByText(several.Emulator.OrganizationIds[1]).ClickAsync();
        await Assertions.Expect(visitor.Field("Organization ID (Optional)")).ToHaveValueAsync(several.Emulator.OrganizationIds[1]);
        await visitor.Button("Add JumpCloud").ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync(several.Emulator.OrganizationIds[1]);
    }

    private async Task IsRequiredAsync(string name, string label, string blank)
    {
        var asked = host.Emulator.Stats.Requests;
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync(Form, "Connect JumpCloud");
        await FillAsync(visitor, host.Emulator.ClientId, host.Emulator.ClientSecret);
        var field = visitor.Page.Locator($"input[name={name}]");
        await field.FillAsync(blank);
        await visitor.Button("Add JumpCloud").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText($"{label} is required.")).ToBeVisibleAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        host.Emulator.Stats.Requests.ShouldBe(asked);
    }

    internal static async Task FillAsync(Visitor visitor, string clientId, string clientSecret)
    {
        await visitor.Page.Locator("input[name=clientId]").FillAsync(clientId);
        await visitor.Page.Locator("input[name=clientSecret]").FillAsync(clientSecret);
        await visitor.ChooseAsync("API Region", "127.0.0.1");
    }

    /// <summary>One host that nothing is linked to.</summary>
    public sealed class Unlinked : IAsyncLifetime
    {
        public PortalHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await PortalHost.StartAsync();

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
