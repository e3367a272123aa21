using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim;

/// <summary>How much one request may ask for. What is over a limit is refused before work is done for it.</summary>
/// <param name="BodyBytes">Bytes of a body.</param>
/// <param name="BodyDepth">Objects and arrays open at once in a body.</param>
/// <param name="Operations">Operations of one PATCH.</param>
/// <param name="Values">Values of one attribute in a document.</param>
/// <param name="OutsideValues">Values of one attribute kept outside the document, such as <c>members</c>.</param>
/// <param name="BulkOperations">Operations of one bulk request.</param>
/// <param name="FilterLength">Characters of a filter or path.</param>
/// <param name="FilterDepth">Open parentheses and brackets of a filter.</param>
/// <param name="FilterTerms">Comparisons of a filter.</param>
/// <param name="Comparisons">Values that the filters and merges of one PATCH look at.</param>
public sealed record ScimLimits(
    int BodyBytes = 16 * 1024 * 1024,
    int BodyDepth = 16,
    int Operations = 1000,
    int Values = 1000,
    int OutsideValues = 100_000,
    int BulkOperations = 1000,
    int FilterLength = 4096,
    int FilterDepth = 32,
    int FilterTerms = 200,
    int Comparisons = 500_000)
{
    public static ScimLimits Default { get; } = new();

    internal FilterLimits Filter => new(FilterLength, FilterDepth, FilterTerms);
}
