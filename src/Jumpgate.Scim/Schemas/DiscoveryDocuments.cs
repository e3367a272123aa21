using System.Collections.Immutable;
using System.Text.Json;

namespace Jumpgate.Scim.Schemas;

/// <summary>Writes what a service says of itself: schemas, resource types and configuration (RFC 7643 §5–§8.7; RFC 7644 §4).</summary>
/// <param name="baseUri">The endpoint's URI without a slash at its end; what <c>meta.location</c> begins with.</param>
public sealed class DiscoveryDocuments(SchemaSet schemas, string baseUri)
{
    /// <summary>One of <c>/Schemas</c>.</summary>
    public void Write(Utf8JsonWriter writer, ScimSchema schema)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(schema);
        Start(writer, ServiceSchemas.SchemaId);
        writer.WriteString("id"u8, schema.Id);
        writer.WriteString("name"u8, schema.Name);
        writer.WriteString("description"u8, schema.Description);
        Write(writer, "attributes", schema.Attributes);
        End(writer, "Schema", $"/Schemas/{schema.Id}");
    }

    /// <summary>One of <c>/ResourceTypes</c>.</summary>
    public void Write(Utf8JsonWriter writer, ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(type);
        Start(writer, ServiceSchemas.ResourceTypeId);
        writer.WriteString("id"u8, type.Name);
        writer.WriteString("name"u8, type.Name);
        writer.WriteString("description"u8, type.Description);
        writer.WriteString("endpoint"u8, type.Endpoint);
        writer.WriteString("schema"u8, type.Schema.Id);
        writer.WriteStartArray("schemaExtensions"u8);
        foreach (var (extension, required) in type.Extensions)
        {
            writer.WriteStartObject();
            writer.WriteString("schema"u8, extension.Id);
            writer.WriteBoolean("required"u8, required);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        End(writer, "ResourceType", $"/ResourceTypes/{type.Name}");
    }

    /// <summary><c>/ServiceProviderConfig</c>.</summary>
    public void Write(Utf8JsonWriter writer, ServiceProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(config);
        Start(writer, ServiceSchemas.ServiceProviderConfigId);
        WriteUri(writer, "documentationUri", config.DocumentationUri);
        Option(writer, "patch", config.Patch);
        Option(writer, "bulk", config.Bulk is not null, ("maxOperations", config.Bulk?.MaxOperations ?? 0), ("maxPayloadSize", config.Bulk?.MaxPayloadSize ?? 0));
        Option(writer, "filter", config.FilterMaxResults is not null, ("maxResults", config.FilterMaxResults ?? 0));
        Option(writer, "changePassword", config.ChangePassword);
        Option(writer, "sort", config.Sort);
        Option(writer, "etag", config.ETag);
        writer.WriteStartArray("authenticationSchemes"u8);
        foreach (var scheme in config.AuthenticationSchemes)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, scheme.Type);
            writer.WriteString("name"u8, scheme.Name);
            writer.WriteString("description"u8, scheme.Description);
            WriteUri(writer, "specUri", scheme.SpecUri);
            writer.WriteBoolean("primary"u8, scheme.Primary);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WritePagination(writer, config.Pagination);
        if (config.SecurityEvents is { } events)
        {
            writer.WriteStartObject("securityEvents"u8);
            writer.WriteString("asyncRequest"u8, events.AsyncRequest);
            WriteTexts(writer, "eventUris", events.EventUris, always: true);
            writer.WriteEndObject();
        }

        End(writer, "ServiceProviderConfig", "/ServiceProviderConfig");
    }

    /// <summary>The schema of that URI in any case; null when the directory has none such.</summary>
    public ScimSchema? FindSchema(string id) => schemas.Schemas.FirstOrDefault(schema => schema.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The resource type of that name; null when there is none.</summary>
    public ResourceType? FindResourceType(string name) =>
        schemas.Resources.Select(resource => resource.Type).FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void WritePagination(Utf8JsonWriter writer, PaginationSupport? pagination)
    {
        if (pagination is null)
        {
            return;
        }

        writer.WriteStartObject("pagination"u8);
        writer.WriteBoolean("cursor"u8, pagination.Cursor);
        writer.WriteBoolean("index"u8, pagination.Index);
        writer.WriteString("defaultPaginationMethod"u8, pagination.DefaultMethod);
        writer.WriteNumber("defaultPageSize"u8, pagination.DefaultPageSize);
        writer.WriteNumber("maxPageSize"u8, pagination.MaxPageSize);
        if (pagination.CursorTimeout is { } timeout)
        {
            writer.WriteNumber("cursorTimeout"u8, (long)timeout.TotalSeconds);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, AttributeTable attributes)
    {
        writer.WriteStartArray(name);
        foreach (var attribute in attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, attribute.Name);
            writer.WriteString("type"u8, Wire(attribute.Kind.ToString()));
            if (attribute.IsComplex)
            {
                Write(writer, "subAttributes", attribute.SubAttributes);
            }

            writer.WriteBoolean("multiValued"u8, attribute.MultiValued);
            writer.WriteString("description"u8, attribute.Description);
            writer.WriteBoolean("required"u8, attribute.Required);
            WriteTexts(writer, "canonicalValues", attribute.CanonicalValues);
            writer.WriteBoolean("caseExact"u8, attribute.CaseExact);
            writer.WriteString("mutability"u8, Wire(attribute.Mutability.ToString()));
            writer.WriteString("returned"u8, Wire(attribute.Returned.ToString()));
            writer.WriteString("uniqueness"u8, Wire(attribute.Uniqueness.ToString()));
            WriteTexts(writer, "referenceTypes", attribute.ReferenceTypes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts, bool always = false)
    {
        if (texts.IsEmpty && !always)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteUri(Utf8JsonWriter writer, string name, Uri? uri)
    {
        if (uri is not null)
        {
            writer.WriteString(name, uri.OriginalString);
        }
    }

    private static void Option(Utf8JsonWriter writer, string name, bool supported, params ReadOnlySpan<(string Name, int Value)> limits)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean("supported"u8, supported);
        foreach (var (limit, value) in limits)
        {
            writer.WriteNumber(limit, value);
        }

        writer.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter writer, string schema)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(schema);
        writer.WriteEndArray();
    }

    private void End(Utf8JsonWriter writer, string resourceType, string path)
    {
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, resourceType);
        writer.WriteString("location"u8, baseUri + path);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The RFC's spelling of one of our names: DateTime is dateTime, ReadOnly is readOnly.</summary>
    private static string Wire(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
