using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Jumpgate.Scim.Tests.Patch;

/// <summary>Random users and operations over one small vocabulary, so that they meet often.</summary>
internal static class PatchGen
{
    public const string Hr = "urn:example:hr:2.0:User";

    private static readonly Gen<JsonNode?> Words = Gen.Elements("a", "b", "c", "work").Select(word => (JsonNode?)JsonValue.Create(word));
    private static readonly Gen<JsonNode?> Truths = Gen.Elements(true, false).Select(truth => (JsonNode?)JsonValue.Create(truth));
    private static readonly Gen<JsonNode?> Nulls = Gen.Fresh(() => (JsonNode?)null);
    private static readonly Gen<JsonNode?> Floors = Gen.Elements(1L, 2L).Select(floor => (JsonNode?)JsonValue.Create(floor));

    private static readonly Gen<JsonNode?> Email = Some(("value", Words), ("type", Gen.Elements("work", "home").Select(type => (JsonNode?)JsonValue.Create(type))), ("primary", Truths))
        .Where(email => email!.AsObject().Count > 0);

    private static readonly Gen<JsonNode?> Name = Some(("familyName", Words), ("givenName", Words)).Where(name => name!.AsObject().Count > 0);

    private static readonly Gen<JsonNode?> Emails = Email.ArrayOf().Select(all => (JsonNode?)List([.. all.Take(3)])).Where(emails => Distinct(emails) && emails!.AsArray().Count(IsPrimary) <= 1);

    private static readonly Gen<JsonNode?> Skills = Words.ArrayOf().Select(all => (JsonNode?)List([.. all.Take(3)])).Where(Distinct);

    private static readonly Gen<JsonNode?> Desk = Some(("room", Words), ("floor", Floors)).Where(desk => desk!.AsObject().ContainsKey("room"));

    private static readonly (string Text, Func<JsonNode, bool> Where, Func<JsonObject?> Describes)[] Filters =
    [
        ("[type eq \"work\"]", value => Is(value, "type", "work"), () => new() { ["type"] = "work" }),
        ("[TYPE EQ \"HOME\"]", value => Is(value, "type", "home"), () => new() { ["type"] = "home" }),
        ("[value eq \"a\"]", value => Is(value, "value", "a"), () => new() { ["value"] = "a" }),
        ("[primary eq true]", IsPrimary, () => new() { ["primary"] = true }),
        ("[type eq \"work\" and value eq \"b\"]", value => Is(value, "type", "work") && Is(value, "value", "b"), () => new() { ["type"] = "work", ["value"] = "b" }),
        ("[type eq \"work\" or value eq \"b\"]", value => Is(value, "type", "work") || Is(value, "value", "b"), () => null),
        ("[not (value pr)]", value => value["value"] is null, () => null),
        ("[value sw \"w\"]", value => value["value"]?.GetValue<string>().StartsWith('w') == true, () => null),
    ];

    public static Gen<JsonObject> Users { get; } =
        from userName in Words
        from user in Some(("title", Words), ("active", Truths), ("name", Name), ("emails", Emails))
        from hr in Some(("badge", Words), ("skills", Skills), ("desk", Desk))
        select User(userName, user!.AsObject(), hr!.AsObject());

    public static Gen<Operation> Operations { get; } = Gen.Frequency(
        (5, OneOf("title", null, Words)), (2, OneOf("userName", null, Words)), (2, OneOf("active", null, Truths)), (4, OneOf("name", null, Name)),
        (4, OneOf("emails", null, Emails)), (4, OneOf("badge", Hr, Words)), (4, OneOf("skills", Hr, Skills)), (3, OneOf("desk", Hr, Gen.OneOf(Desk, Some(("floor", Floors)), Some(("room", Words), ("floor", Nulls))))),
        (1, OneOf("id", null, Words)), (1, OneOf("score", Hr, Floors)),
        (3, Sub("name", null, "givenName", Words)), (2, Sub("desk", Hr, "room", Words)), (2, Sub("desk", Hr, "floor", Floors)),
        (2, Sub("emails", null, "type", Words)), (2, Sub("emails", null, "primary", Truths)),
        (5, Filtered(null, Email)), (4, Filtered("value", Words)), (3, Filtered("primary", Truths)), (3, FilteredSkill()), (4, NoPath()));

