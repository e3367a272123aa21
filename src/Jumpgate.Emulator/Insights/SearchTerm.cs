using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>The <c>search_term</c> of a query: <c>and</c>, <c>or</c> or <c>not</c> over fields and nested groups.</summary>
internal abstract record SearchTerm
{
    public abstract bool Matches(JsonElement @event);

    /// <summary>Whether the term can be decided from service and event type alone; null when the body is needed.</summary>
    public virtual bool? MatchesKind(string service, string type) => null;

    /// <summary>Reads a search term; null stands for "everything".</summary>
    public static SearchTerm? Parse(JsonNode? node, bool lower)
    {
        if (node is null)
            return null;
        if (node is not JsonObject term)
            throw new QueryFault("search_term must be an object");
        if (term.Count == 0)
            return null;
        if (term.Count > 1)
            throw new QueryFault("search_term takes only one of 'and', 'or', 'not'");
        var (word, list) = term.First();
        return Group(word, list, lower);
    }

    private static Grouped Group(string word, JsonNode? list, bool lower)
    {
        if (word is not ("and" or "or" or "not"))
            throw new QueryFault($"search_term: unknown operator '{word}', must be one of 'and', 'or', 'not'");
        var items = list switch
        {
            JsonArray array => array.SelectMany(Pairs),
            JsonObject map => Pairs(map), // the specification types the list as a map, and JumpCloud's PowerShell SDK sends one
            _ => throw new QueryFault($"search_term: '{word}' must hold a list of terms"),
        };

        var terms = new List<SearchTerm>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in items)
        {
            if (name is "and" or "or" or "not" && value is JsonArray or JsonObject)
                terms.Add(Group(name, value, lower));
            else if (!seen.Add(name))
                throw new QueryFault($"search_term: field '{name}' may not be repeated, use a list of values");
            else
                terms.Add(new Field(name, Values(name, value, lower)));
        }
        if (terms.Count == 0)
            throw new QueryFault($"search_term: '{word}' must hold at least one term");
        return new Grouped(word, terms);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Pairs(JsonNode? item)
    {
        if (item is not JsonObject map || map.Count == 0)
            throw new QueryFault("search_term: each term must be an object with a field and its value");
        // jc-cli sends {"field":"event_type","operator":"eq|in","value":…} and reports it working against the live service.
        if (map["field"] is JsonValue field && field.TryGetValue<string>(out var name) && map.ContainsKey("value"))
            return [KeyValuePair.Create(name, map["value"])];
        return map;
    }

    private static HashSet<string> Values(string name, JsonNode? value, bool lower)
    {
        var values = value switch
        {
            JsonArray { Count: > 0 } array => array.Select(item => Text(name, item)),
            _ => [Text(name, value)],
        };
        return [.. lower ? values.Select(EventFields.Lower) : values];
    }

    private static string Text(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        _ => throw new QueryFault($"search_term: field '{name}' needs a value or a list of values"),
    };

    private sealed record Field(string Path, HashSet<string> Wanted) : SearchTerm
    {
        public override bool Matches(JsonElement @event) =>
            EventFields.IsSearchable(Path)
            && EventFields.Values(@event, Path).Any(value => EventFields.Indexed(value) is { } text && Wanted.Contains(text));

        public override bool? MatchesKind(string service, string type) => Path switch
        {
            "service" => Wanted.Contains(service),
            "event_type" => Wanted.Contains(type),
            _ => null,
        };
    }

    private sealed record Grouped(string Word, List<SearchTerm> Terms) : SearchTerm
    {
        public override bool Matches(JsonElement @event) => Word switch
        {
            "and" => Terms.TrueForAll(term => term.Matches(@event)),
            "or" => Terms.Exists(term => term.Matches(@event)),
            _ => !Terms.Exists(term => term.Matches(@event)),
        };

        public override bool? MatchesKind(string service, string type)
        {
            var answers = Terms.ConvertAll(term => term.MatchesKind(service, type));
            return Word switch
            {
                "and" => answers.Contains(false) ? false : answers.Contains(null) ? null : true,
                "or" => answers.Contains(true) ? true : answers.Contains(null) ? null : false,
                _ => answers.Contains(true) ? false : answers.Contains(null) ? null : true,
            };
        }
    }
}

/// <summary>A query Directory Insights refuses with 400 and this message.</summary>
internal sealed class QueryFault(string message) : Exception(message);
