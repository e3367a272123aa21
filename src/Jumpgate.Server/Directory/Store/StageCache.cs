using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// What a run remembers of the directory from one slice to the next. It is believed only as far as the change log proves that nobody else has
/// written to the directory since: whatever changes an identity's state or an edge takes a sequence, and nobody takes one beside us.
/// </summary>
internal sealed class StageCache(DirectoryKey directory)
{
    private const int MostForeign = 1000;
    private long sequence = -1;
    private bool open;

    /// <summary>Where pages are written straight: only those that are neither left out nor erased, so that edges may lead to them.</summary>
    public IdentityCache Identities { get; } = new();

    public EdgeCache Edges { get; } = new();

    /// <summary>The directory's content hash; null: to be read.</summary>
    public UInt128? Content { get; set; }

    /// <summary>At the beginning of a slice that reads and changes it.</summary>
    public async ValueTask BeginAsync(WriteScope scope)
    {
        if (!await IsUsableAsync(scope))
        {
            Identities.Clear();
            Edges.Clear();
            Content = null;
        }

        open = true;
    }

    /// <summary>Whether a slice may read it. While it is open it may not: the slice before failed, or it is not committed yet and may.</summary>
    public async ValueTask<bool> IsUsableAsync(WriteScope scope) => !open && await IsCurrentAsync(scope);

    /// <summary>At its end, when it has written everything.</summary>
    public void End(WriteScope scope)
    {
        var at = scope.Sequence;
        scope.OnCommitted(() => (sequence, open) = (at, false));
    }

    /// <summary>What is applied or discarded is not remembered.</summary>
    public void Forget() => open = true;

    private async ValueTask<bool> IsCurrentAsync(WriteScope scope)
    {
        if (scope.Sequence == sequence) return true;
        if (sequence < 0) return false;
        var (all, ours) = (await scope.Sql.QueryAsync(
            "select count(*), count(*) filter (where directory = @directory) from change where tenant = @tenant and seq > @sequence",
            row => (row.GetInt64(0), row.GetInt64(1)), default, ("directory", directory.Value), ("sequence", sequence)))[0];
        if (all != scope.Sequence - sequence || ours > MostForeign) return false;
        if (ours == 0) return true;
        Edges.Clear();
        Content = null;
        foreach (var (kind, remoteId) in await scope.Sql.QueryAsync(
            """
            select r.kind, r.remote_id from change c join resource r on r.tenant = @tenant and r.resource = c.resource
            where c.tenant = @tenant and c.seq > @sequence and c.directory = @directory and c.edge_kind is null
            """,
            row => ((ResourceKind)row.GetInt16(0), row.GetString(1)), default, ("directory", directory.Value), ("sequence", sequence))) Identities.Remove(kind, remoteId);
        return true;
    }
}
