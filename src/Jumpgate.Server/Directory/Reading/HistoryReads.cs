using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Everything that happened to one resource: its versions, and edges that began or ended at it; the newest first.</summary>
internal static class HistoryReads
{
    public static async Task<List<ChangeRecord>> BeforeAsync(DirectoryScope scope, long resource, long before, int limit, CancellationToken ct)
    {
        // Each interval begins and ends with a change; the log itself is ordered by time, not by resource.
        var sequences = await scope.Sql.QueryAsync(
            """
            select s.seq from (
              select v.from_seq as seq from resource_version v where v.tenant = @tenant and v.resource = @resource
              union select v.to_seq from resource_version v where v.tenant = @tenant and v.resource = @resource and v.to_seq is not null
              union select e.from_seq from edge e where e.tenant = @tenant and e.from_resource = @resource
              union select e.to_seq from edge e where e.tenant = @tenant and e.from_resource = @resource and e.to_seq is not null
              union select e.from_seq from edge e where e.tenant = @tenant and e.kind in (1, 2, 3, 4, 5, 6) and e.to_resource = @resource
              union select e.to_seq from edge e where e.tenant = @tenant and e.kind in (1, 2, 3, 4, 5, 6) and e.to_resource = @resource and e.to_seq is not null
            ) s where s.seq < @before and s.seq >= @from order by s.seq desc limit @limit
            """,
            row => row.GetInt64(0), ct, ("resource", resource), ("before", before), ("from", scope.HistoryFrom), ("limit", limit));
        return await ChangeReads.OfAsync(scope.Sql, sequences, ct);
    }

    /// <summary>The key of an identity, whether it is there now or not.</summary>
    public static async Task<long?> KeyAsync(DirectoryScope scope, ResourceKind kind, string idOrRemoteId, CancellationToken ct)
    {
        var byId = Guid.TryParse(idOrRemoteId, out var id);
        var found = await scope.Sql.QueryAsync(
            $"""
            select r.resource from resource r where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.version > 0
            and {(byId ? "r.id = @id" : "r.remote_id = @id")}
            """,
            row => row.GetInt64(0), ct, ("directory", scope.Key.Value), ("kind", (short)kind), ("id", byId ? id : idOrRemoteId));
        return found is [var key] ? key : null;
    }
}
