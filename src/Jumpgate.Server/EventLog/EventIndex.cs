using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Writes what events are found and counted by, in the transaction that writes the events themselves.</summary>
internal static class EventIndex
{
    private const long Hour = 3_600_000;

    public static async ValueTask AddAsync(WriteScope scope, OrganizationKey organization, long position, IReadOnlyList<IncomingEvent> fresh)
    {
        await WordsAsync(scope.Sql, organization, [.. fresh.Select((item, i) => (position + i + 1, item.At, item.Facts.Words))]);
        var counted = fresh.GroupBy(item => (Hour: HourOf(item.At), Service: item.Service ?? "", Type: item.Type ?? "", item.Facts.Outcome)).ToList();
        await scope.Sql.ForEachAsync(
            """
            insert into event_hour (tenant, organization, hour, service, type, outcome, n) select @tenant, @organization, x.hour, x.service, x.type, x.outcome, x.n from {rows} x where true
            on conflict (tenant, organization, hour, service, type, outcome) do update set n = event_hour.n + excluded.n
            """,
            new SqlRows().Add("hour", counted.ConvertAll(one => one.Key.Hour)).Add("service", counted.ConvertAll(one => (string?)one.Key.Service))
                .Add("type", counted.ConvertAll(one => (string?)one.Key.Type)).Add("outcome", counted.ConvertAll(one => (string?)one.Key.Outcome))
                .Add("n", counted.ConvertAll(one => (long)one.Count())),
            default, ("organization", organization.Value));
        await SignInsAsync(scope.Sql, organization, fresh);
    }

    /// <summary>The words of events whose text has been changed: those that went, and those that came.</summary>
    public static async ValueTask ChangeAsync(WriteScope scope, OrganizationKey organization, IReadOnlyList<(long Position, long At, byte[] Old, byte[] New)> changed)
    {
        var words = changed.Select(one => (one.Position, one.At, Old: EventFacts.Of(one.Old).Words, New: EventFacts.Of(one.New).Words)).ToList();
        await RemoveAsync(scope.Sql, organization, words.ConvertAll(one => (one.Position, one.At, (IReadOnlyCollection<long>)[.. one.Old.Except(one.New)])));
        await WordsAsync(scope.Sql, organization, words.ConvertAll(one => (one.Position, one.At, (IReadOnlyCollection<long>)[.. one.New.Except(one.Old)])));
    }

    /// <summary>The hour an event belongs to: its beginning.</summary>
    public static long HourOf(long at) => at - ((at % Hour) + Hour) % Hour;

    public static ValueTask RemoveAsync(TenantSql sql, OrganizationKey organization, IReadOnlyList<(long Position, long At, IReadOnlyCollection<long> Words)> of) => sql.ForEachAsync(
        """
        delete from event_word where event_word.tenant = @tenant and event_word.organization = @organization
          and (event_word.word, event_word.at, event_word.position) in (select x.word, x.at, x.position from {rows} x)
        """,
        Rows(of), default, ("organization", organization.Value));

    private static ValueTask WordsAsync(TenantSql sql, OrganizationKey organization, IReadOnlyList<(long Position, long At, IReadOnlyCollection<long> Words)> of) =>
        sql.InsertAsync("event_word", Rows(of), ("organization", organization.Value));

    private static SqlRows Rows(IReadOnlyList<(long Position, long At, IReadOnlyCollection<long> Words)> of)
    {
        // In the order of the key: what is written together lies together.
        List<(long Word, long At, long Position)> rows = [.. of.SelectMany(one => one.Words.Select(word => (word, one.At, one.Position)))];
        rows.Sort();
        return new SqlRows().Add("word", rows.ConvertAll(row => row.Word)).Add("at", rows.ConvertAll(row => row.At)).Add("position", rows.ConvertAll(row => row.Position));
    }

    private static async ValueTask SignInsAsync(TenantSql sql, OrganizationKey organization, IReadOnlyList<IncomingEvent> fresh)
    {
        var seen = fresh.Where(item => item.Facts.SignIn is not null).Select(item => (item.Facts.SignIn!.Who, item.Facts.SignIn.UserName, item.Facts.SignIn.Application, item.At)).ToList();
        if (seen.Count == 0) return;
        var named = seen.Where(one => one.Who is null).Select(one => one.UserName).Distinct().ToList();
        Dictionary<string, string> ids = [];
        await sql.QueryEachAsync(
            """
            select x.name, r.remote_id from {rows} x join organization o on o.tenant = @tenant and o.organization = @organization
            join resource_version v on v.tenant = @tenant and v.directory = o.directory and v.kind = 1 and v.f_user_name = x.name and v.to_seq is null
            join resource r on r.tenant = @tenant and r.resource = v.resource
            """,
            new SqlRows().Add("name", named), row => ids[row.GetString(0)] = row.GetString(1), default, ("organization", organization.Value));
        var latest = seen.Select(one => (Who: one.Who ?? ids.GetValueOrDefault(one.UserName!), one.Application, one.At)).Where(one => one.Who is not null)
            .GroupBy(one => (one.Who, one.Application)).Select(one => (one.Key.Who, one.Key.Application, At: one.Max(item => item.At))).ToList();
        await sql.ForEachAsync(
            """
            insert into sign_in (tenant, organization, who, application, at) select @tenant, @organization, x.who, x.application, x.at from {rows} x where true
            on conflict (tenant, organization, who, application) do update set at = case when excluded.at > sign_in.at then excluded.at else sign_in.at end
            """,
            new SqlRows().Add("who", latest.ConvertAll(one => one.Who)).Add("application", latest.ConvertAll(one => (string?)one.Application)).Add("at", latest.ConvertAll(one => one.At)),
            default, ("organization", organization.Value));
    }
}
