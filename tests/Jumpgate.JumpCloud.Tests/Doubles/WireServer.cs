using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpgate.JumpCloud.Tests;

/// <summary>A real server on the loopback, for what only a network does: hang, cut, redirect.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WireServer(WebApplication app, Uri origin) => (_app, Origin) = (app, origin);

    public Uri Origin { get; }

    public static async Task<WireServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WireServer(app, new Uri(address));
    }

    public JumpCloudClient Client(Credential? credential = null, JumpCloudOptions? options = null, RateGovernor? governor = null, TimeProvider? time = null) => new(
        new JumpCloudConnection(Regions.FromOrigin("wire", Origin), credential ?? Clients.Key),
        governor ?? new RateGovernor(),
        null,
        time,
        options ?? new JumpCloudOptions { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
