using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>Reads a whole resource, once over.</summary>
internal sealed class ResourceReader(ValueReader values)
{
    private readonly ResourceSchema schema = values.Schema;
    private readonly Dictionary<string, IReadOnlyList<OutsideValue>> outside = new(StringComparer.OrdinalIgnoreCase);
    private readonly JsonObject?[] extensions = new JsonObject?[values.Schema.Extensions.Length];
    private JsonElement listed;

    public ResourceBody Read(JsonElement body)
    {
        var document = Level(schema.Root, body, Place.Root);
        Required.Check(schema.Root, document, Place.Root, except: IsElsewhere);
        for (var i = 0; i < extensions.Length; i++)
        {
            var (extension, required) = schema.Extensions[i];
            if (extensions[i] is { Count: > 0 } made)
            {
                Required.Check(extension.Attributes, made, new Place(extension, null));
                document.Add(extension.Id, made);
            }
            else if (required)
            {
                throw ScimException.Value($"{extension.Id} is missing.");
            }
        }

        CheckSchemas();
        return new ResourceBody(schema, document, outside, values.Ignored);
    }

    private JsonObject Level(AttributeTable table, JsonElement body, Place at)
    {
        var slots = new JsonNode?[table.Count];
        var seen = new bool[table.Count];
        HashSet<string>? others = null;
        foreach (var member in body.EnumerateObject())
        {
            var index = JsonBody.IndexOf(table, member);
            if (index < 0)
            {
                if (!(others ??= new(StringComparer.OrdinalIgnoreCase)).Add(member.Name))
                {
                    throw JsonBody.Twice(member.Name);
                }

                Other(member, at);
                continue;
            }

            var attribute = table[index];
            if (seen[index])
            {
                throw JsonBody.Twice(at.Of(attribute.Name));
            }

            seen[index] = true;
            if (ReferenceEquals(attribute, CommonAttributes.Schemas))
            {
                listed = member.Value;
            }
            else if (at.Extension is null && schema.IsOutside(attribute))
            {
                outside[attribute.Name] = values.Outside(attribute, member.Value, at);
            }
            else if (values.Kept(attribute, member.Value, at))
            {
                slots[index] = values.Read(attribute, member.Value, at);
            }
        }

        var made = new JsonObject();
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { } value)
            {
                made.Add(table[i].Name, value);
            }
        }

        return made;
    }

    private void Other(JsonProperty member, Place at)
    {
        for (var i = 0; i < extensions.Length && at.Extension is null; i++)
        {
            var extension = schema.Extensions[i].Schema;
            if (!member.NameEquals(extension.Id) && !member.Name.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!JsonBody.IsUnassigned(member.Value))
            {
                extensions[i] = member.Value.ValueKind == JsonValueKind.Object
                    ? Level(extension.Attributes, member.Value, new Place(extension, null))
                    : throw ScimException.Value($"{extension.Id} must be an object.");
            }

            return;
        }

        values.Unknown(member, at);
    }

    /// <summary>The schemas a body names, held against those it uses (RFC 7643 §3).</summary>
    private void CheckSchemas()
    {
        var lenient = values.Profile.Allows(Leniency.MissingSchemas);
        var named = SchemaList.Read(listed, lenient, "resource");
        foreach (var id in named)
        {
            if (!id.Equals(schema.Type.Schema.Id, StringComparison.OrdinalIgnoreCase) && schema.Extension(id) is null)
            {
                if (!values.Profile.Allows(Leniency.UnknownAttributes))
                {
                    throw ScimException.Value($"schemas names {JsonBody.Show(id)}, which is no schema of {schema.Type.Name}.");
                }

                values.Ignore($"schemas: {JsonBody.Show(id)}", IgnoredReason.Unknown);
            }
        }

        if (lenient)
        {
            return;
        }

        if (!named.Contains(schema.Type.Schema.Id))
        {
            throw ScimException.Value($"schemas does not name {schema.Type.Schema.Id}.");
        }

        for (var i = 0; i < extensions.Length; i++)
        {
            if (extensions[i] is { Count: > 0 } && !named.Contains(schema.Extensions[i].Schema.Id))
            {
                throw ScimException.Value($"schemas does not name {schema.Extensions[i].Schema.Id}, which the resource uses.");
            }
        }
    }

    /// <summary>Attributes that are required and yet not in the document.</summary>
    private bool IsElsewhere(ScimAttribute attribute) =>
        ReferenceEquals(attribute, CommonAttributes.Schemas)
        || schema.IsOutside(attribute) && outside.GetValueOrDefault(attribute.Name) is { Count: > 0 };
}
