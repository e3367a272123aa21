using System.Diagnostics;

namespace Jumpgate.Benchmarks;

/// <summary>How fast changes go out to a receiver on this machine, and how soon a single one arrives.</summary>
internal static class WebhookBenchmarks
{
    private const int Directories = 4;
    private const int Users = 12_000;
    private const int Singly = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task MeasureAsync(Report report, string store)
    {
        using var hub = await Hub.StartAsync(store, "http://127.0.0.1:9");
        var hooked = new HookedDirectories(hub);
        await hooked.AddAsync(Directories);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Users), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
            {
                if (!await hooked.UserAsync(i % Directories, $"user{i}", stop)) throw new InvalidOperationException("A user could not be made.");
            });
        foreach (var ordered in (bool[])[true, false])
        {
            await using var receiver = await HookReceiver.StartAsync(remembers: false);
            var clock = Stopwatch.StartNew();
            var busy = hub.Child.ProcessorSeconds;
            await hooked.HookAsync(receiver.Url, 0, ordered, "organization.directory.user_created");
            await receiver.UntilAsync(Users, Patience);
            var seconds = clock.Elapsed.TotalSeconds;
            report.Add($"{store}: deliveries to one receiver, {(ordered ? $"in order, {Directories} directories" : "in any order")}", Users / seconds, "/s", atLeast: 1000);
            report.Add($"{store}: — processor time of the server per delivery", (hub.Child.ProcessorSeconds - busy) / Users * 1_000_000, "µs");
        }

        await using var single = await HookReceiver.StartAsync(remembers: false);
        await hooked.HookAsync(single.Url, null, true, "organization.directory.user_created");
        List<double> waits = [];
        for (var i = 0; i < Singly; i++)
        {
            var clock = Stopwatch.StartNew();
            await hooked.UserAsync(i % Directories, $"single{i}");
            await single.UntilAsync(i + 1, Patience);
            waits.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(20);
        }

        waits.Sort();
        report.Add($"{store}: from a SCIM request to the arrival of its event, median", waits[Singly / 2], "ms");
        report.Add($"{store}: — the slowest of {Singly}", waits[^1], "ms", atMost: 5000);
    }
}
