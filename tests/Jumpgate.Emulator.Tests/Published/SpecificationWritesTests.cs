namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Calls every published write and expects the documented status, and an answer in the documented shape.</summary>
public sealed class SpecificationWritesTests
{
    private static readonly string[] Order = ["POST", "PUT", "PATCH", "DELETE"];

    [PublishedFact]
    public async Task Every_write_answers_its_documented_status()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 40, Admins = 12, Groups = 8, Devices = 20, Applications = 8 });
        await WalkAsync(emulator, new PathFiller(emulator), operation => !operation.Path.Contains("/providers/{", StringComparison.Ordinal), atLeast: 120);
    }

    [PublishedFact]
    public async Task Every_write_of_a_provider_answers_its_documented_status()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5, Organizations = 3 });
        await WalkAsync(emulator, new PathFiller(emulator, emulator.Emulator.ProviderId), operation => operation.Path.Contains("/providers/{", StringComparison.Ordinal), atLeast: 8);
    }

    /// <summary>Writes answer the object as reading does, which is documented with more fields than the answers to writes are.</summary>
    private static bool IsFault(string fault) => !fault.EndsWith("unknown property", StringComparison.Ordinal);

    /// <summary>Items of lists that are empty and have no way to add to them.</summary>
    private static readonly string[] Unmakable =
    [
        "/api/v2/providers/{provider_id}/policygrouptemplates/{id}", "/api/v2/approvalflowrequest/{id}", "/api/v2/users/{user_id}/pushendpoints/{push_endpoint_id}",
        "/api/v2/administrators/{id}/organizationlinks", "/api/v2/administrators/{administrator_id}/organizationlinks/{id}", // need a second organization
    ];

    private static async Task WalkAsync(EmulatorClient emulator, PathFiller filler, Func<Operation, bool> which, int atLeast)
    {
        var bodies = new WriteBodies(emulator);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        var walked = 0;
        // What hangs on an object is deleted before the object.
        foreach (var operation in Specifications.Published.Newest.Where(o => o.Method != "GET" && which(o) && !Unmakable.Contains(o.Path))
            .OrderBy(o => Array.IndexOf(Order, o.Method)).ThenByDescending(o => o.Method == "DELETE" ? o.Path.Split('/').Length : 0))
        {
            var path = await bodies.PathAsync(operation) ?? await filler.FillAsync(operation.Path);
            if (path is null)
            {
                faults.Add($"{operation.Method} {operation.Path} — no object to write to");
                continue;
            }
            using var answer = await emulator.SendAsync(new HttpMethod(operation.Method), path, await bodies.BodyAsync(operation, path));
            var text = await answer.Content.ReadAsStringAsync();
            walked++;
            if (!operation.Successes.Contains((int)answer.StatusCode))
                faults.Add($"{operation.Method} {operation.Path} — status {(int)answer.StatusCode} instead of {string.Join('/', operation.Successes)} {text}");
            else if (text.Length > 0)
                faults.UnionWith(AnswerCheck.Of(operation.Method, path, (int)answer.StatusCode, text).Where(IsFault).Select(fault => $"{operation.Method} {operation.Path} — {fault}"));
            if (operation.Method == "DELETE")
                filler.Forget();
        }
        faults.RemoveWhere(KnownDifferences.Explain);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        walked.ShouldBeGreaterThan(atLeast);
    }
}
