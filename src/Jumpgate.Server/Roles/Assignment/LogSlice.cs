using Jumpgate.Server.Data;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>What a stretch of the change log asks to be calculated.</summary>
/// <param name="ReadTo">The log has been read up to here.</param>
/// <param name="Users">Users who, or whose memberships, changed.</param>
/// <param name="Groups">Groups all of whose members may be concerned, also those of groups nested in them.</param>
/// <param name="Changed">Those of them that are concerned only if rules name them otherwise than before.</param>
/// <param name="Pruned">History before this sequence is no longer kept; null: nothing was said of it.</param>
internal sealed record LogSlice(long ReadTo, HashSet<long> Users, HashSet<long> Groups, HashSet<long> Changed, long? Pruned)
{
    private const int Most = 500;

    // So many changes of other directories are passed over at a time.
    private const long Window = 20_000;

    public static LogSlice Nothing(long readTo, long? pruned = null) => new(readTo, [], [], [], pruned);

    public static async ValueTask<LogSlice> ReadAsync(TenantSql sql, DirectoryKey directory, long after, long newest, CancellationToken ct)
    {
        var end = Math.Min(newest, after + Window);
        HashSet<long> users = [], tied = [], changed = [];
        long? pruned = null;
        var (rows, last) = (0, after);
        await foreach (var change in sql.StreamAsync(
            """
            select seq, op, kind, resource, edge_kind, note from change
            where tenant = @tenant and seq > @after and seq <= @end and (directory = @directory or op = @pruned) order by seq limit @most
            """,
            row => (Seq: row.GetInt64(0), Op: (ChangeOp)row.GetInt16(1), Kind: row.IsDBNull(2) ? (ResourceKind?)null : (ResourceKind)row.GetInt16(2),
                Resource: row.IsDBNull(3) ? 0 : row.GetInt64(3), Edge: row.IsDBNull(4) ? (EdgeKind?)null : (EdgeKind)row.GetInt16(4), Note: row.IsDBNull(5) ? null : row.GetString(5)),
            ct, ("after", after), ("end", end), ("directory", directory.Value), ("most", Most), ("pruned", (short)ChangeOp.Pruned)))
        {
            (rows, last) = (rows + 1, change.Seq);
            if (change.Op == ChangeOp.Pruned) pruned = long.Parse(change.Note!, System.Globalization.CultureInfo.InvariantCulture);
            else if (change.Edge == EdgeKind.MemberOf && change.Kind == ResourceKind.User) users.Add(change.Resource);
            else if (change.Edge == EdgeKind.NestedIn) tied.Add(change.Resource);
            else if (change.Edge is not null) continue;
            else if (change.Kind == ResourceKind.User && change.Note != RoleWrites.Note) users.Add(change.Resource);
            else if (change is { Kind: ResourceKind.Group, Op: ChangeOp.Created or ChangeOp.Updated or ChangeOp.Erased }) changed.Add(change.Resource);
        }

        return new LogSlice(rows == Most ? last : end, users, [.. tied, .. changed], [.. changed.Except(tied)], pruned);
    }
}
