using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>What a request wants to get back.</summary>
internal enum Expect
{
    /// <summary>200 with a ListResponse.</summary>
    List,

    /// <summary>The user, with a status of success.</summary>
    User,

    /// <summary>The group after POST.</summary>
    Group,

    /// <summary>The group, or 204 (RFC 7644 §3.5.2).</summary>
    GroupOrNothing,

    /// <summary>204 without a body: after anything else JumpCloud's like repeat the DELETE (reference §8.2).</summary>
    Gone,
}

/// <summary>Reads an answer as JumpCloud does: against the types of SCIM's schemas, an id that is a number being the best known failure (reference §8.1, W6).</summary>
internal static class ReplyCheck
{
    private static readonly string[] UserTexts =
    [
        "userName", "displayName", "externalId", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone",
    ];

    private static readonly string[] NameParts = ["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"];

    private static readonly string[] UserLists = ["emails", "phoneNumbers", "addresses", "ims", "photos", "groups", "entitlements", "roles", "x509Certificates"];

    public static Reply Read(int status, string? location, byte[] body, Expect expect, bool strict)
    {
        JsonObject? json;
        try
        {
            json = StrictJson.Parse(body) as JsonObject;
        }
        catch (JsonException broken)
        {
            return status is >= 200 and < 300 ? new Reply(status, null, $"{status} with a body that is not JSON: {broken.Message}") : new Reply(status, null, Refusal(status, null, body));
        }

        if (status is >= 300 and < 400)
            return new Reply(status, null, $"redirects are not followed: {status} to {location ?? "nowhere"}");
        if (status is < 200 or >= 300)
            return new Reply(status, json, Refusal(status, json, body));
        if (expect == Expect.Gone)
            return new Reply(status, null, status == 204 ? null : $"DELETE was answered {status}, not 204");
        if (expect == Expect.GroupOrNothing && body.Length == 0)
            return new Reply(status, null, null);
        if (json is null)
            return new Reply(status, null, body.Length == 0 ? $"{status} with an empty body" : $"{status} with a body that is not a JSON object: {Excerpt(body)}");
        var problem = expect == Expect.List ? ListProblem(json, status, strict) : ResourceProblem(json, expect == Expect.User, strict);
        return new Reply(status, json, problem);
    }

    private static string Refusal(int status, JsonObject? json, byte[] body)
    {
        var detail = Text(json, "detail") ?? (json?["Errors"] is JsonArray { Count: > 0 } errors && errors[0] is JsonObject first ? Text(first, "description") : null);
        var type = Text(json, "scimType");
        return $"{status}{(type is null ? "" : $" {type}")}: {detail ?? (body.Length == 0 ? "no body" : Excerpt(body))}";
    }

    private static string? ListProblem(JsonObject list, int status, bool strict)
    {
        if (status != 200)
            return $"a list was answered {status}, not 200";
        if (list["totalResults"] is not JsonValue total || total.GetValueKind() != JsonValueKind.Number)
            return "totalResults is not a number";
        var resources = list["Resources"];
        if (resources is not null and not JsonArray)
            return "Resources is not an array";
        if (resources is null && total.ToString() != "0")
            return "Resources is missing";
        foreach (var resource in resources?.AsArray() ?? [])
        {
            if (resource is not JsonObject one)
                return "Resources holds something that is no object";
            if (IdProblem(one, strict) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? ResourceProblem(JsonObject resource, bool user, bool strict)
    {
        var problem = IdProblem(resource, strict);
        if (problem is not null || !strict)
            return problem;
        if (resource["schemas"] is { } schemas && !(schemas is JsonArray list && list.All(s => s?.GetValueKind() == JsonValueKind.String)))
            return "schemas is not an array of strings";
        return user ? UserProblem(resource) : GroupProblem(resource);
    }

    private static string? IdProblem(JsonObject resource, bool strict) => resource["id"] switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String && ((string)value!).Length > 0 => null,
        JsonValue value when !strict && value.GetValueKind() == JsonValueKind.Number => null,
        null => "the answer has no id",
        _ => "id is not a string",
    };

    private static string? UserProblem(JsonObject user)
    {
        if (Array.Find(UserTexts, t => !Is(user[t], JsonValueKind.String)) is { } text)
            return $"{text} is not a string";
        if (user["active"] is { } active && active.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            return "active is not a boolean";
        if (!Is(user["name"], JsonValueKind.Object))
            return "name is not an object";
        if (user["name"] is JsonObject name && Array.Find(NameParts, p => !Is(name[p], JsonValueKind.String)) is { } part)
            return $"name.{part} is not a string";
        return Array.Find(UserLists, l => !IsListOfValues(user[l])) is { } list ? $"{list} is not an array of objects" : MetaProblem(user);
    }

    private static string? GroupProblem(JsonObject group)
    {
        if (!Is(group["displayName"], JsonValueKind.String))
            return "displayName is not a string";
        return IsListOfValues(group["members"]) ? MetaProblem(group) : "members is not an array of objects with a string as value";
    }

    private static string? MetaProblem(JsonObject resource) => Is(resource["meta"], JsonValueKind.Object) ? null : "meta is not an object";

    private static bool Is(JsonNode? node, JsonValueKind kind) => node is null || node.GetValueKind() == kind;

    private static bool IsListOfValues(JsonNode? node)
        => node is null || (node is JsonArray list && list.All(e => e is JsonObject one && Is(one["value"], JsonValueKind.String)));

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Excerpt(byte[] body) => System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200)));
}
