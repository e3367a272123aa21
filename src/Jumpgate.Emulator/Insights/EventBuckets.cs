using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>Counts of events by value (<c>/events/distinct</c>) and by stretch of time (<c>/events/interval</c>).</summary>
internal static class EventBuckets
{
    /// <summary>As many buckets as Elasticsearch hands out in one answer.</summary>
    private const int MostBuckets = 65_536;

    public static JsonObject Distinct(EventReading reading, string field, DistinctShape shape)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (stream, row) in reading.Rows())
        {
            if (reading.KindField(row, field) is { } known)
            {
                counts[known] = counts.GetValueOrDefault(known) + 1;
                continue;
            }
            using var body = reading.Parse(stream, row);
            if (body is null)
                continue;
            foreach (var value in EventFields.Values(body.RootElement, field).Select(EventFields.Indexed).OfType<string>().Distinct(StringComparer.Ordinal))
                counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        var ordered = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var answer = new JsonObject();
        if (shape is not DistinctShape.FieldName)
            answer["buckets"] = Buckets(ordered);
        answer["doc_count_error_upper_bound"] = 0;
        answer["sum_other_doc_count"] = 0;
        if (shape is not DistinctShape.Buckets)
            answer[field] = Buckets(ordered);
        return answer;
    }

    public static JsonObject Interval(EventReading reading, JsonObject body)
    {
        var unit = body["interval_unit"] is JsonValue name && name.TryGetValue<string>(out var text) ? text : null;
        var length = unit switch
        {
            "s" => 1_000L,
            "m" => 60_000L,
            "h" => 3_600_000L,
            "d" => 86_400_000L,
            "w" => 604_800_000L,
            _ => throw new QueryFault("interval_unit is required and must be one of: s, m, h, d, w"),
        };
        length *= Times(body["interval_value"]);
        var zone = Zone(body["timezone"]);
        // Weeks begin on Monday; 1 January 1970 was a Thursday.
        var origin = (unit == "w" ? 4 * 86_400_000L : 0) - (long)zone.TotalMilliseconds;

        var counts = new SortedDictionary<long, int>();
        foreach (var (_, row) in reading.Rows())
        {
            var key = origin + (long)Math.Floor((row.Key.Milliseconds - origin) / (double)length) * length;
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        var buckets = new JsonArray();
        if (counts.Count > 0)
        {
            var (first, last) = (counts.Keys.First(), counts.Keys.Last());
            if ((last - first) / length >= MostBuckets)
                throw new QueryFault("the interval is too small for the time asked for");
            for (var key = first; key <= last; key += length)
                buckets.Add(new JsonObject { ["key"] = key, ["key_as_string"] = Written(key, zone), ["doc_count"] = counts.GetValueOrDefault(key) });
        }
        return new JsonObject { ["buckets"] = buckets };
    }

    private static JsonArray Buckets(List<KeyValuePair<string, int>> counts) =>
        [.. counts.Select(pair => new JsonObject { ["key"] = pair.Key, ["doc_count"] = pair.Value })];

    private static int Times(JsonNode? node) => node switch
    {
        null => 1,
        _ when int.TryParse(node.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= 1_000_000 => times,
        _ => throw new QueryFault("interval_value must be a positive number in quotes"),
    };

    private static TimeSpan Zone(JsonNode? node)
    {
        var text = node?.ToString().Replace(":", "", StringComparison.Ordinal) ?? "";
        if (text is "" or "Z" or "UTC")
            return TimeSpan.Zero;
        if (text.Length == 5 && text[0] is '+' or '-' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            && digits / 100 <= 14 && digits % 100 < 60)
            return new TimeSpan(digits / 100, digits % 100, 0) * (text[0] == '-' ? -1 : 1);
        throw new QueryFault("timezone must be an offset like -0500");
    }

    private static string Written(long key, TimeSpan zone)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(key).ToOffset(zone);
        return time.ToString(zone == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
    }
}
