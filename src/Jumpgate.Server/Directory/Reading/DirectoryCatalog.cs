using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The directories of a tenant with how much is in them.</summary>
internal static class DirectoryCatalog
{
    public static async Task<List<(int Key, Contracts.Directory Directory)>> RowsAsync(
        TenantSql sql, Guid? only, int after, int count, Func<Guid, string> endpointUrl, CancellationToken ct)
    {
        var rows = await sql.QueryAsync(
            $"""
            select d.directory, d.id, t.name, d.name, d.source, o.id, d.created_at, d.content_hash, t.sequence, s.provider, s.enabled, s.settings,
                (select max(k.last_used_at) from scim_token k where k.tenant = d.tenant and k.directory = d.directory)
            from directory d
            join tenant t on t.tenant = d.tenant
            left join organization o on o.tenant = d.tenant and o.directory = d.directory
            left join scim_directory s on s.tenant = d.tenant and s.directory = d.directory
            where d.tenant = @tenant and d.source not in ('removed', 'emptied') and d.directory > @after {(only is null ? "" : "and d.id = @only")}
            order by d.directory limit @count
            """,
            row => (Key: row.GetInt32(0), Directory: new Contracts.Directory(
                row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetGuid(5),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), new Dictionary<string, long>(), new Dictionary<string, long>(),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(7)), row.GetInt64(8),
                row.IsDBNull(9) ? null : new Contracts.ScimEndpoint(
                    row.GetString(9), row.GetBoolean(10), endpointUrl(row.GetGuid(1)), PushSettings.Effective(PushSettings.Parse(row.GetString(11)), row.GetString(9)),
                    row.IsDBNull(12) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(12))))),
            ct, [("after", after), ("count", count), .. only is { } id ? new (string, object?)[] { ("only", id) } : []]);
        var counts = (await sql.QueryAsync(
            "select directory, what, n from directory_count where tenant = @tenant", row => (Key: row.GetInt32(0), What: row.GetString(1), N: row.GetInt64(2)), ct))
            .ToLookup(count => count.Key);
        return rows.ConvertAll(row => (row.Key, row.Directory with
        {
            Counts = Words.ResourceKinds.ToDictionary(kind => kind.Word(), kind => N(row.Key, kind.Word())),
            Edges = Words.EdgeKinds.ToDictionary(kind => kind.Word(), kind => N(row.Key, kind.Word())),
        }));

        long N(int key, string what) => counts[key].FirstOrDefault(count => count.What == what).N;
    }
}
