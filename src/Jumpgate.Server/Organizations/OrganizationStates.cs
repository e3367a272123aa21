using Jumpgate.Contracts;

namespace Jumpgate.Server.Organizations;

/// <summary>The one word for how an organization is. Pure.</summary>
public static class OrganizationStates
{
    /// <summary>
    /// Paused and Expired say why nothing happens; Error that something is wrong; Held that a person is asked. Connected is
    /// never said before a first sync has ended well.
    /// </summary>
    public static string Of(LinkedOrganization organization, CredentialState? active, OrganizationRuns? runs)
    {
        if (active is null) return OrganizationStatus.NotConnected;
        if (organization.Paused) return OrganizationStatus.Paused;
        if (active.State == CredentialStates.Expired || Has(organization, LinkProblems.CredentialExpired.Code)) return OrganizationStatus.Expired;
        if (runs?.Held == true) return OrganizationStatus.Held;
        if (organization.Reasons.Any(reason => reason.Severity == Severities.Error)) return OrganizationStatus.Error;
        return organization.LastGoodSyncAt is null ? OrganizationStatus.Syncing : OrganizationStatus.Connected;
    }

    private static bool Has(LinkedOrganization organization, string code) => organization.Reasons.Any(reason => reason.Code == code);
}

public static class Severities
{
    public const string Error = "error";
    public const string Warning = "warning";
    public const string Information = "info";
}

public static class CredentialStates
{
    public const string Active = "active";
    public const string Staged = "staged";
    public const string Proven = "proven";
    public const string Refused = "refused";
    public const string Expired = "expired";
}
