using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Auth;

/// <summary>Who makes a request: an administrator by key, or a service account by key or token.</summary>
internal sealed record Caller
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required bool IsServiceAccount { get; init; }

    public required Organization Home { get; init; }

    /// <summary>An administrator of the multi-tenant portal reaches every organization of the provider.</summary>
    public string? Provider { get; init; }

    public required string RoleName { get; init; }

    public required IReadOnlySet<string> Scopes { get; init; }

    /// <summary>How the caller came in, in the words of Directory Insights.</summary>
    public required string Method { get; init; }

    public bool May(string need, bool write)
        => Scopes.Contains(need) || (!write && Scopes.Contains(need + ".readonly"));
}
