using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Full syncs and refreshes, measured from outside: wall time, requests at the emulator, memory of the server.</summary>
internal static class SyncBenchmarks
{
    public const string W10 = "--users 10000 --groups 500 --memberships 100000 --applications 100 --admins 200 --devices 500";
    private const string Equal = W10 + " --group-sizes equal";

    public static async Task W10Async(Report report, string store)
    {
        await FullAsync(report, store, "W10, 50 ms per answer", $"{Equal} --latency 50ms", maxSeconds: 12, maxMemory: 250);
        await FullAsync(report, store, "W10, 0 ms", Equal, maxSeconds: 8, maxMemory: 250);
        await FullAsync(report, store, "company-like W10, 0 ms", W10, maxSeconds: null, maxMemory: null);
    }

    public static async Task UnchangedAsync(Report report, string store)
    {
        using var emulator = await Emulator.StartAsync(Equal);
        using var hub = await Hub.StartAsync(store, emulator.Url);
        var organization = await hub.LinkAsync(emulator, NoRefresh());
        var first = await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(2));
        await emulator.PostAsync("/emulator/world", new JsonObject { ["moveVolatile"] = true });
        var clock = Stopwatch.StartNew();
        await hub.SyncAsync(organization);
        var second = await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(2), first["id"]!.GetValue<string>());
        report.Add($"{store}: W10 again, only volatile fields moved", clock.Elapsed.TotalSeconds, "s");
        report.Add($"{store}: — versions, edges and changes written", second["counts"]!.AsObject().Sum(c => c.Value!["written"]!.GetValue<long>()), "rows", atMost: 0);
        report.Add($"{store}: — hash is the same", second["hash"]!.GetValue<string>() == first["hash"]!.GetValue<string>() ? 1 : 0, "", atLeast: 1);
    }

    public static async Task RefreshAsync(Report report, string store)
    {
        using var emulator = await Emulator.StartAsync(Equal);
        using var hub = await Hub.StartAsync(store, emulator.Url);
        const double poll = 2;
        var organization = await hub.LinkAsync(emulator, new JsonObject { ["refreshInterval"] = $"PT{poll}S" });
        await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(2));
        var directory = (await hub.OrganizationAsync(organization))["directoryId"]!.GetValue<string>();
        var user = (await emulator.ConsoleAsync(HttpMethod.Get, "/api/systemusers?limit=1&skip=77"))!["results"]![0]!["_id"]!.GetValue<string>();

        // Let the polls run empty first, then count what one change costs beyond them.
        await Task.Delay(TimeSpan.FromSeconds(3 * poll));
        await emulator.ConsoleAsync(HttpMethod.Put, $"/api/systemusers/{user}", new JsonObject { ["jobTitle"] = "Astronaut" });
        var before = await emulator.RequestsAsync();
        var clock = Stopwatch.StartNew();
        while (!await SeenAsync())
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException("The change was never seen.");
            await Task.Delay(20);
        }

        report.Add($"{store}: one change, seen by refresh (polls of {poll} s)", clock.Elapsed.TotalSeconds / poll, "polls", atMost: 2);
        report.Add($"{store}: — requests, polls included", await emulator.RequestsAsync() - before, "", atMost: 5);

        async Task<bool> SeenAsync()
        {
            var filter = Uri.EscapeDataString("title eq \"Astronaut\"");
            var page = JsonNode.Parse(await hub.Http.GetStringAsync($"/v1/directories/{directory}/users?filter={filter}"))!;
            return page["items"]!.AsArray().Count > 0;
        }
    }

    public static async Task ScaleAsync(Report report, string store, IReadOnlyList<int> sizes)
    {
        double? perObject = null;
        foreach (var users in sizes)
        {
            var (groups, memberships) = (Math.Max(users / 50, 20), users * 10L);
            var world = $"--users {users} --groups {groups} --memberships {memberships} --applications 100 --admins 200 --devices 500 --group-sizes equal";
            using var emulator = await Emulator.StartAsync(world);
            using var hub = await Hub.StartAsync(store, emulator.Url);
            var clock = Stopwatch.StartNew();
            var organization = await hub.LinkAsync(emulator, NoRefresh());
            await hub.FullRunDoneAsync(organization, TimeSpan.FromHours(1));
            var cost = clock.Elapsed.TotalMilliseconds * 1000 / (users + groups + memberships);
            report.Add($"{store}: {users:N0} users, {memberships:N0} memberships", clock.Elapsed.TotalSeconds, "s");
            report.Add($"{store}: — per object", cost, "µs", atMost: perObject * 2);
            report.Add($"{store}: — server, peak", hub.Child.PeakMemory, "MiB", atMost: 600);
            report.Add($"{store}: — emulator, peak", emulator.Child.PeakMemory, "MiB", atMost: 1024);
            perObject ??= cost;
            if (users == sizes[^1]) await ReadBenchmarks.ListsAsync(report, hub, organization);
        }
    }

    private static async Task FullAsync(Report report, string store, string name, string world, double? maxSeconds, double? maxMemory)
    {
        using var emulator = await Emulator.StartAsync(world);
        using var hub = await Hub.StartAsync(store, emulator.Url);
        report.Add($"{store}: start to ready", hub.StartSeconds, "s", atMost: store == "sqlite" ? 1 : null);
        var fewest = (await emulator.WorldAsync())["minRequests"]!.GetValue<double>();
        var clock = Stopwatch.StartNew();
        var organization = await hub.LinkAsync(emulator, NoRefresh());
        var run = await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(10));
        report.Add($"{store}: {name}", clock.Elapsed.TotalSeconds, "s", atMost: maxSeconds);
        report.Add($"{store}: — requests of the run ÷ minRequests ({fewest:N0})", run["requests"]!.GetValue<double>() / fewest, "", atMost: 1.05);
        report.Add($"{store}: — server, peak", hub.Child.PeakMemory, "MiB", atMost: maxMemory);
    }

    private static JsonObject NoRefresh() => new() { ["refreshInterval"] = "PT1H" };
}
