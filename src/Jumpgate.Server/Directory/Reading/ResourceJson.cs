using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Writes a resource as <see cref="Resource"/>. Attributes and raw forms are passed on as they are kept: they may hold what a string
/// of .NET cannot (lone surrogates), and are many.
/// </summary>
internal static class ResourceJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, ResourceRow row, ResourceKind kind, ResourceExtras extras)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("remoteId", row.RemoteId);
        json.WriteString("kind", kind.Word());
        json.WriteString("name", row.Name);
        json.WriteString("email", row.Email);
        WriteStatus(json, row.Status, row.SourceStatus);
        json.WritePropertyName("attributes");
        WriteAttributes(json, row, extras.Fields);
        json.WriteNumber("version", extras.Version(row));
        if (row.UpdatedAt is { } at) json.WriteString("updatedAt", DateTimeOffset.FromUnixTimeMilliseconds(at));
        else json.WriteNull("updatedAt");
        if (extras.Person is { } person)
        {
            json.WritePropertyName("person");
            JsonSerializer.Serialize(json, person, ContractsJson.Default.Person);
        }

        if (extras.Roles is { } roles)
        {
            json.WriteStartArray("roles");
            foreach (var role in roles.Names)
            {
                json.WriteStartObject();
                json.WriteString("role_name", role);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (extras.Edges is { } edges)
        {
            json.WritePropertyName("edges");
            JsonSerializer.Serialize(json, edges, ContractsJson.Default.EdgeCounts);
        }

        if (extras.Activity is { } activity)
        {
            json.WritePropertyName("activity");
            JsonSerializer.Serialize(json, activity, ContractsJson.Default.ResourceActivity);
        }

        if (extras.Notes is { Count: > 0 } notes)
        {
            json.WritePropertyName("notes");
            JsonSerializer.Serialize(json, notes, ContractsJson.Default.IReadOnlyListResourceNote);
        }

        if (row.Raw is { } raw)
        {
            json.WritePropertyName("raw");
            json.WriteRawValue(raw, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    public static void WriteStatus(Utf8JsonWriter json, string status, string? source)
    {
        json.WriteStartObject("status");
        json.WriteString("value", status);
        json.WriteString("sourceValue", source);
        json.WriteEndObject();
    }

    /// <summary>The attributes named by <paramref name="fields"/>, or all. Null: erased.</summary>
    public static void WriteAttributes(Utf8JsonWriter json, ResourceRow row, IReadOnlyList<AttributePath>? fields)
    {
        if (row.Attributes is null)
        {
            json.WriteNullValue();
            return;
        }

        var merged = Merge(row.Attributes, row.Volatile);
        if (fields is null)
        {
            json.WriteRawValue(merged, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(merged);
        AttributeChoice.Write(json, document.RootElement, fields);
    }

    public static string Merge(string attributes, string? moving)
    {
        if (moving is null or "{}") return attributes;
        var head = attributes.AsSpan().TrimEnd()[..^1].TrimEnd();
        var more = moving.AsSpan().Trim()[1..];
        return new StringBuilder(head.Length + more.Length + 1).Append(head).Append(head is "{" ? "" : ",").Append(more).ToString();
    }
}

/// <summary>What a resource is shown with beyond its row.</summary>
internal sealed record ResourceExtras(
    IReadOnlyList<AttributePath>? Fields, Person? Person = null, EdgeCounts? Edges = null, IReadOnlyList<ResourceNote>? Notes = null, HeldRoles? Roles = null,
    ResourceActivity? Activity = null)
{
    /// <summary>Roles come and go without a new version of their user.</summary>
    public long Version(ResourceRow row) => Math.Max(row.Version, Roles?.Changed ?? 0);
}
