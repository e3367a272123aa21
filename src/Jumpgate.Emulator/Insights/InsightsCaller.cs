namespace Jumpgate.Emulator.Insights;

/// <summary>Who asks Directory Insights, as the emulator's authentication knows it.</summary>
public sealed record InsightsCaller
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    /// <summary>Says whether an organization exists and is this caller's to read.</summary>
    public required Func<string, bool> MayRead { get; init; }

    /// <summary>The organization of a call without <c>x-org-id</c>; null where JumpCloud insists on the header.</summary>
    public string? DefaultOrganization { get; init; }

    /// <summary>The multi-tenant portal this caller belongs to, if any.</summary>
    public string? Provider { get; init; }

    /// <summary>False for Command Runner administrators and roles without Directory Insights.</summary>
    public bool HasInsights { get; init; } = true;
}
