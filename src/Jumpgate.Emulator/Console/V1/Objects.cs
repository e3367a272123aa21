using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Answers every family gives alike.</summary>
internal static class Objects
{
    public static Answer Get(Call call, Kind kind, string route = "id")
    {
        var table = call.Organization.Table(kind);
        if (!table.TryFind(call.Route(route), out var index))
            return Answer.NotFound(call);
        var fields = Queries.Selection.FieldsOf(call.Query("fields"), call.IsV2 ? ',' : ' ');
        return fields is null
            ? Answer.Json(200, json => table.Write(json, index))
            : Answer.Json(200, json => new Queries.Selection(null, [], fields).Write(json, table, index));
    }

    public static Answer Show(Table table, int index, int status = 200) => Answer.Json(status, json => table.Write(json, index));
}
