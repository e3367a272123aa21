using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>A graph operation: add, remove or update one edge. 204 without a body when it is done.</summary>
internal static class GraphChange
{
    public static Answer Apply(Call call, Node from, Kind target, State.Associations associations)
    {
        var body = call.Object;
        var organization = call.Organization;
        var id = (string?)body["id"];
        if (!organization.Table(target).TryFind(id, out var index))
            return Answer.NotFound(call);
        var to = new Node(target, index);
        var attributes = body["attributes"];
        switch ((string?)body["op"])
        {
            case "add":
                if (!associations.Add(from, to, attributes))
                    return call.Installation.Switches.RefuseDuplicates ? Answer.AlreadyExists() : Answer.Empty(204);
                break;
            case "remove":
                if (!associations.Remove(from, to))
                    return Answer.NotFound(call);
                break;
            case "update":
                if (!associations.Exists(from, to))
                    return Answer.NotFound(call);
                associations.SetAttributes(from, to, attributes);
                break;
            default:
                return Answer.Invalid($"invalid op: {body["op"]}");
        }

        organization.Journal.Association(call, (string)body["op"]!, from, to, attributes);
        return Answer.Empty(204);
    }
}
