using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations.Checks;
using Jumpgate.Server.Organizations.Credentials;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jumpgate.Server.Organizations;

/// <summary>Linking a JumpCloud organization: credentials, check, status, settings.</summary>
internal static class OrganizationsFeature
{
    public static void AddOrganizations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<OrganizationsOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:Organizations"))
            .Validate(options => options.WatchInterval > TimeSpan.Zero, "Organizations:WatchInterval must be above zero.").ValidateOnStart();
        services.TryAddSingleton(new JumpCloudOptions());
        services.TryAddSingleton<JumpCloudHandler>();
        services.AddSingleton<RegionCatalog>();
        services.AddSingleton<CredentialSeal>();
        services.AddSingleton<SyncSignal>();
        services.AddSingleton<OrganizationLinks>();
        services.AddSingleton<OrganizationRemoval>();
        services.AddSingleton<OrganizationView>();
        services.AddSingleton<JumpCloudClients>();
        services.AddSingleton<LinkCheck>();
        services.AddSingleton<CredentialActs>();
        services.AddSingleton<ExpiryWatch>();
        services.AddHostedService<OrganizationWatch>();
    }

    public static void MapOrganizations(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Organizations");
        v1.MapOrganizations();
        v1.MapCredentials();
        app.MapSetupGroup(SetupPurposes.Link).MapOrganizationSetup();
    }
}
