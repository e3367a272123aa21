using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>Where nothing is sent, whoever asks for it.</summary>
public sealed class TargetGuardTests(TargetGuardTests.OpenHub shared) : IClassFixture<TargetGuardTests.OpenHub>
{
    [Theory]
    [InlineData("http://example.com/", "url_not_https")]
    [InlineData("http://127.0.0.1/", "url_not_https")]
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
        (await Should.ThrowAsync<TargetRefusedException>(() => Guard("").ResolveAsync("localhost", plain: false, default))).Message.ShouldContain("private");
        (await Guard("localhost").ResolveAsync("localhost", plain: false, default)).ShouldNotBeEmpty();
        (await Guard("127.0.0.0/8,::1").ResolveAsync("localhost", plain: false, default)).ShouldAllBe(address => IPAddress.IsLoopback(address));
        using var client = new GuardedClient(Guard("", new() { AllowHttp = true }));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localtest.invalid:{shared.Hub.Address.Port}/");
        await Should.ThrowAsync<HttpRequestException>(() => client.SendAsync(request, TimeSpan.FromSeconds(5), default));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000;https://[::1]:5001", true)]
    [InlineData("http://127.0.0.1:5000;http://10.0.0.5:5000", false)]
    [InlineData("http://0.0.0.0:5000", false)]
    [InlineData("http://[::]:5000", false)]
    [InlineData("http://*:5000", false)]
    [InlineData("http://hub.example.com:5000", false)]
    [InlineData("http://unix:/run/jumpgate.sock", false)]
    [InlineData("", false)]
    public async Task Loopback_and_http_to_it_are_open_only_while_the_server_listens_nowhere_else(string urls, bool open)
    {
        var guard = Guard("", urls: urls);
        foreach (var url in (string[])["http://127.0.0.1:9000/", "https://127.8.9.1/", "http://[::1]/", "https://[::ffff:127.0.0.1]/", "http://LocalHost:9000/", "http://app.localhost/"])
            (guard.Judge(url, out _) is null).ShouldBe(open, url);
        foreach (var url in (string[])["https://10.1.2.3/", "https://192.168.0.1/", "https://0.0.0.0/", "https://169.254.169.254/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/"])
            guard.Judge(url, out _)!.Code.ShouldBe("url_private", url);
        foreach (var url in (string[])["http://example.com/", "http://10.1.2.3/", "http://8.8.8.8/"]) guard.Judge(url, out _)!.Code.ShouldBe("url_not_https", url);
        foreach (var plain in (bool[])[false, true])
        {
            // Whatever a name was when it was entered: where it leads now is what counts.
            if (open) (await guard.ResolveAsync("localhost", plain, default)).ShouldAllBe(address => IPAddress.IsLoopback(address));
            else await Should.ThrowAsync<TargetRefusedException>(() => guard.ResolveAsync("localhost", plain, default));
        }

        (await Should.ThrowAsync<TargetRefusedException>(() => guard.ResolveAsync("8.8.8.8", plain: true, default))).Message.ShouldContain("https only");
    }

    [Fact]
    public void What_the_operator_says_wins_over_where_the_server_listens()
    {
        const string Inside = "http://127.0.0.1:5000", Outside = "http://0.0.0.0:5000";
        Judged(Guard("", new() { AllowLoopback = false }, Inside), "https://127.0.0.1/").ShouldBe("url_private");
        Judged(Guard("", new() { AllowLoopback = false }, Inside), "http://127.0.0.1/").ShouldBe("url_not_https");
        Judged(Guard("", new() { AllowHttp = false }, Inside), "http://127.0.0.1/").ShouldBe("url_not_https");
        Judged(Guard("", new() { AllowHttp = false }, Inside), "https://127.0.0.1/").ShouldBeNull();
        Judged(Guard("127.0.0.0/8", new() { AllowLoopback = false }, Inside), "https://127.0.0.1/").ShouldBeNull();
        Judged(Guard("", new() { AllowLoopback = true }, Outside), "http://127.0.0.1/").ShouldBeNull();
        Judged(Guard("", new() { AllowLoopback = true }, Outside), "http://10.0.0.1/").ShouldBe("url_not_https");
        Judged(Guard("", new(), Inside, proxied: true), "https://127.0.0.1/").ShouldBe("url_private");
    }

    [Fact]
    public async Task A_server_that_comes_to_listen_on_all_addresses_calls_loopback_no_more()
    {
        await using var hub = await JumpgateHost.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var tenant = await hub.TenantAsync();
        var webhook = await hub.Admin.PostAsync<Webhook>("/v1/webhooks", new { tenant, url = receiver.Url });
        (await hub.Admin.PostAsync<WebhookTested>($"/v1/webhooks/{webhook.Id}/test")).Delivered.ShouldBeTrue();

        await hub.StopAsync();
        await hub.StartAgainAsync(listen: "http://0.0.0.0:0");

        var refused = await hub.Admin.PostAsync<WebhookTested>($"/v1/webhooks/{webhook.Id}/test");
        (refused.Delivered, refused.Attempt.Status, receiver.All.Count).ShouldBe((false, null, 1));
    }

    private static string? Judged(TargetGuard guard, string url) => guard.Judge(url, out _)?.Code;

    private static TargetGuard Guard(string allow, OutboundOptions? options = null, string urls = "http://0.0.0.0:5000", bool proxied = false)
    {
        options ??= new();
        options.Allow = allow;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(proxied ? [new("ForwardedHeaders_Enabled", "true")] : []).Build();
        return new(Options.Create(options), new Listening(new Listener(urls), configuration));
    }

    /// <summary>A server that says where it listens.</summary>
    private sealed class Listener : IServer, IServerAddressesFeature
    {
        public Listener(string urls)
        {
            Addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
            Features.Set<IServerAddressesFeature>(this);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public ICollection<string> Addresses { get; }

        public bool PreferHostingUrls { get; set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    /// <summary>A server that others can reach.</summary>
    public sealed class OpenHub : SharedHost
    {
        protected override JumpgateHostOptions Options => new() { Arguments = ["--urls", "http://0.0.0.0:0"] };
    }
}
