using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>
/// Managers of users as edges, kept with what documents say. A manager is named by its id (RFC 7643 §4.3), or by its externalId as clients do that know
/// no ids of this service; one who is not there yet is awaited.
/// </summary>
internal sealed class ManagerWrites(Push push)
{
    /// <summary>A user's manager is another one from now on.</summary>
    /// <param name="former">What named the manager so far; null: it had none.</param>
    public async ValueTask SetAsync(Identity user, string? former, string? named)
    {
        if (former == named) return;
        var held = former is null ? null : await HeldAsync(user);
        var found = named is null ? null : (await FindAsync([named])).GetValueOrDefault(named);
        // Who is their own manager has none.
        var manager = found?.Key == user.Key ? null : found;
        if (former is not null && held is null) await ForgetAsync([user.Key]);
        if (held?.Key != manager?.Key)
        {
            var edges = await push.EdgesAsync();
            if (held is not null) await edges.RemoveAsync([Edge(held, user)]);
            if (manager is not null) await edges.AddAsync([Edge(manager, user)]);
        }

        if (named is not null && found is null) await AwaitAsync([(user.Key, named)]);
    }

    /// <summary>A user is known by this externalId from now on: those who await it get their manager.</summary>
    public async ValueTask ArriveAsync(Identity manager, string? externalId)
    {
        if (externalId is null) return;
        var reports = await push.Sql.QueryAsync(
            """
            select a.resource, r.remote_id from awaited_manager a join resource r on r.tenant = @tenant and r.resource = a.resource
            where a.tenant = @tenant and a.directory = @directory and a.named = @named and a.resource <> @manager
            """,
            row => (Key: row.GetInt64(0), Id: row.GetString(1)), default, ("directory", push.Directory.Value), ("named", Hash(externalId)), ("manager", manager.Key));
        if (reports.Count == 0) return;
        await (await push.EdgesAsync()).AddAsync(reports.ConvertAll(report => Edge(manager.Key, manager.RemoteId, report.Key, report.Id)));
        await ForgetAsync(reports.ConvertAll(report => report.Key));
    }

    /// <summary>A user's externalId changed: whom its manager is by that is asked anew.</summary>
    public async ValueTask RenameAsync(Identity manager, string? former, string? externalId)
    {
        if (former == externalId) return;
        if (former is not null)
        {
            var reports = (await push.Sql.QueryAsync(
                """
                select e.to_resource, r.remote_id, v.attributes from edge e join resource r on r.tenant = @tenant and r.resource = e.to_resource
                join resource_version v on v.tenant = @tenant and v.resource = e.to_resource and v.to_seq is null
                where e.tenant = @tenant and e.from_resource = @manager and e.kind = @manages and e.to_seq is null
                """,
                row => (Key: row.GetInt64(0), Id: row.GetString(1), Named: PushedBody.ManagerOf(row.GetFieldValue<byte[]>(2))), default,
                ("manager", manager.Key), ("manages", (short)EdgeKind.Manages))).FindAll(report => report.Named == former);
            if (reports.Count > 0)
            {
                await (await push.EdgesAsync()).RemoveAsync(reports.ConvertAll(report => Edge(manager.Key, manager.RemoteId, report.Key, report.Id)));
                await SettleAsync(reports.ConvertAll(report => (report.Key, report.Id, report.Named!)));
            }
        }

        await ArriveAsync(manager, externalId);
    }

    /// <summary>A user is gone, and its edges with it: whom it managed by externalId gets another of that externalId, or awaits one.</summary>
    /// <param name="named">What named its own manager.</param>
    public async ValueTask LeaveAsync(Identity user, string? named, IReadOnlyList<EdgeRow> ended)
    {
        if (named is not null && !ended.Any(edge => edge.Kind == EdgeKind.Manages && edge.To == user.Key)) await ForgetAsync([user.Key]);
        List<EdgeRow> managed = [.. ended.Where(edge => edge.Kind == EdgeKind.Manages && edge.From == user.Key)];
        if (managed.Count == 0) return;
        Dictionary<long, string?> names = [];
        await push.Sql.QueryEachAsync(
            "select v.resource, v.attributes from {rows} x {join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.to_seq is null}",
            new SqlRows().Add("resource", managed.ConvertAll(edge => edge.To)), row => names[row.GetInt64(0)] = PushedBody.ManagerOf(row.GetFieldValue<byte[]>(1)));
        // An id does not come again.
        await SettleAsync([.. managed.Where(edge => names.GetValueOrDefault(edge.To) is { } name && name != user.RemoteId).Select(edge => (edge.To, edge.ToRemote, names[edge.To]!))]);
    }

