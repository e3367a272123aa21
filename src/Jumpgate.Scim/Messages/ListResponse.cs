using System.Text.Json;

namespace Jumpgate.Scim.Messages;

/// <summary>A page of resources (RFC 7644 §3.4.2; RFC 9865 §2.2).</summary>
/// <param name="TotalResults">How many there are in all.</param>
/// <param name="ItemsPerPage">How many are on this page.</param>
/// <param name="StartIndex">The index of the first, from 1; null on a page by cursor.</param>
/// <param name="NextCursor">Where the next page begins; null on the last, and on a page by index.</param>
/// <param name="PreviousCursor">Where the page before begins.</param>
public sealed record ListResponse(long TotalResults, int ItemsPerPage, long? StartIndex = null, string? NextCursor = null, string? PreviousCursor = null)
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>The message. <c>Resources</c> is there even when empty: some clients fail without it.</summary>
    /// <param name="resources">Writes the resources, one value each.</param>
    public void Write(Utf8JsonWriter writer, Action<Utf8JsonWriter> resources)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(resources);
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(Schema);
        writer.WriteEndArray();
        writer.WriteNumber("totalResults"u8, TotalResults);
        writer.WriteNumber("itemsPerPage"u8, ItemsPerPage);
        if (StartIndex is { } index)
        {
            writer.WriteNumber("startIndex"u8, index);
        }

        if (NextCursor is not null)
        {
            writer.WriteString("nextCursor"u8, NextCursor);
        }

        if (PreviousCursor is not null)
        {
            writer.WriteString("previousCursor"u8, PreviousCursor);
        }

        writer.WriteStartArray("Resources"u8);
        resources(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
