namespace Jumpgate.Scim.Filters;

/// <summary>How large a filter may be before it is refused.</summary>
/// <param name="Length">Characters of the text.</param>
/// <param name="Depth">Open parentheses and brackets at any point.</param>
/// <param name="Terms">Comparisons and presence tests in all.</param>
public sealed record FilterLimits(int Length = 4096, int Depth = 32, int Terms = 200)
{
    public static FilterLimits Default { get; } = new();
}
