using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>One visit sets SCIM up for JumpCloud, with the emulator as JumpCloud's client; each fact holds one line about what was seen.</summary>
[Collection(PortalCollection.Name)]
public sealed class ScimProvisioningTests(Chromium chromium, ScimProvisioningTests.Visit visit) : IClassFixture<ScimProvisioningTests.Visit>, IAsyncLifetime
{
    private const string App = "Acme Portal";

    public Task InitializeAsync() => visit.OnceAsync(chromium);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void S4_5_The_portal_has_the_tab_SCIM_Provisioning() => visit.Tabs[0].ShouldBe("SCIM Provisioning");

    [Fact]
    public void S4_6_It_shows_a_list_of_Directory_Providers()
    {
        visit.Providers.Count.ShouldBe(6);
        foreach (var name in (string[])["JumpCloud", "Microsoft Entra ID", "Okta", "OneLogin", "Ping", "Custom Provider"])
            visit.Providers.ShouldContain(provider => provider.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void S4_7_Choosing_JumpCloud_gives_its_guide_and_its_behaviour_profile()
    {
        visit.Directory.Scim!.Provider.ShouldBe("jumpcloud");
        visit.Guide.ShouldContain("In JumpCloud");
    }

    [Fact]
    public void S4_9_Choosing_generates_Endpoint_URL_and_Bearer_Token_with_copy_buttons_the_token_once()
    {
        visit.CopiedEndpoint.ShouldBe(visit.Directory.Scim!.EndpointUrl);
        visit.CopiedToken.ShouldStartWith("jgs_");
        visit.Warning.ShouldContain("Make sure to copy your new bearer token now. You won't be able to see it again.");
        visit.AfterReload.ShouldNotContain(visit.CopiedToken);
        visit.AfterReload.ShouldContain($"••••••••{visit.CopiedToken[^4..]}");
    }

    [Fact]
    public void S4_11_The_guide_begins_in_SSO_Applications_with_Add_New_Application() =>
        Labels.ShouldContainInOrder("SSO Applications", "+ Add New Application");

    [Fact]
    public void S4_12_The_guide_finds_the_custom_application_by_a_search_that_finds_nothing() =>
        visit.Guide.ShouldContain("Search for something that finds nothing, such as “Acme Portal SCIM”, and take the custom application");

    [Fact]
    public void S4_13_The_guide_goes_on_with_Next_and_Export_users_to_this_app() =>
        Labels.ShouldContainInOrder("+ Add New Application", "Next", "Export users to this app (Identity Management)");

    [Fact]
    public void S4_14_The_guide_names_the_application_with_the_apps_own_name_and_saves_it() =>
        Labels.ShouldContainInOrder("Export users to this app (Identity Management)", App, "Save Application");

    [Fact]
    public void S4_15_The_guide_enters_both_values_in_Identity_Management() =>
        Labels.ShouldContainInOrder("Save Application", "Configure Application", "Identity Management", "Base URL", "Token Key", "Test User Email", "Test Connection");

    [Fact]
    public void S4_18_The_guide_activates_and_saves() => Labels.ShouldContainInOrder("Test Connection", "Activate", "Save");

    [Fact]
    public void S4_19_The_guide_selects_app_and_group_in_SSO_Applications() =>
        Labels.ShouldContainInOrder("Activate", "SSO Applications", App, "User Groups", "Save");

    [Fact]
    public void S4_20_The_guide_chooses_the_apps_for_a_group_in_the_User_Groups_tab() =>
        visit.Guide.ShouldContain("in the User Groups tab make a group, for example Acme Portal Users, choose the apps for the group");

    [Fact]
    public void S4_21_The_guide_makes_a_group_with_an_example_and_assigns_the_app() =>
        Labels.ShouldContainInOrder("User Groups", $"{App} Users", App);

    [Fact]
    public void S4_22_The_guide_ends_the_group_with_Save_Group() => Labels.ShouldContainInOrder($"{App} Users", "Save Group", "Users");

    [Fact]
    public void The_hub_checks_by_itself_what_has_come_without_a_reload()
    {
        visit.Before.ShouldAllBe(seen => seen == "false");
        visit.SameDocument.ShouldBeTrue();
    }

    [Fact]
    public void S4_25_Users_and_Groups_tabs_show_what_was_pushed_with_search_and_last_change()
    {
        visit.UserCount.ShouldBe(visit.Directory.Counts["user"]);
        visit.UserCount.ShouldBeGreaterThan(0);
        visit.GroupCount.ShouldBe(visit.Directory.Counts["group"]);
        visit.UserRows.ShouldBe(visit.Pushed.Select(user => user.Name));
        visit.UserHeads.ShouldContain("Changed");
        visit.Found.ShouldHaveSingleItem().ShouldContain(visit.Pushed[^1].Name!);
        visit.Members.ShouldContain(visit.Pushed[0].Name!);
    }

    [Fact]
    public void T12_The_screen_says_that_a_detached_group_loses_its_members_and_stays()
    {
        visit.Guide.ShouldContain("its members are removed from it, and the group itself stays");
        visit.Detached.Groups.ShouldBe(visit.Directory.Counts["group"]);
        visit.Detached.Members.ShouldBe(0);
        visit.DetachedDrawer.ShouldContain("its members are removed from it, and the group itself stays");
    }

    private IReadOnlyList<string> Labels => visit.Labels;

    public sealed class Visit : IAsyncLifetime
    {
        private Task? visit;

        public PortalHost Host { get; private set; } = null!;

        public Jumpgate.Contracts.Directory Directory { get; private set; } = null!;

        public IReadOnlyList<string> Tabs { get; private set; } = [];

        public IReadOnlyList<string> Providers { get; private set; } = [];

        public string Guide { get; private set; } = "";

        public IReadOnlyList<string> Labels { get; private set; } = [];

        public string Warning { get; private set; } = "";

        public string CopiedEndpoint { get; private set; } = "";

        public string CopiedToken { get; private set; } = "";

        public string AfterReload { get; private set; } = "";

        public IReadOnlyList<string?> Before { get; private set; } = [];

        public bool SameDocument { get; private set; }

        public long UserCount { get; private set; }

        public long GroupCount { get; private set; }

        public IReadOnlyList<string> UserHeads { get; private set; } = [];

        public IReadOnlyList<string> UserRows { get; private set; } = [];

        public IReadOnlyList<string> Found { get; private set; } = [];

        public IReadOnlyList<Resource> Pushed { get; private set; } = [];

        public string Members { get; private set; } = "";

        public (long Groups, long Members) Detached { get; private set; }

        public string DetachedDrawer { get; private set; } = "";

        public async Task InitializeAsync() => Host = await PortalHost.StartAsync(Worlds.Small);

        public Task OnceAsync(Chromium chromium) => visit ??= VisitAsync(chromium);

        public async Task DisposeAsync() => await Host.DisposeAsync();

        private async Task VisitAsync(Chromium chromium)
        {
            await using var visitor = await Host.VisitAsync(chromium);
            await ChooseAsync(visitor);
            await FollowAsync(visitor);
            await LookAsync(visitor);
            await DetachAsync(visitor);
        }

        private async Task ChooseAsync(Visitor visitor)
        {
            await visitor.OpenAsync("/connections", "Connections");
            await visitor.Link("Add SCIM directory").ClickAsync();
            await visitor.Heading("SCIM Provisioning").WaitForAsync();
            await visitor.Field("Name of your app").FillAsync(App);
            var providers = visitor.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Directory Providers" }).GetByRole(AriaRole.Button);
            await Assertions.Expect(providers).ToHaveCountAsync(6);
            Providers = await providers.AllInnerTextsAsync();
            await Screens.TakeAsync(visitor.Page, "scim-providers");
            (await Axe.ViolationsAsync(visitor.Page, "providers")).ShouldBeEmpty();
            await providers.First.ClickAsync();
            await visitor.Heading(App).WaitForAsync();
        }

        private async Task FollowAsync(Visitor visitor)
        {
            var page = visitor.Page;
            await Assertions.Expect(visitor.Table("Bearer tokens").Locator("tbody tr")).ToHaveCountAsync(1);
            Tabs = await page.GetByRole(AriaRole.Tab).AllInnerTextsAsync();
            Guide = await page.GetByRole(AriaRole.Tabpanel).InnerTextAsync();
            Labels = await page.Locator("strong.label").AllInnerTextsAsync();
            Warning = Guide;
            await visitor.Button("Copy Endpoint URL").ClickAsync();
            CopiedEndpoint = await ClipboardAsync(page);
            await visitor.Button("Copy Bearer Token").ClickAsync();
            await Assertions.Expect(visitor.Button("Bearer Token: Copied")).ToBeVisibleAsync();
            CopiedToken = await ClipboardAsync(page);
            Before = await page.Locator("ul [data-sign]").EvaluateAllAsync<string[]>("signs => signs.map(sign => sign.dataset.seen)");
            await Screens.TakeAsync(page, "scim-provisioning");
            (await Axe.ViolationsAsync(page, "provisioning")).ShouldBeEmpty();

            await page.EvaluateAsync("window.sameDocument = true");
            await PlayAsync("test-connection");
            await SeenAsync(page, "request");
            await SeenAsync(page, "testUser");
            await PlayAsync("activate");
            await PlayAsync("bind-group");
            await SeenAsync(page, "group");
            await SeenAsync(page, "user");
            await Assertions.Expect(visitor.Status("Connected")).ToBeVisibleAsync();
            SameDocument = await page.EvaluateAsync<bool>("window.sameDocument");
            await Screens.TakeAsync(page, "scim-connected");
            await page.ReloadAsync();
            await Assertions.Expect(visitor.Table("Bearer tokens").Locator("tbody tr")).ToHaveCountAsync(1);
            var fields = await page.Locator("input").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.value)");
            AfterReload = await page.GetByRole(AriaRole.Tabpanel).InnerTextAsync() + string.Join('\n', fields);
        }

        private async Task LookAsync(Visitor visitor)
        {
            var page = visitor.Page;
            Directory = (await Host.Server.Admin.GetAsync<Page<Jumpgate.Contracts.Directory>>("/v1/directories")).Items.ShouldHaveSingleItem();
            Pushed = (await Host.Server.Admin.GetAsync<Page<Resource>>($"/v1/directories/{Directory.Id}/users?sort=name&limit=1000")).Items;
            await Tab(page, "Groups").ClickAsync();
            var groups = visitor.Table("Groups").Locator("tbody tr[data-row]");
            await Assertions.Expect(groups).ToHaveCountAsync((int)Directory.Counts["group"]);
            GroupCount = await groups.CountAsync();
            await Screens.TakeAsync(page, "scim-groups");
            await groups.First.ClickAsync();
            await visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Memberships" }).ClickAsync();
            var members = visitor.Dialog.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Members" });
            await Assertions.Expect(members.GetByRole(AriaRole.Link)).ToHaveCountAsync(Pushed.Count);
            Members = await members.InnerTextAsync();
            await members.GetByRole(AriaRole.Link).First.ClickAsync();
            await page.WaitForURLAsync($"**/connections/scim/{Directory.Id}/users?**");
            await page.Keyboard.PressAsync("Escape");

            await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);
            var users = visitor.Table("Users").Locator("tbody tr[data-row]");
            await Assertions.Expect(users).ToHaveCountAsync(Pushed.Count);
            UserCount = await users.CountAsync();
            UserHeads = await visitor.Table("Users").GetByRole(AriaRole.Columnheader).AllInnerTextsAsync();
            UserRows = await users.Locator("strong.name").AllInnerTextsAsync();
            await Screens.TakeAsync(page, "scim-users");
            (await Axe.ViolationsAsync(page, "pushed users")).ShouldBeEmpty();
            await visitor.Field("Search users").FillAsync(Pushed[^1].Name!);
            await Assertions.Expect(users).ToHaveCountAsync(1);
            Found = await users.AllInnerTextsAsync();
        }

        private async Task DetachAsync(Visitor visitor)
        {
            await PlayAsync("unbind-group");
            Directory = (await Host.Server.Admin.GetAsync<Page<Jumpgate.Contracts.Directory>>("/v1/directories")).Items.ShouldHaveSingleItem() with { Counts = Directory.Counts };
            var now = await Host.Server.Admin.GetAsync<Jumpgate.Contracts.Directory>($"/v1/directories/{Directory.Id}");
            Detached = (now.Counts["group"], now.Edges["member_of"]);
            await visitor.Page.GotoAsync($"/connections/scim/{Directory.Id}/groups");
            await visitor.Table("Groups").Locator("tbody tr[data-row]").First.ClickAsync();
            await visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Memberships" }).ClickAsync();
            await Assertions.Expect(visitor.Dialog).ToContainTextAsync("No memberships");
            DetachedDrawer = await visitor.Dialog.InnerTextAsync();
        }

        /// <summary>JumpCloud's client with the values that were copied from the page.</summary>
        private async Task PlayAsync(string what)
        {
            var answer = await Host.Emulator.ScimAsync(new JsonObject { ["baseUrl"] = CopiedEndpoint, ["token"] = CopiedToken, ["do"] = what, ["events"] = false });
            ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        }

        private static ILocator Tab(IPage page, string name) => page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = name, Exact = true });

        private static Task SeenAsync(IPage page, string sign) =>
            Assertions.Expect(page.Locator($"ul [data-sign={sign}][data-seen=true]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });

        private static Task<string> ClipboardAsync(IPage page) => page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }
}

internal static class InOrder
{
    /// <summary>The words stand in this order, others may be between them.</summary>
    public static void ShouldContainInOrder(this IReadOnlyList<string> all, params string[] words)
    {
        var at = 0;
        foreach (var word in words)
        {
            while (at < all.Count && all[at] != word) at++;
            at.ShouldBeLessThan(all.Count, $"'{word}' does not follow in: {string.Join(" | ", all)}");
            at++;
        }
    }
}
