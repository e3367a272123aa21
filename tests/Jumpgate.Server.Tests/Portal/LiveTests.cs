using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task S0_17_S0_28_S1_25_S1_26_S2_23_Linking_confirms_and_turns_from_Syncing_to_Connected_without_reload()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        host.Emulator.Latency = TimeSpan.FromMilliseconds(40);
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/settings/integrations/jumpcloud", "Connect JumpCloud");
        await LinkTests.FillAsync(visitor, host.Emulator.ClientId, host.Emulator.ClientSecret);
        await visitor.Page.EvaluateAsync("window.sameDocument = true");
        await visitor.Button("Add JumpCloud").DblClickAsync();

        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "JumpCloud is connected" });
        await Assertions.Expect(dialog).ToContainTextAsync(host.Emulator.OrganizationId);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "View connection" })).ToBeFocusedAsync();
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
        (await visitor.Page.EvaluateAsync<string[]>("window.seen")).ShouldBe(["Syncing", "Connected"]);
        (await visitor.Page.EvaluateAsync<bool>("window.sameDocument")).ShouldBeTrue();
        await Screens.TakeAsync(visitor.Page, "integrations");

        (await host.Server.Admin.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items.Count.ShouldBe(1);
        await visitor.Link("Connections").ClickAsync();
        var accounts = visitor.Table("Connections");
        await Assertions.Expect(accounts.GetByRole(AriaRole.Row).Last).ToContainTextAsync("JumpCloud");
        (await accounts.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync()).Take(5).ShouldBe(["Account", "Integration", "Type", "Status", "Connected"]);
        await Assertions.Expect(accounts.GetByRole(AriaRole.Row).Last).ToContainTextAsync("Production");
        await Assertions.Expect(accounts.GetByRole(AriaRole.Row).Last).ToContainTextAsync("Connected");
    }
}
