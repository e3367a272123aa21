using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sending;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Events;

/// <summary>Makes, changes and removes feeds. A feed that begins has its organization polled at once.</summary>
internal sealed class FeedBook(Store store, WriteQueue queue, SyncSignal signal, SinkWake wake)
{
    public async Task<FeedRow?> FindAsync(TenantId tenant, Guid id, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await FeedRow.FindAsync(read.Sql, id, ct);
    }

    public async Task<List<FeedRow>> ListAsync(TenantId tenant, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await read.Sql.QueryAsync(
            $"select {FeedRow.Columns} from feed f where f.tenant = @tenant and f.feed > @after order by f.feed limit @limit",
            FeedRow.Read, ct, ("after", (int)Math.Min(page.AfterNumber, int.MaxValue)), ("limit", (long)page.Limit + 1));
    }

    /// <summary>Null: the organization has one.</summary>
    public Task<FeedRow?> CreateAsync(Caller by, LinkedOrganization organization, FeedCreate wanted, CancellationToken ct) =>
        queue.WriteAsync(organization.Tenant, WritePriority.Interactive, async scope =>
        {
            var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
            var made = await scope.Sql.ExecuteAsync(
                """
                insert into feed (tenant, id, organization, contact_name, contact_email, event_types, created_by, created_at)
                values (@tenant, @id, @organization, @name, @email, @types, @by, @now) on conflict (tenant, organization) do nothing
                """,
                default, ("id", id), ("organization", organization.Key.Value), ("name", Trimmed(wanted.Contact?.Name)), ("email", Trimmed(wanted.Contact?.Email)),
                ("types", FeedRow.Text(FeedCheck.Chosen(wanted.EventTypes))), ("by", by.Who), ("now", scope.Now));
            if (made == 0) return null;
            await PollAsync(scope, organization.Key, organization.Shard);
            scope.Audit(scope.Tenant, by.Who, "feed.create", id.ToString(), organization.Name);
            return await FeedRow.FindAsync(scope.Sql, id);
        }, ct);

    /// <summary>Changes what is named; null: there is no such feed.</summary>
    public async Task<FeedRow?> UpdateAsync(Caller by, LinkedOrganization organization, Guid id, FeedUpdate wanted, CancellationToken ct) =>
        await queue.WriteAsync(organization.Tenant, WritePriority.Interactive, async scope =>
        {
            if (await FeedRow.FindAsync(scope.Sql, id) is not { } old) return null;
            var paused = wanted.Paused ?? old.Paused;
            await scope.Sql.ExecuteAsync(
                "update feed set contact_name = @name, contact_email = @email, event_types = @types, paused = @paused where tenant = @tenant and feed = @feed", default,
                ("name", wanted.Contact is null ? old.ContactName : Trimmed(wanted.Contact.Name)), ("email", wanted.Contact is null ? old.ContactEmail : Trimmed(wanted.Contact.Email)),
                ("types", FeedRow.Text(wanted.EventTypes is null ? old.EventTypes : FeedCheck.Chosen(wanted.EventTypes))), ("paused", paused), ("feed", old.Key));
            if (old.Paused && !paused) await PollAsync(scope, organization.Key, organization.Shard);
            foreach (var sink in await SinkRow.OfFeedAsync(scope.Sql, old.Key)) scope.OnCommitted(() => wake.Wake(sink.Shard));
            scope.Audit(scope.Tenant, by.Who, "feed.update", id.ToString(), old.Paused == paused ? null : paused ? "paused" : "resumed");
            return await FeedRow.FindAsync(scope.Sql, id);
        }, ct);

    public Task<bool> RemoveAsync(Caller by, TenantId tenant, Guid id, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        if (await FeedRow.FindAsync(scope.Sql, id) is not { } row) return false;
        foreach (var sink in await SinkRow.OfFeedAsync(scope.Sql, row.Key)) await SinkBook.ForgetAsync(scope, sink);
        await scope.Sql.ExecuteAsync("delete from feed where tenant = @tenant and feed = @feed", default, ("feed", row.Key));
        // What was to be read for it; the log and its cursor stay, and the next feed goes on there.
        foreach (var table in (string[])["event_slice", "event_gap", "event_backfill"])
            await scope.Sql.ExecuteAsync($"delete from {table} where tenant = @tenant and organization = @organization", default, ("organization", row.Organization.Value));
        scope.Audit(tenant, by.Who, "feed.remove", id.ToString());
        return true;
    }, ct);

    private async ValueTask PollAsync(WriteScope scope, OrganizationKey organization, short shard)
    {
        await scope.Sql.ExecuteAsync(
            "update organization set next_refresh_at = @now where tenant = @tenant and organization = @organization", default, ("now", scope.Now), ("organization", organization.Value));
        scope.OnCommitted(() => signal.Refresh(shard));
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
