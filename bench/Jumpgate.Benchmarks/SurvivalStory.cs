using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>
/// A first load and a sync of many changes, both killed again and again, beside a calm server that reads the same. Both must end with the same
/// hash, the same counts and the same mirror, and with a change log without a gap.
/// </summary>
internal sealed class SurvivalStory : IDisposable
{
    private const string World = "--users 1200 --groups 40 --memberships 6000 --applications 15 --admins 15 --devices 60 --latency 5ms";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Order = ["reading", "weighing", "confirming", "applying"];
    private static readonly string[] Kinds = ["users", "admins", "groups", "device-groups", "devices", "applications", "roles"];

    private readonly Random random;
    private Emulator emulator = null!;
    private Hub calm = null!;
    private Hub killed = null!;

    private SurvivalStory(Random random) => this.random = random;

    public static async Task<SurvivalStory> BeginAsync(string store, Random random)
    {
        var story = new SurvivalStory(random);
        try
        {
            story.emulator = await Emulator.StartAsync(World);
            story.calm = await Hub.StartAsync("sqlite", story.emulator.Url);
            story.killed = await Hub.StartAsync(store, story.emulator.Url);
            return story;
        }
        catch
        {
            story.Dispose();
            throw;
        }
    }

    /// <summary>Last words of the server that was killed so often.</summary>
    public string Tail => string.Join('\n', killed.Child.Tail.ToArray());

    public async Task TellAsync(SurvivalTally tally, int kills)
    {
        var still = new JsonObject { ["schedule"] = null, ["refreshInterval"] = null };
        var (calmLink, link) = (await calm.LinkAsync(emulator, still.DeepClone().AsObject()), await killed.LinkAsync(emulator, still));
        await DisturbAsync(tally, link, kills);
        var (calmFirst, first) = (await calm.FullRunDoneAsync(calmLink, Patience), await killed.FullRunDoneAsync(link, Patience));
        Compare(tally, "first load", calmFirst, first);

        await ChangeAsync();
        await calm.SyncAsync(calmLink);
        await killed.SyncAsync(link);
        await DisturbAsync(tally, link, kills);
        Compare(tally, "second sync", await calm.FullRunDoneAsync(calmLink, Patience, Id(calmFirst)), await killed.FullRunDoneAsync(link, Patience, Id(first)));

        var (expected, found) = (await MirrorAsync(calm, calmLink), await MirrorAsync(killed, link));
        if (!expected.SetEquals(found))
        {
            tally.Fail($"the mirror differs: missing {string.Join(", ", expected.Except(found).Take(5))}; too much {string.Join(", ", found.Except(expected).Take(5))}");
        }

        if (await GapAsync(killed) is { } gap) tally.Fail(gap);
    }

    /// <summary>Kills until the run is over or enough is enough, each time in a phase picked beforehand, a moment after it was seen.</summary>
    private async Task DisturbAsync(SurvivalTally tally, string organization, int kills)
    {
        tally.Syncs++;
        for (var left = random.Next(3, 9); left > 0 && tally.Kills < kills; left--)
        {
            var aim = Order[Math.Max(0, random.Next(-2, Order.Length))];
            if (await ReachedAsync(organization, aim) is not { } phase) return;
            await Task.Delay(random.Next(0, phase == "reading" ? 300 : 30));
            phase = await PhaseAsync(organization) ?? phase;
            tally.Killed(phase);
            killed.Child.Kill();
            if (random.Next(10) == 0 && tally.Kills < kills)
            {
                killed.Launch();
                await Task.Delay(random.Next(50, 1200));
                tally.Killed(SurvivalTally.Starting);
            }

            killed.Child.Dispose();
            await killed.LaunchAsync();
        }
    }

    /// <summary>Waits until the sync is in this phase or a later one; null: it is over.</summary>
    private async Task<string?> ReachedAsync(string organization, string aim)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(3))
        {
            if (await PhaseAsync(organization) is { } phase && Array.IndexOf(Order, phase) >= Array.IndexOf(Order, aim)) return phase;
            if (await OverAsync(organization)) return null;
        }

        throw new TimeoutException($"The sync was not taken up again within {Patience}.");
    }

    private async Task<string?> PhaseAsync(string organization) =>
        (await killed.OrganizationAsync(organization))["progress"] is JsonObject progress ? progress["phase"]!.GetValue<string>() : null;

    private async Task<bool> OverAsync(string organization) =>
        (await killed.RunsAsync(organization)).All(run => run!["state"]!.GetValue<string>() is not ("queued" or "running"));

    private static void Compare(SurvivalTally tally, string what, JsonNode calm, JsonNode killed)
    {
        foreach (var field in (string[])["hash", "counts"])
        {
            if (!JsonNode.DeepEquals(calm[field], killed[field])) tally.Fail($"{what}: {field} {killed[field]!.ToJsonString()}, undisturbed {calm[field]!.ToJsonString()}");
        }
    }

    private async Task ChangeAsync()
    {
        List<string> users = [];
        for (var skip = 0; skip < 800; skip += 100)
        {
            users.AddRange((await emulator.ConsoleAsync(HttpMethod.Get, $"/api/systemusers?limit=100&skip={skip}&sort=_id"))!["results"]!.AsArray().Select(user => user!["_id"]!.GetValue<string>()));
        }

        var changes = users.Select((id, i) => (Id: id, Deleted: i % 20 == 0, Department: $"Department {random.Next(1000)}")).ToList();
        await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (change, _) =>
        {
            var path = $"/api/systemusers/{change.Id}";
            if (change.Deleted) await emulator.ConsoleAsync(HttpMethod.Delete, path);
            else await emulator.ConsoleAsync(HttpMethod.Put, path, new JsonObject { ["department"] = change.Department });
        });
    }

    /// <summary>Everything the mirror shows, without the ids and versions a server gives by itself.</summary>
    private static async Task<HashSet<string>> MirrorAsync(Hub hub, string organization)
    {
        var directory = $"/v1/directories/{(await hub.OrganizationAsync(organization))["directoryId"]!.GetValue<string>()}";
        HashSet<string> all = [];
        foreach (var kind in Kinds)
        {
            await foreach (var item in hub.ListAsync($"{directory}/{kind}?limit=1000"))
                all.Add($"{kind} {item["remoteId"]} {item["name"]} {item["email"]} {item["status"]?.ToJsonString()} {item["attributes"]?.ToJsonString()}");
        }

        await foreach (var edge in hub.ListAsync($"{directory}/edges?limit=1000")) all.Add($"{edge["kind"]} {edge["from"]!["remoteId"]} {edge["to"]!["remoteId"]}");
        return all;
    }

    /// <summary>The change log must run from 1 to its end without a gap and without one twice.</summary>
    private static async Task<string?> GapAsync(Hub hub)
    {
        var expected = 1L;
        while ((await hub.Http.GetFromJsonAsync<JsonNode>($"/v1/changes?after={expected - 1}&limit=1000"))!["items"]!.AsArray() is { Count: > 0 } page)
        {
            foreach (var change in page)
            {
                if (change!["seq"]!.GetValue<long>() != expected) return $"the change log has {change["seq"]} where {expected} should stand";
                expected++;
            }
        }

        return null;
    }

    private static string Id(JsonNode run) => run["id"]!.GetValue<string>();

    public void Dispose()
    {
        killed?.Dispose();
        calm?.Dispose();
        emulator?.Dispose();
    }
}
