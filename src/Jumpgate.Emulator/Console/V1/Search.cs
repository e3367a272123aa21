using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>
/// <c>POST /search/…</c>: a filter of and/or expressions, a substring search, fields, sort, limit and skip in the body. Expressions are
/// objects in the manner of MongoDB or <c>field:op:value</c> strings.
/// </summary>
internal static class Search
{
    public static void Map(Routes v1) => v1
        .Ask("/search/systemusers", "users commandrunner.legacy", call => Answer(call, call.Organization.Users))
        .Ask("/search/systems", "systems commandrunner.legacy", call => Answer(call, call.Organization.Systems))
        .Ask("/search/commands", "commands commandrunner.legacy", call => Answer(call, call.Organization.Table(Kind.Command)))
        .Ask("/search/commandresults", "commands commandrunner.legacy", call => Answer(call, call.Organization.Table(Kind.CommandResult)));

    private static Answer Answer(Call call, Table table)
    {
        var body = call.Object;
        List<Condition> all = [];
        if (body["filter"] is { } filter)
        {
            if (Read(filter) is not { } condition)
                return Hosting.Answer.Invalid("invalid filter");
            all.Add(condition);
        }

        if (body["searchFilter"] is JsonObject search && search["searchTerm"] is { } term)
        {
            IReadOnlyList<string> fields = search["fields"] is JsonArray names ? [.. names.Select(n => (string?)n ?? "")] : [];
            var terms = term is JsonArray many ? many.Select(t => (string?)t ?? "") : [(string?)term ?? ""];
            all.Add(new AnyOf([.. terms.Select(t => new Found(t, fields.Count > 0 ? fields : ["username", "email", "displayName", "hostname", "name"]))]));
        }

        var selection = new Selection(all.Count == 0 ? null : Condition.All(all), Selection.OrderOf(Text(body["sort"]) ?? call.Query("sort"), ' '),
            Selection.FieldsOf(Text(body["fields"]) ?? call.Query("fields"), ' '));
        var (page, refusal) = Page.Of(call, Number(body["limit"]) ?? Number(call.Query("limit")), Number(body["skip"]) ?? Number(call.Query("skip")));
        return refusal ?? Lists.Envelope(call, table, selection, page);
    }

    private static string? Text(JsonNode? node) => node switch
    {
        JsonArray list => string.Join(' ', list.Select(n => (string?)n)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => null,
    };

    private static int? Number(JsonNode? node) => int.TryParse(FieldValues.Text(node), out var number) ? number : null;

    private static Condition? Read(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return Combine(list, parts => Condition.All(parts));
            case JsonValue value when value.TryGetValue<string>(out var text):
                return FilterText.ReadV1(text);
            case JsonObject { Count: > 0 } expression:
                List<Condition> parts = [];
                foreach (var (name, wanted) in expression)
                {
                    var part = name.TrimStart('$') switch
                    {
                        "and" when wanted is JsonArray list => Combine(list, p => Condition.All(p)),
                        "or" when wanted is JsonArray list => Combine(list, p => new AnyOf(p)),
                        _ => Compare(name, wanted),
                    };
                    if (part is null)
                        return null;
                    parts.Add(part);
                }

                return Condition.All(parts);
            case JsonObject:
                return new AllOf([]);
            default:
                return null;
        }
    }

    private static Condition? Combine(JsonArray list, Func<IReadOnlyList<Condition>, Condition> combine)
    {
        List<Condition> parts = [];
        foreach (var element in list)
        {
            if (Read(element) is not { } part)
                return null;
            parts.Add(part);
        }

        return parts.Count == 0 ? new AllOf([]) : combine(parts);
    }

    private static Condition? Compare(string field, JsonNode? wanted)
    {
        if (wanted is not JsonObject operators)
            return new Test(field, "eq", [FieldValues.Text(wanted)]);
        List<Condition> parts = [];
        foreach (var (name, value) in operators)
        {
            if (name == "$options")
                continue;
            if (FilterText.V1Operator(name) is not { } op)
                return null;
            parts.Add(new Test(field, op, value is JsonArray many ? [.. many.Select(FieldValues.Text)] : [FieldValues.Text(value)]));
        }

        return parts.Count == 0 ? null : Condition.All(parts);
    }
}
