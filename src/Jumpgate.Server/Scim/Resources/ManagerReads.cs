using System.Text.Json.Nodes;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Shows who a user's manager is: its URI and its name (RFC 7643 §4.3). Asks only where a document names one.</summary>
internal static class ManagerReads
{
    private const string Attribute = "manager";

    /// <summary>Whether there is anything to be asked for.</summary>
    public static bool IsWanted(ResourceText text, ScimRow row) => text.WantsManager && MayName(row);

    public static async ValueTask<ScimRow> ShowAsync(TenantSql sql, ResourceText text, ScimRow row, string baseUri, CancellationToken ct) =>
        IsWanted(text, row) ? (await ShowAsync(sql, [row], baseUri, ct))[0] : row;

    public static async ValueTask<IReadOnlyList<ScimRow>> ShowAsync(TenantSql sql, IReadOnlyList<ScimRow> rows, string baseUri, CancellationToken ct)
    {
        Dictionary<long, (string Id, string? Name)> managers = [];
        await sql.QueryEachAsync(
            """
            select x.resource, m.remote_id, n.name from {rows} x
            {join edge e on e.tenant = @tenant and e.kind = 4 and e.to_resource = x.resource and e.to_seq is null}
            left join resource m on m.tenant = @tenant and m.resource = e.from_resource
            left join resource_version n on n.tenant = @tenant and n.resource = e.from_resource and n.to_seq is null
            """,
            new SqlRows().Add("resource", [.. rows.Where(MayName).Select(row => row.Key)]),
            row => managers[row.GetInt64(0)] = (row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), ct);
        return managers.Count == 0 ? rows : [.. rows.Select(row => managers.TryGetValue(row.Key, out var manager) ? row with { Attributes = With(row.Attributes, manager, baseUri) } : row)];
    }

    private static bool MayName(ScimRow row) => PushedBody.MayNameManager(row.Attributes);

    private static byte[] With(byte[] attributes, (string Id, string? Name) manager, string baseUri)
    {
        var document = PushedBody.Parse(attributes);
        if (document[CoreSchemas.EnterpriseUserId]?[Attribute] is not JsonObject shown) return attributes;
        shown["$ref"] = $"{baseUri}/Users/{manager.Id}";
        if (manager.Name is not null) shown["displayName"] = manager.Name;
        return PushedBody.Write(document);
    }
}
