using System.Globalization;

namespace Jumpgate.Benchmarks;

/// <summary>Kills the server with SIGKILL at random moments of its syncs and compares every end with that of a server nobody disturbed.</summary>
internal static class Survival
{
    private static readonly string[] Stores = ["sqlite", "postgres"];

    public static async Task<int> RunAsync(string[] options)
    {
        var scenario = Option(options, "--scenario") ?? "sync";
        var chosen = Option(options, "--store") is { } one ? [one] : options.Intersect(Stores).ToArray() is { Length: > 0 } named ? named : Stores;
        if (scenario is not ("sync" or "webhooks" or "feed") || chosen.Except(Stores).Any())
        {
            Console.Error.WriteLine("survive --scenario sync|webhooks|feed [--store sqlite|postgres] [--kills N] [--seed S] [--weather worst|mild]");
            return 2;
        }

        var kills = int.Parse(Option(options, "--kills") ?? "200", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(options, "--seed") ?? "7", CultureInfo.InvariantCulture);
        if (scenario == "webhooks") return await WebhooksAsync(chosen, kills, seed);
        if (scenario == "feed") return await FeedAsync(chosen, kills, seed, Option(options, "--weather") == "mild" ? FeedWeather.Mild : FeedWeather.Worst);
        // Side by side: most of a kill is waiting for the next start, and on PostgreSQL for the cluster to notice.
        var tallies = await Task.WhenAll(chosen.Select((store, i) => StoreAsync(store, new Random(seed + i), (kills + chosen.Length - 1 - i) / chosen.Length)));
        SurvivalTally.Head();
        foreach (var tally in tallies) tally.Print();
        var report = new Report();
        Console.WriteLine();
        Report.Head();
        foreach (var tally in tallies)
        {
            report.Add($"{tally.Store}: kills in mid-sync", tally.Kills, "", atLeast: (kills + chosen.Length - 1) / chosen.Length - 1);
            report.Add($"{tally.Store}: — ends other than the undisturbed run's", tally.Problems.Count, "", atMost: 0);
        }

        report.Save("survive-sync");
        return report.Met ? 0 : 1;
    }

    private static async Task<int> WebhooksAsync(string[] chosen, int kills, int seed)
    {
        var runs = chosen.Select((store, i) => new HookSurvival(store, new Random(seed + i), (kills + chosen.Length - 1 - i) / chosen.Length)).ToList();
        await Task.WhenAll(runs.Select(run => run.RunAsync()));
        HookSurvival.Head();
        foreach (var run in runs) run.Print();
        var report = new Report();
        Console.WriteLine();
        Report.Head();
        foreach (var run in runs)
        {
            report.Add($"{run.Store}: kills while events go out", run.Kills, "", atLeast: (kills + chosen.Length - 1) / chosen.Length - 1);
            report.Add($"{run.Store}: — events lost, out of order or foreign", run.Problems, "", atMost: 0);
        }

        report.Save("survive-webhooks");
        return report.Met ? 0 : 1;
    }

    private static async Task<int> FeedAsync(string[] chosen, int kills, int seed, FeedWeather weather)
    {
        var runs = chosen.Select((store, i) => new FeedSurvival(store, new Random(seed + i), (kills + chosen.Length - 1 - i) / chosen.Length, weather)).ToList();
        await Task.WhenAll(runs.Select(run => run.RunAsync()));
        FeedSurvival.Head();
        foreach (var run in runs) run.Print();
        var report = new Report();
        Console.WriteLine();
        Report.Head();
        foreach (var run in runs)
        {
            report.Add($"{run.Store}: kills while events are fetched and delivered", run.Kills, "", atLeast: (kills + chosen.Length - 1) / chosen.Length - 1);
            report.Add($"{run.Store}: — sinks that lack an event, have one twice, or one that is not valid", run.Problems, "", atMost: 0);
        }

        report.Save("survive-feed");
        return report.Met ? 0 : 1;
    }

    private static async Task<SurvivalTally> StoreAsync(string store, Random random, int kills)
    {
        var tally = new SurvivalTally(store);
        while (tally.Kills < kills && tally.Stories < kills)
        {
            tally.Stories++;
            try
            {
                using var story = await SurvivalStory.BeginAsync(store, random);
                try
                {
                    await story.TellAsync(tally, kills);
                }
                catch (HttpRequestException refused)
                {
                    tally.Fail($"{refused.Message}\n{story.Tail}");
                }
            }
            catch (Exception end) when (end is InvalidOperationException or TimeoutException or HttpRequestException or TaskCanceledException)
            {
                tally.Fail(end.Message);
            }

            Console.Error.WriteLine($"{store}: {tally.Kills} of {kills} kills, {tally.Problems.Count} bad ends");
        }

        return tally;
    }

    private static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var i && i + 1 < options.Length ? options[i + 1] : null;
}
