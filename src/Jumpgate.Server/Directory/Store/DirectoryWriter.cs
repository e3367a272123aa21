using Jumpgate.Server.Data;

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

/// <summary>
/// Targeted writes of what was read from the source: one object, or the edges of one owner. A <c>fence</c> runs in the transaction before
/// anything is written (an epoch check); what it throws, the caller gets.
/// </summary>
public sealed class DirectoryWriter(WriteQueue queue)
{
    /// <summary>An object as it was read at <paramref name="tick"/>. Out of scope counts as absent.</summary>
    public async Task<WriteOutcome> UpsertAsync(
        TenantId tenant, DirectoryKey directory, ResourceKind kind, RawItem item, long tick, Map map, ulong mapSeed, Cause cause, CancellationToken ct,
        Func<WriteScope, ValueTask>? fence = null)
    {
        var rawHash = Hash128.Of(item.Json.Span, mapSeed);
        var mapped = map(item);
        if (!mapped.InScope) return await LeaveAsync(tenant, directory, new RemoteRef(kind, item.RemoteId), tick, cause, IdentityState.OutOfScope, Hash128.ToBytes(rawHash), fence, ct);
        var body = ResourceBody.Of(mapped, rawHash);
        return await queue.WriteAsync(
            tenant, WritePriority.Interactive,
            async scope =>
            {
                if (fence is not null) await fence(scope);
                var known = await Identity.FindAsync(scope.Sql, directory, kind, [item.RemoteId]);
                await Identity.AllocateAsync(scope, kind, [item.RemoteId], known);
                var tally = new DirectoryTally(directory);
                var key = await scope.CauseKeyAsync(cause);
                var identity = known[item.RemoteId];
                var outcome = (await new ResourceWrites(scope, directory, key, tally).UpsertAsync([new ResourceWrite(identity, body, tick)]))[0];
                if (identity.LinksAfter(outcome))
                {
                    known[item.RemoteId] = identity with { NewId = null };
                    var links = new LinkIntake(scope, directory, null, kind, known);
                    links.Add(item.RemoteId, mapped.Links ?? [], tick, created: false);
                    await links.WriteAsync(new EdgeWrites(scope, directory, key, tally), null);
                }

                await tally.SaveAsync(scope);
                if (outcome is WriteOutcome.Created or WriteOutcome.Updated && kind is (ResourceKind.User or ResourceKind.Admin))
                    await Persons.RelinkAsync(scope, [identity.Key], [], cause);
                return outcome;
            },
            ct);
    }

    /// <summary>The object was asked for by id at <paramref name="tick"/> and does not exist.</summary>
    public Task<WriteOutcome> DeleteAsync(
        TenantId tenant, DirectoryKey directory, RemoteRef resource, long tick, Cause cause, CancellationToken ct, Func<WriteScope, ValueTask>? fence = null) =>
        LeaveAsync(tenant, directory, resource, tick, cause, IdentityState.Ended, null, fence, ct);

    /// <summary>All edges of the owner in <paramref name="edges"/>' kind with objects of <paramref name="otherKind"/> are these, as read from <paramref name="tick"/> on.</summary>
    public Task<(int Added, int Removed)> SetEdgesAsync(
        TenantId tenant, DirectoryKey directory, EdgePageItems edges, ResourceKind otherKind, long tick, Cause cause, CancellationToken ct,
        Func<WriteScope, ValueTask>? fence = null) => queue.WriteAsync(
        tenant, WritePriority.Interactive,
        async scope =>
        {
            if (fence is not null) await fence(scope);
            var owners = await Identity.FindAsync(scope.Sql, directory, edges.Owner.Kind, [edges.Owner.RemoteId]);
            await Identity.NameAsync(scope, directory, edges.Owner.Kind, [edges.Owner.RemoteId], owners);
            var links = new LinkIntake(scope, directory, null, edges.Owner.Kind, owners);
            links.Add(edges.Owner.RemoteId, [new LinkSet(edges.Kind, edges.OwnerEnd, otherKind, [.. edges.Others.Select(other => other.RemoteId)])], tick, created: false);
            var tally = new DirectoryTally(directory);
            var counts = new RunCounts();
            await links.WriteAsync(new EdgeWrites(scope, directory, await scope.CauseKeyAsync(cause), tally), counts);
            await tally.SaveAsync(scope);
            var done = counts.Of(edges.Kind.Word());
            return ((int)done.Created, (int)done.Deleted);
        },
        ct);

    private Task<WriteOutcome> LeaveAsync(
        TenantId tenant, DirectoryKey directory, RemoteRef resource, long tick, Cause cause, IdentityState state, byte[]? rawHash,
        Func<WriteScope, ValueTask>? fence, CancellationToken ct) => queue.WriteAsync(
        tenant, WritePriority.Interactive,
        async scope =>
        {
            if (fence is not null) await fence(scope);
            var known = await Identity.FindAsync(scope.Sql, directory, resource.Kind, [resource.RemoteId]);
            if (!known.TryGetValue(resource.RemoteId, out var identity)) return WriteOutcome.Unchanged;
            if (identity.Observed >= tick) return WriteOutcome.Stale;
            if (identity.State != IdentityState.Current) return WriteOutcome.Unchanged;
            var tally = new DirectoryTally(directory);
            await ResourceEnd.RunAsync(scope, directory, await scope.CauseKeyAsync(cause), tally, [(identity, tick, rawHash)], state);
            await tally.SaveAsync(scope);
            await Persons.RelinkAsync(scope, [identity.Key], [], cause);
            return WriteOutcome.Deleted;
        },
        ct);
}
