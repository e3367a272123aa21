using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>The table: what was measured, its budget, and whether it was met. Also written as JSON.</summary>
internal sealed class Report
{
    private readonly List<Row> rows = [];

    public bool Met => rows.All(r => r.Met != false);

    public void Add(string name, double value, string unit, double? atMost = null, double? atLeast = null)
    {
        bool? met = atMost is null && atLeast is null ? null : (atMost is null || value <= atMost) && (atLeast is null || value >= atLeast);
        var budget = atMost is not null ? $"≤ {Text(atMost.Value)}" : atLeast is not null ? $"≥ {Text(atLeast.Value)}" : "";
        rows.Add(new Row(name, value, unit, budget, met));
        Console.WriteLine($"| {name} | {Text(value)} {unit} | {budget} | {(met is null ? "" : met.Value ? "met" : "MISSED")} |");
    }

    public void Save(string name)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("JUMPGATE_ARTIFACTS") ?? "artifacts", "bench");
        System.IO.Directory.CreateDirectory(folder);
        var json = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject { ["name"] = r.Name, ["value"] = r.Value, ["unit"] = r.Unit, ["budget"] = r.Budget, ["met"] = r.Met })]);
        File.WriteAllText(Path.Combine(folder, name + ".json"), json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    public static void Head() => Console.WriteLine("| what | result | budget | |\n|---|---|---|---|");

    private static string Text(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private sealed record Row(string Name, double Value, string Unit, string Budget, bool? Met);
}
