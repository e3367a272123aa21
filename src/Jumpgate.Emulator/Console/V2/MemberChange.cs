using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>One member more or less.</summary>
internal static class MemberChange
{
    public static Answer Apply(Call call, Node group)
    {
        var (organization, body) = (call.Organization, call.Object);
        var wanted = Graph.MemberKind(group.Kind);
        if (!GraphTypes.TryParse((string?)body["type"], out var kind) || (kind != wanted && !(group.Kind == Kind.UserGroup && kind == Kind.UserGroup)))
            return Answer.Invalid($"invalid member type: {body["type"]}");
        if (!organization.Table(kind).TryFind((string?)body["id"], out var index))
            return Answer.NotFound(call);
        var member = new Node(kind, index);
        switch ((string?)body["op"])
        {
            case "add":
                if (DynamicGroups.IsAutomatic(organization, group) && !DynamicGroups.Admits(organization, group, member))
                    return Answer.Invalid("cannot add a member that does not match the group's query");
                if (kind == Kind.UserGroup && (member == group || organization.Graph.ChainsUp(group).Any(chain => chain[^1] == member)))
                    return Answer.Invalid("a group cannot contain itself");
                if (!organization.Graph.Members.Add(group, member))
                    return call.Installation.Switches.RefuseDuplicates ? Answer.AlreadyExists() : Answer.Empty(204);
                break;
            case "remove":
                if (DynamicGroups.IsAutomatic(organization, group) && DynamicGroups.Admits(organization, group, member))
                    return Answer.Invalid("cannot remove a member that matches the group's query");
                if (!organization.Graph.Members.Remove(group, member))
                    return Answer.NotFound(call);
                break;
            case "update":
                if (!organization.Graph.Members.Contains(group, member))
                    return Answer.NotFound(call);
                organization.Graph.Associations.SetAttributes(group, member, body["attributes"]);
                break;
            default:
                return Answer.Invalid($"invalid op: {body["op"]}");
        }

        organization.Journal.Association(call, (string)body["op"]!, group, member, body["attributes"]);
        return Answer.Empty(204);
    }
}
