using System.Text.Json;

namespace Jumpgate.Emulator.Insights;

/// <summary>The <c>fields</c> of a query: top-level names, or dotted paths that keep only part of an object.</summary>
internal sealed class EventProjection
{
    private readonly Dictionary<string, EventProjection?> _fields = new(StringComparer.Ordinal);

    public EventProjection(IEnumerable<string> paths)
    {
        foreach (var group in paths.GroupBy(path => path.Split('.', 2)[0], StringComparer.Ordinal))
        {
            var whole = group.Any(path => !path.Contains('.', StringComparison.Ordinal));
            _fields[group.Key] = whole ? null : new EventProjection(group.Select(path => path.Split('.', 2)[1]));
        }
    }

    public void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject())
                {
                    if (!_fields.TryGetValue(field.Name, out var inner))
                        continue;
                    writer.WritePropertyName(field.Name);
                    if (inner is null)
                        field.Value.WriteTo(writer);
                    else
                        inner.Write(writer, field.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
