using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Direct members of user groups and device groups: the world's sets under what was added and removed since.</summary>
internal sealed class MemberLists(World world, Organization organization)
{
    private readonly Dictionary<Node, Overlay> _overlays = [];

    public int Count(Node group) => BaseCount(group) + (_overlays.TryGetValue(group, out var overlay) ? overlay.Added.Count - overlay.Removed.Count : 0);

    public IEnumerable<Node> Page(Node group, int skip, int limit)
    {
        var overlay = _overlays.GetValueOrDefault(group);
        var count = BaseCount(group) - (overlay?.Removed.Count ?? 0);
        var position = skip;
        var gap = 0;
        for (; overlay is not null && gap < overlay.Removed.Count && overlay.Removed[gap] <= position; gap++)
            position++;
        for (; skip < count && limit > 0; skip++, limit--, position++)
        {
            for (; overlay is not null && gap < overlay.Removed.Count && overlay.Removed[gap] == position; gap++)
                position++;
            yield return BaseAt(group, position);
        }

        for (var place = skip - count; overlay is not null && place < overlay.Added.Count && limit > 0; place++, limit--)
            yield return overlay.Added[place];
    }

    public IEnumerable<Node> All(Node group) => Page(group, 0, int.MaxValue);

    public bool Contains(Node group, Node member)
    {
        var position = BasePosition(group, member);
        if (!_overlays.TryGetValue(group, out var overlay))
            return position >= 0;
        return position >= 0 ? overlay.Removed.BinarySearch(position) < 0 : overlay.Added.Contains(member);
    }

    public bool HasInnerGroups(Node group)
        => group.Kind == Kind.UserGroup && (InnerOf(group).Length > 0 || (_overlays.TryGetValue(group, out var o) && o.Added.Any(n => n.Kind == Kind.UserGroup)));

    /// <summary>The groups that list the node as a direct member.</summary>
    public IEnumerable<Node> ParentsOf(Node member)
    {
        if (member.Kind == Kind.UserGroup)
        {
            foreach (var parent in world.Groups.ParentGroups(member.Index))
            {
                if (Contains(new Node(Kind.UserGroup, parent), member))
                    yield return new Node(Kind.UserGroup, parent);
            }

            foreach (var (group, overlay) in _overlays)
            {
                if (group.Kind == Kind.UserGroup && overlay.Added.Contains(member))
                    yield return group;
            }

            yield break;
        }

        if (member.Kind is not (Kind.User or Kind.System or Kind.Policy))
            yield break;
        var kind = member.Kind switch { Kind.User => Kind.UserGroup, Kind.System => Kind.SystemGroup, _ => Kind.PolicyGroup };
        foreach (var group in organization.Table(kind).All())
        {
            if (Contains(new Node(kind, group), member))
                yield return new Node(kind, group);
        }
    }

    public bool Add(Node group, Node member)
    {
        if (Contains(group, member))
            return false;
        organization.Graph.Version++;
        var overlay = OverlayOf(group);
        var position = BasePosition(group, member);
        if (position >= 0)
            overlay.Removed.RemoveAt(overlay.Removed.BinarySearch(position));
        else
            overlay.Added.Add(member);
        return true;
    }

    public bool Remove(Node group, Node member)
    {
        if (!Contains(group, member))
            return false;
        organization.Graph.Version++;
        var overlay = OverlayOf(group);
        var position = BasePosition(group, member);
        if (position >= 0)
            overlay.Removed.Insert(~overlay.Removed.BinarySearch(position), position);
        else
            overlay.Added.Remove(member);
        return true;
    }

    public void Forget(Node node)
    {
        foreach (var parent in ParentsOf(node).ToList())
            Remove(parent, node);
    }

    private Overlay OverlayOf(Node group) => _overlays.TryGetValue(group, out var overlay) ? overlay : _overlays[group] = new Overlay();

    private bool IsBase(Node group) => group.Index < world.Count(group.Kind);

    private IndexSet SetOf(Node group) => !IsBase(group)
        ? IndexSet.Empty
        : group.Kind switch
        {
            Kind.UserGroup => world.Groups.Members(group.Index),
            Kind.SystemGroup => world.DeviceGroups.Members(group.Index),
            _ => IndexSet.Empty,
        };

    private int[] InnerOf(Node group) => group.Kind == Kind.UserGroup && IsBase(group) ? world.Groups.InnerGroups(group.Index) : [];

    private int BaseCount(Node group) => SetOf(group).Count + InnerOf(group).Length;

    private Node BaseAt(Node group, int position)
    {
        var set = SetOf(group);
        return position < set.Count
            ? new Node(group.Kind == Kind.SystemGroup ? Kind.System : Kind.User, set.At(position))
            : new Node(Kind.UserGroup, InnerOf(group)[position - set.Count]);
    }

    private int BasePosition(Node group, Node member)
    {
        if (member.Kind != Kind.UserGroup)
        {
            var fits = group.Kind == Kind.SystemGroup ? member.Kind == Kind.System : member.Kind == Kind.User;
            return fits ? SetOf(group).PositionOf(member.Index) : -1;
        }

        var place = Array.IndexOf(InnerOf(group), member.Index);
        return place < 0 ? -1 : SetOf(group).Count + place;
    }

    /// <summary>Removed holds positions in the world's list, in order.</summary>
    private sealed class Overlay
    {
        public List<int> Removed { get; } = [];

        public List<Node> Added { get; } = [];
    }
}
