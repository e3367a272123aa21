using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// Empties the directories of unlinked organizations, and pushed ones that were removed: every value a person had, every edge, every event. Identities and the
/// change log stay as bare ids, so that cursors and causes go on resolving. Begins again where a crash ended it.
/// </summary>
internal sealed class DirectoryRemoval(Store store, WriteQueue queue, ILogger<DirectoryRemoval> log) : BackgroundService
{
    private const int Slice = 500;
    private const string Linked = "select organization from organization where tenant = @tenant";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            List<(int Tenant, int Directory)> removed;
            await using (var read = await store.ReadAsync(default, cancellation))
            {
                removed = await read.Sql.QueryAsync(
                    "select tenant, directory from directory where source = 'removed' and @tenant = 0", row => (row.GetInt32(0), row.GetInt32(1)), cancellation);
            }

            foreach (var (tenant, directory) in removed) await EmptyAsync(new TenantId(tenant), directory, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever it was: the rest stays marked as removed, and is emptied at the next turn.
            DirectoryRemovalLog.Failed(log, error);
        }
    }

    private async Task EmptyAsync(TenantId tenant, int directory, CancellationToken cancellation)
    {
        long? after = 0;
        while (after is not null)
        {
            var from = after.Value;
            after = await queue.WriteAsync(tenant, WritePriority.Bulk, scope => SliceAsync(scope, directory, from), cancellation);
        }

        while (await queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
            $"""
            delete from event where tenant = @tenant and organization not in ({Linked}) and position <= (
              select min(e.position) + {Slice} from event e where e.tenant = @tenant and e.organization not in ({Linked}))
            """), cancellation) > 0)
        {
        }

        while (await queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
            $"""
            delete from event_word where tenant = @tenant and organization not in ({Linked}) and word in (
              select word from event_word where tenant = @tenant and organization not in ({Linked}) limit {Slice})
            """), cancellation) > 0)
        {
        }

        while (await queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
            $"""
            delete from scim_request where tenant = @tenant and directory = @directory and id in (
              select id from scim_request where tenant = @tenant and directory = @directory limit {Slice})
            """,
            default, ("directory", directory)), cancellation) > 0)
        {
        }

        await queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            foreach (var table in (string[])["scim_read", "awaited_manager"])
                await scope.Sql.ExecuteAsync($"delete from {table} where tenant = @tenant and directory = @directory", default, ("directory", directory));
            foreach (var table in (string[])["run_log", "stage_plan", "stage_listing", "stage_page", "stage_resource", "stage_body", "stage_edge", "stage_absent"])
                await scope.Sql.ExecuteAsync($"delete from {table} where tenant = @tenant and run in (select run from run where tenant = @tenant and organization not in ({Linked}))");
            await scope.Sql.ExecuteAsync($"delete from run where tenant = @tenant and organization not in ({Linked})");
            await scope.Sql.ExecuteAsync("delete from directory_count where tenant = @tenant and directory = @directory", default, ("directory", directory));
            await scope.Sql.ExecuteAsync("update directory set source = 'emptied' where tenant = @tenant and directory = @directory", default, ("directory", directory));
        }, cancellation);
    }

    /// <summary>Empties some identities; answers the last one's key, null at the end.</summary>
    private static async ValueTask<long?> SliceAsync(WriteScope scope, int directory, long after)
    {
        var keys = await scope.Sql.QueryAsync(
            $"select resource from resource where tenant = @tenant and resource > @after and directory = @directory order by resource limit {Slice}",
            row => row.GetInt64(0), default, ("after", after), ("directory", directory));
        if (keys.Count == 0) return null;
        foreach (var statement in (string[])
        [
            "delete from edge where tenant = @tenant and kind between 1 and 6 and to_resource in (select x.resource from {rows} x)",
            "delete from resource_email where tenant = @tenant and resource in (select x.resource from {rows} x)",
            "delete from person where tenant = @tenant and resource in (select x.resource from {rows} x)",
            "delete from resource_version where tenant = @tenant and resource in (select x.resource from {rows} x)",
            "update resource set state = 2, volatile = null, raw_hash = null, hash = null where tenant = @tenant and resource in (select x.resource from {rows} x)",
        ])
            await scope.Sql.ForEachAsync(statement, new SqlRows().Add("resource", keys));
        return keys[^1];
    }
}

internal static partial class DirectoryRemovalLog
{
    [LoggerMessage(1290, LogLevel.Warning, "A removed directory could not be emptied; it will be tried again")]
    public static partial void Failed(ILogger log, Exception error);
}
