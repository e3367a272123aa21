using Jumpgate.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class SetupLinkTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_without_an_account_connects_JumpCloud_by_a_link_that_was_handed_over()
    {
        await using var host = await PortalHost.StartAsync();
        string url;
        await using (var owner = await host.VisitAsync(chromium))
        {
            await owner.OpenAsync("/settings/integrations/jumpcloud", "Connect JumpCloud");
            await owner.Button("Hand setup to someone else").ClickAsync();
            await Assertions.Expect(owner.Dialog).ToContainTextAsync("No link is open.");
            await owner.Button("Make a link").ClickAsync();
            await Assertions.Expect(owner.Dialog).ToContainTextAsync("it is not shown again");
            url = await owner.Field("Setup link").InputValueAsync();
            await Assertions.Expect(owner.Table("Open links").GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
            await owner.Button("Copy link").ClickAsync();
            await Assertions.Expect(owner.Button("Copied")).ToBeVisibleAsync();
            (await owner.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(url);
            (await Axe.ViolationsAsync(owner.Page, "hand over")).ShouldBeEmpty();
        }

        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync(url, "Connect JumpCloud");
        await Assertions.Expect(guest.Page.GetByText("For default", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await Visitor.PasteAsync(guest.Page.Locator("input[name=clientId]"), $" {host.Emulator.ClientId} ");
        await guest.Button("Remove them").ClickAsync();
        await LinkTests.FillAsync(guest, host.Emulator.ClientId, host.Emulator.ClientSecret);
        await Screens.TakeAsync(guest.Page, "setup-link");
        (await Axe.ViolationsAsync(guest.Page, "setup link")).ShouldBeEmpty();
        await guest.Button("Connect").ClickAsync();
        await Assertions.Expect(guest.Status("Connected")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 90_000 });
        await Assertions.Expect(guest.Told("You can close this page.")).ToBeVisibleAsync();
        (await Axe.ViolationsAsync(guest.Page, "setup link, connected")).ShouldBeEmpty();
        (await host.Server.Admin.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items.ShouldHaveSingleItem()
            .RemoteOrganization.Id.ShouldBe(host.Emulator.OrganizationId);

        // Opened again it shows what was connected; the rest of the portal still asks who is there.
        await guest.OpenAsync(url, "Connect JumpCloud");
        await Assertions.Expect(guest.Status("Connected")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator("form")).ToHaveCountAsync(0);
        await guest.OpenAsync("/connections", "Sign in");
    }

    [Fact]
    public async Task A_revoked_link_says_so_and_whom_to_ask()
    {
        await using var host = await PortalHost.StartAsync();
        var made = await host.Server.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant = "default", purpose = "link" });
        await using (var owner = await host.VisitAsync(chromium))
        {
            await owner.OpenAsync("/settings/integrations/jumpcloud", "Connect JumpCloud");
            await owner.Button("Hand setup to someone else").ClickAsync();
            await owner.Table("Open links").GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(owner.Told("The link was revoked.")).ToBeVisibleAsync();
            await Assertions.Expect(owner.Dialog).ToContainTextAsync("No link is open.");
        }

        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync(made.Url!, "Setup link");
        await Assertions.Expect(guest.Trouble("setup_link_unknown")).ToContainTextAsync("ask whoever sent it for a new one");
        (await Axe.ViolationsAsync(guest.Page, "revoked setup link")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_works_in_the_frame_of_the_site_its_link_names_and_of_no_other(bool named)
    {
        var body = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapGet("/", () => Results.Content(body, "text/html"));
        await other.StartAsync();
        // By this name it is another site than the server, which is 127.0.0.1.
        var site = $"http://localhost:{new Uri(other.Urls.Single()).Port}";

        await using var host = await PortalHost.StartAsync();
        var made = await host.Server.Admin.PostAsync<PortalSession>(
            "/v1/portal-sessions", new { tenant = "default", purpose = "link", embed = named ? site : "https://app.example.com" });
        body = $"<iframe title=setup width=1000 height=900 src='{made.Url}'></iframe>";
        var context = await chromium.Browser.NewContextAsync();
        try
        {
            var page = await context.NewPageAsync();
            if (!named)
            {
                await page.RunAndWaitForConsoleMessageAsync(() => page.GotoAsync(site), new PageRunAndWaitForConsoleMessageOptions
                {
                    Predicate = message => message.Text.Contains("frame-ancestors https://app.example.com", StringComparison.Ordinal),
                });
                return;
            }

            await page.GotoAsync(site);
            var frame = page.FrameLocator("iframe");
            // The regions come by the cookie.
            await frame.GetByRole(AriaRole.Combobox, new FrameLocatorGetByRoleOptions { Name = "API Region" }).ClickAsync();
            await Assertions.Expect(frame.GetByRole(AriaRole.Option)).ToContainTextAsync(["console.jumpcloud.com", "console.eu.jumpcloud.com"]);
        }
        finally
        {
            await context.CloseAsync();
        }
    }
}
