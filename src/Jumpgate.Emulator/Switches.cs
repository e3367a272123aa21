namespace Jumpgate.Emulator;

/// <summary>Readings of JumpCloud's behaviour that its documents leave open; each can be changed while running.</summary>
public sealed record Switches
{
    /// <summary>Answer to a console call without a credential: 302 to /login as measured, or 401.</summary>
    public int MissingKeyStatus { get; init; } = 302;

    /// <summary>A multi-tenant call without x-org-id acts on the first organization instead of answering 401.</summary>
    public bool DefaultOrganization { get; init; }

    /// <summary>Adds Retry-After (seconds) to 429 answers; JumpCloud sends none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>A limit above 100 answers 400 instead of being clamped.</summary>
    public bool RefuseLargePages { get; init; }

    /// <summary>Adding a member or association that exists answers 409.</summary>
    public bool RefuseDuplicates { get; init; } = true;

    /// <summary>DELETE of a v2 group answers 200 with the group instead of 204.</summary>
    public bool DeleteAnswersBody { get; init; }

    /// <summary>Sends Link: rel="next" on v2 lists.</summary>
    public bool LinkHeader { get; init; }

    /// <summary>Answers everything with 403 as for an address blocked for suspected abuse.</summary>
    public bool AddressBlocked { get; init; }

    /// <summary>Bulk jobs and device commands stay pending until the clock has moved this far.</summary>
    public TimeSpan JobDelay { get; init; }
}
