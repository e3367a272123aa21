namespace Jumpgate.Benchmarks;

/// <summary>What one store lived through: kills by the phase the sync was in, and every end that was not as it should be.</summary>
internal sealed class SurvivalTally(string store)
{
    public const string Starting = "starting";

    private static readonly string[] Phases = [Starting, "reading", "weighing", "confirming", "applying"];
    private readonly Dictionary<string, int> byPhase = [];

    public string Store => store;

    public int Stories { get; set; }

    public int Syncs { get; set; }

    public int Kills => byPhase.Values.Sum();

    public List<string> Problems { get; } = [];

    public void Killed(string phase) => byPhase[phase] = byPhase.GetValueOrDefault(phase) + 1;

    public void Fail(string problem)
    {
        Problems.Add(problem);
        Console.Error.WriteLine($"{store}: {problem}");
    }

    public static void Head() => Console.WriteLine($"| store | syncs | kills | {string.Join(" | ", Phases)} | other ends |\n|---|---|---|{string.Concat(Phases.Select(_ => "---|"))}---|");

    public void Print() => Console.WriteLine($"| {store} | {Syncs} | {Kills} | {string.Join(" | ", Phases.Select(phase => byPhase.GetValueOrDefault(phase)))} | {Problems.Count} |");
}
