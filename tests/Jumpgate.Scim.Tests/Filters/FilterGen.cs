using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

/// <summary>Random filters and resources over one small vocabulary, so that they meet often.</summary>
internal static class FilterGen
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string CoreUser = "urn:ietf:params:scim:schemas:core:2.0:User";

    private static readonly string[] Texts =
        ["", "a", "A", "ab", "AB", "b", "ba", "aba", "é", "É", "Σ", "σ", "ς", "\uFF5E", "😀", "😁", "\"", "\\", "\u0001", "work", "2026-05-13T04:42:34Z"];

    private static readonly string[] Dates =
        ["2026-05-13T04:42:34Z", "2026-05-13T06:42:34+02:00", "2026-05-13T04:42:34.5Z", "2026-05-13T04:42:34.500001Z", "2025-01-01T00:00:00Z"];

    private static readonly AttributePath[] Paths =
    [
        new("title"), new("TITLE"), new("id"), new("active"), new("age"), new("tags"), new("emails"), new("emails", "value"),
        new("emails", "type"), new("emails", "primary"), new("name"), new("name", "familyName"), new("nothing"), new("nothing", "at"),
        new("meta", "lastModified"), new("department", null, Enterprise), new("manager", "value", Enterprise), new("manager", null, Enterprise),
        new("department"), new("title", null, CoreUser), new("emails", "Type", CoreUser), new("User", null, Enterprise[..^5]),
    ];

    private static readonly AttributePath[] InnerPaths = [new("value"), new("Value"), new("type"), new("primary"), new("nothing"), new("a", "b")];

    private static readonly AttributePath[] Outer = [new("emails"), new("EMAILS", null, CoreUser), new("name"), new("tags"), new("nothing")];

    public static Gen<Filter> Filters { get; } = Gen.Sized(size => Tree(Math.Min(size / 10, 5), inside: false));

    public static Gen<string> Text { get; } = Gen.OneOf(Gen.Elements(Texts), Gen.Elements(Texts).Two().Select(two => two.Item1 + two.Item2));

    public static Gen<JsonObject> Resources { get; } =
        from title in Loose(Text.Select(String))
        from id in Loose(Text.Select(String))
        from active in Loose(Booleans)
        from age in Loose(Numbers)
        from tags in Loose(Text.Select(String).ArrayOf().Select(Array))
        from email in Loose(Email.ArrayOf().Select(Array))
        from name in Loose(Text.Select(text => (JsonNode?)new JsonObject { ["familyName"] = text }))
        from modified in Loose(Gen.Elements(Dates).Select(String))
        from department in Loose(Text.Select(String))
        from manager in Loose(Text.Select(text => (JsonNode?)new JsonObject { ["value"] = text }))
        from extended in Gen.Elements(true, true, false)
        select Object(
            ("title", title), ("id", id), ("active", active), ("age", age), ("tags", tags), ("Emails", email), ("name", name),
            ("meta", Object(("lastModified", modified))),
            (extended ? Enterprise : "unextended", Object(("department", department), ("manager", manager))));

    private static Gen<JsonNode?> Booleans => Gen.Elements(true, false).Select(value => (JsonNode?)JsonValue.Create(value));

    private static Gen<JsonNode?> Numbers => Gen.Elements("0", "1", "1.5", "-2", "1e3", "1e300", "123456789012345678901234567.5").Select(number => JsonNode.Parse(number));

    private static Gen<JsonNode?> Email =>
        from type in Loose(Text.Select(String))
        from value in Loose(Text.Select(String))
        from primary in Loose(Booleans)
        select (JsonNode?)Object(("type", type), ("value", value), ("primary", primary));

    private static Gen<Filter> Tree(int depth, bool inside)
    {
        if (depth == 0)
        {
            return Leaf(inside);
        }

        var below = Gen.Choose(0, depth - 1).SelectMany(next => Tree(next, inside));
        var some = Gen.Choose(2, 4).SelectMany(count => below.ListOf(count));
        Gen<Filter>[] kinds =
        [
            Leaf(inside),
            some.Select(Filter (terms) => new And(terms)),
            some.Select(Filter (terms) => new Or(terms)),
            below.Select(Filter (term) => new Not(term)),
        ];
        var brackets = from path in Gen.Elements(Outer) from condition in Tree(depth - 1, inside: true) select (Filter)new ValuePath(path, condition);
        return inside ? Gen.OneOf(kinds) : Gen.OneOf([.. kinds, brackets]);
    }

    private static Gen<Filter> Leaf(bool inside)
    {
        var paths = Gen.Elements(inside ? InnerPaths : Paths);
        var comparison =
            from path in paths
            from @operator in Gen.Elements(Enum.GetValues<CompareOperator>())
            from value in Gen.OneOf(Values, Text.Select(CompareValue (text) => new CompareValue.Text(text))).Where(value => @operator.Takes(value))
            select (Filter)new Comparison(path, @operator, value);
        return Gen.Frequency((1, paths.Select(Filter (path) => new Present(path))), (4, comparison));
    }

    private static Gen<CompareValue> Values => Gen.OneOf(
        Gen.Elements(Dates).Select(CompareValue (date) => new CompareValue.Text(date)),
        Gen.Elements(0m, 1m, 1.5m, -2m, 1000m, 123456789012345678901234567.5m, 0.0000000000000000000000000001m).Select(CompareValue (number) => new CompareValue.Number(number)),
        Gen.Elements<CompareValue>(new CompareValue.Boolean(true), new CompareValue.Boolean(false), new CompareValue.Null()));

    /// <summary>Mostly the value; else absent, null, "", empty, alone in an array, or of another type.</summary>
    private static Gen<JsonNode?> Loose(Gen<JsonNode?> value) => Gen.Frequency(
        (8, value),
        (1, Gen.Fresh(() => (JsonNode?)JsonValue.Create("absent!"))),
        (1, Gen.Fresh(() => (JsonNode?)null)),
        (1, Gen.Fresh(() => (JsonNode?)new JsonArray())),
        (1, Gen.Fresh(() => (JsonNode?)new JsonObject())),
        (1, value.Select(JsonNode? (inner) => new JsonArray(inner))),
        (1, Gen.OneOf(Booleans, Numbers, Text.Select(String))));

    private static JsonNode? String(string text) => JsonValue.Create(text);

    private static JsonNode? Array(JsonNode?[] items) => new JsonArray([.. items.Select(item => item?.DeepClone())]);

    private static JsonObject Object(params (string Name, JsonNode? Value)[] members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members.Where(member => member.Value is not JsonValue text || text.ToString() != "absent!"))
        {
            made[name] = value?.DeepClone();
        }

        return made;
    }
}
