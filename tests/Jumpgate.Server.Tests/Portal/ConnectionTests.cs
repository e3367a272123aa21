using System.Net;
using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class ConnectionTests(Chromium chromium)
{
    [Fact]
    public async Task Sync_now_runs_one_sync_that_shows_in_the_history_at_once()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/sync", organization.Name);
        var runs = visitor.Table("History").Locator("tbody tr");
        await Assertions.Expect(runs).ToHaveCountAsync(1);
        await visitor.Button("Sync now").ClickAsync();
        await Assertions.Expect(runs).ToHaveCountAsync(2);
        await Assertions.Expect(runs.First).ToContainTextAsync("by hand");
        await Assertions.Expect(runs.First).ToContainTextAsync("Done");
        await Assertions.Expect(visitor.Button("Sync now")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_paused_connection_says_so_refuses_Sync_now_and_goes_on_when_resumed()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}", organization.Name);
        await visitor.Button("Pause sync").ClickAsync();
        await Assertions.Expect(visitor.Status("Paused")).ToBeVisibleAsync();
        (await host.Server.OrganizationAsync(organization.Id)).Status.ShouldBe(OrganizationStatus.Paused);
        await Assertions.Expect(visitor.Button("Sync now")).ToHaveAttributeAsync("aria-disabled", "true");
        await visitor.Button("Sync now").HoverAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync("Syncing is paused.");

        await visitor.Button("Resume sync").ClickAsync();
        await Assertions.Expect(visitor.Status("Connected")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Button("Pause sync")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S1_11_The_second_credential_is_staged_proven_switched_to_and_the_old_one_dropped()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        var (clientId, secret) = host.Emulator.AddServiceAccount();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/settings", organization.Name);
        await visitor.Button("Rotate").ClickAsync();
        var form = visitor.Page.GetByRole(AriaRole.Form, new PageGetByRoleOptions { Name = "Stage a second credential" });
        await Assertions.Expect(form.Locator("input[name=clientId]")).ToHaveValueAsync(host.Emulator.ClientId);
        await visitor.Button("Stage").ClickAsync();
        await Assertions.Expect(form).ToContainTextAsync("Client Secret is required.");

        await form.Locator("input[name=clientId]").FillAsync(clientId);
        await form.Locator("input[name=clientSecret]").FillAsync("not-the-secret-of-this-account");
        await visitor.Button("Stage").ClickAsync();
        await Assertions.Expect(visitor.Trouble("invalid_credentials")).ToBeFocusedAsync();
        (await host.Server.OrganizationAsync(organization.Id)).Standby.ShouldBeNull();

        await form.Locator("input[name=clientSecret]").FillAsync(secret);
        await visitor.Button("Stage").ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.GetByText($"••••{secret[^4..]}")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("Proven", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(visitor.Page, "rotate");
        await visitor.Button("Prove").ClickAsync();
        await Assertions.Expect(visitor.Told("JumpCloud accepts the standby credential.")).ToBeVisibleAsync();

        await visitor.Button("Switch to standby").ClickAsync();
        await Assertions.Expect(visitor.Told("Switched.")).ToBeVisibleAsync();
        var switched = await host.Server.OrganizationAsync(organization.Id);
        (switched.Credential.Suffix, switched.Standby!.Suffix).ShouldBe((secret[^4..], organization.Credential.Suffix));

        await visitor.Button("Drop standby").ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToContainTextAsync($"…{organization.Credential.Suffix} ");
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Drop standby" }).ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Button("Rotate")).ToBeVisibleAsync();
        (await host.Server.OrganizationAsync(organization.Id)).Standby.ShouldBeNull();
        (await visitor.Page.ContentAsync()).ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_standby_that_JumpCloud_refuses_is_marked_and_cannot_be_switched_to()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        var (clientId, secret) = host.Emulator.AddServiceAccount();
        await host.Server.Admin.PostAsync<Organization>(
            $"/v1/organizations/{organization.Id}/credentials", new { @do = "stage", method = LinkMethods.ServiceAccount, clientId, clientSecret = secret });
        host.Emulator.SetServiceAccountStatus(clientId, "INACTIVE");
        host.Emulator.ExpireTokens();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/settings", organization.Name);
        await visitor.Button("Switch to standby").ClickAsync();
        await Assertions.Expect(visitor.Trouble("standby_not_proven")).ToBeFocusedAsync();
        await visitor.Button("Prove").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Refused", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        (await host.Server.OrganizationAsync(organization.Id)).Credential.Suffix.ShouldBe(organization.Credential.Suffix);
    }

    [Fact]
    public async Task Unlinking_asks_for_the_name_and_takes_the_connection_and_its_directory_away()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/settings", organization.Name);
        await visitor.Button("Unlink").ClickAsync();
        var unlink = visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Unlink" });
        await Assertions.Expect(unlink).ToBeDisabledAsync();
        var name = visitor.Dialog.GetByRole(AriaRole.Textbox);
        await Assertions.Expect(name).ToBeFocusedAsync();
        await name.FillAsync("something else");
        await name.PressAsync("Enter");
        await Assertions.Expect(unlink).ToBeDisabledAsync();
        (await host.Server.OrganizationAsync(organization.Id)).Status.ShouldBe(OrganizationStatus.Connected);

        await name.FillAsync(organization.Name);
        await Screens.TakeAsync(visitor.Page, "unlink");
        await unlink.ClickAsync();
        await visitor.Heading("Connections").WaitForAsync();
        await Assertions.Expect(visitor.Page.GetByText("No organization is linked yet")).ToBeVisibleAsync();
        using var gone = await host.Server.Admin.GetAsync($"/v1/organizations/{organization.Id}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await visitor.OpenAsync("/directory/users", "Users");
        await Assertions.Expect(visitor.Page.GetByText("Nothing is mirrored yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Settings_are_saved_and_a_refused_value_is_told_at_its_field()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}/settings", organization.Name);
        await visitor.Field("Name").FillAsync("Headquarters");
        await visitor.ChooseAsync("Type", "Test");
        await visitor.ChooseAsync("Full sync", "every 4 hours");
        await visitor.Button("Save").ClickAsync();
        await Assertions.Expect(visitor.Told("Saved")).ToBeVisibleAsync();
        await visitor.Heading("Headquarters").WaitForAsync();
        var saved = await host.Server.OrganizationAsync(organization.Id);
        (saved.Name, saved.Type, saved.Settings.Schedule).ShouldBe(("Headquarters", "test", "PT4H"));

        await visitor.Field("Name").FillAsync("  ");
        await visitor.Button("Save").ClickAsync();
        await Assertions.Expect(visitor.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visitor.Page.GetByText("The name cannot be empty.").First).ToBeVisibleAsync();
    }
}
