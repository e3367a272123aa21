using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>One table of System Insights: how many rows a device has in it, and each of them.</summary>
/// <param name="Name">As the route has it.</param>
/// <param name="Rows">Rows of a device; none on platforms the table is not for.</param>
/// <param name="Row">One row, without the device's id and the time of collection.</param>
internal sealed record InsightTable(string Name, Func<InsightDevice, int> Rows, Func<InsightDevice, int, JsonObject> Row)
{
    /// <summary>A few families are published without the time of collection.</summary>
    public bool IsTimed { get; init; } = true;

    /// <summary>A table with the same number of rows on every device of some platforms.</summary>
    public static InsightTable Of(string name, int rows, Func<InsightDevice, int, JsonObject> row, params Platform[] platforms)
        => new(name, device => platforms.Length == 0 || platforms.Contains(device.Platform) ? rows : 0, row);
}
