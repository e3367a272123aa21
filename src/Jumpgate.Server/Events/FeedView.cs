using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Tenancy;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events;

/// <summary>Feeds and sinks as the API shows them.</summary>
internal sealed class FeedView(Store store, SinkKinds kinds, TenantCatalog tenants, FeedHealth health, IOptions<EventLogOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WarnsFor = TimeSpan.FromDays(7);

    public async Task<Feed> ShowAsync(FeedRow row, CancellationToken ct)
    {
        var tenant = (await tenants.GetAsync(row.Tenant, ct)).Name;
        await using var read = await store.SnapshotAsync(row.Tenant, ct);
        var sql = read.Sql;
        (string, object?) organization = ("organization", row.Organization.Value);
        var (id, name) = (await sql.QueryAsync(
            "select id, name from organization where tenant = @tenant and organization = @organization", found => (found.GetGuid(0), found.GetString(1)), ct, organization)).SingleOrDefault();
        var counts = await sql.QueryAsync(
            "select type, n, last_at from event_count where tenant = @tenant and organization = @organization order by type",
            found => (Type: found.GetString(0), Count: found.GetInt64(1), LastAt: found.GetInt64(2)), ct, organization);
        var cursor = await EventCursor.ReadAsync(sql, row.Organization, ct);
        var reached = cursor?.State.ReachedAt is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null;
        var sinks = await SinkRow.OfFeedAsync(sql, row.Key, ct);
        List<Sink> shown = [];
        foreach (var sink in sinks) shown.Add(await ShowAsync(sql, sink, ct));
        var feed = new Feed(
            row.Id, tenant, id, name, row.EventTypes, row.ContactName is null && row.ContactEmail is null ? null : new FeedContact(row.ContactName, row.ContactEmail), row.Paused,
            new FeedCursor(cursor?.Position ?? 0, counts.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(counts.Max(one => one.LastAt)), reached),
            reached is { } since ? Math.Max(0, Math.Round((time.GetUtcNow() - since).TotalSeconds, 3)) : null, shown.Count == 0 ? 0 : shown.Max(sink => sink.Backlog),
            counts.ToDictionary(one => one.Type, one => one.Count), shown, options.Value.RetentionDays, row.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));
        return await health.ShowAsync(sql, row, feed, cursor, ct);
    }

    public async Task<Sink> ShowAsync(SinkRow row, CancellationToken ct)
    {
        await using var read = await store.SnapshotAsync(row.Tenant, ct);
        return await ShowAsync(read.Sql, row, ct);
    }

    private async Task<Sink> ShowAsync(TenantSql sql, SinkRow row, CancellationToken ct)
    {
        var counts = await sql.QueryAsync(
            "select type, delivered, base, dead from sink_count where tenant = @tenant and sink = @sink order by type",
            found => (found.GetString(0), new SinkCounts(found.GetInt64(1), found.GetInt64(2), found.GetInt64(3))), ct, ("sink", row.Key.Value));
        var fault = row.Reason is { } reason ? new SinkFault(reason, row.Detail ?? "") : null;
        var sink = new Sink(
            row.Id, row.FeedId, row.Kind, row.Name, row.Format, row.Format == SinkRow.Ocsf ? row.Schema : null, row.Chosen, row.Classes,
            row.IsStopped ? SinkStates.Paused : fault is not null ? SinkStates.Failed : SinkStates.Active, fault, Warning(row.Violation), At(fault is null ? null : row.NextAt),
            row.Progress.Position, Math.Max(0, row.Head - row.Progress.Position), row.ReplayTo, row.Replays, At(row.DeliveredAt),
            counts.ToDictionary(one => one.Item1, one => one.Item2), row.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));
        return kinds.Find(row.Kind)?.Show(sink, row.Settings) ?? sink;
    }

    private SinkFault? Warning(SinkViolation? found) => found is not null && time.GetUtcNow() - At(found.At) < WarnsFor
        ? new SinkFault("schema_violations", $"{found.Count} of {found.Sampled} records that were held against the schema broke it; the last, {found.Last}.")
        : null;

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
