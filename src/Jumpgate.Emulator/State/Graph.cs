using System.Collections.Concurrent;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Who reaches what, directly and through groups, and by which routes.</summary>
internal sealed class Graph(World world, Organization organization)
{
    private const int CachedTraversals = 8;

    private readonly ConcurrentDictionary<(Node, Kind), (long Version, Node[] Nodes)> _reached = [];

    public MemberLists Members { get; } = new(world, organization);

    public Associations Associations { get; } = new(world, organization);

    /// <summary>Goes up with every write, so that remembered traversals are dropped.</summary>
    public long Version { get; set; }

    /// <summary>Everything of a kind that an object is associated with, itself or through groups, the nearest first.</summary>
    public Node[] Reached(Node from, Kind target)
    {
        if (_reached.TryGetValue((from, target), out var known) && known.Version == Version)
            return known.Nodes;
        HashSet<Node> seen = [];
        List<Node> nodes = [];
        var ends = ChainsUp(from).Select(chain => chain[^1]).Distinct().ToList();
        foreach (var end in ends)
            Take(Associations.Of(end, target));
        if (ContainerOf(target) is { } container)
        {
            foreach (var end in ends)
            {
                foreach (var group in Associations.Of(end, container))
                    Take(Below(group, target));
            }
        }

        if (_reached.Count >= CachedTraversals)
            _reached.Clear();
        _reached[(from, target)] = (Version, [.. nodes]);
        return [.. nodes];

        void Take(IEnumerable<Node> more)
        {
            foreach (var node in more)
            {
                if (seen.Add(node))
                    nodes.Add(node);
            }
        }
    }

    /// <summary>All members of a group, also those of the groups inside it.</summary>
    public Node[] AllMembers(Node group)
    {
        var target = MemberKind(group.Kind);
        if (_reached.TryGetValue((group, target), out var known) && known.Version == Version)
            return known.Nodes;
        Node[] nodes = [.. Below(group, target).Distinct()];
        if (_reached.Count >= CachedTraversals)
            _reached.Clear();
        _reached[(group, target)] = (Version, nodes);
        return nodes;
    }

    /// <summary>Routes from one object to another: up through groups, over one association, down through groups.</summary>
    public IEnumerable<List<Node>> Paths(Node from, Node to)
    {
        var arrivals = ChainsUp(to).ToList();
        foreach (var departure in ChainsUp(from))
        {
            foreach (var arrival in arrivals)
            {
                if (Associations.Exists(departure[^1], arrival[^1]))
                    yield return [.. departure.Skip(1), .. Enumerable.Reverse(arrival)];
            }
        }
    }

    /// <summary>Routes from a group down to a member.</summary>
    public IEnumerable<List<Node>> MemberPaths(Node group, Node member)
        => ChainsUp(member).Where(chain => chain.Count > 1 && chain[^1] == group).Select(chain => Enumerable.Reverse(chain).Skip(1).ToList());

    /// <summary>The node alone, then with each group it is in, then with the groups those are in.</summary>
    public IEnumerable<List<Node>> ChainsUp(Node node)
    {
        var waiting = new Queue<List<Node>>();
        waiting.Enqueue([node]);
        while (waiting.TryDequeue(out var chain))
        {
            yield return chain;
            foreach (var parent in Members.ParentsOf(chain[^1]))
            {
                if (!chain.Contains(parent))
                    waiting.Enqueue([.. chain, parent]);
            }
        }
    }

    private IEnumerable<Node> Below(Node group, Kind target)
    {
        HashSet<Node> visited = [group];
        var waiting = new Queue<Node>();
        waiting.Enqueue(group);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var member in Members.All(next))
            {
                if (member.Kind == target)
                    yield return member;
                if (member.Kind == Kind.UserGroup && visited.Add(member))
                    waiting.Enqueue(member);
            }
        }
    }

    public static Kind MemberKind(Kind group) => group switch { Kind.UserGroup => Kind.User, Kind.SystemGroup => Kind.System, _ => Kind.Policy };

    private static Kind? ContainerOf(Kind target) => target switch
    {
        Kind.User or Kind.UserGroup => Kind.UserGroup,
        Kind.System => Kind.SystemGroup,
        Kind.Policy => Kind.PolicyGroup,
        _ => null,
    };
}
