using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>The bodies of webhooks, for those who fetch them.</summary>
internal sealed class ChangeEvents(EventReads events, TestObjects tests) : IChangeEvents
{
    public async Task<(IReadOnlyList<Action<Utf8JsonWriter>> Events, long ReadTo, bool Waits)> AfterAsync(
        TenantSql sql, long after, long newest, DirectoryKey? directory, int limit, CancellationToken ct)
    {
        var (rows, readTo) = await EventReads.RowsAsync(sql, after, newest, directory?.Value, limit, ct);
        var waits = await tests.TakeOutAsync(sql, rows, ct);
        var records = await events.CompleteAsync(sql, rows, ct);
        return ([.. records.Select(record => (Action<Utf8JsonWriter>)(json => EventJson.Write(json, record)))], waits?.ReadTo ?? readTo, waits is not null);
    }
}
