using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Puts events into an organization's log, each once by its id, and counts them; in the transaction that moves the cursor of whoever fetched them.</summary>
internal static class EventIntake
{
    /// <summary>Stores those of the events that are new, behind <paramref name="position"/>; how many those were.</summary>
    public static async ValueTask<int> StoreAsync(WriteScope scope, OrganizationKey organization, long position, List<IncomingEvent> events)
    {
        var known = await KnownAsync(scope.Sql, organization, events);
        var fresh = events.Where(item => !known.Contains(item.Id)).ToList();
        if (fresh.Count == 0) return 0;
        fresh = await ErasedPeople.TakeOutAsync(scope.Sql, organization, fresh);
        await InsertAsync(scope, organization, position, fresh);
        await EventIndex.AddAsync(scope, organization, position, fresh);
        await CountTypesAsync(scope.Sql, organization, fresh);
        await CountServicesAsync(scope.Sql, organization, fresh);
        return fresh.Count;
    }

    private static async ValueTask<HashSet<string>> KnownAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> events)
    {
        HashSet<string> known = [];
        await sql.QueryEachAsync(
            "select e.id from {rows} x {join event e on e.tenant = @tenant and e.organization = @organization and e.id = x.id}",
            new SqlRows().Add("id", events.ConvertAll(item => (string?)item.Id)), row => known.Add(row.GetString(0)), default, ("organization", organization.Value));
        return known;
    }

    private static ValueTask CountTypesAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> fresh)
    {
        var types = fresh.GroupBy(item => item.Type ?? "").ToList();
        return sql.ForEachAsync(
            """
            insert into event_count (tenant, organization, type, n, last_at) select @tenant, @organization, x.type, x.n, x.last_at from {rows} x where true
            on conflict (tenant, organization, type) do update set n = event_count.n + excluded.n,
              last_at = case when excluded.last_at > event_count.last_at then excluded.last_at else event_count.last_at end
            """,
            new SqlRows().Add("type", types.ConvertAll(type => (string?)type.Key)).Add("n", types.ConvertAll(type => (long)type.Count()))
                .Add("last_at", types.ConvertAll(type => type.Max(item => item.At))),
            default, ("organization", organization.Value));
    }

    private static ValueTask CountServicesAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> fresh)
    {
        var services = fresh.GroupBy(item => item.Service ?? "").ToList();
        return sql.ForEachAsync(
            """
            insert into event_service (tenant, organization, service, n) select @tenant, @organization, x.service, x.n from {rows} x where true
            on conflict (tenant, organization, service) do update set n = event_service.n + excluded.n
            """,
            new SqlRows().Add("service", services.ConvertAll(service => (string?)service.Key)).Add("n", services.ConvertAll(service => (long)service.Count())),
            default, ("organization", organization.Value));
    }

    private static ValueTask InsertAsync(WriteScope scope, OrganizationKey organization, long position, List<IncomingEvent> fresh) => scope.Sql.InsertAsync(
        "event",
        new SqlRows().Add("position", fresh.Select((_, i) => position + i + 1).ToArray()).Add("id", fresh.ConvertAll(item => (string?)item.Id))
            .Add("service", fresh.ConvertAll(item => item.Service)).Add("type", fresh.ConvertAll(item => item.Type))
            .Add("at", fresh.ConvertAll(item => item.At)).Add("raw", fresh.ConvertAll(item => (byte[]?)item.Raw.ToArray())),
        ("organization", organization.Value), ("received_at", scope.Now));
}
