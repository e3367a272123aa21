using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>
/// The people a connected Google Workspace or Microsoft 365 holds: everyone of the organization, and a few who were hired there first
/// and wait to be imported. Paged by token, as the two services do it.
/// </summary>
internal static class ImportableUsers
{
    private const int Unknown = 5, GoogleDefault = 100, GoogleMost = 500, MicrosoftDefault = 100, MicrosoftMost = 999;

    private static readonly string[] Copied =
    [
        "addresses", "alternateEmail", "company", "costCenter", "department", "email", "employeeIdentifier", "employeeType", "firstname", "jobTitle", "lastname", "location",
        "phoneNumbers",
    ];

    public static void Map(Routes v2) => v2
        .Get("/gsuites/{id}/import/users", "directories", call => Google(call, (organization, person) => new JsonObject
        {
            ["id"] = GoogleId(organization, person.Index),
            ["primaryEmail"] = person.Email,
            ["givenName"] = person.First,
            ["familyName"] = person.Last,
            ["thumbnailPhotoUrl"] = "",
        }))
        .Get("/gsuites/{id}/import/jumpcloudusers", "directories", call => Google(call, ForJumpCloud))
        .Get("/office365s/{id}/import/users", "directories", Microsoft);

    private static Answer Google(Call call, Func<Organization, Person, JsonObject> show)
        => Paged(call, Kind.GSuite, call.Query("query"), call.Query("pageToken"), Limit(call.Query("maxResults"), GoogleDefault, GoogleMost), "pageToken", (people, next, _) =>
        {
            var answer = new JsonObject { ["users"] = new JsonArray([.. people.Select(p => (JsonNode)show(call.Organization, p))]) };
            if (next is not null)
                answer["nextPageToken"] = next;
            return answer;
        });

    private static Answer Microsoft(Call call)
        => Paged(call, Kind.Office365, call.Query("search") ?? call.Query("filter"), call.Query("skipToken"), Limit(call.Query("top"), MicrosoftDefault, MicrosoftMost), "skipToken",
            (people, next, limit) => new JsonObject
            {
                ["users"] = new JsonArray([.. people.Select(p => (JsonNode)new JsonObject
                {
                    ["id"] = MicrosoftId(call.Organization, p.Index),
                    ["givenName"] = p.First,
                    ["surname"] = p.Last,
                    ["userPrincipalName"] = p.Email,
                })]),
                ["skipToken"] = next ?? "",
                ["top"] = limit,
            });

    private static Answer Paged(Call call, Kind kind, string? query, string? token, int limit, string tokenName, Func<List<Person>, string?, int, JsonObject> show)
    {
        var organization = call.Organization;
        if (!organization.Table(kind).TryFind(call.Id, out _))
            return Answer.NotFound(call);
        if (Offset(token) is not { } skip)
            return Answer.Invalid($"{tokenName} is not valid");
        var found = Everyone(organization).Where(p => Fits(p, query)).Skip(skip).Take(limit + 1).ToList();
        var more = found.Count > limit;
        return Answer.Json(200, show(more ? found[..limit] : found, more ? Token(skip + limit) : null, limit));
    }

    private static IEnumerable<Person> Everyone(Organization organization)
    {
        foreach (var index in organization.Users.All())
        {
            var user = organization.Users.Read(index);
            yield return new Person(index, (string?)user["email"] ?? "", (string?)user["firstname"] ?? "", (string?)user["lastname"] ?? "", user);
        }

        var people = organization.World.People;
        for (var i = 0; i < Unknown; i++)
        {
            // Far behind the last user of the world, so that the names are nobody's yet.
            var index = organization.World.Count(Kind.User) + 500 + i;
            yield return new Person(index, people.Email(index), people.First(index), people.Last(index), null);
        }
    }

    /// <summary>The simple forms of both services' searches: a bare word, or <c>field:word</c>, <c>field='word'</c>, <c>startswith(field,'word')</c>.</summary>
    private static bool Fits(Person person, string? query)
    {
        if (string.IsNullOrWhiteSpace(query))
            return true;
        var word = query.Split([':', '=', '\'', '"', '(', ')', ',', '*'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        return person.Email.Contains(word, StringComparison.OrdinalIgnoreCase) || $"{person.First} {person.Last}".Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static JsonObject ForJumpCloud(Organization organization, Person person)
    {
        if (person.Document is null)
            return new JsonObject { ["email"] = person.Email, ["firstname"] = person.First, ["lastname"] = person.Last };
        var user = new JsonObject();
        foreach (var name in Copied)
        {
            if (person.Document[name] is { } value)
                user[name] = value.DeepClone();
        }

        foreach (var element in user.Select(field => field.Value).OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>())
        {
            element.Remove("_id");
            element.Remove("id");
        }

        return user;
    }

    private static string GoogleId(Organization organization, int index)
        => $"1{organization.World.Noise.At(950, index) % 1_000_000_000_000_000_000:D18}{index % 100:D2}";

    private static string MicrosoftId(Organization organization, int index)
    {
        var (a, b) = (organization.World.Noise.At(951, index), organization.World.Noise.At(952, index));
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)a:x8}-{(ushort)(a >> 32):x4}-4{(a >> 52) & 0xFFF:x3}-8{b & 0xFFF:x3}-{b >> 16:x12}");
    }

    private static int Limit(string? text, int normal, int most)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? Math.Min(limit, most) : normal;

    private static string Token(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"o{offset}")).TrimEnd('=');

    private static int? Offset(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        Span<byte> bytes = stackalloc byte[24];
        return token.Length <= 24 && Convert.TryFromBase64String(token.PadRight((token.Length + 3) / 4 * 4, '='), bytes, out var length) && length > 1 && bytes[0] == (byte)'o'
            && int.TryParse(bytes[1..length], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;
    }

    private sealed record Person(int Index, string Email, string First, string Last, JsonObject? Document);
}
