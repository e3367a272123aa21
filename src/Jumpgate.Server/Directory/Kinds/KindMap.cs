using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Turns one object as JumpCloud sent it into what is stored. Pure: same bytes and same rules, same result.</summary>
internal sealed class KindMap
{
    /// <summary>Raised whenever the mapping of a kind changes, so that every object is mapped once more.</summary>
    public const int Revision = 1;

    [ThreadStatic]
    private static CanonicalForm.Bytes? canonical;

    private readonly Kind kind;
    private readonly AttributeRules rules;

    public KindMap(ResourceKind kind, SyncSettings settings)
    {
        this.kind = Kind.For(kind);
        rules = AttributeRules.Of(kind, settings);
    }

    /// <summary>Seed of the raw hash: other rules, other hash, so nothing mapped under old rules is taken for unchanged.</summary>
    public ulong Seed => rules.Fingerprint;

    /// <summary>One seed for a run that maps all kinds.</summary>
    public static ulong SeedOf(IEnumerable<KindMap> maps) => maps.Aggregate(17UL, (seed, map) => seed * 31 + map.Seed);

    public Mapped Map(RawItem item)
    {
        var raw = SecretValues.Redact(item.Json);
        using var document = JsonDocument.Parse(raw);
        var root = document.RootElement;
        using var writer = new AttributeWriter();
        var facts = kind.Read(root, writer);
        var attributes = writer.Finish();
        var inScope = true;
        if (rules.Plain)
        {
            inScope = rules.TakesIn(attributes);
        }
        else
        {
            var node = JsonNode.Parse(attributes)!.AsObject();
            rules.Map(node, root);
            inScope = rules.TakesIn(Encoding.UTF8.GetBytes(node.ToJsonString()));
            rules.Limit(node);
            facts = Again(facts, node);
            attributes = Encoding.UTF8.GetBytes(node.ToJsonString());
        }

        var keptRaw = rules.KeepsRaw ? raw : default;
        return new Mapped(
            item.RemoteId, JsonText.Column(facts.Name), JsonText.Column(facts.Email), facts.Status, JsonText.Column(facts.SourceStatus),
            facts.Status == Status.Enabled, JsonText.Column(facts.UserName), JsonText.Column(facts.ExternalId),
            [.. (facts.MoreEmails ?? []).Select(email => JsonText.Column(email)!)], attributes, keptRaw.ToArray(),
            HashOf(root, facts, attributes), VolatileOf(root), inScope, kind.Links(root));
    }

    /// <summary>The columns follow the attributes where the owner's rules changed those.</summary>
    private static KindFacts Again(KindFacts facts, JsonObject attributes)
    {
        var emails = (attributes["emails"] as JsonArray)?.Select(email => Text(email?["value"])).OfType<string>().ToList();
        return facts with
        {
            Name = Text(attributes["displayName"]),
            UserName = Text(attributes["userName"]),
            ExternalId = Text(attributes["externalId"]),
            Email = emails is null ? (attributes.ContainsKey("email") ? facts.Email : null) : emails.FirstOrDefault(),
            MoreEmails = emails?.Skip(1).ToList(),
        };
    }

    private UInt128 HashOf(JsonElement root, KindFacts facts, byte[] attributes)
    {
        var bytes = canonical ??= new CanonicalForm.Bytes();
        bytes.Clear();
        if (rules.KeepsRaw)
        {
            bytes.Value(root, kind.Volatile);
        }

        bytes.Add(attributes);
        bytes.Add(Encoding.UTF8.GetBytes($"{facts.Status}\n{facts.SourceStatus}\n{facts.Name}\n{facts.Email}"));
        return Hash128.Of(bytes.Written);
    }

    private string? VolatileOf(JsonElement root)
    {
        if (kind.VolatileAttributes.Count == 0)
        {
            return null;
        }

        using var writer = new AttributeWriter();
        foreach (var (attribute, source) in kind.VolatileAttributes)
        {
            writer.Copy(attribute, root, source);
        }

        var json = writer.Finish();
        return json.Length > 2 ? Encoding.UTF8.GetString(json) : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