    private static Gen<Operation> OneOf(string attribute, string? extension, Gen<JsonNode?> value) =>
        Of(value, Gen.Constant(new Target(Qualified(attribute, extension), extension, attribute)));

    private static Gen<Operation> Sub(string attribute, string? extension, string sub, Gen<JsonNode?> value) =>
        Of(value, Gen.Constant(new Target($"{Qualified(attribute, extension)}.{sub}", extension, attribute, sub)));

    private static Gen<Operation> Filtered(string? sub, Gen<JsonNode?> value) => Of(value,
        from filter in Gen.Elements(Filters)
        select new Target($"emails{filter.Text}{(sub is null ? "" : "." + sub)}", null, "emails", sub, filter.Where, filter.Describes()));

    private static Gen<Operation> FilteredSkill() => Of(Words, Gen.Constant(
        new Target($"{Hr}:skills[value eq \"a\"]", Hr, "skills", null, value => value.GetValue<string>() == "a", [])));

    private static Gen<Operation> NoPath() =>
        from verb in Gen.Elements("add", "replace", "remove")
        from value in Some(("title", Gen.OneOf(Words, Nulls)), ("name", Name), ("emails", Emails), (Hr, Some(("skills", Skills), ("badge", Words))))
        select new Operation(verb, null, value);

    private static Gen<Operation> Of(Gen<JsonNode?> value, Gen<Target> target) =>
        from verb in Gen.Elements("add", "remove", "replace")
        from at in target
        from written in Gen.Frequency((9, value), (1, Nulls))
        select new Operation(verb, at, written);

    private static string Qualified(string attribute, string? extension) => extension is null ? attribute : $"{extension}:{attribute}";

    private static Gen<JsonNode?> Some(params (string Name, Gen<JsonNode?> Value)[] members) =>
        members.Aggregate(Gen.Fresh(() => new JsonObject()), (made, member) =>
            from before in made
            from there in Gen.Elements(true, true, false)
            from value in member.Value
            select With(before, member.Name, there, value)).Select(made => (JsonNode?)made);

    private static JsonObject With(JsonObject before, string name, bool there, JsonNode? value)
    {
        var after = before.DeepClone().AsObject();
        if (there)
        {
            after[name] = value?.DeepClone();
        }

        return after;
    }

    private static JsonObject User(JsonNode? userName, JsonObject user, JsonObject hr)
    {
        var made = user.DeepClone().AsObject();
        made["userName"] = userName!.DeepClone();
        made[Hr] = hr.DeepClone();
        foreach (var (name, value) in made.ToList())
        {
            if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 })
            {
                made.Remove(name);
            }
        }

        if (made[Hr]?["skills"] is JsonArray { Count: 0 })
        {
            made[Hr]!.AsObject().Remove("skills");
        }

        if (made[Hr] is JsonObject { Count: 0 })
        {
            made.Remove(Hr);
        }

        return made;
    }

    private static JsonArray List(JsonNode?[] items) => new JsonArray([.. items.Select(item => item?.DeepClone())]);

    private static bool Distinct(JsonNode? list) => list!.AsArray().Select(Key).Distinct().Count() == list.AsArray().Count;

    private static string Key(JsonNode? value) => value is JsonObject members && members["value"] is { } plain ? plain.ToJsonString() + members["type"]?.ToJsonString() : value!.ToJsonString();

    private static bool Is(JsonNode value, string name, string wanted) => value[name]?.GetValue<string>() == wanted;

    private static bool IsPrimary(JsonNode? value) => value!["primary"]?.ToJsonString() == "true";
}
