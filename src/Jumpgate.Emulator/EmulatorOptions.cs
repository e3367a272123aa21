using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator;

/// <summary>What a stand-in is made of. The same options and the same clock give the same world, byte for byte.</summary>
public sealed record EmulatorOptions
{
    public string Urls { get; init; } = "http://127.0.0.1:8085";

    public int Seed { get; init; } = 7;

    public int Users { get; init; } = 200;

    public int Admins { get; init; } = 10;

    public int Groups { get; init; } = 30;

    /// <summary>Direct memberships of all user groups together; ten per user when not said.</summary>
    public int? Memberships { get; init; }

    /// <summary>Device groups; six where devices exist, none in a world of equal group sizes.</summary>
    public int? DeviceGroups { get; init; }

    public int Devices { get; init; } = 60;

    public int Applications { get; init; } = 20;

    /// <summary>Custom roles beside the eight built-in ones.</summary>
    public int Roles { get; init; } = 3;

    /// <summary>Past Directory Insights events to begin with. What goes on happening is said by <see cref="InsightsOptions.Weather"/>.</summary>
    public int Events { get; init; }

    public GroupSizes GroupSizes { get; init; } = GroupSizes.Company;

    /// <summary>Direct bindings of user groups to applications; three per application when not said.</summary>
    public int? ApplicationGroupBindings { get; init; }

    /// <summary>Direct bindings of users to applications; five per application when not said.</summary>
    public int? ApplicationUserBindings { get; init; }

    public string? WorldFile { get; init; }

    public string ApiKey { get; init; } = "jca_emulator0000000000000000000000000000";

    public string ClientId { get; init; } = "emulator-client";

    public string ClientSecret { get; init; } = "emulator-secret";

    /// <summary>24 hexadecimal digits; made from the seed when not said.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>More than one makes the emulator multi-tenant: each organization has a world of its own of the given size.</summary>
    public int Organizations { get; init; } = 1;

    public TimeSpan Latency { get; init; }

    /// <summary>Requests a second for each credential, or null for no limit.</summary>
    public double? RateLimit { get; init; }

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Fault rules such as <c>GET /api/systemusers 500 1/40</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Where JumpCloud's behaviour is in doubt, which of its readings is played.</summary>
    public Switches Switches { get; init; } = new();

    /// <summary>The same for Directory Insights; changeable while running.</summary>
    public InsightsOptions Insights { get; init; } = new();

    internal int MembershipCount => Memberships ?? (int)Math.Min(Users * 10L, (long)Users * Groups);

    internal int DeviceGroupCount => DeviceGroups ?? (Devices > 0 && GroupSizes == GroupSizes.Company ? 6 : 0);
}

/// <summary>How members are spread over user groups.</summary>
public enum GroupSizes
{
    /// <summary>All Users, departments, locations, nested groups and many small teams; devices are bound to people.</summary>
    Company,

    /// <summary>Every group has the same number of members, no group is nested and no device is bound.</summary>
    Equal,
}
