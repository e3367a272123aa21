using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Direct associations between objects. They have no direction: bound from one side, they are listed from both.</summary>
internal sealed class Associations(World world, Organization organization)
{
    private readonly HashSet<(Node, Node)> _removed = [];
    private readonly Dictionary<Node, List<Node>> _added = [];
    private readonly Dictionary<(Node, Node), JsonNode?> _attributes = [];

    public IEnumerable<Node> Of(Node node, Kind target)
    {
        foreach (var other in BaseOf(node, target))
        {
            if (organization.Exists(other) && !_removed.Contains(Key(node, other)))
                yield return other;
        }

        foreach (var other in _added.GetValueOrDefault(node) ?? [])
        {
            if (other.Kind == target)
                yield return other;
        }
    }

    public bool Exists(Node a, Node b)
        => (InWorld(a, b) && !_removed.Contains(Key(a, b))) || (_added.TryGetValue(a, out var list) && list.Contains(b));

    public bool Add(Node a, Node b, JsonNode? attributes)
    {
        if (Exists(a, b))
            return false;
        organization.Graph.Version++;
        if (!_removed.Remove(Key(a, b)))
        {
            ListOf(a).Add(b);
            ListOf(b).Add(a);
        }

        SetAttributes(a, b, attributes);
        return true;
    }

    public bool Remove(Node a, Node b)
    {
        if (!Exists(a, b))
            return false;
        organization.Graph.Version++;
        if (_added.TryGetValue(a, out var list) && list.Remove(b))
            ListOf(b).Remove(a);
        else
            _removed.Add(Key(a, b));
        _attributes.Remove(Key(a, b));
        return true;
    }

    public void SetAttributes(Node a, Node b, JsonNode? attributes) => _attributes[Key(a, b)] = attributes?.DeepClone();

    public JsonNode? AttributesOf(Node a, Node b)
    {
        if (_attributes.Count > 0 && _attributes.TryGetValue(Key(a, b), out var attributes))
            return attributes;
        var (first, second) = Key(a, b);
        return first.Kind == Kind.User && second.Kind == Kind.System && second.Index % 5 == 0 && InWorld(a, b)
            ? new JsonObject { ["sudo"] = new JsonObject { ["enabled"] = true, ["withoutPassword"] = false } }
            : null;
    }

    public void Forget(Node node)
    {
        if (!_added.Remove(node, out var others))
            return;
        foreach (var other in others)
            _added.GetValueOrDefault(other)?.Remove(node);
    }

    private static (Node, Node) Key(Node a, Node b) => a.Kind < b.Kind || (a.Kind == b.Kind && a.Index <= b.Index) ? (a, b) : (b, a);

    private List<Node> ListOf(Node node) => _added.TryGetValue(node, out var list) ? list : _added[node] = [];

    private bool InWorld(Node a, Node b)
    {
        var (first, second) = Key(a, b);
        if (first.Index >= world.Count(first.Kind) || second.Index >= world.Count(second.Kind))
            return false;
        return (first.Kind, second.Kind) switch
        {
            (Kind.User, Kind.Application) => world.Applications.BoundUsers(second.Index).Contains(first.Index),
            (Kind.UserGroup, Kind.Application) => world.Applications.BoundGroups(second.Index).Contains(first.Index),
            (Kind.User, Kind.System) => world.Devices.Bound && world.Devices.Owner(second.Index) == first.Index,
            (Kind.UserGroup, Kind.SystemGroup) => world.DeviceGroups.BoundUserGroup(second.Index) == first.Index,
            _ => world.Services.Bound(first.Kind, first.Index, second.Kind, second.Index),
        };
    }

    private IEnumerable<Node> BaseOf(Node node, Kind target)
    {
        if (node.Index >= world.Count(node.Kind))
            return [];
        return (node.Kind, target) switch
        {
            (Kind.Application, Kind.User) => Each(target, world.Applications.BoundUsers(node.Index)),
            (Kind.Application, Kind.UserGroup) => Each(target, world.Applications.BoundGroups(node.Index)),
            (Kind.User, Kind.System) => world.Devices.Bound ? world.Devices.OwnedBy(node.Index).Select(i => new Node(target, i)) : [],
            (Kind.System, Kind.User) => world.Devices.Bound && world.Devices.Owner(node.Index) is { } owner ? [new Node(target, owner)] : [],
            (Kind.SystemGroup, Kind.UserGroup) => world.DeviceGroups.BoundUserGroup(node.Index) is { } group ? [new Node(target, group)] : [],
            (Kind.User or Kind.UserGroup, Kind.Application) or (Kind.UserGroup, Kind.SystemGroup)
                => Enumerable.Range(0, world.Count(target)).Select(i => new Node(target, i)).Where(other => InWorld(node, other)),
            _ => OfServices(node, target),
        };
    }

    private IEnumerable<Node> OfServices(Node node, Kind target)
    {
        if (IsService(node.Kind) == IsService(target))
            return [];
        var count = world.Services.Candidates(target);
        return count == 0 ? [] : Enumerable.Range(0, count).Select(i => new Node(target, i)).Where(other => InWorld(node, other));
    }

    private static bool IsService(Kind kind)
        => kind is Kind.GSuite or Kind.Office365 or Kind.ActiveDirectory or Kind.LdapServer or Kind.Policy or Kind.SoftwareApp;

    private static IEnumerable<Node> Each(Kind kind, IndexSet set) => Enumerable.Range(0, set.Count).Select(i => new Node(kind, set.At(i)));
}
