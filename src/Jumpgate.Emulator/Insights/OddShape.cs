namespace Jumpgate.Emulator.Insights;

/// <summary>What is odd about an event.</summary>
public enum OddShape
{
    /// <summary>A text instead of an object.</summary>
    NotObject,

    /// <summary>No <c>id</c>.</summary>
    NoId,

    /// <summary>No <c>timestamp</c>.</summary>
    NoTimestamp,

    /// <summary>No <c>event_type</c>, as in some old examples (reference, envelope).</summary>
    NoType,

    /// <summary>Five megabytes. Those of MDM have tens of kilobytes (reference §7.5).</summary>
    Huge,

    /// <summary>Bytes that are no UTF-8, within a text.</summary>
    BadUtf8,

    /// <summary>Null everywhere but in the id.</summary>
    Nulls,

    /// <summary>Numbers and truths as text, texts and times as numbers.</summary>
    TextNumbers,

    /// <summary>Nested two hundred levels deep.</summary>
    Deep,

    /// <summary>U+0000, half of a surrogate pair, line separators.</summary>
    Controls,
}
