using Jumpgate.Contracts;

namespace Jumpgate.Server.Tenancy;

/// <summary>What a caller may do. A right's name is also the name of the authorization policy that asks for it.</summary>
public static class Rights
{
    /// <summary>Read directories, organizations, runs and changes.</summary>
    public const string Read = "read";

    /// <summary>Read what JumpCloud sent, as it came.</summary>
    public const string Raw = "raw";

    /// <summary>Link organizations, change and remove links, their credentials and settings.</summary>
    public const string Link = "link";

    /// <summary>Start, pause, resume, confirm and discard syncs.</summary>
    public const string Sync = "sync";

    /// <summary>Make application roles, and say who gets them.</summary>
    public const string AppRoles = "app_roles";

    /// <summary>Make, change and remove webhooks, see and repeat their deliveries.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Make, change and remove feeds and their sinks, and deliver events again.</summary>
    public const string Feeds = "feeds";

    /// <summary>Make tenants.</summary>
    public const string Tenants = "tenants";

    /// <summary>Make and revoke API keys.</summary>
    public const string Keys = "keys";

    /// <summary>Erase people, and history before a moment.</summary>
    public const string Erase = "erase";

    /// <summary>Read the audit log.</summary>
    public const string Audit = "audit";

    public static IReadOnlyList<string> All { get; } = [Read, Raw, Link, Sync, AppRoles, Webhooks, Feeds, Erase, Tenants, Keys, Audit];

    public static IReadOnlyList<string> Roles { get; } =
        [ProductRoles.SuperAdministrator, ProductRoles.ConnectorAdministrator, ProductRoles.ApplicationAdministrator, ProductRoles.ReadOnly];

    public static IReadOnlyList<string> Of(string role) => role switch
    {
        ProductRoles.SuperAdministrator => All,
        ProductRoles.ConnectorAdministrator => [Read, Raw, Link, Sync, AppRoles, Webhooks, Feeds],
        ProductRoles.ApplicationAdministrator => [Read, AppRoles, Webhooks],
        ProductRoles.ReadOnly => [Read],
        _ => [],
    };

    public static IReadOnlyList<string> RolesWith(string right) => [.. Roles.Where(role => Of(role).Contains(right))];
}