    private async ValueTask SettleAsync(List<(long Key, string Id, string Named)> reports)
    {
        if (reports.Count == 0) return;
        var found = await FindAsync([.. reports.Select(report => report.Named).Distinct()]);
        List<EdgeRow> begin = [];
        List<(long, string)> awaiting = [];
        foreach (var (key, id, named) in reports)
        {
            if (!found.TryGetValue(named, out var manager)) awaiting.Add((key, named));
            else if (manager.Key != key) begin.Add(Edge(manager.Key, manager.RemoteId, key, id));
        }

        await (await push.EdgesAsync()).AddAsync(begin);
        await AwaitAsync(awaiting);
    }

    /// <summary>Who is named, by what names them.</summary>
    private async ValueTask<Dictionary<string, Identity>> FindAsync(IReadOnlyCollection<string> names)
    {
        var found = (await Identity.FindAsync(push.Sql, push.Directory, ResourceKind.User, names)).Where(one => one.Value.State == IdentityState.Current).ToDictionary();
        List<string> open = [.. names.Where(name => !found.ContainsKey(name))];
        Dictionary<string, long> keys = [];
        await push.Sql.QueryEachAsync(
            """
            select v.resource, v.attributes from {rows} x
            {join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = 1 and v.f_external_id = x.folded and v.to_seq is null}
            """,
            new SqlRows().Add("folded", open.ConvertAll(Folded.Of)),
            row =>
            {
                // The column has no case, and not all of a long one; of several the first counts.
                if (PushedBody.ExternalIdOf(row.GetFieldValue<byte[]>(1)) is { } externalId && open.Contains(externalId))
                    keys[externalId] = Math.Min(row.GetInt64(0), keys.GetValueOrDefault(externalId, long.MaxValue));
            },
            default, ("directory", push.Directory.Value));
        var identities = await Identity.FindAsync(push.Sql, keys.Values);
        foreach (var (externalId, key) in keys) found[externalId] = identities[key];
        return found;
    }

    private async ValueTask<Identity?> HeldAsync(Identity user) => (await push.Sql.QueryAsync(
        """
        select e.from_resource, r.remote_id from edge e join resource r on r.tenant = @tenant and r.resource = e.from_resource
        where e.tenant = @tenant and e.kind = @manages and e.to_resource = @user and e.to_seq is null
        """,
        row => new Identity(row.GetInt64(0), ResourceKind.User, row.GetString(1), IdentityState.Current, 0, false, null, null), default,
        ("user", user.Key), ("manages", (short)EdgeKind.Manages))).FirstOrDefault();

    private ValueTask AwaitAsync(IReadOnlyCollection<(long User, string Named)> awaiting) => push.Sql.InsertAsync(
        "awaited_manager", new SqlRows().Add("resource", [.. awaiting.Select(one => one.User)]).Add("named", [.. awaiting.Select(one => Hash(one.Named))]),
        ("directory", push.Directory.Value));

    private ValueTask ForgetAsync(IReadOnlyCollection<long> users) => push.Sql.ForEachAsync(
        "delete from awaited_manager where tenant = @tenant and directory = @directory and resource in (select x.resource from {rows} x)",
        new SqlRows().Add("resource", users), default, ("directory", push.Directory.Value));

    private static byte[] Hash(string named) => Hash128.ToBytes(Hash128.Of(Encoding.UTF8.GetBytes(named)));

    private static EdgeRow Edge(Identity manager, Identity user) => Edge(manager.Key, manager.RemoteId, user.Key, user.RemoteId);

    private static EdgeRow Edge(long manager, string managerId, long user, string userId) =>
        new(EdgeKind.Manages, manager, user, ResourceKind.User, ResourceKind.User, managerId, userId, 1);
}
