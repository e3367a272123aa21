using System.Data.Common;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Resources;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Members of a group as edges: what is there already is not added again, what is not there is not removed, and neither writes anything.</summary>
internal sealed class MemberWrites(Push push)
{
    private readonly Dictionary<string, Identity> known = [];

    /// <summary>How many were ended.</summary>
    public int Ended { get; private set; }

    /// <summary>Finds users and groups by their ids. Where the directory takes part of a request, those that are not found are named in its record.</summary>
    /// <exception cref="ScimException">One of them is not in the directory, and it takes all or nothing.</exception>
    public async ValueTask FindAsync(IEnumerable<OutsideValue> members)
    {
        string[] ids = [.. members.Select(member => member.Value).Distinct()];
        await LookUpAsync(ids);
        string[] missing = [.. ids.Where(id => !known.ContainsKey(id))];
        if (missing.Length > 0 && !push.TakesPart)
            throw new ScimException(ScimError.Value($"members names {missing.Length} {(missing.Length == 1 ? "value that is" : "values that are")} no id of a user or group of this directory."));
        foreach (var id in missing) push.Trace.SkipMember(id);
    }

    /// <summary>Makes those of them members that were found.</summary>
    /// <returns>Whether any was not.</returns>
    public async ValueTask<bool> BeginAsync(Identity group, IEnumerable<OutsideValue> members, bool isNew = false)
    {
        List<Identity> named = Found(members);
        if (named.Any(member => member.Key == group.Key)) throw new ScimException(ScimError.Value("A group is no member of itself."));
        var held = isNew ? [] : await HeldAsync(group, named);
        List<EdgeRow> edges = [.. named.Where(member => !held.Contains(member.Key)).Select(member => Edge(group, member))];
        if (edges.Count == 0) return false;
        await (await push.EdgesAsync()).AddAsync(edges);
        return true;
    }

    /// <summary>Does one step of a PATCH. What it adds must have been found.</summary>
    /// <returns>Whether anything changed.</returns>
    public async ValueTask<bool> RunAsync(Identity group, OutsideChange step)
    {
        switch (step)
        {
            case OutsideAssign { Reset: true } assign:
                return await EndAsync(group, await OthersAsync(group, Found(assign.Add))) | await BeginAsync(group, assign.Add);
            case OutsideAssign assign:
                await LookUpAsync([.. assign.Remove]);
                List<Identity> named = [.. assign.Remove.Where(known.ContainsKey).Select(id => known[id])];
                var held = await HeldAsync(group, named);
                return await EndAsync(group, [.. named.Where(member => held.Contains(member.Key))]) | await BeginAsync(group, assign.Add);
            case OutsideRemoveWhere where:
                return await EndWhereAsync(group, where);
            default:
                throw new InvalidOperationException($"Nothing is known of {step.GetType().Name}.");
        }
    }

    private List<Identity> Found(IEnumerable<OutsideValue> members) =>
        [.. members.Where(member => known.ContainsKey(member.Value)).Select(member => known[member.Value]).DistinctBy(member => member.Key)];

    private async ValueTask<bool> EndWhereAsync(Identity group, OutsideRemoveWhere where)
    {
        var all = await AllAsync(group);
        var ties = (await TieReads.OfAsync(push.Sql, push.Kind, [group.Key], default)).Of(group.Key).ToDictionary(tie => tie.Id);
        var path = new AttributePath(where.Attribute);
        List<Identity> ending = [.. all.Where(member => ties.TryGetValue(member.RemoteId, out var tie) && where.Condition.MatchesValue(Value(tie), path, push.Kind.Schema.Types))];
        if (ending.Count == 0 && where.MustMatch) throw new ScimException(ScimError.NoTarget($"No value of {where.Attribute} matches the filter."));
        return await EndAsync(group, ending);
    }

    private static JsonElement Value(Tie tie) => JsonSerializer.SerializeToElement(
        new Dictionary<string, string?> { ["value"] = tie.Id, ["display"] = tie.Name, ["type"] = tie.IsGroup ? "Group" : "User" });

    private async ValueTask<bool> EndAsync(Identity group, List<Identity> members)
    {
        if (members.Count == 0) return false;
        Ended += members.Count;
        await (await push.EdgesAsync()).RemoveAsync([.. members.Select(member => Edge(group, member))]);
        return true;
    }

    private async ValueTask LookUpAsync(IReadOnlyCollection<string> ids)
    {
        foreach (var kind in (ResourceKind[])[ResourceKind.User, ResourceKind.Group])
        {
            string[] open = [.. ids.Where(id => !known.ContainsKey(id))];
            foreach (var (id, identity) in await Identity.FindAsync(push.Sql, push.Directory, kind, open))
                if (identity.State == IdentityState.Current) known[id] = identity;
        }
    }

    /// <summary>Which of these are members now.</summary>
    private async ValueTask<HashSet<long>> HeldAsync(Identity group, List<Identity> members)
    {
        HashSet<long> held = [];
        await push.Sql.QueryEachAsync(
            """
            select e.from_resource from {rows} x
            {join edge e on e.tenant = @tenant and e.kind = x.kind and e.to_resource = @to and e.from_resource = x.resource and e.to_seq is null}
            """,
            new SqlRows().Add("resource", members.ConvertAll(member => member.Key)).Add("kind", members.ConvertAll(member => (short)KindOf(member))),
            row => held.Add(row.GetInt64(0)), default, ("to", group.Key));
        return held;
    }

    /// <summary>Members that are none of these: the store subtracts, the list is not loaded.</summary>
    private async ValueTask<List<Identity>> OthersAsync(Identity group, List<Identity> stay)
    {
        if (stay.Count == 0) return await AllAsync(group);
        return await push.Sql.QueryAsync(
            $"""
            select e.from_resource, e.from_kind, r.remote_id from edge e join resource r on r.tenant = @tenant and r.resource = e.from_resource
            where e.tenant = @tenant and e.kind in (1, 6) and e.to_resource = @to and e.to_seq is null and e.from_resource not in (select key from {push.Sql.Dialect.KeysOf("@stay")} k)
            """,
            ReadMember, default, ("to", group.Key), ("stay", JsonSerializer.Serialize(stay.Select(member => member.Key))));
    }

    private ValueTask<List<Identity>> AllAsync(Identity group) => push.Sql.QueryAsync(
        """
        select e.from_resource, e.from_kind, r.remote_id from edge e join resource r on r.tenant = @tenant and r.resource = e.from_resource
        where e.tenant = @tenant and e.kind in (1, 6) and e.to_resource = @to and e.to_seq is null
        """,
        ReadMember, default, ("to", group.Key));

    private static Identity ReadMember(DbDataReader row) =>
        new(row.GetInt64(0), (ResourceKind)row.GetInt16(1), row.GetString(2), IdentityState.Current, 0, false, null, null);

    private static EdgeRow Edge(Identity group, Identity member) =>
        new(KindOf(member), member.Key, group.Key, member.Kind, ResourceKind.Group, member.RemoteId, group.RemoteId, 1);

    private static EdgeKind KindOf(Identity member) => member.Kind == ResourceKind.Group ? EdgeKind.NestedIn : EdgeKind.MemberOf;
}
