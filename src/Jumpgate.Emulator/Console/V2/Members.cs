using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Direct members, all members with nested ones, and the groups something is in.</summary>
internal static class Members
{
    public static void Map(Routes v2)
    {
        foreach (var (path, kind) in ((string, Kind)[])[("usergroups", Kind.UserGroup), ("systemgroups", Kind.SystemGroup), ("policygroups", Kind.PolicyGroup)])
        {
            v2.Get($"/{path}/{{id}}/members", kind == Kind.UserGroup ? "groups users" : "groups systems", call => Direct(call, kind))
                .Post($"/{path}/{{id}}/members", "groups", call => Write(call, kind))
                .Get($"/{path}/{{id}}/membership", kind == Kind.UserGroup ? "groups users" : "groups systems", call => Nested(call, kind))
                .Get($"/{path}/{{id}}/memberof", "groups", call => MemberOf(call, kind));
        }

        v2.Get("/users/{id}/memberof", "groups users", call => MemberOf(call, Kind.User))
            .Get("/systems/{id}/memberof", "groups systems", call => MemberOf(call, Kind.System))
            .Get("/policies/{id}/memberof", "groups systems policies", call => MemberOf(call, Kind.Policy));
    }

    private static Answer Direct(Call call, Kind kind)
    {
        if (!TryFind(call, kind, out var group))
            return Answer.NotFound(call);
        var (organization, members) = (call.Organization, call.Organization.Graph.Members);
        return Lists.Array(call, members.Count(group), page => members.Page(group, page.Skip, page.Limit),
            (json, member) => GraphWriting.Connection(json, organization, member, organization.Graph.Associations.AttributesOf(group, member)));
    }

    private static Answer Nested(Call call, Kind kind)
    {
        if (!TryFind(call, kind, out var group))
            return Answer.NotFound(call);
        var (organization, graph) = (call.Organization, call.Organization.Graph);
        if (graph.Members.HasInnerGroups(group) || call.Query("filter") is not null)
        {
            var (chosen, refusal) = GraphFilter.Apply(call, graph.AllMembers(group));
            return refusal ?? Lists.Array(call, chosen, (json, member) => GraphWriting.WithPaths(json, organization, member, graph.MemberPaths(group, member), group));
        }

        return Lists.Array(call, graph.Members.Count(group), page => graph.Members.Page(group, page.Skip, page.Limit),
            (json, member) => GraphWriting.WithPaths(json, organization, member, [[member]], group));
    }

    private static Answer MemberOf(Call call, Kind kind)
    {
        if (!TryFind(call, kind, out var member))
            return Answer.NotFound(call);
        var chains = call.Organization.Graph.ChainsUp(member).Where(chain => chain.Count > 1).ToLookup(chain => chain[^1], chain => chain.Skip(1).ToList());
        var (chosen, refusal) = GraphFilter.Apply(call, [.. chains.Select(c => c.Key)]);
        return refusal ?? Lists.Array(call, chosen, (json, group) => GraphWriting.WithPaths(json, call.Organization, group, chains[group], member));
    }

    private static Answer Write(Call call, Kind kind) => TryFind(call, kind, out var group) ? MemberChange.Apply(call, group) : Answer.NotFound(call);

    private static bool TryFind(Call call, Kind kind, out Node node)
    {
        var found = call.Organization.Table(kind).TryFind(call.Id, out var index);
        node = new Node(kind, index);
        return found;
    }
}
