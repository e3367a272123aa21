using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>SCIM set up by somebody without an account.</summary>
[Collection(PortalCollection.Name)]
public sealed class ScimSetupLinkTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_without_an_account_sets_SCIM_up_and_sees_that_directory_alone()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        var link = await host.Server.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant = "default", purpose = "scim" });
        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync(link.Url!, "SCIM Provisioning");
        await Assertions.Expect(guest.Page.GetByText("For default", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await guest.Field("Name of your app").FillAsync("Acme Portal");
        (await Axe.ViolationsAsync(guest.Page, "setup, providers")).ShouldBeEmpty();
        await guest.Page.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "A custom application with Identity Management" }).ClickAsync();
        await Assertions.Expect(guest.Status("Not connected")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Tab)).ToHaveTextAsync(["SCIM Provisioning", "Users", "Groups", "Events"]);
        await Assertions.Expect(guest.Table("Bearer tokens").Locator("tbody tr")).ToHaveCountAsync(1);
        var endpoint = await guest.Field("Endpoint URL").InputValueAsync();
        var token = await guest.Field("Bearer Token").InputValueAsync();
        await Screens.TakeAsync(guest.Page, "scim-setup-link");
        (await Axe.ViolationsAsync(guest.Page, "setup, provisioning")).ShouldBeEmpty();

        var answer = await host.Emulator.ScimAsync(new JsonObject { ["baseUrl"] = endpoint, ["token"] = token, ["do"] = "bind-group", ["events"] = false });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        await Assertions.Expect(guest.Page.Locator("ul [data-sign=group][data-seen=true]")).ToBeVisibleAsync();
        await guest.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Users" }).ClickAsync();
        var rows = guest.Table("Users").Locator("tbody tr[data-row]");
        await Assertions.Expect(rows).ToHaveCountAsync((int)answer["users"]!["created"]!);
        await rows.First.ClickAsync();
        await guest.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Memberships" }).ClickAsync();
        await Assertions.Expect(guest.Dialog.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await Assertions.Expect(guest.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Raw" })).ToHaveCountAsync(0);
        await guest.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "History" }).ClickAsync();
        await Assertions.Expect(guest.Dialog).ToContainTextAsync("by SCIM");

        // Loaded anew the page is where it was; the token is not shown again.
        await guest.OpenAsync(link.Url!, "SCIM Provisioning");
        await Assertions.Expect(guest.Page.GetByText($"••••••••{token[^4..]}")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Field("Bearer Token")).ToHaveCountAsync(0);
        await guest.OpenAsync("/connections", "Sign in");
    }

    [Fact]
    public async Task A_directory_is_handed_over_and_its_token_renewed_by_whom_it_was_handed_to()
    {
        await using var host = await PortalHost.StartAsync();
        var made = await host.Server.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant = "default", name = "Acme", source = "scim", provider = "okta" });
        string url;
        await using (var owner = await host.VisitAsync(chromium))
        {
            await owner.OpenAsync($"/connections/scim/{made.Id}", "Acme");
            await owner.Button("Hand setup to someone else").ClickAsync();
            await owner.Button("Make a link").ClickAsync();
            await Assertions.Expect(owner.Dialog).ToContainTextAsync("it is not shown again");
            url = await owner.Field("Setup link").InputValueAsync();
            (await Axe.ViolationsAsync(owner.Page, "hand over SCIM")).ShouldBeEmpty();
        }

        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync(url, "SCIM Provisioning");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "In Okta" })).ToBeVisibleAsync();
        await guest.Button("New token").ClickAsync();
        await guest.Field("Name (Optional)").FillAsync("Okta 2027");
        await guest.Button("Make token").ClickAsync();
        await Assertions.Expect(guest.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("You won't be able to see it again.");
        var token = await guest.Dialog.GetByLabel("Bearer Token", new LocatorGetByLabelOptions { Exact = true }).InputValueAsync();
        token.ShouldNotBe(made.BearerToken);
        await guest.Button("Done").ClickAsync();
        var tokens = guest.Table("Bearer tokens").Locator("tbody tr");
        await Assertions.Expect(tokens).ToHaveCountAsync(2);
        await guest.Button($"Revoke the token that ends in {made.BearerToken[^4..]}").ClickAsync();
        await guest.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Revoke", Exact = true }).ClickAsync();
        await Assertions.Expect(tokens).ToHaveCountAsync(1);
        await Assertions.Expect(tokens).ToContainTextAsync(["Okta 2027"]);
        using var old = await host.Server.Client(made.BearerToken).GetAsync(made.EndpointUrl + "/Users");
        ((int)old.StatusCode).ShouldBe(401);
        using var renewed = await host.Server.Client(token).GetAsync(made.EndpointUrl + "/Users");
        ((int)renewed.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task The_page_works_in_the_frame_of_the_app_its_link_names()
    {
        var body = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => Results.Content(body, "text/html"));
        await app.StartAsync();
        var site = $"http://localhost:{new Uri(app.Urls.Single()).Port}";
        await using var host = await PortalHost.StartAsync();
        var link = await host.Server.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant = "default", purpose = "scim", embed = site });
        body = $"<iframe title=setup width=1000 height=900 src='{link.Url}'></iframe>";
        var context = await chromium.Browser.NewContextAsync();
        try
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(site);
            var frame = page.FrameLocator("iframe");
            await frame.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "Any other SCIM 2.0 client" }).ClickAsync();
            await Assertions.Expect(frame.GetByLabel("Endpoint URL", new FrameLocatorGetByLabelOptions { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/scim/"));
            await frame.GetByRole(AriaRole.Tab, new FrameLocatorGetByRoleOptions { Name = "Groups" }).ClickAsync();
            await Assertions.Expect(frame.GetByText("No groups yet")).ToBeVisibleAsync();
        }
        finally
        {
            await context.CloseAsync();
        }
    }

    [Fact]
    public async Task S4_8_A_link_that_does_not_open_says_to_ask_the_app_owner()
    {
        await using var host = await PortalHost.StartAsync();
        var link = await host.Server.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant = "default", purpose = "scim" });
        (await host.Server.Admin.DeleteAsync($"/v1/portal-sessions/{link.Id}")).EnsureSuccessStatusCode();
        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync(link.Url!, "Setup link");
        await Assertions.Expect(guest.Trouble("setup_link_unknown")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByText("Request instructions from the app owner")).ToBeVisibleAsync();
        await Screens.TakeAsync(guest.Page, "scim-unreachable");
        (await Axe.ViolationsAsync(guest.Page, "unreachable")).ShouldBeEmpty();
    }

    [Fact]
    public async Task T11_Who_is_sent_here_by_an_app_without_an_account_is_told_to_request_instructions()
    {
        await using var host = await PortalHost.StartAsync();
        await using var guest = await Visitor.ComeAsync(chromium, host.Server.Address);
        await guest.OpenAsync("/connections/scim/new", "Sign in");
        await Assertions.Expect(guest.Page.GetByText("Request instructions from the app owner.")).ToBeVisibleAsync();
    }
}
