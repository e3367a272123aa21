using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Bulk;

/// <summary>A place in an operation's data that points to a resource another operation creates (RFC 7644 §3.7.2).</summary>
/// <param name="BulkId">The bulkId of the other operation.</param>
/// <param name="Steps">The way there: names and, for list items, positions.</param>
internal sealed record BulkReference(string BulkId, ImmutableArray<object> Steps)
{
    public const string Prefix = "bulkId:";

    /// <summary>All references of an operation's data, which must not name one member twice. Only a <c>value</c> refers; a name that begins so is a name.</summary>
    public static List<BulkReference> In(ReadOnlyMemory<byte> data)
    {
        var found = new List<BulkReference>();
        if (data.Span.IndexOf("bulkId:"u8) >= 0)
        {
            using var document = JsonDocument.Parse(data);
            JsonBody.RefuseDuplicates(document.RootElement);
            Walk(document.RootElement, [], found);
        }

        return found;
    }

    /// <summary>The node that holds the reference; the last step names it there.</summary>
    public JsonNode Holder(JsonNode data)
    {
        var at = data;
        foreach (var step in Steps.AsSpan()[..^1])
        {
            at = step is int index ? at[index]! : at[(string)step]!;
        }

        return at;
    }

    private static void Walk(JsonElement element, ImmutableArray<object> steps, List<BulkReference> found)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    Walk(member.Value, steps.Add(member.Name), found);
                }
                else if (member.Name.Equals("value", StringComparison.OrdinalIgnoreCase)
                    && member.Value.GetString()! is var text && text.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    found.Add(new BulkReference(text[Prefix.Length..], steps.Add(member.Name)));
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var at = 0;
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, steps.Add(at++), found);
            }
        }
    }
}
