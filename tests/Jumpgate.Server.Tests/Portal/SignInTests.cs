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
}
