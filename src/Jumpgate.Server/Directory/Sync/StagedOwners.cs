using System.Runtime.CompilerServices;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Objects of a kind that this run has read, by remote id, a thousand at a time: whose edges are to be listed.</summary>
internal static class StagedOwners
{
    private const int Slice = 1000;

    public static async IAsyncEnumerable<string> OfAsync(Store store, StageRun run, ResourceKind kind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long after = 0;
        while (true)
        {
            List<(long Key, string RemoteId)> slice;
            await using (var read = await store.ReadAsync(run.Tenant, cancellation))
            {
                slice = await read.Sql.QueryAsync(
                    """
                    select r.resource, r.remote_id from resource r
                    where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.resource > @after
                      and (exists (select 1 from stage_resource s where s.tenant = @tenant and s.run = @run and s.kind = @kind and s.resource = r.resource and s.op <> 3)
                        or (r.state = 1 and exists (select 1 from stage_plan p where p.tenant = @tenant and p.run = @run and p.straight)))
                    order by r.resource limit @limit
                    """,
                    row => (row.GetInt64(0), row.GetString(1)), cancellation,
                    ("directory", run.Directory.Value), ("kind", (short)kind), ("run", run.Run), ("after", after), ("limit", Slice));
            }

            foreach (var (_, remoteId) in slice)
            {
                yield return remoteId;
            }

            if (slice.Count < Slice)
            {
                yield break;
            }

            after = slice[^1].Key;
        }
    }
}
