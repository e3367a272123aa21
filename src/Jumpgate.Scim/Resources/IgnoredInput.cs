namespace Jumpgate.Scim.Resources;

/// <summary>Something sent that was passed over, for the record of the request.</summary>
/// <param name="Path">Where it stood. Never its value.</param>
public sealed record IgnoredInput(string Path, IgnoredReason Reason);

/// <summary>Why something was passed over.</summary>
public enum IgnoredReason
{
    /// <summary>The service alone writes it (RFC 7644 §3.3, §3.5.1).</summary>
    ReadOnly,

    /// <summary>It is never returned, so it is never kept.</summary>
    NeverKept,

    /// <summary>No schema declares it, and the client's profile allows that.</summary>
    Unknown,
}
