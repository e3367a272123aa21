using System.Globalization;

namespace Jumpgate.Benchmarks;

/// <summary>
/// Kills the server with SIGKILL at random moments while changes come in and go out. In the end the receiver must hold every event of the log,
/// those of a directory in their order, and what came twice with the same id.
/// </summary>
internal sealed class HookSurvival(string store, Random random, int kills)
{
    private const int Directories = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> problems = [];
    private int killed, starting, events, doubles;

    public string Store => store;

    public int Problems => problems.Count;

    public int Kills => killed;

    public void Print() => Console.WriteLine($"| {store} | {killed} | {starting} | {events} | {doubles} | {problems.Count} |");

    public static void Head() => Console.WriteLine("| store | kills | of them while starting | events | came more than once | problems |\n|---|---|---|---|---|---|");

    public async Task RunAsync()
    {
        try
        {
            using var hub = await Hub.StartAsync(store, "http://127.0.0.1:9");
            await using var receiver = await HookReceiver.StartAsync(remembers: true);
            var hooked = new HookedDirectories(hub);
            await hooked.AddAsync(Directories);
            var first = await NewestAsync(hub);
            await hooked.HookAsync(receiver.Url, null, true);
            using var stop = new CancellationTokenSource();
            var pushing = Enumerable.Range(0, Directories).Select(directory => PushAsync(hooked, directory, stop.Token)).ToArray();
            while (killed < kills) await KillAsync(hub, receiver);
            await stop.CancelAsync();
            await Task.WhenAll(pushing);
            await CompareAsync(hub, receiver, first);
        }
        catch (Exception end) when (end is InvalidOperationException or TimeoutException or HttpRequestException or TaskCanceledException)
        {
            Fail(end.Message);
        }
    }

    /// <summary>Kills a moment after the receiver got something new, now and then once more while the server starts.</summary>
    private async Task KillAsync(Hub hub, HookReceiver receiver)
    {
        var before = receiver.Count;
        await receiver.UntilAsync(before + random.Next(1, 60), Patience);
        await Task.Delay(random.Next(0, 120));
        hub.Child.Kill();
        killed++;
        if (random.Next(12) == 0 && killed < kills)
        {
            hub.Child.Dispose();
            hub.Launch();
            await Task.Delay(random.Next(50, 1200));
            hub.Child.Kill();
            (killed, starting) = (killed + 1, starting + 1);
        }

        hub.Child.Dispose();
        await hub.LaunchAsync();
        if (killed % 20 == 0) Console.Error.WriteLine($"{store}: {killed} of {kills} kills, {receiver.Count} arrivals");
    }

    private static async Task PushAsync(HookedDirectories hooked, int directory, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                if (await hooked.UserAsync(directory, string.Create(CultureInfo.InvariantCulture, $"d{directory}u{i}"), stop)) i++;
                await Task.Delay(5, stop);
            }
            catch (Exception down) when (down is HttpRequestException or ObjectDisposedException or InvalidOperationException or TaskCanceledException)
            {
                // The server is down or starting: the client tries again, as any would.
                if (!stop.IsCancellationRequested) await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private async Task CompareAsync(Hub hub, HookReceiver receiver, long first)
    {
        var expected = await EventsAsync(hub, first);
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(50))
            if (expected.All(receiver.Arrivals.Select(one => one.Id).ToHashSet().Contains)) break;
        var arrivals = receiver.Arrivals;
        var seen = new HashSet<string>();
        Dictionary<string, long> last = [];
        foreach (var (id, seq, directory) in arrivals)
        {
            if (!seen.Add(id))
            {
                doubles++;
                continue;
            }

            if (last.TryGetValue(directory, out var before) && seq < before) Fail($"directory {directory}: {seq} came after {before}");
            last[directory] = seq;
        }

        if (expected.Where(id => !seen.Contains(id)).ToList() is { Count: > 0 } missing) Fail($"{missing.Count} of {expected.Count} events never came: {string.Join(", ", missing.Take(5))}");
        if (seen.Except(expected).ToList() is { Count: > 0 } foreign) Fail($"{foreign.Count} events came that the log does not have: {string.Join(", ", foreign.Take(5))}");
        events = expected.Count;
    }

    private static async Task<List<string>> EventsAsync(Hub hub, long first)
    {
        List<string> ids = [];
        await foreach (var item in hub.ListAsync($"/v1/changes?as=events&after={first}&limit=1000")) ids.Add(item["id"]!.GetValue<string>());
        return ids;
    }

    private static async Task<long> NewestAsync(Hub hub)
    {
        var newest = 0L;
        await foreach (var item in hub.ListAsync("/v1/changes?limit=1000")) newest = item["seq"]!.GetValue<long>();
        return newest;
    }

    private void Fail(string problem)
    {
        problems.Add(problem);
        Console.Error.WriteLine($"{store}: {problem}");
    }
}
