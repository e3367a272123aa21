using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;
using Jumpgate.Server.Tests.Webhooks;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>Webhooks: an endpoint made, tried, watched and mended by hand.</summary>
[Collection(PortalCollection.Name)]
public sealed class WebhookPagesTests(Chromium chromium)
{
    [Fact]
    public async Task An_endpoint_is_made_its_secret_shown_once_and_its_deliveries_watched()
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var pushed = await PushedClient.StartAsync(host.Server, tenant: "default");
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.Link("Webhooks").ClickAsync();
        await visitor.Heading("Webhooks").WaitForAsync();
        await Assertions.Expect(visitor.Page.GetByText("No endpoint yet")).ToBeVisibleAsync();
        await visitor.Link("Add endpoint").ClickAsync();
        await visitor.Heading("Add endpoint").WaitForAsync();
        await visitor.Field("Endpoint URL").FillAsync("ftp://example.com");
        await visitor.Button("Add endpoint").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-error], [role=alert]").First).ToBeVisibleAsync();
        await visitor.Field("Endpoint URL").FillAsync(receiver.Url);
        await visitor.Field("Name (Optional)").FillAsync("My app");
        await visitor.Page.GetByText("Users and groups", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Screens.TakeAsync(visitor.Page, "webhook-new");
        (await Axe.ViolationsAsync(visitor.Page, "new webhook")).ShouldBeEmpty();
        await visitor.Button("Add endpoint").ClickAsync();
        await visitor.Heading("My app").WaitForAsync();
        var secret = await visitor.Field("Signing secret").InputValueAsync();
        secret.ShouldStartWith("whsec_");

        await visitor.Button("Send test event").ClickAsync();
        await Assertions.Expect(visitor.Told("Taken: 204")).ToBeVisibleAsync();
        receiver.Taken.ShouldHaveSingleItem().SignedBy(secret).ShouldBe(1);

        await pushed.UserAsync("vera");
        var rows = visitor.Table("Delivery log").Locator("tbody tr[data-row]");
        await Assertions.Expect(rows.Filter(new LocatorFilterOptions { HasText = "organization.directory.user_created" })).ToContainTextAsync("Success");
        receiver.Answer = (_, _) => Task.FromResult(500);
        await pushed.UserAsync("walt");
        var retrying = rows.Filter(new LocatorFilterOptions { HasText = "Retrying" });
        await Assertions.Expect(retrying).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
        await Screens.TakeAsync(visitor.Page, "webhook");
        (await Axe.ViolationsAsync(visitor.Page, "webhook")).ShouldBeEmpty();

        await retrying.ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Table)).ToContainTextAsync("500");
        await Screens.TakeAsync(visitor.Page, "webhook-delivery");
        (await Axe.ViolationsAsync(visitor.Page, "delivery")).ShouldBeEmpty();
        receiver.Answer = (_, _) => Task.FromResult(204);
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByText("Success", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await visitor.Page.Keyboard.PressAsync("Escape");

        // Loaded anew the secret is gone; a rotation makes another.
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.GetByText($"••••••••{secret[^4..]}")).ToBeVisibleAsync();
        await visitor.Button("Rotate").ClickAsync();
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Rotate", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);
        (await visitor.Field("Signing secret").InputValueAsync()).ShouldNotBe(secret);
        await visitor.Button("Disable").ClickAsync();
        await Assertions.Expect(visitor.Trouble("webhook_disabled")).ToBeVisibleAsync();
        await visitor.Button("Enable").ClickAsync();
        await Assertions.Expect(visitor.Trouble("webhook_disabled")).ToHaveCountAsync(0);
        await visitor.OpenAsync("/webhooks", "Webhooks");
        await Assertions.Expect(visitor.Table("Webhooks").Locator("tbody tr")).ToContainTextAsync(["My app"]);
        await Screens.TakeAsync(visitor.Page, "webhooks");
        (await Axe.ViolationsAsync(visitor.Page, "webhooks")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_only_read_is_told_that_webhooks_are_not_theirs()
    {
        await using var host = await PortalHost.StartAsync();
        await host.TakeRoleAsync(ProductRoles.ReadOnly);
        await using var visitor = await host.VisitAsync(chromium);
        foreach (var (path, heading) in new[] { ("/webhooks", "Webhooks"), ("/webhooks/new", "Add endpoint") })
        {
            await visitor.OpenAsync(path, heading);
            await Assertions.Expect(visitor.Page.GetByText("Webhooks are not part of your role")).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Button("Add endpoint").Or(visitor.Link("Add endpoint"))).ToHaveCountAsync(0);
        }
    }
}
