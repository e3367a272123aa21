using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>An edge with both of its ends visible.</summary>
internal sealed record EdgeView(EdgeKind Kind, long FromKey, long ToKey, ResourceRef From, ResourceRef To, long Since, long? SinceAt);

/// <summary>Which edges are asked for; ends are keys of identities.</summary>
internal sealed record EdgeQuestion(EdgeKind? Kind, long? From, long? To, ResourceKind? FromKind, ResourceKind? ToKind);

/// <summary>Reads edges at a moment. An edge is seen where both of its ends are.</summary>
internal static class EdgeReads
{
    public static Task<List<EdgeView>> ListAsync(
        DirectoryScope scope, EdgeQuestion question, long at, (short Kind, long To, long From)? after, int limit, CancellationToken ct)
    {
        List<(string, object?)> values = [("directory", scope.Key.Value), ("at", at), ("limit", limit)];
        var where = "";
        Add("e.kind", "kind", (short?)question.Kind);
        Add("e.from_resource", "from", question.From);
        Add("e.to_resource", "to", question.To);
        Add("e.from_kind", "from_kind", (short?)question.FromKind);
        Add("e.to_kind", "to_kind", (short?)question.ToKind);
        const string order = "e.kind, e.to_resource, e.from_resource";
        if (after is var (kind, to, from))
        {
            where += $" and ({order}) > (@after_kind, @after_to, @after_from)";
            values.AddRange([("after_kind", kind), ("after_to", to), ("after_from", from)]);
        }

        return scope.Sql.QueryAsync(
            $"""
            select e.kind, e.from_resource, e.to_resource, f.kind, f.id, f.remote_id, fv.name, t.kind, t.id, t.remote_id, tv.name, e.from_seq, c.at
            from edge e
            join resource_version fv on fv.tenant = @tenant and fv.resource = e.from_resource and fv.from_seq <= @at and (fv.to_seq is null or fv.to_seq > @at)
            join resource_version tv on tv.tenant = @tenant and tv.resource = e.to_resource and tv.from_seq <= @at and (tv.to_seq is null or tv.to_seq > @at)
            join resource f on f.tenant = @tenant and f.resource = e.from_resource
            join resource t on t.tenant = @tenant and t.resource = e.to_resource
            left join change c on c.tenant = @tenant and c.seq = e.from_seq
            where e.tenant = @tenant and e.directory = @directory and e.from_seq <= @at and (e.to_seq is null or e.to_seq > @at){where}
            order by {order} limit @limit
            """,
            Read, ct, [.. values]).AsTask();

        void Add(string column, string name, object? value)
        {
            if (value is null) return;
            where += $" and {column} = @{name}";
            values.Add((name, value));
        }
    }

    private static EdgeView Read(DbDataReader row) => new(
        (EdgeKind)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2),
        new ResourceRef(((ResourceKind)row.GetInt16(3)).Word(), row.GetGuid(4), ResourceRow.Text(row, 6), row.GetString(5)),
        new ResourceRef(((ResourceKind)row.GetInt16(7)).Word(), row.GetGuid(8), ResourceRow.Text(row, 10), row.GetString(9)),
        row.GetInt64(11), row.IsDBNull(12) ? null : row.GetInt64(12));
}
