using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Request bodies. Written by hand or from nodes, because "left out" and "null" mean different things to JumpCloud.</summary>
internal static class JsonBody
{
    public static ReadOnlyMemory<byte> Of(JsonNode body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Write(writer => body.WriteTo(writer));
    }

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return buffer.WrittenMemory;
    }
}
