using Jumpgate.Server.Hosting;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Scim.Drift;
using Jumpgate.Server.Scim.Guard;
using Jumpgate.Server.Scim.Protocol;
using Jumpgate.Server.Scim.Records;
using Jumpgate.Server.Scim.Resources;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;

namespace Jumpgate.Server.Scim;

/// <summary>Directories that are pushed: the SCIM 2.0 service provider, its endpoints and their tokens.</summary>
internal static class ScimFeature
{
    public static void AddScim(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ScimOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{ScimOptions.Section}"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScimTokens>();
        services.AddSingleton<IUsedSecrets>(provider => provider.GetRequiredService<ScimTokens>());
        services.AddSingleton<ScimPace>();
        services.AddSingleton<ScimMetrics>();
        services.AddSingleton<RequestRecords>();
        services.AddSingleton<RequestRetention>();
        services.AddSingleton<ReadCounts>();
        services.AddSingleton<IUsedSecrets>(provider => provider.GetRequiredService<ReadCounts>());
        services.AddSingleton<ScimDirectories>();
        services.AddSingleton<ScimRoutes>();
        services.AddSingleton<ScimReads>();
        services.AddSingleton<UserWrites>();
        services.AddSingleton<GroupWrites>();
        services.AddSingleton<ScimBulk>();
        services.AddSingleton<HeldRequests>();
    }

    /// <summary>Stands before what reads API keys and sessions: under an endpoint URL no credential counts but the directory's own tokens.</summary>
    public static void UseScim(this WebApplication app) => app.UseMiddleware<ScimEntrance>();

    public static void MapScim(this WebApplication app)
    {
        var setup = app.MapSetupGroup(SetupPurposes.Scim);
        setup.MapScimSetup();
        setup.MapScimRequestsSetup();
        var v1 = app.MapGroup("/v1").WithTags("Directories");
        v1.MapPushedDirectories();
        v1.MapScimTokens();
        v1.MapDrift();
        v1.MapScimRequests();
        v1.MapHeldRequests();
    }
}
