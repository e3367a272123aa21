using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>What is new for one listener since it last looked.</summary>
internal sealed class StreamFeed(TenantId tenant, Store store, SyncProgressBoard board)
{
    private const int Singly = 100;

    private Dictionary<Guid, string> organizations = [];
    private Dictionary<Guid, string> runs = [];
    private readonly Dictionary<Guid, long> shown = [];
    private Dictionary<OrganizationKey, Guid> ids = [];
    private long seen;

    public async Task BeginAsync(long? lastEvent, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        seen = lastEvent ?? await SequenceAsync(read.Sql, cancellation);
        (organizations, ids) = await OrganizationsAsync(read.Sql, cancellation);
        runs = await RunsAsync(read.Sql, cancellation);
    }

    public async Task<List<SseItem<string>>> NextAsync(CancellationToken cancellation)
    {
        List<SseItem<string>> items = [];
        await using var read = await store.ReadAsync(tenant, cancellation);
        (var now, ids) = await OrganizationsAsync(read.Sql, cancellation);
        items.AddRange(Differences(organizations, now).Select(id => Item("organization", new JsonObject { ["id"] = id })));
        organizations = now;
        var states = await RunsAsync(read.Sql, cancellation);
        items.AddRange(Differences(runs, states).Select(id => Item("run", new JsonObject { ["id"] = id, ["state"] = states.GetValueOrDefault(id) })));
        runs = states;
        items.AddRange(ProgressItems());
        items.AddRange(await ChangesAsync(read.Sql, cancellation));
        return items;
    }

    private IEnumerable<SseItem<string>> ProgressItems()
    {
        foreach (var progress in board.OfTenant(tenant))
        {
            var ticks = HashCode.Combine(progress.Ticks, progress.Phase, progress.State);
            if (shown.TryGetValue(progress.Run, out var before) && before == ticks)
            {
                continue;
            }

            shown[progress.Run] = ticks;
            var json = JsonSerializer.SerializeToNode(progress.Snapshot(), ContractsJson.Default.SyncProgress)!.AsObject();
            json["organizationId"] = ids.GetValueOrDefault(progress.Organization);
            yield return Item("progress", json);
        }
    }

    private async Task<List<SseItem<string>>> ChangesAsync(TenantSql sql, CancellationToken cancellation)
    {
        var sequence = await SequenceAsync(sql, cancellation);
        if (sequence <= seen)
        {
            return [];
        }

        List<SseItem<string>> items = [];
        if (sequence - seen > Singly)
        {
            items.Add(Item("changes", new JsonObject { ["after"] = seen, ["seq"] = sequence, ["count"] = sequence - seen }));
            seen = sequence - 1;
        }

        var rows = await sql.QueryAsync(
            """
            select c.seq, c.at, d.id, c.op, c.kind, r.id, c.edge_kind, t.id from change c
            left join directory d on d.tenant = @tenant and d.directory = c.directory
            left join resource r on r.tenant = @tenant and r.resource = c.resource
            left join resource t on t.tenant = @tenant and t.resource = c.to_resource
            where c.tenant = @tenant and c.seq > @after and c.seq <= @upto order by c.seq
            """,
            row => (Seq: row.GetInt64(0), Json: Change(row)), cancellation, ("after", seen), ("upto", sequence));
        items.AddRange(rows.Select(row => Item("change", row.Json, row.Seq)));
        seen = sequence;
        return items;
    }

    private static JsonObject Change(System.Data.Common.DbDataReader row)
    {
        var json = new JsonObject
        {
            ["seq"] = row.GetInt64(0),
            ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            ["directory"] = row.IsDBNull(2) ? null : row.GetGuid(2),
            ["op"] = ((ChangeOp)row.GetInt16(3)).Word(),
            ["kind"] = row.IsDBNull(4) ? null : ((ResourceKind)row.GetInt16(4)).Word(),
            ["id"] = row.IsDBNull(5) ? null : row.GetGuid(5),
        };
        if (!row.IsDBNull(6))
        {
            json["edge"] = new JsonObject { ["kind"] = ((EdgeKind)row.GetInt16(6)).Word(), ["to"] = row.IsDBNull(7) ? null : row.GetGuid(7) };
        }

        return json;
    }

    private static async Task<long> SequenceAsync(TenantSql sql, CancellationToken cancellation) =>
        await sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant", cancellation);

    private static async Task<(Dictionary<Guid, string>, Dictionary<OrganizationKey, Guid>)> OrganizationsAsync(TenantSql sql, CancellationToken cancellation)
    {
        var rows = await sql.QueryAsync(
            "select id, organization, name, paused, reasons, version, last_good_sync_at from organization where tenant = @tenant",
            row => (Id: row.GetGuid(0), Key: new OrganizationKey(row.GetInt32(1)), State: $"{row[2]}|{row[3]}|{row[4]}|{row[5]}|{row[6]}"), cancellation);
        return (rows.ToDictionary(row => row.Id, row => row.State), rows.ToDictionary(row => row.Key, row => row.Id));
    }

    /// <summary>Newest run of each organization, with its state.</summary>
    private static async Task<Dictionary<Guid, string>> RunsAsync(TenantSql sql, CancellationToken cancellation)
    {
        var rows = await sql.QueryAsync(
            "select id, state from run where tenant = @tenant and run in (select max(run) from run where tenant = @tenant group by organization)",
            row => (row.GetGuid(0), row.GetString(1)), cancellation);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private static IEnumerable<Guid> Differences(Dictionary<Guid, string> before, Dictionary<Guid, string> now) =>
        now.Where(entry => before.GetValueOrDefault(entry.Key) != entry.Value).Select(entry => entry.Key).Concat(before.Keys.Where(id => !now.ContainsKey(id)));

    private static SseItem<string> Item(string name, JsonNode data, long? id = null) =>
        new(data.ToJsonString(), name) { EventId = id?.ToString(CultureInfo.InvariantCulture) };
}
