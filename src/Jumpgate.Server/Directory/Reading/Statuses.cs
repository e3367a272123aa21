namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// The statuses there are, in order. Most resources are enabled: those an index finds by nothing but their place in the list, the others
/// by an index of their own. Active is what is enabled.
/// </summary>
internal static class Statuses
{
    private const string Enabled = Kinds.Status.Enabled;

    private static readonly string[] All = [Kinds.Status.Disabled, Enabled, Kinds.Status.Pending, Kinds.Status.Unknown];

    public static string Condition(string status) =>
        status == Enabled ? $"v.status = '{Enabled}'" : All.Contains(status) ? $"(v.status <> '{Enabled}' and v.status = '{status}')" : Bounds.False;

    public static string Active(bool active) => active ? $"v.status = '{Enabled}'" : $"v.status <> '{Enabled}'";

    /// <summary>A slice for each, in the order of their names.</summary>
    public static IEnumerable<ListSlice> Slices(string condition, bool descending, bool all)
    {
        var order = SortOrder.Key with { Descending = descending };
        var named = descending ? All.Reverse() : All;
        return named.Where(status => all || status != Enabled).Select(status => new ListSlice(ListSlice.Both(Condition(status), condition), order));
    }

    /// <summary>The place of a status among the slices of all.</summary>
    public static int Rank(string status, bool descending) => Array.IndexOf(All, status) is var rank && descending ? All.Length - 1 - rank : rank;

    public static string? At(int rank, bool descending) => rank >= 0 && rank < All.Length ? All[descending ? All.Length - 1 - rank : rank] : null;
}
