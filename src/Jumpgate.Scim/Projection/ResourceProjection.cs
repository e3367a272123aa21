using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Projection;

/// <summary>
/// Which attributes an answer carries: <c>attributes</c> or <c>excludedAttributes</c> over the <c>returned</c> of each (RFC 7644 §3.9,
/// RFC 7643 §7). Made once per request, applied to each resource.
/// </summary>
public sealed class ResourceProjection
{
    private const int Most = 200;

    private readonly ResourceSchema schema;
    private readonly Level root;
    private readonly Level[] extensions;

    private ResourceProjection(ResourceSchema schema, bool some)
    {
        this.schema = schema;
        IsDefault = !some;
        root = new Level(schema.Root, some);
        extensions = [.. schema.Extensions.Select(extension => new Level(extension.Schema.Attributes, some))];
    }

    /// <summary>Whether the request chose nothing.</summary>
    public bool IsDefault { get; private set; }

    internal static ResourceProjection Default(ResourceSchema schema) => new(schema, some: false);

    /// <summary>Reads the two parameters; each a list of attribute paths.</summary>
    /// <param name="attributes">Null when not given.</param>
    /// <param name="excluded">Null when not given.</param>
    /// <exception cref="ScimException">Both are given, or something is not a path: <c>invalidValue</c>.</exception>
    public static ResourceProjection Of(ResourceSchema schema, IReadOnlyCollection<string>? attributes, IReadOnlyCollection<string>? excluded)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (attributes is { Count: > 0 } && excluded is { Count: > 0 })
        {
            throw ScimException.Value("attributes and excludedAttributes exclude each other.");
        }

        if ((attributes?.Count ?? 0) + (excluded?.Count ?? 0) > Most)
        {
            throw ScimException.Value($"At most {Most} attributes can be named.");
        }

        if (attributes is not { Count: > 0 } && excluded is not { Count: > 0 })
        {
            return schema.Everything;
        }

        var projection = new ResourceProjection(schema, attributes is { Count: > 0 });
        foreach (var name in attributes ?? [])
        {
            projection.Choose(name, include: true);
        }

        foreach (var name in excluded ?? [])
        {
            projection.IsDefault = false;
            projection.Choose(name, include: false);
        }

