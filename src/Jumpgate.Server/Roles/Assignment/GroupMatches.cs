namespace Jumpgate.Server.Roles.Assignment;

/// <summary>Which rules of one mapping name a group, kept for the version of the group it was asked of.</summary>
internal sealed class GroupMatches
{
    private const int Most = 200_000;
    private readonly Dictionary<long, (long Since, int[] Rules)> known = [];

    public bool TryGet(long group, long since, out int[] rules)
    {
        var found = known.TryGetValue(group, out var kept) && kept.Since == since;
        rules = found ? kept.Rules : [];
        return found;
    }

    public void Set(long group, long since, int[] rules)
    {
        if (known.Count >= Most) known.Clear();
        known[group] = (since, rules);
    }

    /// <summary>
    /// What its members were last calculated by, if the version it was asked of began no later than the log has been taken in. One that was seen ahead of
    /// the log says nothing: only some members were calculated by it. Null: not known.
    /// </summary>
    public int[]? Last(long group, long takenIn) => known.TryGetValue(group, out var kept) && kept.Since <= takenIn ? kept.Rules : null;
}
