using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Direct associations, and traversals that also go through groups and name every route.</summary>
internal static class Associations
{
    public static void Map(Routes v2)
    {
        foreach (var collection in Collection.All)
        {
            v2.Get($"/{collection.Path}/{{id}}/associations", collection.Scope, call => Direct(call, collection));
            v2.Post($"/{collection.Path}/{{id}}/associations", collection.Scope, call => Write(call, collection));
            foreach (var (path, kind) in collection.Traversals)
                v2.Get($"/{collection.Path}/{{id}}/{path}", $"{collection.Scope} {ScopeOf(kind)}", call => Traverse(call, collection.Kind, kind));
        }

        foreach (var from in (string[])["users", "usergroups"])
        {
            var kind = from == "users" ? Kind.User : Kind.UserGroup;
            v2.Get($"/{from}/{{id}}/directories", "directories " + (kind == Kind.User ? "users" : "groups"), call => Directories(call, kind));
        }
    }

    private static Answer Direct(Call call, Collection collection)
    {
        if (!TryFrom(call, collection.Kind, out var from))
            return Answer.PassOn;
        List<Kind> targets = [];
        foreach (var name in (call.Query("targets") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!GraphTypes.TryParse(name, out var target) || !collection.Targets.Contains(target))
                return Answer.Invalid($"invalid target type: {name}");
            targets.Add(target);
        }

        if (targets.Count == 0)
            return Answer.Invalid("targets is required");
        var graph = call.Organization.Graph.Associations;
        List<Node> found = [.. targets.SelectMany(target => graph.Of(from, target))];
        return Lists.Array(call, found, (json, to) => GraphWriting.Connection(json, call.Organization, to, graph.AttributesOf(from, to)));
    }

    private static Answer Traverse(Call call, Kind kind, Kind target)
        => TryFrom(call, kind, out var from) ? WithPaths(call, from, call.Organization.Graph.Reached(from, target)) : Answer.PassOn;

    private static Answer Directories(Call call, Kind kind)
        => TryFrom(call, kind, out var from)
            ? WithPaths(call, from, [.. Collection.Directories.SelectMany(d => call.Organization.Graph.Reached(from, d))])
            : Answer.NotFound(call);

    private static Answer WithPaths(Call call, Node from, Node[] reached)
    {
        var (chosen, refusal) = GraphFilter.Apply(call, reached);
        return refusal ?? Lists.Array(call, chosen, (json, node) =>
            GraphWriting.WithPaths(json, call.Organization, node, call.Organization.Graph.Paths(from, node), from));
    }

    private static Answer Write(Call call, Collection collection)
    {
        if (!TryFrom(call, collection.Kind, out var from))
            return Answer.PassOn;
        if (!GraphTypes.TryParse((string?)call.Object["type"], out var target) || !collection.Targets.Contains(target))
            return Answer.Invalid($"invalid association type: {call.Object["type"]}");
        return GraphChange.Apply(call, from, target, call.Organization.Graph.Associations);
    }

    private static bool TryFrom(Call call, Kind kind, out Node from)
    {
        var found = call.Organization.Table(kind).TryFind(call.Id, out var index);
        from = new Node(kind, index);
        return found;
    }

    private static string ScopeOf(Kind kind) => kind switch
    {
        Kind.Application => "applications",
        Kind.System => "systems",
        Kind.User => "users",
        Kind.UserGroup or Kind.SystemGroup => "groups",
        _ => "directories",
    };
}
