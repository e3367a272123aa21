using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A resource as a filter sees it: the members every resource has, then its attributes.</summary>
internal static class ResourceDocument
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static JsonDocument Of(ResourceRow row, ResourceKind kind)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + (row.Attributes?.Length ?? 0));
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("remoteId", row.RemoteId);
            json.WriteString("kind", kind.Word());
            json.WriteString("displayName", row.Name);
            json.WriteString("email", row.Email);
            json.WriteStartObject("status");
            json.WriteString("value", row.Status);
            json.WriteString("sourceValue", row.SourceStatus);
            json.WriteEndObject();
            json.WriteBoolean("active", row.Active);
            if (row.UpdatedAt is { } at) json.WriteString("updatedAt", DateTimeOffset.FromUnixTimeMilliseconds(at));
        }

        // Of members that stand twice the first one counts, so what stands above is never what an attribute of that name says.
        Append(buffer, row.Volatile);
        Append(buffer, row.Attributes);
        buffer.Write("}"u8);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    /// <summary>Appends the members of a JSON object.</summary>
    private static void Append(ArrayBufferWriter<byte> buffer, string? members)
    {
        var inner = members is null ? [] : members.AsSpan().Trim()[1..^1].Trim();
        if (inner.IsEmpty) return;
        buffer.Write(","u8);
        Encoding.UTF8.GetBytes(inner, buffer);
    }
}
