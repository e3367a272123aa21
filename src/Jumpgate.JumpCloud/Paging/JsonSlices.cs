using System.Text.Json;

namespace Jumpgate.JumpCloud;

/// <summary>
/// Finds the objects of an answer without materialising them. Takes both dialects, because v2 uses both: a bare array, and
/// an envelope with <c>results</c> and <c>totalCount</c> (jumpcloud-api.md §9, trap 1).
/// </summary>
internal static class JsonSlices
{
    /// <summary>JumpCloud nests a dozen levels; a hostile answer must not exhaust the stack of whoever parses next.</summary>
    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 128 };

    /// <summary>Finding where a value ends takes no stack: for those who look at the depth of each element themselves.</summary>
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <param name="answer">What came.</param>
    /// <param name="idRequired">An element without an id is a fault; else its id is empty.</param>
    /// <param name="objectRequired">An element that is no object is a fault; else it is passed on as it is.</param>
    /// <param name="anyDepth">An element may be nested as deep as it likes.</param>
    public static RawPage Page(Answer answer, bool idRequired = true, bool objectRequired = true, bool anyDepth = false)
    {
        var items = new List<RawItem>(answer.Body.Length < 4096 ? 4 : 100);
        var total = Each(answer, (json, id) =>
        {
            if (id.Length == 0 && idRequired) throw new UnreadableAnswerException("an element has no id", isTruncated: false);
            items.Add(new RawItem(id, json));
        }, objectRequired, anyDepth);
        return new RawPage(items, total ?? answer.TotalCount, answer.Date, answer.Body.Length);
    }

    public static EdgePage Edges(Answer answer)
    {
        var items = new List<GraphEdge>(answer.Body.Length < 4096 ? 4 : 100);
        var total = Each(answer, (json, _) => items.Add(GraphReading.Edge(json)));
        return new EdgePage(items, total ?? answer.TotalCount, answer.Date, answer.Body.Length);
    }

    public static PathPage Paths(Answer answer)
    {
        var items = new List<GraphReach>();
        var total = Each(answer, (json, _) => items.Add(GraphReading.Reach(json)));
        return new PathPage(items, total ?? answer.TotalCount, answer.Date, answer.Body.Length);
    }

    /// <summary>A single object; <paramref name="wrapper"/> names the property that may hold it.</summary>
    public static RawItem Single(Answer answer, string? wrapper = null)
    {
        RawItem? found = null;
        Walk(answer, (ref Utf8JsonReader reader) =>
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw Unexpected();
            var inner = wrapper is null ? default : Property(answer.Body, wrapper);
            if (!inner.IsEmpty)
            {
                Skip(ref reader);
                found = new RawItem(IdOf(inner), inner);
                return;
            }

            found = Slice(ref reader, answer.Body);
        }, Depth);
        return found!.Value;
    }

    /// <summary>The raw value of a top-level property, or empty when null or absent.</summary>
    public static ReadOnlyMemory<byte> Property(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json.Span, Depth);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (wanted) return reader.TokenType == JsonTokenType.Null ? default : json[start..(int)reader.BytesConsumed];
        }

        return default;
    }

    private static int? Each(Answer answer, Action<ReadOnlyMemory<byte>, string> visit, bool objectRequired = true, bool anyDepth = false)
    {
        int? total = null;
        Walk(answer, (ref Utf8JsonReader reader) =>
        {
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                Elements(ref reader, answer.Body, visit, objectRequired);
                return;
            }

            if (reader.TokenType != JsonTokenType.StartObject) throw Unexpected();
            var listed = false;
            while (Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isResults = reader.ValueTextEquals("results"u8);
                var isTotal = reader.ValueTextEquals("totalCount"u8);
                Next(ref reader);
                if (isResults && reader.TokenType == JsonTokenType.StartArray)
                {
                    listed = true;
                    Elements(ref reader, answer.Body, visit, objectRequired);
                }
                else if (isResults && reader.TokenType == JsonTokenType.Null)
                {
                    listed = true;
                }
                else
                {
                    if (isTotal && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count)) total = count;
                    Skip(ref reader);
                }
            }

            if (!listed) throw new UnreadableAnswerException("the answer holds no list", isTruncated: false);
        }, anyDepth ? AnyDepth : Depth);
        return total;
    }

    private static void Elements(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, Action<ReadOnlyMemory<byte>, string> visit, bool objectRequired)
    {
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                if (objectRequired) throw new UnreadableAnswerException("a list element is not an object", isTruncated: false);
                var start = (int)reader.TokenStartIndex;
                Skip(ref reader);
                visit(body[start..(int)reader.BytesConsumed], "");
                continue;
            }

            var item = Slice(ref reader, body);
            visit(item.Json, item.Id);
        }
    }

    /// <summary>Empty where it is a text that no string can hold: half of a surrogate pair.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static RawItem Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        var id = "";
        while (Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("_id"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("objectId"u8);
            Next(ref reader);
            if (isId && id.Length == 0 && reader.TokenType == JsonTokenType.String) id = TextOf(ref reader);
            Skip(ref reader);
        }

        return new RawItem(id, body[start..(int)reader.BytesConsumed]);
    }

    private static string IdOf(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Depth);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject ? Slice(ref reader, json).Id : "";
    }

    private delegate void Visit(ref Utf8JsonReader reader);

    private static void Walk(Answer answer, Visit visit, JsonReaderOptions depth)
    {
        var body = answer.Body.Span;
        var blank = body.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        if (blank) throw new UnreadableAnswerException("the answer is empty", isTruncated: true);
        if (body.TrimStart(" \t\r\n\uFEFF"u8)[0] == (byte)'<')
            throw new UnreadableAnswerException("the answer is HTML, not JSON", isTruncated: false);

        // Not the final block: running out of bytes then answers false instead of throwing, and tells "cut short" from "not JSON".
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(depth));
        try
        {
            Next(ref reader);
            visit(ref reader);
            if (reader.Read()) throw Unexpected();
        }
        catch (JsonException error)
        {
            throw new UnreadableAnswerException("the answer is not JSON", isTruncated: false, error);
        }
        catch (InvalidOperationException error)
        {
            // GetString: text that is not UTF-8.
            throw new UnreadableAnswerException("the answer is not JSON", isTruncated: false, error);
        }
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read() ? true : throw CutShort();

    private static void Skip(ref Utf8JsonReader reader)
    {
        if (!reader.TrySkip()) throw CutShort();
    }

    private static UnreadableAnswerException CutShort() => new("the answer was cut short", isTruncated: true);

    private static UnreadableAnswerException Unexpected() => new("the answer is not the JSON expected", isTruncated: false);
}
