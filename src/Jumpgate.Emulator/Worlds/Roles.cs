using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>
/// Built-in and custom administrator roles with their scopes. JumpCloud publishes no role-to-scope table; this one follows
/// the roles' descriptions (reference §2.5).
/// </summary>
internal static class Roles
{
    public static readonly string[] Families =
    [
        "activedirectories", "administrators", "alerts", "applications", "apps", "assets", "authn", "cloudinsights", "commands", "custom_emails", "devices",
        "directories", "directoryinsights", "feature_trials", "groups", "iplists", "ldap", "mdm", "mfa", "notifications", "organizations", "passwordmanager",
        "policies", "providers", "radius", "roles", "saas_management", "serviceaccounts", "settings", "softwareapps", "subscriptions", "systeminsights",
        "systems", "users", "workdays",
    ];

    private static readonly string[] Everything = [.. Families];

    private static readonly string[] ReadEverything = [.. Families.Select(f => f + ".readonly")];

    private static readonly Dictionary<string, string[]> BuiltIn = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Administrator With Billing"] = [.. Everything, "organizations.billing", "billing"],
        ["Administrator"] = Everything,
        ["Manager"] = [.. Everything.Except(["administrators", "roles", "serviceaccounts", "organizations", "settings", "providers"]), .. ReadEverything],
        ["Command Runner With Billing"] = ["commandrunner.legacy", "commands.readonly", "organizations.readonly", "organizations.billing", "billing"],
        ["Command Runner"] = ["commandrunner.legacy", "commands.readonly", "organizations.readonly"],
        ["Help Desk"] = ["users", "mfa", "systems", "mdm", "commands", .. ReadEverything.Where(s => !s.StartsWith("administrators", StringComparison.Ordinal))],
        ["Billing Only"] = ["organizations.readonly", "organizations.billing", "billing"],
        ["Read Only"] = ReadEverything,
    };

    private static readonly string[][] CustomScopes =
    [
        ["users.readonly", "groups.readonly", "applications.readonly", "directoryinsights.readonly", "organizations.readonly", "roles.readonly", "administrators.readonly"],
        ["users", "groups", "organizations.readonly"],
        ["systems", "mdm", "commands", "users.readonly", "groups.readonly", "organizations.readonly"],
        ["users.readonly", "groups.readonly", "systems.readonly", "applications.readonly", "organizations.readonly"],
        ReadEverything,
    ];

    public static IReadOnlyList<string> Scopes(World world, int role)
        => role < Company.BuiltInRoles.Length
            ? BuiltIn[Company.BuiltInRoles[role]]
            : CustomScopes[(role - Company.BuiltInRoles.Length) % CustomScopes.Length];

    public static void Write(Utf8JsonWriter json, World world, int role)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.Role, role);
        json.WriteString("name"u8, Administrators.RoleName(role));
        json.WriteString("description"u8, role < Company.BuiltInRoles.Length ? "Built-in role"u8 : "Custom role"u8);
        json.WriteString("type"u8, role < Company.BuiltInRoles.Length ? "BUILTIN"u8 : "CUSTOM"u8);
        json.WriteStartArray("scopes"u8);
        foreach (var scope in Scopes(world, role))
            json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
