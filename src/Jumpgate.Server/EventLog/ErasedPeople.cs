using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Events go on coming of people who have been erased; their ids stand in the mirror, and what the events say of them is not stored.</summary>
internal static class ErasedPeople
{
    public static async ValueTask<List<IncomingEvent>> TakeOutAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> events)
    {
        var ids = events.SelectMany(item => PersonRedaction.IdsIn(item.Raw)).Distinct().ToList();
        List<PersonTraces> erased = [];
        await sql.QueryEachAsync(
            """
            select r.remote_id from {rows} x join organization o on o.tenant = @tenant and o.organization = @organization
            join resource r on r.tenant = @tenant and r.directory = o.directory and r.kind in (1, 2) and r.remote_id = x.remote_id and r.state = 4
            """,
            new SqlRows().Add("remote_id", ids), row => erased.Add(new PersonTraces(row.GetString(0), [])), default, ("organization", organization.Value));
        return erased.Count == 0 ? events : events.ConvertAll(item =>
        {
            var raw = item.Raw.ToArray();
            foreach (var person in erased) raw = PersonRedaction.OfEvent(raw, person) ?? raw;
            return item with { Raw = raw, Facts = EventFacts.Of(raw) };
        });
    }
}
