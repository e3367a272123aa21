using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;

namespace Jumpgate.Server.Tests.Directory;

/// <summary>A source to be mirrored, in memory: the oracle of the store's tests.</summary>
internal sealed class World
{
    public Dictionary<RemoteRef, Thing> Things { get; } = [];

    public HashSet<Tie> Ties { get; } = [];

    public static Map Map { get; } = item =>
    {
        var json = JsonNode.Parse(item.Json.Span)!;
        var canonical = $$"""{"name":{{json["name"]!.ToJsonString()}},"active":{{json["active"]}},"manager":{{json["manager"]?.ToJsonString() ?? "null"}},"email":{{json["email"]?.ToJsonString() ?? "null"}}}""";
        var manager = (string?)json["manager"];
        return new Mapped(
            item.RemoteId, (string?)json["name"], (string?)json["email"], (bool)json["active"]! ? "enabled" : "disabled", null, (bool)json["active"]!, (string?)json["name"], null,
            [.. (json["more"] as JsonArray ?? []).Select(more => (string)more!)], Encoding.UTF8.GetBytes(canonical), item.Json, Hash128.Of(Encoding.UTF8.GetBytes(canonical)), json["seen"]?.ToJsonString(),
            json["out"] is null, (string?)json["type"] == "user" ? [new LinkSet(EdgeKind.Manages, EdgeEnd.To, ResourceKind.User, manager is null ? [] : [manager])] : null);
    };

    public World Copy()
    {
        var copy = new World();
        foreach (var (id, thing) in Things) copy.Things.Add(id, thing);
        copy.Ties.UnionWith(Ties);
        return copy;
    }

    public RawItem Item(RemoteRef id) => new(id.RemoteId, Things[id].Json(id));

    /// <summary>The edges a mirror must hold: memberships as listed, and managers out of the attributes.</summary>
    public HashSet<string> Edges()
    {
        var edges = new HashSet<string>();
        foreach (var tie in Ties) if (Visible(tie.From) && Visible(tie.To)) edges.Add(tie.Text);
        foreach (var (id, thing) in Things)
            if (thing.Manager is { } manager && Visible(id) && Visible(new(ResourceKind.User, manager))) edges.Add(new Tie(EdgeKind.Manages, new(ResourceKind.User, manager), id).Text);
        return edges;
    }

    public HashSet<string> Resources() => [.. Things.Where(thing => !thing.Value.Out).Select(thing => $"{thing.Key.Kind} {thing.Key.RemoteId} {thing.Value.Name} {thing.Value.Active}")];

    public bool Visible(RemoteRef id) => Things.TryGetValue(id, out var thing) && !thing.Out;

    /// <summary>Something happens in the source.</summary>
    public void Move(Random random, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var users = Of(ResourceKind.User);
            var groups = Of(ResourceKind.Group);
            switch (random.Next(12))
            {
                case 0 or 1: Add(random, ResourceKind.User); break;
                case 2: Add(random, random.Next(3) == 0 ? ResourceKind.Admin : ResourceKind.Group); break;
                case 3 when users.Count > 3: Remove(Pick(random, users)); break;
                case 4 when groups.Count > 2 && random.Next(3) == 0: Remove(Pick(random, groups)); break;
                case 5 or 6 when users.Count > 0: Change(Pick(random, users), thing => thing with { Name = Name(random) }); break;
                case 7 when users.Count > 1: Change(Pick(random, users), thing => thing with { Manager = random.Next(4) == 0 ? null : Pick(random, users).RemoteId }); break;
                case 8 when users.Count > 0: Change(Pick(random, users), thing => random.Next(2) == 0 ? thing with { Active = !thing.Active } : thing with { Out = !thing.Out }); break;
                case 9 or 10 when users.Count > 0 && groups.Count > 0:
                    for (var n = random.Next(6); n >= 0; n--) Ties.Add(new(EdgeKind.MemberOf, Pick(random, users), Pick(random, groups)));
                    break;
                case 11 when Ties.Count > 0: Ties.Remove(Ties.ElementAt(random.Next(Ties.Count))); break;
                default: foreach (var user in users.Take(3)) Change(user, thing => thing with { Seen = random.Next() }); break;
            }
        }
    }

    public List<RemoteRef> Of(ResourceKind kind) => [.. Things.Keys.Where(id => id.Kind == kind).OrderBy(id => id.RemoteId, StringComparer.Ordinal)];

    public RemoteRef Add(Random random, ResourceKind kind)
    {
        // Ids come from a small set, so that some return after they were deleted; most look as JumpCloud's do.
        var number = random.Next(400);
        var id = new RemoteRef(kind, number % 5 == 0 ? $"{kind.ToString().ToLowerInvariant()}-{number:d4}" : $"{(int)kind:x4}{number:x20}");
        Things.TryAdd(id, new Thing(Name(random), random.Next(4) != 0, null, random.Next(), random.Next(20) == 0, random.Next(3) == 0 ? null : $"Mail{random.Next(200)}@Example.com"));
        return id;
    }

    public void Remove(RemoteRef id)
    {
        Things.Remove(id);
        Ties.RemoveWhere(tie => tie.From == id || tie.To == id);
        foreach (var (user, thing) in Things.ToList()) if (thing.Manager == id.RemoteId && id.Kind == ResourceKind.User) Things[user] = thing with { Manager = null };
    }

    public void Change(RemoteRef id, Func<Thing, Thing> change) => Things[id] = change(Things[id]);

    private static string Name(Random random) => random.Next(12) switch { 0 => "名前 " + random.Next(50), 1 => "O'Brien \"x\" " + random.Next(50), _ => "Name " + random.Next(500) };

    private static RemoteRef Pick(Random random, List<RemoteRef> from) => from[random.Next(from.Count)];
}

internal sealed record Thing(string Name, bool Active, string? Manager, int Seen, bool Out, string? Email)
{
    public byte[] Json(RemoteRef id)
    {
        var json = new JsonObject { ["id"] = id.RemoteId, ["type"] = id.Kind.Word(), ["name"] = Name, ["active"] = Active, ["manager"] = Manager, ["email"] = Email, ["seen"] = Seen };
        if (Out) json["out"] = true;
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}

internal readonly record struct Tie(EdgeKind Kind, RemoteRef From, RemoteRef To)
{
    public string Text => $"{Kind} {From.Kind} {From.RemoteId} -> {To.Kind} {To.RemoteId}";
}
