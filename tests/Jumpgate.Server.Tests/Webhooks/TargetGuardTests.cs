using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>Where nothing is sent, whoever asks for it.</summary>
public sealed class TargetGuardTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("http://example.com/", "url_not_https")]
    [InlineData("ftp://example.com/", "url_malformed")]
    [InlineData("example.com/hooks", "url_malformed")]
    [InlineData("https://user:word@example.com/", "url_has_credentials")]
    [InlineData("https://example.com/#part", "url_has_fragment")]
    [InlineData("https://127.0.0.1/", "url_private")]
    [InlineData("https://localhost:8080/", "url_private")]
    [InlineData("https://10.1.2.3/", "url_private")]
    [InlineData("https://169.254.169.254/latest/meta-data", "url_private")]
    [InlineData("https://2130706433/", "url_private")]
    [InlineData("https://0x7f.1/", "url_private")]
    [InlineData("https://[::1]/", "url_private")]
    [InlineData("https://[::ffff:192.168.0.1]/", "url_private")]
    [InlineData("https://[fd00::1]/", "url_private")]
    [InlineData("https://[64:ff9b::7f00:1]/", "url_private")]
    [InlineData("https://[2002:7f00:1::]/", "url_private")]
    public async Task I14_An_address_that_must_not_be_called_is_refused_and_nothing_is_made(string url, string code)
    {
        var tenant = await shared.Hub.TenantAsync();
        var refused = await shared.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/webhooks", new { tenant, url });

        (refused.Code, refused.Field, refused.Errors!.Single().Code).ShouldBe(("webhook_target_refused", "url", code));
        (await shared.Hub.Admin.GetAsync<Page<Webhook>>($"/v1/webhooks?tenant={tenant}")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("100.128.0.0", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:808:808::", true)]
    public void Only_addresses_of_the_outside_may_be_called(string address, bool may) => Guard("").May(IPAddress.Parse(address)).ShouldBe(may);

    [Fact]
    public async Task A_name_is_judged_by_where_it_leads_when_it_is_called()
    {
        (await Should.ThrowAsync<TargetRefusedException>(() => Guard("").ResolveAsync("localhost", default))).Message.ShouldContain("private");
        (await Guard("localhost").ResolveAsync("localhost", default)).ShouldNotBeEmpty();
        (await Guard("127.0.0.0/8,::1").ResolveAsync("localhost", default)).ShouldAllBe(address => IPAddress.IsLoopback(address));
        using var client = new GuardedClient(Guard("", allowHttp: true));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localtest.invalid:{shared.Hub.Address.Port}/");
        await Should.ThrowAsync<HttpRequestException>(() => client.SendAsync(request, TimeSpan.FromSeconds(5), default));
    }

    private static TargetGuard Guard(string allow, bool allowHttp = false) => new(Options.Create(new OutboundOptions { Allow = allow, AllowHttp = allowHttp }));
}
