using System.Globalization;
using System.Text.Json;
using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Bulk;

/// <summary>What came of one operation (RFC 7644 §3.7).</summary>
/// <param name="Location">The resource's URI; null only for a POST that failed.</param>
/// <param name="Version">The entity tag that stands now.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BulkResult(BulkOperation Operation, int Status, string? Location, string? Version, ScimError? Error = null);

/// <summary>The BulkResponse message.</summary>
public static class BulkResponse
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    /// <summary>Writes the results, which stand in the request's order.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<BulkResult> results)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(results);
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(Schema);
        writer.WriteEndArray();
        writer.WriteStartArray("Operations"u8);
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("method"u8, result.Operation.Wire);
            WriteSome(writer, "bulkId", result.Operation.BulkId);
            WriteSome(writer, "version", result.Version);
            WriteSome(writer, "location", result.Location);
            writer.WriteString("status"u8, result.Status.ToString(CultureInfo.InvariantCulture));
            if (result.Error is { } error)
            {
                writer.WritePropertyName("response"u8);
                error.Write(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSome(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
