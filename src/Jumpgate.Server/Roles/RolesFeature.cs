using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Roles.Guard;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles;

/// <summary>Application roles: the catalogue, the mapping of groups and attributes to them, and who has which.</summary>
internal static class RolesFeature
{
    public static void AddRoles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<RoleCatalogue>();
        services.AddSingleton<MappingStore>();
        services.AddSingleton<RoleWake>();
        services.AddSingleton<RoleRun>();
        services.AddSingleton<RoleShards>();
        services.AddSingleton<RoleGuard>();
        services.AddSingleton<IAssignedRoles, AssignedRoles>();
    }

    public static void MapRoles(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Roles & Permissions");
        v1.MapAppRoles();
        v1.MapAppPermissions();
        v1.MapRoleMappings();
        v1.MapRolePreview();
        v1.MapUserRoles();
    }
}
