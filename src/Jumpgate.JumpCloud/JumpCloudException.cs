namespace Jumpgate.JumpCloud;

/// <summary>A call to JumpCloud that did not do what it should. <see cref="Exception.Message"/> is fit for people and holds no secret.</summary>
public sealed class JumpCloudException : Exception
{
    internal JumpCloudException(JumpCloudErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public JumpCloudErrorKind Kind { get; }

    /// <summary>HTTP status, or null when there was no answer.</summary>
    public int? Status { get; internal init; }

    /// <summary>Method and route with placeholders, as in <c>GET /api/systemusers/{id}</c>.</summary>
    public string? Route { get; internal init; }

    /// <summary>JumpCloud's own code: <c>status</c>, <c>code</c> or OAuth <c>error</c> of the body.</summary>
    public string? UpstreamCode { get; internal init; }

    /// <summary>JumpCloud's own words, secrets masked.</summary>
    public string? UpstreamMessage { get; internal init; }

    /// <summary>The beginning of the body, at most 2 KB, secrets masked.</summary>
    public string? Excerpt { get; internal init; }

    /// <summary>The same call may succeed later without anything being changed.</summary>
    public bool IsRetryable { get; internal init; }

    /// <summary>How long JumpCloud asked to wait, or the rest of a cool-down.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The request may have been carried out although no clear answer came: read back before repeating a write.</summary>
    public bool OutcomeUnknown { get; internal init; }

    internal bool IsTruncated { get; init; }
}
