using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Sign-ins of users and administrators, and to applications, as the event log has told of them so far.</summary>
internal sealed class ActivityReads(DirectoryScope scope, ResourceKind kind)
{
    private const int Most = 100;

    /// <summary>By remote id; who has none is there too. Null: things of this kind do not sign in.</summary>
    public async Task<IReadOnlyDictionary<string, ResourceActivity>?> OfAsync(IReadOnlyCollection<ResourceRow> rows, CancellationToken ct)
    {
        var isApplication = kind == ResourceKind.Application;
        if (!isApplication && kind is not (ResourceKind.User or ResourceKind.Admin)) return null;
        var (own, other, kinds) = isApplication ? ("application", "who", "1, 2") : ("who", "application", "6");
        Dictionary<string, List<SignedIn>> found = rows.ToDictionary(row => row.RemoteId, _ => new List<SignedIn>());
        await scope.Sql.QueryEachAsync(
            $$"""
            select x.remote, s.{{other}}, s.at, r.kind, r.id, v.name from {rows} x join organization o on o.tenant = @tenant and o.directory = @directory
            {join sign_in s on s.tenant = @tenant and s.organization = o.organization and s.{{own}} = x.remote}
            left join resource r on r.tenant = @tenant and r.directory = @directory and r.kind in ({{kinds}}) and r.remote_id = s.{{other}}
            left join resource_version v on v.tenant = @tenant and v.resource = r.resource and v.to_seq is null
            """,
            new SqlRows().Add("remote", rows.Select(row => (string?)row.RemoteId).ToArray()),
            row => found[row.GetString(0)].Add(new SignedIn(
                row.IsDBNull(3) ? (isApplication ? ResourceKind.User : ResourceKind.Application).Word() : ((ResourceKind)row.GetInt16(3)).Word(), row.IsDBNull(4) ? null : row.GetGuid(4),
                row.GetString(1), ResourceRow.Text(row, 5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))),
            ct, ("directory", scope.Key.Value));
        return found.ToDictionary(one => one.Key, one => new ResourceActivity(
            one.Value.Count == 0 ? null : one.Value.Max(signedIn => signedIn.At),
            [.. one.Value.Where(signedIn => signedIn.RemoteId.Length > 0).OrderByDescending(signedIn => signedIn.At).Take(Most)]));
    }
}
