namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reading of what the mirror holds.</summary>
internal static class ReadingFeature
{
    public static void AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ResourceList>();
        builder.Services.AddHostedService<DirectoryRemoval>();
    }

    public static void MapReading(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Directories");
        v1.MapDirectories();
        v1.MapResources();
        v1.MapEdges();
        v1.MapChanges();
        v1.MapDiff();
    }
}
