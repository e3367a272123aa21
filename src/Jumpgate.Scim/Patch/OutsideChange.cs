using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Patch;

/// <summary>A change of an attribute kept outside the document, such as a group's members: a set operation, never a list to load.</summary>
public abstract record OutsideChange
{
    private protected OutsideChange(string attribute) => Attribute = attribute;

    /// <summary>The attribute in its declared spelling.</summary>
    public string Attribute { get; }
}

/// <summary>
/// Values that go and values that come; no value is in both. A value that is there already, or is gone already, is no fault.
/// </summary>
/// <param name="Reset">Whether all values go first, so that <see cref="Add"/> is what remains.</param>
/// <param name="Add">Values that are there afterwards, each once.</param>
/// <param name="Remove">Values that are gone afterwards, each once; empty with <see cref="Reset"/>.</param>
public sealed record OutsideAssign(string Attribute, bool Reset, IReadOnlyList<OutsideValue> Add, IReadOnlyCollection<string> Remove) : OutsideChange(Attribute)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Attribute}: {(Reset ? "= " : "")}+[{string.Join(",", Add.Select(value => value.Value))}] -[{string.Join(",", Remove)}]";
}

/// <summary>The values a condition holds for go.</summary>
/// <param name="Condition">The filter of the brackets; its paths name sub-attributes.</param>
/// <param name="MustMatch">Whether it is <c>noTarget</c> when no value is found.</param>
public sealed record OutsideRemoveWhere(string Attribute, Filter Condition, bool MustMatch) : OutsideChange(Attribute)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Attribute}: -[{Condition}]";
}
