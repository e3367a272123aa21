using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Graph lists filter by object_id and type only (reference §3.2).</summary>
internal static class GraphFilter
{
    public static (IReadOnlyList<Node> Chosen, Answer? Refusal) Apply(Call call, IReadOnlyList<Node> nodes)
    {
        var (condition, refusal) = FilterText.V2(call);
        if (refusal is not null || condition is null)
            return (nodes, refusal);
        return ([.. nodes.Where(node => condition.Holds(new JsonObject
        {
            ["object_id"] = call.Organization.IdOf(node),
            ["id"] = call.Organization.IdOf(node),
            ["type"] = GraphTypes.Name(node.Kind),
        }))], null);
    }
}
