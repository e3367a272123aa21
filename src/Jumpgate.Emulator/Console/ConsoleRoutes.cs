using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Console;

/// <summary>The console API: what is registered, family by family.</summary>
internal static class ConsoleRoutes
{
    public static void Map(IEndpointRouteBuilder app, Pipeline pipeline)
    {
        var v1 = new Routes(app, pipeline, "/api");
        V1.Organizations.Map(v1);
        V1.SystemUsers.Map(v1);
        V1.Admins.Map(v1);
        V1.Applications.Map(v1);
        V1.Systems.Map(v1);
        V1.Search.Map(v1);
        V1.Commands.Map(v1);
        V1.RadiusServers.Map(v1);

        var v2 = new Routes(app, pipeline, "/api/v2");
        V2.Groups.Map(v2);
        V2.Members.Map(v2);
        V2.Associations.Map(v2);
        V2.Suggestions.Map(v2);
        V2.RoleRoutes.Map(v2);
        V2.ServiceAccounts.Map(v2);
        V2.Providers.Map(v2);
        V2.BulkUsers.Map(v2);
        V2.UserStates.Map(v2);
        V2.AppleMdms.Map(v2);
        V2.Policies.Map(v2);
        V2.Directories.Map(v2);
        V2.TranslationRules.Map(v2);
        V2.ActiveDirectoryRules.Map(v2);
        V2.ImportableUsers.Map(v2);
        V2.SoftwareApps.Map(v2);
        V2.QueuedCommands.Map(v2);
        V2.SystemInsights.InsightRoutes.Map(v2);
        V2.ApplicationRoutes.Map(v2);
    }
}
