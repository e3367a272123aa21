using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Projection;

namespace Jumpgate.Scim.Schemas;

/// <summary>
/// A resource type of one directory, made ready for reading and writing: common, core and extension attributes found
/// by name and by path. Immutable, made once per directory and shared by all its requests.
/// </summary>
public sealed class ResourceSchema
{
    private readonly FrozenSet<string> outside;
    private readonly FrozenDictionary<string, ScimSchema> extensions;
    private ResourceProjection? everything;

    /// <param name="type">The resource type with its extensions.</param>
    /// <param name="outside">
    /// Attributes whose values are not part of the document, such as <c>members</c>: they are read into
    /// lists and changed by set operations. Each is multi-valued and complex, with a <c>value</c>.
    /// </param>
    /// <exception cref="ArgumentException">An outside attribute is none that can be.</exception>
    public ResourceSchema(ResourceType type, params IEnumerable<string> outside)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        Root = new AttributeTable(CommonAttributes.All.Concat(type.Schema.Attributes));
        this.outside = outside.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        if (this.outside.FirstOrDefault(name => Root.Find(name) is not { MultiValued: true, Value: not null }) is { } wrong)
        {
            throw new ArgumentException($"{wrong} cannot be kept outside.", nameof(outside));
        }

        extensions = type.Extensions.ToFrozenDictionary(extension => extension.Schema.Id, extension => extension.Schema, StringComparer.OrdinalIgnoreCase);
        Described = [.. Describe()];
        Types = new AttributeTypes([type.Schema.Id], Described, closed: true);
    }

    public ResourceType Type { get; }

    /// <summary>What is returned when a request chooses nothing.</summary>
    public ResourceProjection Everything => everything ??= ResourceProjection.Default(this);

    /// <summary>The attributes at the root of a resource: common ones, then those of the core schema.</summary>
    public AttributeTable Root { get; }

    public ImmutableArray<SchemaExtension> Extensions => Type.Extensions;

    /// <summary>What filters need to know. Attributes that are never returned are missing: a filter must not guess a password.</summary>
    public AttributeTypes Types { get; }

    /// <summary>The paths and types behind <see cref="Types"/>.</summary>
    internal ImmutableArray<KeyValuePair<string, AttributeType>> Described { get; }

    public bool IsOutside(ScimAttribute attribute) => outside.Contains(attribute.Name);

    /// <summary>The extension of that URI; null when the resource type has none such.</summary>
    public ScimSchema? Extension(string schema) => extensions.GetValueOrDefault(schema);

    /// <summary>What a path names (RFC 7644 §3.10); null when nothing.</summary>
    public AttributeTarget? Resolve(AttributePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Schema is not { } schema)
        {
            return Resolve(null, Root, path);
        }

        // A URI alone reads as attribute "User" of "urn:…:2.0": it names the whole.
        var whole = $"{schema}:{path.Attribute}";
        if (extensions.TryGetValue(whole, out var extension))
        {
            // "urn:…:2.0:User.department" is written by nobody who read §3.10; a dot after the URI is not a path.
            return path.SubAttribute is null ? new AttributeTarget(extension, null, null) : null;
        }

        return whole.Equals(Type.Schema.Id, StringComparison.OrdinalIgnoreCase) && path.SubAttribute is null ? new AttributeTarget(null, null, null)
            : schema.Equals(Type.Schema.Id, StringComparison.OrdinalIgnoreCase) ? Resolve(null, Root, path)
            : extensions.TryGetValue(schema, out extension) ? Resolve(extension, extension.Attributes, path)
            : null;
    }

    /// <summary>The <c>schemas</c> of a document: the core one and those of the extensions it uses (RFC 7643 §3).</summary>
    public IEnumerable<string> SchemasOf(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        yield return Type.Schema.Id;
        foreach (var (extension, _) in Type.Extensions)
        {
            if (document.ContainsKey(extension.Id))
            {
                yield return extension.Id;
            }
        }
    }

    /// <summary>The <c>schemas</c> of a stored document.</summary>
    public IEnumerable<string> SchemasOf(JsonElement document)
    {
        yield return Type.Schema.Id;
        foreach (var (extension, _) in Type.Extensions)
        {
            if (document.TryGetProperty(extension.Id, out _))
            {
                yield return extension.Id;
            }
        }
    }

    private static AttributeTarget? Resolve(ScimSchema? extension, AttributeTable table, AttributePath path)
    {
        if (table.Find(path.Attribute) is not { } attribute)
        {
            return null;
        }

        if (path.SubAttribute is not { } name)
        {
            return new AttributeTarget(extension, attribute, null);
        }

        return attribute.SubAttributes.Find(name) is { } sub ? new AttributeTarget(extension, attribute, sub) : null;
    }

    private IEnumerable<KeyValuePair<string, AttributeType>> Describe()
    {
        foreach (var attribute in Root.Where(Filterable))
        {
            foreach (var described in Describe("", attribute))
            {
                yield return described;
            }
        }

        foreach (var extension in Type.Extensions)
        {
            yield return new(extension.Schema.Id, new AttributeType(AttributeKind.Complex));
            foreach (var described in extension.Schema.Attributes.Where(Filterable).SelectMany(attribute => Describe(extension.Schema.Id + ":", attribute)))
            {
                yield return described;
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, AttributeType>> Describe(string prefix, ScimAttribute attribute)
    {
        yield return new(prefix + attribute.Name, new AttributeType(attribute.Kind, attribute.CaseExact));
        foreach (var sub in attribute.SubAttributes.Where(Filterable))
        {
            yield return new($"{prefix}{attribute.Name}.{sub.Name}", new AttributeType(sub.Kind, sub.CaseExact));
        }
    }

    private static bool Filterable(ScimAttribute attribute) => attribute.Returned != Returned.Never;
}

/// <summary>What a path names: a whole resource (nothing set), a whole extension, an attribute or a sub-attribute.</summary>
/// <param name="Extension">The extension the attribute belongs to; null at the root.</param>
public sealed record AttributeTarget(ScimSchema? Extension, ScimAttribute? Attribute, ScimAttribute? Sub)
{
    /// <summary>The path in its declared spelling.</summary>
    public override string ToString() =>
        (Extension is null ? "" : Attribute is null ? Extension.Id : Extension.Id + ":") + Attribute?.Name + (Sub is null ? "" : "." + Sub.Name);
}
