using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Insights;

/// <summary>Directory Insights as part of an emulator: who may read it, and where it is mapped.</summary>
internal static class InsightsFeature
{
    /// <summary>The service's own path, and the copies the console host keeps of it.</summary>
    private static readonly string[] Prefixes = ["/insights/directory/v1", "/api/v2/directoryinsights"];

    public static bool Serves(string path) => Array.Exists(Prefixes, prefix => path.StartsWith(prefix + "/", StringComparison.OrdinalIgnoreCase));

    public static void Map(IEndpointRouteBuilder app, Installation installation, Pipeline pipeline)
    {
        var reports = new Reports(installation.Clock, installation.Events.Options, (organization, type) => Rows(installation, organization, type));
        foreach (var prefix in Prefixes)
            app.MapGroup(prefix).MapInsights(installation.Events, reports, http => Caller(installation, pipeline, http));
        app.MapGroup(Prefixes[0]).MapUnknown(http => Caller(installation, pipeline, http));
    }

    private static InsightsCaller? Caller(Installation installation, Pipeline pipeline, HttpContext http) =>
        pipeline.Authenticate(http) is not { } caller ? null : new InsightsCaller
        {
            Id = caller.Id,
            Email = caller.Email,
            HasInsights = caller.May("directoryinsights", write: false),
            Provider = caller.Provider,
            DefaultOrganization = caller.Provider is null || installation.Switches.DefaultOrganization ? caller.Home.Id : null,
            MayRead = id => installation.FindOrganization(id) is { } organization && (caller.Provider is not null || organization == caller.Home),
        };

    private static List<System.Text.Json.Nodes.JsonObject> Rows(Installation installation, string organization, string type)
    {
        installation.Gate.EnterReadLock();
        try
        {
            return installation.FindOrganization(organization) is { } found ? [.. InsightsReports.Rows(found, type)] : [];
        }
        finally
        {
            installation.Gate.ExitReadLock();
        }
    }
}
