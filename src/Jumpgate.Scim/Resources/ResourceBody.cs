using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>
/// A resource as a client sent it, by POST or PUT (RFC 7644 §3.3, §3.5.1), checked against its schema. The document holds what
/// clients write and nothing else: no <c>schemas</c>, <c>id</c> or <c>meta</c>, no read-only attribute, nothing kept
/// outside, nothing that is never returned.
/// </summary>
public sealed class ResourceBody
{
    private readonly ResourceSchema schema;
    private readonly Dictionary<string, IReadOnlyList<OutsideValue>> outside;

    internal ResourceBody(ResourceSchema schema, JsonObject document, Dictionary<string, IReadOnlyList<OutsideValue>> outside, IReadOnlyList<IgnoredInput> ignored)
    {
        this.schema = schema;
        this.outside = outside;
        Document = document;
        Ignored = ignored;
    }

    /// <summary>The canonical document: members in declared order and spelling, extensions below their URIs.</summary>
    public JsonObject Document { get; }

    public IReadOnlyList<IgnoredInput> Ignored { get; }

    /// <summary>Reads a body.</summary>
    /// <exception cref="ScimException">The body is not a resource of that type.</exception>
    public static ResourceBody Read(ReadOnlyMemory<byte> body, ResourceSchema schema, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        limits ??= ScimLimits.Default;
        using var document = JsonBody.Parse(body, limits);
        return new ResourceReader(new ValueReader(schema, profile ?? ClientProfile.Strict, limits)).Read(document.RootElement);
    }

    /// <summary>The values of an attribute kept outside; null when the body did not name it, empty when it has none.</summary>
    public IReadOnlyList<OutsideValue>? Outside(string attribute) => outside.GetValueOrDefault(attribute);

    /// <summary>
    /// The document that stands after PUT over <paramref name="current"/> (RFC 7644 §3.5.1): what is read-only stays, what is
    /// immutable stays and must not be sent otherwise, all else is as sent. May be asked again of a newer document.
    /// </summary>
    /// <exception cref="ScimException">An immutable attribute has another value: <c>mutability</c>.</exception>
    public JsonObject Over(JsonObject current)
    {
        ArgumentNullException.ThrowIfNull(current);
        var document = (JsonObject)Document.DeepClone();
        Keep(schema.Root, current, document, Place.Root);
        foreach (var (extension, _) in schema.Extensions)
        {
            if (current[extension.Id] is JsonObject former)
            {
                var next = document[extension.Id] as JsonObject ?? [];
                Keep(extension.Attributes, former, next, new Place(extension, null));
                if (next.Count > 0 && next.Parent is null)
                {
                    document[extension.Id] = next;
                }
            }
        }

        return document;
    }

    private static void Keep(AttributeTable table, JsonObject former, JsonObject next, Place at)
    {
        foreach (var attribute in table)
        {
            if (former[attribute.Name] is not { } was)
            {
                continue;
            }

            var now = next[attribute.Name];
            if (attribute.Mutability == Mutability.Immutable && now is not null && !JsonNode.DeepEquals(was, now))
            {
                throw ScimException.Mutability($"{at.Of(attribute.Name)} cannot be changed once it has a value.");
            }

            if (attribute.Mutability is Mutability.Immutable or Mutability.ReadOnly)
            {
                next[attribute.Name] = was.DeepClone();
            }
            else if (was is JsonObject old && now is JsonObject made)
            {
                Keep(attribute.SubAttributes, old, made, at.Below(attribute));
            }
        }
    }
}
