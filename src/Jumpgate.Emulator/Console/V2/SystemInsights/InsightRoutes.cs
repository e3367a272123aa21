using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>
/// <c>/systeminsights/{table}</c> over the whole fleet and <c>/systeminsights/{system}/{table}</c> of one device. Rows are made when they are
/// read; a page of an unfiltered table costs what the page holds.
/// </summary>
internal static class InsightRoutes
{
    private const int Most = 10_000;

    public static readonly FrozenDictionary<string, InsightTable> Tables =
        new[] { SoftwareTables.All, MachineTables.All, SecurityTables.All, AccountTables.All }.SelectMany(tables => tables).ToFrozenDictionary(table => table.Name);

    public static void Map(Routes v2)
    {
        foreach (var table in Tables.Values)
        {
            v2.Get($"/systeminsights/{table.Name}", "systeminsights", call => Fleet(call, table))
                .Get($"/systeminsights/{{id:length(24)}}/{table.Name}", "systeminsights", call => OfDevice(call, table));
        }
    }

    private static Answer OfDevice(Call call, InsightTable table)
        => call.Organization.Systems.TryFind(call.Id, out var device) ? List(call, table, [device]) : Answer.NotFound(call);

    private static Answer Fleet(Call call, InsightTable table) => List(call, table, null);

    private static Answer List(Call call, InsightTable table, int[]? only)
    {
        var (selection, refusal) = Selection.Of(call);
        if (selection is null)
            return refusal!;
        var organization = call.Organization;
        var devices = Collecting(organization, only ?? Named(organization, selection.Condition));
        if (selection.Condition is null && selection.Order.Count == 0)
        {
            var counted = devices.Select(device => (Device: device, Rows: table.Rows(device))).ToList();
            return Lists.Array(call, counted.Sum(c => c.Rows), page => Stretch(counted, page.Skip, page.Limit),
                (json, place) => selection.Project(Row(table, place.Device, place.Row)).WriteTo(json), Most);
        }

        var rows = selection.Apply([.. devices.SelectMany(device => Enumerable.Range(0, table.Rows(device)).Select(row => Row(table, device, row)))]);
        return Lists.Array(call, rows.Count, page => rows.Skip(page.Skip).Take(page.Limit), (json, row) => selection.Project(row).WriteTo(json), Most);
    }

    /// <summary>Devices a filter names, so that asking for one does not make the rows of all.</summary>
    private static int[]? Named(Organization organization, Condition? condition) => condition switch
    {
        Test { Operator: "eq" or "in", Field: "system_id" } test => [.. test.Values.Select(id => organization.Systems.TryFind(id, out var device) ? device : -1).Where(d => d >= 0).Distinct().Order()],
        AllOf all => all.Parts.Select(part => Named(organization, part)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>Only devices that collect; those that enrolled since the world began have told nothing yet.</summary>
    private static IEnumerable<InsightDevice> Collecting(Organization organization, int[]? only)
        => (only ?? organization.Systems.All())
            .Where(device => device < organization.World.Count(Worlds.Kind.System))
            .Where(device => !organization.Systems.IsWritten(device) || (string?)organization.Systems.Read(device)["systemInsights"]?["state"] == "enabled")
            .Select(device => new InsightDevice(organization, device));

    private static IEnumerable<(InsightDevice Device, int Row)> Stretch(List<(InsightDevice Device, int Rows)> counted, int skip, int limit)
    {
        foreach (var (device, rows) in counted)
        {
            if (skip >= rows)
            {
                skip -= rows;
                continue;
            }

            for (; skip < rows && limit > 0; skip++, limit--)
                yield return (device, skip);
            if (limit == 0)
                yield break;
            skip = 0;
        }
    }

    private static JsonObject Row(InsightTable table, InsightDevice device, int row)
    {
        var shown = table.Row(device, row);
        shown["system_id"] = device.Id;
        if (table.IsTimed)
            shown["collection_time"] = device.Collected;
        return shown;
    }
}
