using System.Text.Json;

namespace Jumpgate.JumpCloud;

/// <summary>Reads graph elements. Millions of them pass here, so types are shared strings and attributes stay raw.</summary>
internal static class GraphReading
{
    /// <summary>A GraphConnection (<c>{"to":{…}}</c>), or a bare graph object (<c>{"id","type"}</c>).</summary>
    public static GraphEdge Edge(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        var edge = Connection(ref reader, json);
        return edge.Id.Length > 0 ? edge : throw new UnreadableAnswerException("an edge has no far end", isTruncated: false);
    }

    public static GraphReach Reach(ReadOnlyMemory<byte> json)
    {
        string id = "", type = "";
        ReadOnlyMemory<byte> attributes = default;
        List<IReadOnlyList<GraphEdge>> paths = [];
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) id = Text(ref reader);
            else if (reader.ValueTextEquals("type"u8)) type = Type(ref reader);
            else if (reader.ValueTextEquals("compiledAttributes"u8)) attributes = Raw(ref reader, json);
            else if (reader.ValueTextEquals("paths"u8)) Paths(ref reader, json, paths);
            else Pass(ref reader);
        }

        return id.Length > 0
            ? new GraphReach(id, type, attributes, paths, json)
            : throw new UnreadableAnswerException("a traversal element has no id", isTruncated: false);
    }

    private static void Paths(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, List<IReadOnlyList<GraphEdge>> paths)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            var steps = new List<GraphEdge>(2);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject) steps.Add(Connection(ref reader, json));
                else reader.Skip();
            }

            paths.Add(steps);
        }
    }

    private static GraphEdge Connection(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        string id = "", type = "";
        ReadOnlyMemory<byte> own = default, far = default;
        GraphEdge to = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("to"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject) to = Connection(ref reader, json);
                else reader.Skip();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = Type(ref reader);
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                own = Raw(ref reader, json);
            }
            else
            {
                Pass(ref reader);
            }
        }

        if (to.Id is not { Length: > 0 }) return new GraphEdge(id, type, own);
        far = to.Attributes;
        return new GraphEdge(to.Id, to.Type, own.IsEmpty ? far : own);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        reader.Skip();
        return "";
    }

    private static string Type(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var known in GraphTypes.All)
            {
                if (reader.ValueTextEquals(known)) return known;
            }

            return reader.GetString()!;
        }

        reader.Skip();
        return "";
    }

    private static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        return isNull ? default : json[start..(int)reader.BytesConsumed];
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
