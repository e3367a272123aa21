using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpgate.Server.EventLog;

/// <summary>
/// Takes a person out of JSON. An object that has the person's id is about the person: all texts in it go, ids, kinds and times stay. Elsewhere
/// the texts that name the person are replaced. In an event, what changed at the person goes too, and whence the person acted. Pure.
/// </summary>
public static class PersonRedaction
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] Ids = ["id", "_id", "object_id", "objectId", "user_id", "userId", "admin_id", "adminId"];
    private static readonly string[] Kept =
        [.. Ids, "type", "event_type", "service", "timestamp", "organization", "field", "op", "operation", "attribute", "provider", "kind", "@version"];
    private static readonly string[] Whence = ["client_ip", "geoip", "useragent", "user_agent", "source_ip", "location"];

    /// <summary>The event without the person; null: it says nothing of them.</summary>
    public static byte[]? OfEvent(byte[] raw, PersonTraces person) => Of(raw, person, isEvent: true);

    /// <summary>A JSON text without the person; null: it says nothing of them.</summary>
    public static byte[]? OfJson(byte[] raw, PersonTraces person) => Of(raw, person, isEvent: false);

    /// <summary>The ids an event may be found by: of objects and their doers.</summary>
    public static IEnumerable<string> IdsIn(ReadOnlyMemory<byte> raw)
    {
        using var document = JsonDocument.Parse(raw, IncomingEvent.Depth);
        return Walk(document.RootElement).ToHashSet();

        static IEnumerable<string> Walk(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Value.ValueKind == JsonValueKind.String
                ? Ids.Any(member.NameEquals) && IdOf(member.Value) is { Length: > 0 } id ? [id] : []
                : Walk(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk),
            _ => [],
        };
    }

    /// <summary>Null: a text that no id can be, with U+0000 or half of a surrogate pair.</summary>
    private static string? IdOf(JsonElement value)
    {
        try
        {
            return value.GetString() is { } id && !id.Contains('\0') ? id : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[]? Of(byte[] raw, PersonTraces person, bool isEvent)
    {
        var text = Encoding.UTF8.GetString(raw);
        if (!person.MayStandIn(text)) return null;
        try
        {
            using var document = JsonDocument.Parse(raw, IncomingEvent.Depth);
            var buffer = new ArrayBufferWriter<byte>(raw.Length);
            var walk = new Walk(person);
            using (var json = new Utf8JsonWriter(buffer, Options)) walk.Write(json, document.RootElement, isEvent ? Place.Event : Place.Elsewhere);
            return walk.Changed ? buffer.WrittenSpan.ToArray() : null;
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException)
        {
            // A text no string can hold (a lone surrogate), or no JSON: names are replaced in the text as it is.
            var replaced = person.Replace(text);
            return replaced == text ? null : Encoding.UTF8.GetBytes(replaced);
        }
    }

    private enum Place { Elsewhere, Event, Person }

    private sealed class Walk(PersonTraces person)
    {
        public bool Changed { get; private set; }

        public void Write(Utf8JsonWriter json, JsonElement element, Place place)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object: Object(json, element, place); break;
                case JsonValueKind.Array:
                    json.WriteStartArray();
                    foreach (var item in element.EnumerateArray()) Write(json, item, place);
                    json.WriteEndArray();
                    break;
                case JsonValueKind.String: Text(json, element, place); break;
                default: element.WriteTo(json); break;
            }
        }

        private void Object(Utf8JsonWriter json, JsonElement element, Place place)
        {
            var (isOf, isBy) = place == Place.Event ? (IsPerson(element, "resource"), IsPerson(element, "initiated_by")) : (false, false);
            if (place != Place.Event && HasId(element)) place = Place.Person;
            json.WriteStartObject();
            foreach (var member in element.EnumerateObject())
            {
                json.WritePropertyName(member.Name);
                if (Kept.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String) member.Value.WriteTo(json);
                else if (isBy && Whence.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
                {
                    Changed = true;
                    json.WriteNullValue();
                }
                else Write(json, member.Value, isOf && member.Name == "changes" ? Place.Person : place == Place.Event ? Place.Elsewhere : place);
            }

            json.WriteEndObject();
        }

        private void Text(Utf8JsonWriter json, JsonElement element, Place place)
        {
            var text = element.GetString()!;
            var replaced = place == Place.Person && text.Length > 0 && text != person.RemoteId ? PersonTraces.Erased : person.Replace(text);
            if (replaced == text) element.WriteTo(json);
            else
            {
                Changed = true;
                json.WriteStringValue(replaced);
            }
        }

        private bool IsPerson(JsonElement parent, string member) =>
            parent.TryGetProperty(member, out var child) && child.ValueKind == JsonValueKind.Object && HasId(child);

        private bool HasId(JsonElement element)
        {
            foreach (var id in Ids)
                if (element.TryGetProperty(id, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(person.RemoteId)) return true;
            return false;
        }
    }
}
