using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>One visit: an organization is added by a double click and watched until it is connected. Each line looks at its part of it.</summary>
[Collection(PortalCollection.Name)]
public sealed class LiveTests(Chromium chromium, LiveTests.Visit visit) : IClassFixture<LiveTests.Visit>, IAsyncLifetime
{
    public Task InitializeAsync() => visit.OnceAsync(chromium);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task S0_17_One_click_adds_it_and_a_double_click_adds_it_once() =>
        (await visit.Host.Server.Admin.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items.Count.ShouldBe(1);

    [Fact]
    public void S0_28_Connected_stands_in_Settings_Integrations_and_not_before_the_first_sync_is_done() =>
        visit.Seen.ShouldBe(["Syncing", "Connected"]);

    [Fact]
    public void S1_25_Linking_is_confirmed_with_the_organization_it_found()
    {
        visit.Confirmation.ShouldContain("JumpCloud is connected");
        visit.Confirmation.ShouldContain(visit.Host.Emulator.OrganizationId);
        visit.ViewConnectionHasFocus.ShouldBeTrue();
    }

    [Fact]
    public void S1_26_The_new_account_is_on_the_Accounts_page_with_status_type_and_date()
    {
        visit.AccountHeads.Take(5).ShouldBe(["Account", "Integration", "Type", "Status", "Connected"]);
        visit.Account[1].ShouldContain("JumpCloud");
        visit.Account[2].ShouldContain("Production");
        visit.Account[3].ShouldContain("Connected");
        visit.Account[4].ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void S2_23_The_label_turns_from_Syncing_to_Connected_without_reload()
    {
        visit.Seen.ShouldBe(["Syncing", "Connected"]);
        visit.SameDocument.ShouldBeTrue();
    }

    public sealed class Visit : IAsyncLifetime
    {
        private Task? visit;

        public PortalHost Host { get; private set; } = null!;

        public string Confirmation { get; private set; } = "";

        public bool ViewConnectionHasFocus { get; private set; }

        public string[] Seen { get; private set; } = [];

        public bool SameDocument { get; private set; }

        public IReadOnlyList<string> AccountHeads { get; private set; } = [];

        public IReadOnlyList<string> Account { get; private set; } = [];

        public async Task InitializeAsync() => Host = await PortalHost.StartAsync(Worlds.Small);

        public Task OnceAsync(Chromium chromium) => visit ??= VisitAsync(chromium);

        public async Task DisposeAsync() => await Host.DisposeAsync();

        private async Task VisitAsync(Chromium chromium)
        {
            Host.Emulator.Latency = TimeSpan.FromMilliseconds(40);
            await using var visitor = await Host.VisitAsync(chromium);
            await visitor.OpenAsync("/settings/integrations/jumpcloud", "Connect JumpCloud");
            await LinkTests.FillAsync(visitor, Host.Emulator.ClientId, Host.Emulator.ClientSecret);
            await visitor.Page.EvaluateAsync("window.sameDocument = true");
            await visitor.Button("Add JumpCloud").DblClickAsync();

            var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "JumpCloud is connected" });
            await Assertions.Expect(dialog).ToContainTextAsync(Host.Emulator.OrganizationId);
            var view = dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "View connection" });
            await Assertions.Expect(view).ToBeFocusedAsync();
            Confirmation = await dialog.InnerTextAsync();
            ViewConnectionHasFocus = await view.EvaluateAsync<bool>("button => button === document.activeElement");
            await Screens.TakeAsync(visitor.Page, "link-confirmed");

            await visitor.Page.Keyboard.PressAsync("Escape");
            await visitor.Heading("Integrations").WaitForAsync();
            await visitor.Page.EvaluateAsync(
                """
                () => {
                  window.seen = [];
                  const look = () => {
                    const now = document.querySelector('[data-status]')?.dataset.status;
                    if (now && window.seen.at(-1) !== now) window.seen.push(now);
                  };
                  look();
                  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
                }
                """);
            await Assertions.Expect(visitor.Page.Locator("[data-status=Connected]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
            Seen = await visitor.Page.EvaluateAsync<string[]>("window.seen");
            SameDocument = await visitor.Page.EvaluateAsync<bool>("window.sameDocument");
            await Screens.TakeAsync(visitor.Page, "integrations");

            await visitor.Link("Connections").ClickAsync();
            var accounts = visitor.Table("Connections");
            await Assertions.Expect(accounts.GetByRole(AriaRole.Row).Last).ToContainTextAsync("JumpCloud");
            await Assertions.Expect(accounts.GetByRole(AriaRole.Row).Last).ToContainTextAsync("Connected");
            AccountHeads = await accounts.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync();
            Account = await accounts.GetByRole(AriaRole.Row).Last.GetByRole(AriaRole.Cell).AllInnerTextsAsync();
        }
    }
}