        return projection;
    }

    /// <summary>The two parameters as a query string has them, comma-separated (RFC 7644 §3.4.2.5).</summary>
    /// <exception cref="ScimException">As for lists.</exception>
    public static ResourceProjection OfQuery(ResourceSchema schema, string? attributes, string? excluded) => Of(schema, Split(attributes), Split(excluded));

    /// <summary>Whether any part of an attribute is in the answer; what is not need not be read from the store.</summary>
    public bool Includes(string attribute) => schema.Root.IndexOf(attribute) is >= 0 and var at && root.Includes(at);

    /// <summary>Whether a sub-attribute is in the answer.</summary>
    public bool Includes(string attribute, string subAttribute) =>
        schema.Root.IndexOf(attribute) is >= 0 and var at && root.Includes(at)
        && schema.Root[at].SubAttributes.IndexOf(subAttribute) is >= 0 and var below && root.Below(at).Includes(below);

    /// <summary>Whether any part of an extension's attribute is in the answer.</summary>
    public bool Includes(ScimSchema extension, string attribute)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return ExtensionOf(extension.Id) is { } level && level.Table.IndexOf(attribute) is >= 0 and var at && level.Includes(at);
    }

    /// <summary>Takes out of a resource what is not in the answer, in place.</summary>
    public JsonObject Apply(JsonObject resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var (name, value) in resource.ToList())
        {
            if (schema.Root.IndexOf(name) is >= 0 and var at)
            {
                Trim(resource, name, value, root, at);
            }
            else if (ExtensionOf(name) is { } level && value is JsonObject below)
            {
                TrimAll(below, level);
                if (below.Count == 0)
                {
                    resource.Remove(name);
                }
            }
            else
            {
                resource.Remove(name);
            }
        }

        return resource;
    }

    /// <summary>
    /// Writes the members of a resource that are in the answer, straight from what is stored; the object is the caller's to open and close. What is
    /// included wholly is copied, not read.
    /// </summary>
    /// <param name="resource">A JSON object as this service wrote it, in UTF-8.</param>
    public void WriteMembers(Utf8JsonWriter writer, ReadOnlySpan<byte> resource)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var reader = new Utf8JsonReader(resource);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var raw = reader.ValueSpan;
            var (extension, at) = (ExtensionOf(raw), JsonBody.IndexOf(schema.Root, raw));
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = resource[from..(int)reader.BytesConsumed];
            if (extension is null && (at < 0 || !root.Includes(at)))
            {
                continue;
            }

            if (extension?.IsWhole ?? !root.IsPartial(at))
            {
                writer.WritePropertyName(raw);
                writer.WriteRawValue(value, skipInputValidation: true);
                continue;
            }

            var part = new Utf8JsonReader(value);
            using var document = JsonDocument.ParseValue(ref part);
            var name = Encoding.UTF8.GetString(raw);
            if (extension is null)
            {
                Write(writer, name, document.RootElement, root, at);
            }
            else if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                WriteObject(writer, name, document.RootElement, extension);
            }
        }
    }

    private void Choose(string name, bool include)
    {
        if (!AttributePath.TryParse(name.Trim(), out var path, out var error))
        {
            throw ScimException.Value(error.Message);
        }

        if (schema.Resolve(path) is not { } target)
        {
            return; // A name nobody knows chooses nothing: a client may ask many services for the same attributes.
        }

        var level = target.Extension is null ? root : ExtensionOf(target.Extension.Id)!;
        if (target.Attribute is null)
        {
            level.ChooseAll(include);
        }
        else
        {
            level.Choose(target.Attribute, target.Sub, include);
        }
    }

    private Level? ExtensionOf(string name)
    {
        for (var i = 0; i < extensions.Length; i++)
        {
            if (schema.Extensions[i].Schema.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return extensions[i];
            }
        }

        return null;
    }

    private Level? ExtensionOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < extensions.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, schema.Extensions[i].Schema.Id))
            {
                return extensions[i];
            }
        }

        return null;
    }

    private static void Trim(JsonObject holder, string name, JsonNode? value, Level level, int at)
    {
        if (!level.Includes(at))
        {
            holder.Remove(name);
            return;
        }

        if (!level.IsPartial(at))
        {
            return;
        }

        foreach (var item in value is JsonArray many ? [.. many] : new[] { value })
        {
            if (item is JsonObject members)
            {
                TrimAll(members, level.Below(at));
                if (members.Count == 0 && value is JsonArray list)
                {
                    list.Remove(members);
                }
            }
        }

        if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 })
        {
            holder.Remove(name);
        }
    }

    private static void TrimAll(JsonObject members, Level level)
    {
        foreach (var (name, value) in members.ToList())
        {
            if (level.Table.IndexOf(name) is >= 0 and var at)
            {
                Trim(members, name, value, level, at);
            }
            else
            {
                members.Remove(name);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonElement value, Level level, int at)
    {
        if (!level.Includes(at))
        {
            return;
        }

        if (!level.IsPartial(at) || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
            return;
        }

        var below = level.Below(at);
        if (value.ValueKind == JsonValueKind.Object)
        {
            WriteObject(writer, name, value, below);
        }
        else if (value.EnumerateArray().Any(item => Keeps(item, below)))
        {
            writer.WriteStartArray(name);
            foreach (var item in value.EnumerateArray())
            {
                if (Keeps(item, below))
                {
                    writer.WriteStartObject();
                    WriteAll(writer, item, below);
                    writer.WriteEndObject();
                }
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, string name, JsonElement value, Level level)
    {
        if (Keeps(value, level))
        {
            writer.WriteStartObject(name);
            WriteAll(writer, value, level);
            writer.WriteEndObject();
        }
    }

    private static void WriteAll(Utf8JsonWriter writer, JsonElement value, Level level)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (JsonBody.IndexOf(level.Table, member) is >= 0 and var at)
            {
                Write(writer, member.Name, member.Value, level, at);
            }
        }
    }

    /// <summary>Whether anything of an object is in the answer; an empty one would be no value.</summary>
    private static bool Keeps(JsonElement value, Level level) => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(member =>
        JsonBody.IndexOf(level.Table, member) is >= 0 and var at && level.Includes(at)
        && (!level.IsPartial(at) || member.Value.ValueKind switch
        {
            JsonValueKind.Object => Keeps(member.Value, level.Below(at)),
            JsonValueKind.Array => member.Value.EnumerateArray().Any(item => Keeps(item, level.Below(at))),
            _ => true,
        }));

    private static string[]? Split(string? list) =>
        string.IsNullOrWhiteSpace(list) ? null : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
