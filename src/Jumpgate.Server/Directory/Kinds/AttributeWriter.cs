using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Writes the attributes of a resource; null, absent and empty values vanish, and objects appear only when something is in them.</summary>
internal sealed class AttributeWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new(2048);
    private readonly Utf8JsonWriter json;
    private readonly List<string?> pending = [];

    public AttributeWriter()
    {
        json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
    }

    public byte[] Finish()
    {
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Begin();
            json.WriteString(name, value);
        }
    }

    public void Flag(string name, bool value)
    {
        Begin();
        json.WriteBoolean(name, value);
    }

    /// <summary>Copies a member of <paramref name="from"/> under a name of ours.</summary>
    public void Copy(string name, JsonElement from, string member)
    {
        if (from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value))
        {
            Copy(name, value);
        }
    }

    public void Copy(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return;
            case JsonValueKind.String:
                Text(name, JsonText.Of(value));
                return;
            case JsonValueKind.Array when value.GetArrayLength() == 0:
            case JsonValueKind.Object when value.GetPropertyCount() == 0:
                return;
            default:
                Begin();
                json.WritePropertyName(name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                return;
        }
    }

    public Nested Object(string name)
    {
        pending.Add(name);
        return new Nested(this, json.CurrentDepth);
    }

    public Nested Array(string name)
    {
        pending.Add('[' + name);
        return new Nested(this, json.CurrentDepth);
    }

    /// <summary>An object that is an element of the open array.</summary>
    public Nested Element()
    {
        pending.Add(null);
        return new Nested(this, json.CurrentDepth);
    }

    public void Item(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Begin();
            json.WriteStringValue(value);
        }
    }

    public void Dispose() => json.Dispose();

    private readonly Stack<bool> open = new();

    private void Begin()
    {
        foreach (var name in pending)
        {
            var array = name is ['[', ..];
            if (name is null)
            {
                json.WriteStartObject();
            }
            else if (array)
            {
                json.WriteStartArray(name[1..]);
            }
            else
            {
                json.WriteStartObject(name);
            }

            open.Push(array);
        }

        pending.Clear();
    }

    private void End()
    {
        if (pending.Count > 0)
        {
            pending.RemoveAt(pending.Count - 1);
        }
        else if (open.Pop())
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }
    }

    /// <summary>An open object or array; ends with the block that opened it.</summary>
    public readonly struct Nested(AttributeWriter writer, int depth) : IDisposable
    {
        public int Depth => depth;

        public void Dispose() => writer.End();
    }
}
