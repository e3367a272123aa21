using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Published;

/// <param name="Status">The documented status, or 404.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="Total">What <c>x-total-count</c> says; null where the body is not a bare list.</param>
internal sealed record PublishedAnswer(int Status, JsonNode? Body, int? Total = null)
{
    public static readonly PublishedAnswer NotFound = new(404, null);
}
