using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.Handover;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reading of what the mirror holds, and forgetting of it.</summary>
internal static class ReadingFeature
{
    public static void AddReading(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HistoryOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{HistoryOptions.Section}"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<ResourceList>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<Retention>();
        services.AddHostedService<DirectoryRemoval>();
    }

    public static void MapReading(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Directories");
        v1.MapDirectories();
        v1.MapResources();
        v1.MapEdges();
        v1.MapChanges();
        v1.MapDiff();
        v1.MapErase();
        v1.MapHistory();
        app.MapSetupGroup(SetupPurposes.Scim).MapVisitedDirectory();
    }
}
