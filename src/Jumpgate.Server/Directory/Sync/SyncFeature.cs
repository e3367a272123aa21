using Jumpgate.Server.Directory.Refresh;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Reading linked organizations into their directories: full syncs, event-driven refresh, runs, progress, live updates.</summary>
internal static class SyncFeature
{
    public static WebApplicationBuilder AddSync(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SyncOptions>().BindConfiguration(SyncOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SyncOptions>>().Value);
        services.AddSingleton<SyncRuns>();
        services.AddSingleton<SyncProgressBoard>();
        services.AddSingleton<SyncShard>();
        services.AddSingleton<OrganizationPause>();
        services.AddSingleton<IOrganizationRuns, OrganizationRunsReader>();
        services.AddOptions<EventLogOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{EventLogOptions.Section}")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventSignal>();
        services.AddSingleton<FeedPace>();
        services.AddSingleton<EventRetention>();
        services.AddSingleton<EventMetrics>();
        services.AddSingleton<UpstreamClocks>();
        services.AddSingleton<EventFetch>();
        services.AddSingleton<FetchPlan>();
        services.AddSingleton<SliceShard>();
        services.AddSingleton<DirectoryRefresh>();
        services.AddSingleton<RefreshShard>();
        return builder;
    }

    public static void MapSync(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Sync");
        v1.MapSyncEndpoints();
        v1.MapStream();
    }
}
