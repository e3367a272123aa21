using Jumpgate.Server.Organizations.Credentials;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Organizations;

public sealed class OrganizationsOptions
{
    /// <summary>How often credentials' ends are looked at, and changes made by other servers noticed.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Runs the expiry watch, and takes credentials switched on another server into use here.</summary>
internal sealed class OrganizationWatch(
    ExpiryWatch expiry, OrganizationLinks links, JumpCloudClients clients, IOptions<OrganizationsOptions> options, ILogger<OrganizationWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WatchInterval);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await expiry.RunAsync(cancellation);
            foreach (var (tenant, organization, version) in clients.InUse)
            {
                if ((await links.FindAsync(tenant, organization, cancellation))?.Version != version) await clients.RefreshAsync(tenant, organization, cancellation);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What nobody foresaw has no type: the watch must not end, and looks again in its interval.
            OrganizationsLog.WatchFailed(log, error);
        }
    }
}

internal static partial class OrganizationsLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Credentials could not be watched; it will be tried again")]
    public static partial void WatchFailed(ILogger log, Exception error);

    [LoggerMessage(1201, LogLevel.Information, "Linked {Organization} of tenant {Tenant} in region {Region}")]
    public static partial void Linked(ILogger log, Guid organization, int tenant, string region);

    [LoggerMessage(1202, LogLevel.Information, "Unlinked {Organization} of tenant {Tenant}")]
    public static partial void Unlinked(ILogger log, Guid organization, int tenant);
}
