using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.EventLog;

/// <summary>Forgets events that are older than the install keeps and that every sink of their feed has passed. One run in the cluster at a time.</summary>
internal sealed class EventRetention(Store store, WriteQueue queue, IOptions<EventLogOptions> options, TimeProvider time)
{
    private const int Slice = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value.KeepDays is not { } days) return;
        var until = EventIndex.HourOf(time.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds());
        List<(TenantId Tenant, OrganizationKey Organization)> organizations;
        await using (var read = await store.ReadAsync(default, cancellation))
        {
            organizations = await read.Sql.QueryAsync(
                "select tenant, organization from event_cursor where @tenant = 0 order by tenant, organization",
                row => (new TenantId(row.GetInt32(0)), new OrganizationKey(row.GetInt32(1))), cancellation);
        }

        foreach (var (tenant, organization) in organizations)
        {
            while (await SliceAsync(tenant, organization, until, cancellation))
            {
            }

            await queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
                "delete from event_hour where tenant = @tenant and organization = @organization and hour < @until", default, ("organization", organization.Value), ("until", until)), cancellation);
        }
    }

    private async Task<bool> SliceAsync(TenantId tenant, OrganizationKey organization, long until, CancellationToken cancellation)
    {
        List<LoggedEvent> old;
        await using (var read = await store.ReadAsync(tenant, cancellation))
        {
            old = await read.Sql.QueryAsync(
                $"""
                select {LoggedEvent.Columns} from event e where e.tenant = @tenant and e.organization = @organization and e.at < @until and e.position <= coalesce(
                  (select min(s.position) from sink s join feed f on f.tenant = s.tenant and f.feed = s.feed where f.tenant = @tenant and f.organization = @organization), e.position)
                order by e.at limit @limit
                """,
                LoggedEvent.Read, cancellation, ("organization", organization.Value), ("until", until), ("limit", (long)Slice));
        }

        if (old.Count == 0) return false;
        var words = old.ConvertAll(item => (item.Position, item.At, EventFacts.Of(item.Raw).Words));
        await queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await EventIndex.RemoveAsync(scope.Sql, organization, words);
            await scope.Sql.ForEachAsync(
                "delete from event where event.tenant = @tenant and event.organization = @organization and event.position in (select x.gone from {rows} x)",
                new SqlRows().Add("gone", old.ConvertAll(item => item.Position)), default, ("organization", organization.Value));
            return 0;
        }, cancellation);
        return old.Count == Slice;
    }
}
