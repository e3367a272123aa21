using System.Collections.Frozen;

namespace Jumpgate.Emulator.Insights;

/// <summary>The services an event query may name.</summary>
public static class EventServices
{
    /// <summary>The specification's enum, then those only other clients name (JumpCloud-Serverless and jc-cli: workflows;
    /// elastic/integrations: aigw, di_events, genai).</summary>
    public static readonly string[] Names =
    [
        "access_management", "alerts", "all", "asset_management", "directory", "ldap", "mdm", "notifications", "object_storage",
        "password_manager", "radius", "reports", "saas_app_management", "software", "sso", "systems", "workflows", "aigw", "di_events", "genai",
    ];

    /// <summary>Names that are a service of their own.</summary>
    public static readonly string[] Published = [.. Names.Where(name => name != "all")];

    private static readonly FrozenSet<string> Known = Names.Append("alert").ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>One name for the two spellings of the alert service.</summary>
    public static string Canonical(string name) => name == "alert" ? "alerts" : name;
}
