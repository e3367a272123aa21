using Jumpgate.Contracts;
using Jumpgate.JumpCloud;

namespace Jumpgate.Server.Organizations.Checks;

/// <summary>Asks JumpCloud one harmless question for each right that matters, all at a time.</summary>
public static class CapabilityPreflight
{
    public const string Users = "users";
    public const string Groups = "groups";
    public const string Devices = "devices";
    public const string Applications = "applications";
    public const string Roles = "roles";
    public const string Admins = "admins";
    public const string Insights = "insights";

    /// <summary>Without these there is nothing to mirror.</summary>
    public static IReadOnlyList<string> Needed { get; } = [Users, Groups];

    private static readonly Probe[] Probes =
    [
        new(Users, "Full User Management", (client, _, cancellation) => client.SystemUsers.ListPageAsync(0, 1, cancellation)),
        new(Groups, "Full Group Management", (client, _, cancellation) => client.UserGroups.ListPageAsync(0, 1, cancellation)),
        new(Devices, "Device Management (Devices & Mobile Device Management)", (client, _, cancellation) => client.Systems.ListPageAsync(0, 1, cancellation)),
        new(Applications, "SSO Application Management", (client, _, cancellation) => client.Applications.ListPageAsync(0, 1, cancellation)),
        new(Roles, "Administrator role management (read)", (client, _, cancellation) => client.Roles.ListPageAsync(0, 1, cancellation)),
        new(Admins, "Administrator management (read)", (client, _, cancellation) => client.Administrators.ListPageAsync(0, 1, cancellation)),
        new(Insights, "Directory Insights", (client, now, cancellation) =>
            client.Insights.CountAsync(new EventQuery { Start = now.AddMinutes(-1), End = now }, cancellation)),
    ];

    /// <summary>What the credential may do. A right that could not be asked for is unknown, not missing.</summary>
    /// <exception cref="JumpCloudException">JumpCloud does not accept the caller at all.</exception>
    public static async Task<List<Capability>> RunAsync(JumpCloudClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var interactive = client.With(CallPriority.Interactive);
        var answers = await Task.WhenAll(Probes.Select(probe => AskAsync(probe, interactive, now, cancellation)));
        return [.. answers];
    }

    public static IReadOnlyList<string> RightsOf(IEnumerable<Capability> capabilities) => [.. capabilities.Select(capability => capability.Right)];

    private static async Task<Capability> AskAsync(Probe probe, JumpCloudClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await probe.Ask(client, now, cancellation);
            return new Capability(probe.Name, probe.Right, CapabilityStates.Granted);
        }
        catch (JumpCloudException error) when (error.Kind is JumpCloudErrorKind.MissingPermission or JumpCloudErrorKind.PaymentRequired)
        {
            return new Capability(probe.Name, probe.Right, CapabilityStates.Missing, error.Message);
        }
        catch (JumpCloudException error) when (IsAboutTheRoute(error) && !Needed.Contains(probe.Name))
        {
            return new Capability(probe.Name, probe.Right, CapabilityStates.Unknown, error.Message);
        }
    }

    private static bool IsAboutTheRoute(JumpCloudException error) => error.Kind is not (
        JumpCloudErrorKind.InvalidCredentials or JumpCloudErrorKind.CredentialExpired or JumpCloudErrorKind.CredentialMissing
        or JumpCloudErrorKind.ServiceAccountDisabled or JumpCloudErrorKind.IpBlocked);

    private sealed record Probe(string Name, string Right, Func<JumpCloudClient, DateTimeOffset, CancellationToken, Task> Ask);
}
