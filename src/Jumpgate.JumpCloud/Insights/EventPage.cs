namespace Jumpgate.JumpCloud;

/// <summary>One page of Directory Insights events.</summary>
/// <param name="Items">The events as they came, not parsed; each a JSON value, which need not be an object and may be nested to any depth.</param>
/// <param name="ResultCount"><c>X-Result-Count</c>.</param>
/// <param name="Limit"><c>X-Limit</c>: what was used, which nonsense silently changes.</param>
/// <param name="Sort"><c>X-Sort</c>: what was used.</param>
/// <param name="SearchAfter"><c>X-Search_after</c> as it came: JSON array text. Present on the last page too.</param>
/// <param name="RequestId"><c>X-Request-Id</c>, for JumpCloud's support.</param>
/// <param name="Date">JumpCloud's clock (<c>Date</c> header).</param>
/// <param name="Bytes">Size of the body, in bytes.</param>
public sealed record EventPage(
    IReadOnlyList<RawItem> Items, int? ResultCount, int? Limit, string? Sort, string? SearchAfter, string? RequestId, DateTimeOffset? Date, int Bytes)
{
    /// <summary>
    /// Nothing follows: fewer came than a page holds. Without the headers (a proxy may drop the one with an underscore) an
    /// empty page is the last.
    /// </summary>
    public bool IsLast => (ResultCount ?? Items.Count) < (Limit ?? 1) || SearchAfter is null;
}

/// <summary>How often a value occurs.</summary>
/// <param name="Key">The value.</param>
/// <param name="Count">How often.</param>
public sealed record DistinctValue(string Key, long Count);

/// <summary>How many events fall into a stretch of time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Count">How many.</param>
public sealed record EventInterval(DateTimeOffset From, long Count);

/// <summary>Units of <see cref="Insights.IntervalAsync"/>.</summary>
public enum IntervalUnit
{
    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks.</summary>
    Weeks,
}
