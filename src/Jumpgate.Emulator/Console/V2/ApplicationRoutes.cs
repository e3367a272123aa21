using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>What v2 knows of applications beside their graph.</summary>
internal static class ApplicationRoutes
{
    public static void Map(Routes v2) => v2
        .Get("/applications", "applications", call => Queries.Lists.Envelope(call, call.Organization.Applications, "name"))
        .Get("/applications/{id}", "applications", call => Objects.Get(call, Kind.Application))
        .Get("/applications/{id}/import/users", "applications", call => call.Organization.Find(Kind.Application, call.Id) is null
            ? Answer.NotFound(call)
            : Answer.Json(200, new JsonObject { ["total_count"] = 0, ["users"] = new JsonArray() }))
        .Delete("/applications/{id}/logo", "applications", DeleteLogo);

    private static Answer DeleteLogo(Call call)
    {
        var table = call.Organization.Applications;
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        table.Change(index)["logo"] = new JsonObject { ["url"] = "" };
        return Answer.Empty(204);
    }
}
