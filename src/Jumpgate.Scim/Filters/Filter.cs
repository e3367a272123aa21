using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// A SCIM filter (RFC 7644 §3.4.2.2) as a tree: <see cref="And"/>, <see cref="Or"/>, <see cref="Not"/>,
/// <see cref="Comparison"/>, <see cref="Present"/> and <see cref="ValuePath"/>. Two filters are equal when their
/// trees are, whatever the case of their attribute names (RFC 7643 §2.1).
/// </summary>
public abstract record Filter
{
    private protected Filter()
    {
    }

    /// <summary>Reads a filter. Bad input of any kind ends in <paramref name="error"/>, never in an exception.</summary>
    /// <param name="text">The filter, already URL-decoded.</param>
    /// <param name="filter">The filter read; null when there is an error.</param>
    /// <param name="error">What was wrong, where, and how to mend it.</param>
    /// <param name="types">
    /// When given, comparisons an attribute cannot answer are refused too: order of booleans and binaries
    /// (RFC 7644 §3.4.2.2, Table 3), dates that are none, values of another type.
    /// </param>
    /// <param name="limits">How large a filter may be; <see cref="FilterLimits.Default"/> when not given.</param>
    /// <param name="unquoted">Whether text may stand without quotes, which the grammar does not allow.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out Filter? filter,
        [NotNullWhen(false)] out FilterError? error,
        AttributeTypes? types = null,
        FilterLimits? limits = null,
        bool unquoted = false)
    {
        var parser = new FilterParser(text ?? "", types, limits ?? FilterLimits.Default, FilterError.InvalidFilter, unquoted);
        filter = parser.ParseFilter();
        error = filter is null ? parser.Error! : null;
        return filter is not null;
    }

    /// <summary>
    /// Whether a resource satisfies the filter. A multi-valued attribute matches when any of its values does; null,
    /// absent, "" and [] are all "no value" (RFC 7643 §2.5), which equals null and differs from everything else.
    /// </summary>
    public bool Matches(JsonElement resource, AttributeTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return new FilterMatch(types).Matches(this, resource);
    }

    /// <summary>
    /// Whether one value of a multi-valued attribute satisfies a condition that stood in the attribute's brackets.
    /// </summary>
    /// <param name="value">The value: an object, or a plain value, which answers to <c>value</c>.</param>
    /// <param name="attribute">The attribute the value belongs to.</param>
    public bool MatchesValue(JsonElement value, AttributePath attribute, AttributeTypes types)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(types);
        return new FilterMatch(types).MatchesValue(this, value, attribute);
    }

    /// <summary>The canonical text: lower-case operators, single spaces, only the parentheses that are needed.</summary>
    public sealed override string ToString() => FilterText.Of(this);
}
