using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

internal enum IdentityState : short { Named = 0, Current = 1, Ended = 2, OutOfScope = 3, Erased = 4 }

/// <summary>The row of a resource's identity, as a write needs it.</summary>
internal sealed record Identity(
    long Key, ResourceKind Kind, string RemoteId, IdentityState State, long Observed, bool Active, byte[]? RawHash, byte[]? Hash)
{
    /// <summary>Set: the identity has no row yet, the first write inserts it.</summary>
    public Guid? NewId { get; init; }

    private const string Columns = "r.resource, r.kind, r.remote_id, r.state, r.observed, r.active, r.raw_hash, r.hash";

    /// <summary>Whether the edges in its attributes are to be compared: it changed, or it names what the scope filter left out (<see cref="EdgeFamily.ReadOwnersAgainAsync"/>).</summary>
    public bool LinksAfter(WriteOutcome outcome) =>
        outcome is WriteOutcome.Created or WriteOutcome.Updated || (outcome == WriteOutcome.Unchanged && State == IdentityState.Current && RawHash is null);

    public UInt128 Content => ContentHash.Resource(Kind, RemoteId, Hash128.FromBytes(Hash));

    /// <summary>The identities of these remote ids, by remote id.</summary>
    public static async ValueTask<Dictionary<string, Identity>> FindAsync(
        TenantSql sql, DirectoryKey directory, ResourceKind kind, IReadOnlyCollection<string> remoteIds, CancellationToken ct = default)
    {
        var found = new Dictionary<string, Identity>(remoteIds.Count);
        await sql.QueryEachAsync(
            $$"""
            select {{Columns}} from {rows} x
            {join resource r on r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.remote_id = x.remote_id}
            """,
            new SqlRows().Add("remote_id", remoteIds), row => { var identity = Read(row); found[identity.RemoteId] = identity; },
            ct, ("directory", directory.Value), ("kind", (short)kind));
        return found;
    }

    /// <summary>The identities of these keys, by key.</summary>
    public static async ValueTask<Dictionary<long, Identity>> FindAsync(TenantSql sql, IReadOnlyCollection<long> keys, CancellationToken ct = default)
    {
        var found = new Dictionary<long, Identity>(keys.Count);
        await sql.QueryEachAsync(
            $"select {Columns} from {{rows}} x {{join resource r on r.tenant = @tenant and r.resource = x.resource}}",
            new SqlRows().Add("resource", keys), row => { var identity = Read(row); found[identity.Key] = identity; }, ct);
        return found;
    }

    /// <summary>Gives an identity to each remote id that has none, without a row yet.</summary>
    public static async ValueTask<List<Identity>> AllocateAsync(
        WriteScope scope, ResourceKind kind, IReadOnlyCollection<string> remoteIds, Dictionary<string, Identity> known)
    {
        List<string> missing = [.. remoteIds.Where(id => !known.ContainsKey(id)).Distinct()];
        var first = missing.Count == 0 ? 0 : await scope.TakeKeysAsync(missing.Count);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        return missing.ConvertAll(id => known[id] = new Identity(first++, kind, id, IdentityState.Named, 0, false, null, null) { NewId = Guid.CreateVersion7(time) });
    }

    /// <summary>Gives an identity to each remote id that has none: a row no reader sees until a version comes.</summary>
    public static async ValueTask NameAsync(
        WriteScope scope, DirectoryKey directory, ResourceKind kind, IReadOnlyCollection<string> remoteIds, Dictionary<string, Identity> known)
    {
        var added = await AllocateAsync(scope, kind, remoteIds, known);
        if (added.Count == 0) return;
        foreach (var identity in added) known[identity.RemoteId] = identity with { NewId = null };
        await scope.Sql.InsertAsync(
            "resource",
            new SqlRows().Add("resource", added.ConvertAll(identity => identity.Key)).Add("remote_id", added.ConvertAll(identity => (string?)identity.RemoteId))
                .Add("id", added.ConvertAll(identity => identity.NewId!.Value)),
            ("directory", directory.Value), ("kind", (short)kind), ("state", (short)IdentityState.Named), ("version", 0L), ("observed", 0L));
    }

    private static Identity Read(DbDataReader row) => new(
        row.GetInt64(0), (ResourceKind)row.GetInt16(1), row.GetString(2), (IdentityState)row.GetInt16(3), row.GetInt64(4), row.GetBoolean(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));
}
