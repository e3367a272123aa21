using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Calls every published operation of a running emulator and holds the answers against the published schemas.</summary>
public sealed class SpecificationWalkTests
{
    private static readonly EmulatorOptions Rich = new() { Users = 120, Admins = 12, Groups = 20, Devices = 40, Applications = 25, Events = 200 };

    /// <summary>Lists that are empty and have no way to add to them: their items cannot exist.</summary>
    private static readonly string[] Unmakable =
    [
        "/api/v2/approvalflowrequest/{id}", "/api/v2/providers/{provider_id}/configuredpolicytemplates/{id}", "/api/v2/providers/{provider_id}/policygrouptemplates/{id}",
        "/api/v2/providers/{provider_id}/policygrouptemplates/{id}/members", "/api/v2/providers/{provider_id}/invoices/{ID}", "/api/v2/users/{user_id}/pushendpoints/{push_endpoint_id}",
        "/insights/directory/v1/reports/{report_id}/artifacts/{artifact_id}/content", "/api/v2/policyresults/{id}",
        "/api/v2/applemdms/{apple_mdm_id}/enrollmentprofiles/{id}", "/api/v2/workdays/{id}/import/{job_id}/results",
        "/api/v2/integrations/connectwise/{UUID}/agreements/{agreement_ID}/additions",
    ];

    [PublishedFact]
    public async Task Every_read_answers_in_its_published_shape()
    {
        await using var emulator = await EmulatorClient.StartAsync(Rich);
        await WalkAsync(emulator, new PathFiller(emulator), operation => !operation.Path.Contains("/providers/{", StringComparison.Ordinal), atLeast: 150);
    }

    [PublishedFact]
    public async Task Every_read_of_a_provider_answers_in_its_published_shape()
    {
        await using var emulator = await EmulatorClient.StartAsync(Rich with { Users = 20, Organizations = 3 });
        await WalkAsync(emulator, new PathFiller(emulator, emulator.Emulator.ProviderId), operation => operation.Path.Contains("/providers/{", StringComparison.Ordinal), atLeast: 10);
    }

    private static async Task WalkAsync(EmulatorClient emulator, PathFiller filler, Func<Operation, bool> which, int atLeast)
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        var walked = 0;
        foreach (var operation in Specifications.Published.Newest.Where(o => o.Method == "GET" && which(o) && !Unmakable.Contains(o.Path)))
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
        faults.RemoveWhere(KnownDifferences.Explain);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        walked.ShouldBeGreaterThan(atLeast);
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
