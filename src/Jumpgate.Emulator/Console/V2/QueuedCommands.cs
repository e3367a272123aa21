using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Runs of commands that still wait for devices.</summary>
internal static class QueuedCommands
{
    public static void Map(Routes v2) => v2.Get("/queuedcommand/workflows", "commands", List);

    private static Answer List(Call call)
    {
        var organization = call.Organization;
        var (page, refused) = Page.Of(call);
        if (refused is not null)
            return refused;
        List<JsonObject> runs = [.. organization.Queue.Waiting.GroupBy(entry => entry.Workflow).Select(run => new JsonObject
        {
            ["id"] = run.Key,
            ["command"] = run.First().Command,
            ["pendingCount"] = run.Count(),
            ["system"] = organization.Systems.Id(run.First().Device),
        })];
        return Answer.Json(200, new JsonObject { ["totalCount"] = runs.Count, ["results"] = new JsonArray([.. runs.Skip(page.Skip).Take(page.Limit)]) });
    }
}
