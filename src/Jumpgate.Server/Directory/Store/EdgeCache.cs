using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>The edges that hold, of the owners whose listings are under way: read once, not with every page.</summary>
internal sealed class EdgeCache
{
    /// <summary>Owners with more edges than this are asked for edge by edge.</summary>
    private const int MostOfOne = 20_000;

    /// <summary>As many are read in one slice, and kept in all.</summary>
    private const int MostAtOnce = 20_000, Most = 500_000;
    private readonly Dictionary<EdgeFamily, HashSet<long>> held = [];
    private readonly HashSet<EdgeFamily> large = [];
    private int count;

    /// <summary>The other ends; null: not kept.</summary>
    public HashSet<long>? Find(EdgeFamily family) => held.GetValueOrDefault(family);

    /// <summary>Reads those that are not kept yet, as many as a slice may take by what is expected of them.</summary>
    public async ValueTask LoadAsync(TenantSql sql, IEnumerable<(EdgeFamily Family, int Expected)> families)
    {
        var missing = new HashSet<EdgeFamily>();
        var expected = 0L;
        foreach (var (family, edges) in families)
            if (!held.ContainsKey(family) && !large.Contains(family) && expected + edges <= MostAtOnce && missing.Add(family)) expected += edges;
        if (missing.Count == 0) return;
        if (count > Most) Clear();
        var (current, all) = await EdgeFamily.CurrentAsync(sql, missing, MostAtOnce * 2);
        if (!all) large.UnionWith(missing);
        else
        {
            foreach (var (family, others) in current)
            {
                held.Add(family, [.. others.Keys]);
                count += others.Count;
            }
        }
    }

    /// <summary>An edge was written.</summary>
    public void Add(EdgeRow edge)
    {
        Add(ToEnd(edge), edge.From);
        Add(FromEnd(edge), edge.To);
    }

    /// <summary>An edge was ended.</summary>
    public void Remove(EdgeRow edge)
    {
        if (held.TryGetValue(ToEnd(edge), out var sources) && sources.Remove(edge.From)) count--;
        if (held.TryGetValue(FromEnd(edge), out var targets) && targets.Remove(edge.To)) count--;
    }

    /// <summary>The listing is complete.</summary>
    public void Remove(EdgeFamily family)
    {
        large.Remove(family);
        if (held.Remove(family, out var others)) count -= others.Count;
    }

    public void Clear()
    {
        held.Clear();
        count = 0;
    }

    private static EdgeFamily ToEnd(EdgeRow edge) => new(edge.Kind, EdgeEnd.To, edge.To, edge.ToKind, edge.FromKind);

    private static EdgeFamily FromEnd(EdgeRow edge) => new(edge.Kind, EdgeEnd.From, edge.From, edge.FromKind, edge.ToKind);

    private void Add(EdgeFamily family, long other)
    {
        if (!held.TryGetValue(family, out var others) || !others.Add(other)) return;
        count++;
        if (others.Count < MostOfOne) return;
        Remove(family);
        large.Add(family);
    }
}
