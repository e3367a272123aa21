using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class SignInTests(Chromium chromium)
{
    [Fact]
    public async Task The_first_account_is_made_in_the_browser_with_the_printed_token()
    {
        await using var server = await JumpgateHost.StartAsync();
        await using var visitor = await Visitor.ComeAsync(chromium, server.Address);
        await visitor.OpenAsync("/", "Set up Jumpgate");
        await visitor.Field("Set-up token").FillAsync("not the token");
        await visitor.Field("Your name").FillAsync("Nora Ops");
        await visitor.Field("E-mail").FillAsync(PortalHost.Email);
        await visitor.Field("Password").FillAsync(PortalHost.Password);
        await visitor.Field("Password again").FillAsync(PortalHost.Password);
        await visitor.Button("Create account").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The token does not match.")).ToBeVisibleAsync();

        await visitor.Field("Set-up token").FillAsync(server.Printed.ToString().Trim().Split(' ')[^1]);
        await visitor.Button("Create account").ClickAsync();
        await visitor.Heading("Home").WaitForAsync();
        await Assertions.Expect(visitor.Account).ToContainTextAsync("Nora Ops");
    }

    [Fact]
    public async Task A_page_asked_for_before_signing_in_is_opened_after_it()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        await using var visitor = await Visitor.ComeAsync(chromium, host.Server.Address);
        await visitor.OpenAsync("/settings/integrations", "Sign in");
        await visitor.Field("E-mail").FillAsync(PortalHost.Email);
        await visitor.Field("Password").FillAsync("something else entirely");
        await visitor.Button("Sign in").ClickAsync();
        await Assertions.Expect(visitor.Trouble("sign_in_failed")).ToBeFocusedAsync();

        await visitor.Field("Password").FillAsync(PortalHost.Password);
        await visitor.Button("Sign in").ClickAsync();
        await visitor.Heading("Integrations").WaitForAsync();
        await visitor.Account.ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await visitor.Heading("Sign in").WaitForAsync();
        await visitor.OpenAsync("/", "Sign in");
    }

    [Fact]
    public async Task After_several_wrong_passwords_the_page_says_when_to_try_again()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        await using var visitor = await Visitor.ComeAsync(chromium, host.Server.Address);
        await visitor.OpenAsync("/sign-in", "Sign in");
        await visitor.Field("E-mail").FillAsync(PortalHost.Email);
        for (var i = 0; i < 6; i++)
        {
            await visitor.Field("Password").FillAsync($"guess number {i}");
            await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Button("Sign in").ClickAsync(), "**/portal/sign-in");
        }

        await Assertions.Expect(visitor.Trouble("sign_in_throttled")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Trouble("sign_in_throttled")).ToContainTextAsync("Sign-in opens again in");
    }

    [Fact]
    public async Task A_session_that_ended_leads_to_the_sign_in_and_back_to_the_page()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/sync?run={organization.LastRun!.Id}", organization.Name);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Dialog).ToBeHiddenAsync();
        await visitor.Button("Sync now").FocusAsync();
        await visitor.LoseSessionAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Heading("Sign in").WaitForAsync();
        await Assertions.Expect(visitor.Told("Your session has ended.")).ToBeVisibleAsync();
        await visitor.Field("E-mail").FillAsync(PortalHost.Email);
        await visitor.Field("Password").FillAsync(PortalHost.Password);
        await visitor.Button("Sign in").ClickAsync();
        await visitor.Heading(organization.Name).WaitForAsync();
        visitor.Page.Url.ShouldContain($"/connections/{organization.Id}/sync");
        await visitor.Button("Sync now").ClickAsync();
        await Assertions.Expect(visitor.Table("History").Locator("tbody tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Signing_out_leaves_nothing_behind_for_the_next_person()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync("/connections", "Connections");
        await visitor.Account.ClickAsync();
        await visitor.MenuItem("Sign out").ClickAsync();
        await visitor.Heading("Sign in").WaitForAsync();
        await visitor.Page.GoBackAsync();
        await visitor.Heading("Sign in").WaitForAsync();
        await Assertions.Expect(visitor.Page.GetByText(organization.Name)).ToHaveCountAsync(0);
        (await visitor.Page.EvaluateAsync<int>("fetch('/v1/organizations').then(answer => answer.status)")).ShouldBe(401);
    }

    [Fact]
    public async Task A_return_address_of_another_site_is_not_followed()
    {
        await using var host = await PortalHost.StartAsync(Worlds.Small);
        await using var visitor = await Visitor.ComeAsync(chromium, host.Server.Address);
        await visitor.OpenAsync("/sign-in?to=//elsewhere.example/", "Sign in");
        await visitor.Field("E-mail").FillAsync(PortalHost.Email);
        await visitor.Field("Password").FillAsync(PortalHost.Password);
        await visitor.Button("Sign in").ClickAsync();
        await visitor.Heading("Home").WaitForAsync();
        new Uri(visitor.Page.Url).Authority.ShouldBe(host.Server.Address.Authority);
    }
}
