using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jumpgate.Server.Hosting;

/// <summary>Says once, when the server listens, where and on which store.</summary>
internal sealed class ListeningNotice(IServer server, IHostApplicationLifetime lifetime, ServerOptions options, ILogger<ListeningNotice> log)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => HostingLog.Listening(
            log,
            Versions.Server,
            string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []),
            options.Data,
            options.Database is null ? "SQLite" : "PostgreSQL"));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
