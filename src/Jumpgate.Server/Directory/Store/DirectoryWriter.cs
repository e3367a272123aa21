using Jumpgate.Server.Data;

#pragma warning disable CS9113 // bodies follow
namespace Jumpgate.Server.Directory;

/// <summary>How a targeted write ended.</summary>
public enum WriteOutcome
{
    /// <summary>The store already said so.</summary>
    Unchanged,
    Created,
    Updated,
    Deleted,

    /// <summary>Something that was read later is already in the store: read again.</summary>
    Stale,
}

/// <summary>Targeted writes of what was read from the source: one object, or the edges of one owner.</summary>
public sealed class DirectoryWriter(WriteQueue queue)
{
    public Task<WriteOutcome> UpsertAsync(
        TenantId tenant, DirectoryKey directory, ResourceKind kind, RawItem item, long tick, Map map, ulong mapSeed, Cause cause, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>The object was asked for by id at <paramref name="tick"/> and does not exist.</summary>
    public Task<WriteOutcome> DeleteAsync(
        TenantId tenant, DirectoryKey directory, RemoteRef resource, long tick, Cause cause, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>All edges of the owner in <paramref name="edges"/>' kind with objects of <paramref name="otherKind"/> are these.</summary>
    public Task<(int Added, int Removed)> SetEdgesAsync(
        TenantId tenant, DirectoryKey directory, EdgePageItems edges, ResourceKind otherKind, long tick, Cause cause, CancellationToken ct) =>
        throw new NotSupportedException();
}
