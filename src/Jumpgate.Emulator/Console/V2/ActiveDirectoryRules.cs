using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>
/// How JumpCloud's users become Active Directory's. The specification names the routes only; the answers are those JumpCloud's own command line
/// met live (TheJumpCloud/jc-cli, <c>internal/transrule</c>): <c>{totalCount, rules}</c>, an empty object for a rule made, the whole rule for one changed.
/// </summary>
internal static class ActiveDirectoryRules
{
    private static readonly string[] SourceTypes = ["PATH", "EXPR", "CONSTANT", "GOLANG_TEMPLATE"];

    /// <summary>What the catalogue recommends; the first four come with every directory and stay.</summary>
    private static readonly (string Source, string Destination)[] Catalogue =
    [
        ("username", "sAMAccountName"), ("firstname", "givenName"), ("lastname", "sn"), ("email", "mail"), ("displayname", "displayName"), ("department", "department"),
        ("jobTitle", "title"), ("company", "company"), ("employeeIdentifier", "employeeNumber"), ("location", "physicalDeliveryOfficeName"), ("description", "description"),
        ("manager", "manager"),
    ];

    private const int Fixed = 4;

    public static void Map(Routes v2) => v2
        .Get("/activedirectories/{id:length(24)}/translation-rules", "directories", call => On(call, rules => List(call, rules)))
        .Post("/activedirectories/{id:length(24)}/translation-rules", "directories", call => On(call, rules => Create(call, rules)))
        .Put("/activedirectories/{id:length(24)}/translation-rules/{rule:length(24)}", "directories", call => On(call, rules => Update(call, rules)))
        .Delete("/activedirectories/{id:length(24)}/translation-rules/{rule:length(24)}", "directories", call => On(call, rules => Delete(call, rules)))
        .Post("/activedirectories/{id:length(24)}/translation-rules/bulk", "directories", call => On(call, rules => Bulk(call, rules)))
        .Get("/activedirectories/{provider}/translation-rules/recommendation", "directories",
            call => List(call, [.. Catalogue.Select((rule, i) => Rule("", rule.Source, rule.Destination, i >= Fixed))]))
        .Ask("/activedirectories/translation-rules/preview", "directories", Preview);

