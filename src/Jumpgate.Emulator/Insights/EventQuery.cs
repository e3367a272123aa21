using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>What the body of any of the four event calls says, checked.</summary>
internal sealed record EventQuery
{
    public const int DefaultLimit = 1000;

    public const int MaxLimit = 10_000;

    public required IReadOnlyCollection<string> Services { get; init; }

    public required DateTimeOffset Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public SearchTerm? Term { get; init; }

    public string? Text { get; init; }

    public string? Exact { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    public int Skip { get; init; }

    public bool Descending { get; init; }

    public EventKey? After { get; init; }

    public bool AllServices => Services.Contains("all");

    public static EventQuery Parse(JsonObject body, EventLog log, DateTimeOffset now)
    {
        var start = Time(body, "start_time") ?? throw new QueryFault("start_time is required and must be an RFC3339 date, like 2020-01-01T14:00:00Z");
        var end = Time(body, "end_time");
        if (start > now)
            throw new QueryFault("start_time must not be in the future");
        if (end < start)
            throw new QueryFault("end_time must not be before start_time");
        return new EventQuery
        {
            Services = ParseServices(body["service"], log),
            Start = start,
            End = end,
            Term = SearchTerm.Parse(body["search_term"], log.Options.LowerSearchValues),
            Text = Words(body, "q"),
            Exact = Words(body, "exact_match"),
            Fields = ParseFields(body, log.Fields),
            Limit = ParseLimit(body["limit"]),
            Skip = Math.Max(0, Number(body["skip"]) ?? 0),
            Descending = body["sort"] is JsonValue sort && string.Equals(sort.ToString(), "DESC", StringComparison.OrdinalIgnoreCase),
            After = ParseAfter(body["search_after"]),
        };
    }

    private static HashSet<string> ParseServices(JsonNode? node, EventLog log)
    {
        if (node is not JsonArray { Count: > 0 } list)
            throw new QueryFault($"service is required and must be a list of: {Valid(log)}");
        foreach (var item in list)
        {
            if (item is not JsonValue value || !value.TryGetValue<string>(out var name) || !(EventServices.IsKnown(name) || log.Kinds.HasService(name)))
                throw new QueryFault($"invalid service {item?.ToJsonString() ?? "null"}, valid values are: {Valid(log)}");
        }
        return [.. list.Select(item => EventServices.Canonical(item!.GetValue<string>()))];
    }

    private static string Valid(EventLog log) =>
        string.Join(", ", EventServices.Names.Select(name => name == "alerts" ? log.Options.AlertService : name).Union(log.Kinds.Services));

    private static DateTimeOffset? Time(JsonObject body, string name)
    {
        if (body[name] is null)
            return null;
        return body[name] is JsonValue value && value.TryGetValue<string>(out var text) && EventTimes.TryParse(text, out var time)
            ? time
            : throw new QueryFault($"{name} must be an RFC3339 date, like 2020-01-01T14:00:00Z");
    }

    private static List<string>? ParseFields(JsonObject body, EventFields known)
    {
        if (!body.TryGetPropertyValue("fields", out var node) || node is null)
            return null;
        if (node is not JsonArray list || list.Any(item => item is not JsonValue value || !value.TryGetValue<string>(out _)))
            throw new QueryFault("fields must be a list of field names");
        var fields = list.Select(item => item!.GetValue<string>()).Where(known.IsKnown).ToList();
        return fields.Count > 0 ? fields : throw new QueryFault("fields must hold at least one known field");
    }

    private static int ParseLimit(JsonNode? node) => Number(node) switch
    {
        null or <= 0 => DefaultLimit,
        > MaxLimit => MaxLimit,
        { } limit => limit,
    };

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var number) && number == Math.Floor(number) && Math.Abs(number) < int.MaxValue
            ? (int)number
            : null;

    private static EventKey? ParseAfter(JsonNode? node) =>
        node is null or JsonArray { Count: 0 }
            ? null
            : EventKey.Parse(node) ?? throw new QueryFault("search_after must be the value of the X-Search_after header of the previous answer");

    private static string? Words(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
