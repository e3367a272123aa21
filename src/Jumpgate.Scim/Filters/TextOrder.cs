namespace Jumpgate.Scim.Filters;

/// <summary>How text is compared: the one rule for filters, indexes and sorting, whatever the database.</summary>
public static class TextOrder
{
    /// <summary>
    /// Text without its case, character by character and idempotent: first to upper, then to lower case, so that
    /// letters with two lower-case forms (σ, ς) meet.
    /// </summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
#pragma warning disable CA1308 // Lower case is the form stored and shown.
        return text.ToUpperInvariant().ToLowerInvariant();
#pragma warning restore CA1308
    }

    /// <summary>Order by code point, which is the order of UTF-8 bytes in SQLite and in PostgreSQL's "C" collation.</summary>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var shared = left.AsSpan().CommonPrefixLength(right);
        return shared < left.Length && shared < right.Length
            ? Weight(left[shared]).CompareTo(Weight(right[shared]))
            : left.Length.CompareTo(right.Length);
    }

    // UTF-16 puts surrogates below U+E000–U+FFFF; by code point they stand above.
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
