namespace Jumpgate.JumpCloud;

/// <summary>Types of things in JumpCloud's graph, and the path each is found under (jumpcloud-api.md §6.7; JumpCloud.SDK.V2.json <c>GraphType</c>).</summary>
public static class GraphTypes
{
    /// <summary>A person.</summary>
    public const string User = "user";

    /// <summary>A group of people.</summary>
    public const string UserGroup = "user_group";

    /// <summary>A device.</summary>
    public const string System = "system";

    /// <summary>A group of devices.</summary>
    public const string SystemGroup = "system_group";

    /// <summary>An application.</summary>
    public const string Application = "application";

    /// <summary>An Active Directory.</summary>
    public const string ActiveDirectory = "active_directory";

    /// <summary>A Google Workspace directory.</summary>
    public const string GSuite = "g_suite";

    /// <summary>A Microsoft 365 directory.</summary>
    public const string Office365 = "office_365";

    /// <summary>A cloud LDAP server.</summary>
    public const string LdapServer = "ldap_server";

    /// <summary>A RADIUS server.</summary>
    public const string RadiusServer = "radius_server";

    /// <summary>A command.</summary>
    public const string Command = "command";

    /// <summary>A policy.</summary>
    public const string Policy = "policy";

    /// <summary>A group of policies.</summary>
    public const string PolicyGroup = "policy_group";

    /// <summary>A software application.</summary>
    public const string SoftwareApp = "software_app";

    /// <summary>An identity-provider routing policy.</summary>
    public const string IdpRoutingPolicy = "idp_routing_policy";

    /// <summary>A password manager item.</summary>
    public const string PasswordManagerItem = "password_manager_item";

    /// <summary>The types known when this was written; JumpCloud adds more.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        User, UserGroup, System, SystemGroup, Application, ActiveDirectory, GSuite, Office365, LdapServer, RadiusServer,
        Command, Policy, PolicyGroup, SoftwareApp, IdpRoutingPolicy, PasswordManagerItem,
    ];

    /// <summary>The path segment things of this type are found under: <c>user_group</c> → <c>usergroups</c>.</summary>
    /// <exception cref="ArgumentException">The type has no collection in the graph.</exception>
    public static string Collection(string type) => type switch
    {
        User => "users",
        UserGroup => "usergroups",
        System => "systems",
        SystemGroup => "systemgroups",
        Application => "applications",
        ActiveDirectory => "activedirectories",
        GSuite => "gsuites",
        Office365 => "office365s",
        LdapServer => "ldapservers",
        RadiusServer => "radiusservers",
        Command => "commands",
        Policy => "policies",
        PolicyGroup => "policygroups",
        SoftwareApp => "softwareapps",
        _ => throw new ArgumentException($"The graph has no collection for the type '{type}'.", nameof(type)),
    };
}
