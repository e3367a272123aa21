namespace Jumpgate.JumpCloud;

/// <summary>What may be repeated when no clear answer came.</summary>
internal enum Repeat
{
    /// <summary>A read, or a write whose second run changes nothing.</summary>
    Safe,

    /// <summary>A write that must not run twice: repeated only when JumpCloud surely did not start it.</summary>
    OnlyIfUnsent,
}

internal enum ApiFamily
{
    Console,
    Insights,
}

/// <summary>One call, before credentials and hosts.</summary>
internal sealed record JumpCloudRequest(HttpMethod Method, Route Route)
{
    public ApiFamily Family { get; init; } = ApiFamily.Console;

    public ReadOnlyMemory<byte>? Body { get; init; }

    public Repeat Repeat { get; init; } = Repeat.Safe;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public IReadOnlyList<string>? OrganizationIds { get; init; }

    /// <summary>These routes refuse <c>x-org-id</c> with 403 (jumpcloud-api.md §2.4).</summary>
    public bool RefusesOrganization => Family == ApiFamily.Console
        && (Route.Template.StartsWith("/api/organizations", StringComparison.Ordinal)
            || Route.Template.StartsWith("/api/v2/organizations", StringComparison.Ordinal)
            || Route.Template.StartsWith("/api/v2/providers", StringComparison.Ordinal));

    public string Name => $"{Method} {(Family == ApiFamily.Insights ? "/insights/directory/v1" : "")}{Route.Show(Route.Template)}";
}