    private static Answer On(Call call, Func<List<JsonObject>, Answer> answer)
    {
        var organization = call.Organization;
        if (!organization.Table(Kind.ActiveDirectory).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        return answer(organization.TranslationRules.GetOrAdd(new Node(Kind.ActiveDirectory, index), _ => [.. Catalogue[..Fixed].Select((rule, i)
            => Rule(organization.World.Ids.Of(Kind.Element, ((int)Kind.ActiveDirectory << 16) | (index << 8) | i, organization.World.CreatedSecond(Kind.ActiveDirectory, index)), rule.Source, rule.Destination, false))]));
    }

    private static Answer List(Call call, List<JsonObject> rules)
    {
        var (selection, refusal) = Selection.Of(call);
        var (page, refused) = Page.Of(call);
        if (refusal is not null || refused is not null)
            return (refusal ?? refused)!;
        var chosen = selection!.Apply(rules);
        return Answer.Json(200, new JsonObject
        {
            ["totalCount"] = chosen.Count,
            ["rules"] = new JsonArray([.. chosen.Skip(page.Skip).Take(page.Limit).Select(rule => (JsonNode)selection.Project(rule).DeepClone())]),
        });
    }

    private static Answer Create(Call call, List<JsonObject> rules)
    {
        if (Problem(call.Object, rules, null) is { } problem)
            return problem;
        rules.Add(Made(call, call.Object));
        return Answer.Json(200, new JsonObject());
    }

    private static Answer Update(Call call, List<JsonObject> rules)
    {
        if (rules.Find(r => (string?)r["objectId"] == call.Route("rule")) is not { } rule)
            return Answer.NotFound(call);
        if (Problem(call.Object, rules, rule) is { } problem)
            return problem;
        Change(rule, call.Object);
        return Answer.Json(200, rule);
    }

    private static Answer Delete(Call call, List<JsonObject> rules)
    {
        if (rules.Find(r => (string?)r["objectId"] == call.Route("rule")) is not { } rule)
            return Answer.NotFound(call);
        if ((bool?)rule["editable"] != true)
            return Answer.Invalid("a default translation rule cannot be deleted");
        rules.Remove(rule);
        return Answer.Empty(204);
    }

    private static Answer Bulk(Call call, List<JsonObject> rules)
    {
        var (inserts, updates) = (Objects(call, "insertTranslationRules"), Objects(call, "updateTranslationRules"));
        List<string> deletes = [.. (call.Object["deleteTranslationRuleObjectIds"] as JsonArray ?? []).Select(id => (string?)id ?? "")];
        List<(JsonObject Rule, JsonObject Body)> changing = [];
        foreach (var body in updates)
        {
            if (rules.Find(r => (string?)r["objectId"] == (string?)body["objectId"]) is not { } rule)
                return Answer.NotFound(call);
            changing.Add((rule, body));
        }

        if (inserts.Select(body => Problem(body, rules, null)).Concat(changing.Select(c => Problem(c.Body, rules, c.Rule))).FirstOrDefault(p => p is not null) is { } problem)
            return problem;
        List<JsonObject> made = [.. inserts.Select(body => Made(call, body))];
        changing.ForEach(c => Change(c.Rule, c.Body));
        rules.AddRange(made);
        List<string> gone = [.. deletes.Where(id => rules.RemoveAll(r => (string?)r["objectId"] == id && (bool?)r["editable"] == true) > 0)];
        return Answer.Json(200, new JsonObject
        {
            ["insertedTranslationRules"] = new JsonArray([.. made.Select(r => r.DeepClone())]),
            ["updatedTranslationRules"] = new JsonArray([.. changing.Select(c => c.Rule.DeepClone())]),
            ["deleteTranslationRuleObjectIds"] = new JsonArray([.. gone.Select(id => (JsonNode)id)]),
        });
    }

    /// <summary>Both users go back as JSON in a string, before and after.</summary>
    private static Answer Preview(Call call)
    {
        if (call.Organization.Find(Kind.User, (string?)call.Object["userObjectId"]) is not { } user)
            return Answer.Invalid("userObjectId is not a user");
        var translated = new JsonObject();
        foreach (var rule in Objects(call, "translationRules"))
            translated[Destination((string?)rule["destination"] ?? "")] = Value(user, (string?)rule["sourceType"] ?? "PATH", (string?)rule["source"] ?? "");
        return Answer.Json(200, new JsonObject { ["sourceUser"] = user.ToJsonString(), ["destinationUser"] = translated.ToJsonString() });
    }

    private static string Value(JsonObject user, string type, string source) => type switch
    {
        "PATH" => FieldValues.Of(user, source) is [var value, ..] ? FieldValues.Text(value) : "",
        "EXPR" => string.Concat(source.Split('+', StringSplitOptions.TrimEntries).Select(part
            => part.StartsWith('\'') ? part.Trim('\'') : Value(user, "PATH", part.StartsWith("jcUser.", StringComparison.Ordinal) ? part[7..] : part))),
        _ => source,
    };

    private static List<JsonObject> Objects(Call call, string name) => [.. (call.Object[name] as JsonArray ?? []).OfType<JsonObject>()];

    private static Answer? Problem(JsonObject body, List<JsonObject> rules, JsonObject? changed)
    {
        if (changed is not null && (bool?)changed["editable"] != true)
            return Answer.Invalid("a default translation rule cannot be changed");
        foreach (var name in (string[])["source", "destination"])
        {
            if (string.IsNullOrEmpty((string?)body[name]))
                return Answer.Invalid($"{name} is required");
        }

        if (body["sourceType"] is { } type && !SourceTypes.Contains((string?)type))
            return Answer.Invalid($"sourceType must be one of: {string.Join(", ", SourceTypes)}");
        return rules.Exists(r => r != changed && (string?)r["destination"] == Destination((string)body["destination"]!)) ? Answer.AlreadyExists() : null;
    }

    private static JsonObject Made(Call call, JsonObject body)
    {
        var rule = Rule(ElementIds.Next(call.Organization, 0, (uint)call.Now.ToUnixTimeSeconds()), "", "", true);
        rule["default"] = false;
        rule["direction"] = body["direction"]?.DeepClone() ?? "EXPORT";
        Change(rule, body);
        return rule;
    }

    /// <summary>The direction stays as it was made.</summary>
    private static void Change(JsonObject rule, JsonObject body)
    {
        rule["source"] = body["source"]!.DeepClone();
        rule["destination"] = Destination((string)body["destination"]!);
        rule["sourceType"] = body["sourceType"]?.DeepClone() ?? "PATH";
        rule["appliedOn"] = body["appliedOn"]?.DeepClone() ?? new JsonArray("CREATE", "UPDATE");
    }

    private static string Destination(string name)
        => name.StartsWith("customAttributes.", StringComparison.Ordinal) || Array.Exists(Catalogue, rule => rule.Destination == name) || name is "cn" or "userPrincipalName"
            ? name
            : "customAttributes." + name;

    private static JsonObject Rule(string id, string source, string destination, bool editable) => new()
    {
        ["objectId"] = id,
        ["source"] = source,
        ["destination"] = destination,
        ["sourceType"] = "PATH",
        ["direction"] = "EXPORT",
        ["appliedOn"] = new JsonArray("CREATE", "UPDATE"),
        ["required"] = !editable,
        ["editable"] = editable,
        ["default"] = !editable,
    };
}
