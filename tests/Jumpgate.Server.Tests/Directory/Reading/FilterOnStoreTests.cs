using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory.Reading;

/// <summary>Whatever the filter and whatever the resources: the store finds exactly those that <see cref="Filter.Matches"/> names.</summary>
public sealed class FilterOnStoreTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const int Resources = 250;
    private const int Filters = 700;

    private static readonly string[] Words =
    [
        "ann", "Ann", "ANNA", "bob", "Böb", "\u212Aelvin", "kelvin", "STRASSE", "straße", "İstanbul", "ısparta", "σίσυφος", "ΣΊΣΥΦΟΣ", "😀 smile", "a_b", "a%b", "a!b", "100%",
        "quo\"te", "back\\slash", "tab\there", "x<y>&'z", "ann@acme.example", "Ann.B@acme.example", "", " ", "d'or", "\uFFFD", "\uD7FF", "\uE000", "work", "home", "5", "true",
        new string('l', 198), new string('l', 199), new string('L', 230), new string('l', 229) + "x", string.Concat(Enumerable.Repeat("😀", 110)), "Sales", "sales ops", "2026-05-13T10:00:00Z",
    ];

    private static readonly string[] Paths =
    [
        "userName", "externalId", "displayName", "email", "emails", "emails.value", "emails.type", "emails.primary", "active", "status", "status.sourceValue", "title", "nickName",
        "name.givenName", "name.familyName", "id", "remoteId", "custom", "tags", "count", "nested.deep", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName", "meta.created", "online", "missing", "kind", "schemas",
    ];

    private static readonly string[] Inner = ["value", "type", "primary", "display"];

    [Fact]
    public async Task The_store_finds_what_the_filter_matches()
    {
        var random = new Random(20261122);
        var directory = await SeededDirectory.CreateAsync(shared.Hub);
        List<Seed> seeds = [.. Enumerable.Range(0, Resources).Select(i => RandomSeed(random, i))];
        await directory.PutAsync(seeds);
        var documents = seeds.ConvertAll(seed => (directory[ResourceKind.User, seed.RemoteId].Id, Document: DocumentOf(seed, directory)));
        // Their successors have other values: an index must not answer for a version that is not of the moment.
        var before = (long)Resources;
        await directory.PutAsync([.. seeds.Where((_, i) => i % 3 == 0).Select(seed => RandomSeed(random, 0) with { RemoteId = seed.RemoteId })]);

        var store = shared.Hub.Services.GetRequiredService<Store>();
        var (asked, found) = (0, 0);
        await using var scope = await DirectoryScope.OpenAsync(store, CurrentTenant.Of(directory.Tenant), directory.Id, default);
        for (var i = 0; i < Filters; i++)
        {
            var text = RandomFilter(random, 3, seeds, documents).ToString();
            if (!Filter.TryParse(text, out var filter, out _, ReadableAttributes.Types)) continue;
            var expected = documents.Where(pair => filter.Matches(pair.Document, ReadableAttributes.Types)).Select(pair => pair.Id).Order().ToList();
            var request = new ListRequest(100, false, null, ReadableAttributes.Settle(filter), null, i % 4 == 0 ? SortOrder.Read("-name") : null, null, false, Expansions.None, null, ListFormat.Json);
            List<Guid> actual = [];
            var reads = new ResourceReads(scope, ResourceKind.User, before, isPast: false);
            await foreach (var (row, _) in reads.ListAsync(request, null, 20, TimeSpan.FromMinutes(1), TimeProvider.System, default)) actual.Add(row.Id);
            actual.Order().ToList().ShouldBe(expected, $"{text} on {(TestStore.IsPostgres ? "PostgreSQL" : "SQLite")}");
            asked++;
            if (expected.Count is > 0 and < Resources) found++;
        }

        // Random filters that never find anything would prove nothing.
        asked.ShouldBeGreaterThan(Filters / 2);
        found.ShouldBeGreaterThan(Filters / 5);
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string? Maybe(Random random) => random.Next(5) == 0 ? null : Word(random);

    private static Seed RandomSeed(Random random, int i)
    {
        var attributes = new JsonObject();
        var (userName, externalId, status) = (Maybe(random), Maybe(random), random.Next(2) == 0 ? "enabled" : "disabled");
        if (userName is not null) attributes["userName"] = userName;
        if (externalId is not null) attributes["externalId"] = externalId;
        List<string> emails = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word(random))];
        if (emails.Count > 0 || random.Next(2) == 0)
        {
            attributes["emails"] = new JsonArray([.. emails.Select(email => (JsonNode)new JsonObject
            {
                ["value"] = email, ["type"] = random.Next(3) switch { 0 => "work", 1 => "Home", _ => null }, ["primary"] = random.Next(2) == 0,
            })]);
        }

        foreach (var name in (string[])["title", "nickName", "Custom"])
            if (random.Next(3) > 0) attributes[name] = Odd(random);
        if (random.Next(2) == 0) attributes["name"] = new JsonObject { ["givenName"] = Maybe(random), ["familyName"] = Maybe(random) };
        if (random.Next(2) == 0) attributes["tags"] = new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => JsonValue.Create(Word(random)))]);
        if (random.Next(2) == 0) attributes["count"] = random.Next(4) switch { 0 => 5, 1 => 5.0, 2 => -1.5e3, _ => 7 };
        if (random.Next(2) == 0) attributes["nested"] = new JsonObject { ["Deep"] = Odd(random) };
        if (random.Next(2) == 0) attributes["meta"] = new JsonObject { ["created"] = random.Next(2) == 0 ? "2026-05-13T10:00:00Z" : "2026-05-13T12:00:00.000+02:00" };
        if (random.Next(2) == 0)
            attributes["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = new JsonObject { ["department"] = Maybe(random) };
        var first = emails.FirstOrDefault();
        return new Seed(ResourceKind.User, $"r{i}-{(random.Next(2) == 0 ? "A" : "a")}", Maybe(random))
        {
            Email = first,
            UserName = userName,
            ExternalId = externalId,
            MoreEmails = [.. emails.Skip(1)],
            Status = status,
            SourceStatus = Maybe(random),
            Attributes = attributes.ToJsonString(random.Next(2) == 0 ? JsonSerializerOptions.Default : ApiCalls.Json),
            Volatile = random.Next(2) == 0 ? """{"badLoginAttempts":3}""" : null,
        };
    }

    private static JsonNode? Odd(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => true,
        2 => 5,
        3 => new JsonArray(),
        4 => new JsonObject { ["value"] = Word(random) },
        5 => new JsonArray(Word(random), 5),
        _ => Word(random),
    };

    private static JsonElement DocumentOf(Seed seed, SeededDirectory directory)
    {
        var document = JsonNode.Parse(seed.Attributes)!.AsObject();
        document["id"] = directory[ResourceKind.User, seed.RemoteId].Id.ToString();
        document["remoteId"] = seed.RemoteId;
        document["kind"] = "user";
        document["displayName"] = seed.Name;
        document["email"] = seed.Email;
        document["status"] = new JsonObject { ["value"] = seed.Status, ["sourceValue"] = seed.SourceStatus };
        document["active"] = seed.Status == "enabled";
        return JsonSerializer.SerializeToElement(document);
    }

    private static Filter RandomFilter(Random random, int depth, List<Seed> seeds, List<(Guid Id, JsonElement)> documents) => (depth == 0 ? random.Next(5) : random.Next(9)) switch
    {
        0 => new Present(Path(random)),
        1 or 2 or 3 => RandomComparison(random, Path(random), seeds, documents),
        4 => new ValuePath(Path(random, ["emails", "tags", "custom", "title", "schemas"]), RandomInner(random, 2)),
        5 => new Not(RandomFilter(random, depth - 1, seeds, documents)),
        6 => new And(RandomFilter(random, depth - 1, seeds, documents), RandomFilter(random, depth - 1, seeds, documents)),
        _ => new Or(RandomFilter(random, depth - 1, seeds, documents), RandomFilter(random, depth - 1, seeds, documents)),
    };

    private static Filter RandomInner(Random random, int depth) => (depth == 0 ? 0 : random.Next(5)) switch
    {
        3 => new Not(RandomInner(random, depth - 1)),
        4 => new And(RandomInner(random, depth - 1), RandomInner(random, depth - 1)),
        1 => new Present(Path(random, Inner)),
        _ => RandomComparison(random, Path(random, Inner), [], []),
    };

    private static Comparison RandomComparison(Random random, AttributePath path, List<Seed> seeds, List<(Guid Id, JsonElement)> documents)
    {
        var value = Value(random, path, seeds, documents);
        CompareOperator @operator;
        do @operator = (CompareOperator)random.Next(9);
        while (!@operator.Takes(value));
        return new Comparison(path, @operator, value);
    }

    private static CompareValue Value(Random random, AttributePath path, List<Seed> seeds, List<(Guid Id, JsonElement)> documents)
    {
        if (path.Attribute == "active" || path.SubAttribute == "primary") return new CompareValue.Boolean(random.Next(2) == 0);
        if (path.Attribute is "id" && documents.Count > 0) return new CompareValue.Text(Part(random, documents[random.Next(documents.Count)].Id.ToString()));
        if (path.Attribute is "remoteId" && seeds.Count > 0) return new CompareValue.Text(Part(random, seeds[random.Next(seeds.Count)].RemoteId));
        if (path.Attribute is "status" && path.SubAttribute is null) return new CompareValue.Text(random.Next(3) switch { 0 => "ENABLED", 1 => "disabled", _ => "dis" });
        return random.Next(10) switch
        {
            0 => new CompareValue.Null(),
            1 => new CompareValue.Number(random.Next(3) switch { 0 => 5m, 1 => -1500m, _ => 6.5m }),
            2 => new CompareValue.Boolean(random.Next(2) == 0),
            _ => new CompareValue.Text(Part(random, Word(random))),
        };
    }

    private static string Part(Random random, string text)
    {
        if (random.Next(3) > 0) return text;
        var (from, length) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
        var part = random.Next(2) == 0 ? text[..length] : text.Substring(from, Math.Min(length, text.Length - from));
        return part.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar) && random.Next(2) == 0 ? part.ToUpperInvariant() : text;
    }

    private static AttributePath Path(Random random, string[]? among = null)
    {
        among ??= Paths;
        AttributePath.TryParse(among[random.Next(among.Length)], out var path, out _).ShouldBeTrue();
        return random.Next(4) == 0 && path!.Schema is null ? new AttributePath(path.Attribute.ToUpperInvariant(), path.SubAttribute?.ToLowerInvariant()) : path!;
    }
}
