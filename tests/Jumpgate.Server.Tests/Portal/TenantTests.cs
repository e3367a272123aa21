using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

[Collection(PortalCollection.Name)]
public sealed class TenantTests(Chromium chromium)
{
    [Fact]
    public async Task Switching_the_tenant_shows_its_organizations_and_nothing_of_the_other()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync();
        await host.Server.TenantAsync("acme");
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.OpenAsync($"/connections/{organization.Id}", organization.Name);
        await visitor.ChooseAsync("Tenant", "acme");
        await visitor.Heading("Connections").WaitForAsync();
        await Assertions.Expect(visitor.Page.GetByText("No organization is linked yet")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText(organization.Name)).ToHaveCountAsync(0);
        await visitor.Link("Users").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Nothing is mirrored yet")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Choice("Tenant")).ToHaveValueAsync("acme");

        await visitor.ChooseAsync("Tenant", "default");
        await Assertions.Expect(visitor.Told("12 users")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_address_into_another_tenant_opens_there()
    {
        await using var host = await PortalHost.StartAsync();
        var organization = await host.ConnectAsync(await host.Server.TenantAsync("acme"));
        await using var visitor = await host.VisitAsync(chromium);
        await visitor.ChooseAsync("Tenant", "default");
        await visitor.OpenAsync($"/connections/{organization.Id}", organization.Name);
        await Assertions.Expect(visitor.Choice("Tenant")).ToHaveValueAsync("acme");
        await visitor.Link("Users").ClickAsync();
        await Assertions.Expect(visitor.Told("12 users")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task With_one_tenant_there_is_no_switch()
    {
        await using var host = await PortalHost.StartAsync();
        await using var visitor = await host.VisitAsync(chromium);
        await Assertions.Expect(visitor.Link("Connections")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Choice("Tenant")).ToHaveCountAsync(0);
    }
}
