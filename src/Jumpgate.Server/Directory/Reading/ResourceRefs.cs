using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Public names of resources for their keys, a page at a time. What has ended is named as it was last.</summary>
internal static class ResourceRefs
{
    public static async Task<Dictionary<long, ResourceRef>> OfAsync(TenantSql sql, IEnumerable<long> keys, CancellationToken ct)
    {
        Dictionary<long, ResourceRef> found = [];
        await sql.QueryEachAsync(
            """
            select x.resource, r.kind, r.id, r.remote_id,
              (select v.name from resource_version v where v.tenant = @tenant and v.resource = x.resource order by v.from_seq desc limit 1)
            from {rows} x join resource r on r.tenant = @tenant and r.resource = x.resource
            """,
            new SqlRows().Add("resource", keys.Distinct().ToArray()),
            row => found[row.GetInt64(0)] = new ResourceRef(((ResourceKind)row.GetInt16(1)).Word(), row.GetGuid(2), ResourceRow.Text(row, 4), row.GetString(3)), ct);
        return found;
    }
}
