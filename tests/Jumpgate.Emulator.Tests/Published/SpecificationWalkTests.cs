using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Calls every published operation of a running emulator and holds the answers against the published schemas.</summary>
public sealed class SpecificationWalkTests
{
    private static readonly EmulatorOptions Rich = new() { Users = 120, Admins = 12, Groups = 20, Devices = 40, Applications = 25, Events = 200 };

    [SpecificationFact]
    public async Task Every_read_answers_in_its_published_shape()
    {
        await using var emulator = await EmulatorClient.StartAsync(Rich);
        var filler = new PathFiller(emulator);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        var walked = 0;
        foreach (var operation in Specifications.Published.Newest.Where(o => o.Method == "GET"))
        {
            if (await filler.FillAsync(operation.Path) is not { } path)
            {
                faults.Add($"GET {operation.Path} — no object to ask for");
                continue;
            }
            foreach (var query in Queries(operation))
            {
                using var answer = await emulator.GetAsync(path + query);
                var body = await answer.Content.ReadAsStringAsync();
                walked++;
                foreach (var fault in AnswerCheck.Of("GET", path, (int)answer.StatusCode, body))
                    faults.Add($"GET {operation.Path}{query} — {fault}");
                if (!operation.Successes.Contains((int)answer.StatusCode))
                    faults.Add($"GET {operation.Path}{query} — status {(int)answer.StatusCode}");
            }
        }
        walked.ShouldBeGreaterThan(250);
        faults.ShouldBeEmpty();
    }

    private static IEnumerable<string> Queries(Operation operation)
    {
        var targets = operation.Parameters.FirstOrDefault(parameter => parameter["name"]?.ToString() == "targets");
        if (targets is not null)
        {
            var choices = (targets["enum"] ?? targets["items"]?["enum"] ?? targets["schema"]?["enum"] ?? targets["schema"]?["items"]?["enum"]) as JsonArray ?? [];
            return choices.Select(choice => $"?targets={choice}");
        }
        return [operation.Path.EndsWith("/eventlist/next", StringComparison.Ordinal) ? "?users=665f0c1e8a1b2c0001d3e4f5" : ""];
    }
}
