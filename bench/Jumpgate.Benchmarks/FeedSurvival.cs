using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>
/// Kills the server with SIGKILL at random moments while it fetches events in the emulator's worst weather and hands them to sinks, one of which refuses for the
/// middle third. In the end every sink must have every event that became visible, valid, and where it can tell, once.
/// </summary>
internal sealed class FeedSurvival(string store, Random random, int kills, FeedWeather weather)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How long nothing new may come before everything is taken to have come.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    private readonly List<string> problems = [];
    private int killed, starting, events, late;

    public string Store => store;

    public int Problems => problems.Count;

    public int Kills => killed;

    public void Print() => Console.WriteLine($"| {store} | {killed} | {starting} | {events} | {late} | {problems.Count} |");

    public static void Head() => Console.WriteLine("| store | kills | of them while starting | events | of them visible five minutes late or later | problems |\n|---|---|---|---|---|---|");

    public async Task RunAsync()
    {
        try
        {
            using var fed = await FeedHub.StartAsync(store, "--users 50 --groups 5 --devices 10 --applications 5 --admins 5", poll: 1);
            var sinks = SurvivingSink.All();
            foreach (var sink in sinks) await sink.MakeAsync(fed);
            var refusing = sinks[random.Next(sinks.Count)];
            await fed.Emulator.PostAsync("/emulator/weather", weather.Raining);
            if (weather.Backfill is { } back) await fed.BackfillAsync(DateTimeOffset.FromUnixTimeMilliseconds(fed.Began) - back);
            while (killed < kills)
            {
                if (killed == kills / 3) await refusing.RefuseAsync(fed);
                if (killed == kills * 2 / 3) await refusing.RelentAsync(fed);
                await KillAsync(fed);
            }

            if (killed < kills * 2 / 3) await refusing.RelentAsync(fed);
            await fed.Emulator.PostAsync("/emulator/weather", weather.Dry);
            await Task.Delay(weather.Wait);
            await CompareAsync(fed, sinks);
        }
        catch (Exception end) when (end is InvalidOperationException or TimeoutException or HttpRequestException or TaskCanceledException or IOException)
        {
            Fail(end.Message);
        }
    }

    /// <summary>Kills a moment after something new has arrived anywhere, now and then once more while the server starts.</summary>
    private async Task KillAsync(FeedHub fed)
    {
        var before = await ProgressAsync(fed);
        await fed.UntilAsync(async () => await ProgressAsync(fed) > before, "events arrive", Patience);
        await Task.Delay(random.Next(0, 1500));
        fed.Hub.Child.Kill();
        killed++;
        if (random.Next(12) == 0 && killed < kills)
        {
            fed.Hub.Child.Dispose();
            fed.Hub.Launch();
            await Task.Delay(random.Next(50, 1500));
            fed.Hub.Child.Kill();
            (killed, starting) = (killed + 1, starting + 1);
        }

        fed.Hub.Child.Dispose();
        await fed.Hub.LaunchAsync();
        if (killed % 20 == 0) Console.Error.WriteLine($"{store}: {killed} of {kills} kills, {await fed.StoredAsync()} events");
    }

    private static async Task<long> ProgressAsync(FeedHub fed) => (await fed.NowAsync()) is var now
        ? now["cursor"]!["position"]!.GetValue<long>() + now["sinks"]!.AsArray().Sum(sink => sink!["position"]!.GetValue<long>()) : 0;

    private async Task CompareAsync(FeedHub fed, IReadOnlyList<SurvivingSink> sinks)
    {
        var truth = await FeedTruth.ReadAsync(fed.Emulator.Http);
        var from = fed.Began - (long)(weather.Backfill ?? TimeSpan.Zero).TotalMilliseconds;
        string[] must = [.. truth.Since(from)];
        (events, late) = (must.Length, truth.LateSince(from, TimeSpan.FromMinutes(5)));
        await QuietAsync(fed, must.Length);
        foreach (var sink in sinks)
        {
            var tally = truth.Hold(await sink.LinesAsync(fed), sink.Validator, must);
            if (!tally.IsWhole || (sink.Once && tally.Doubled > 0)) Fail($"{sink.Name}: {tally with { Faults = [] }}\n{string.Join('\n', tally.Faults)}");
        }
    }

    /// <summary>Waits until the log holds as many events as there are, all delivered, and for a while nothing more comes.</summary>
    private static async Task QuietAsync(FeedHub fed, int wanted)
    {
        var (last, since) = (-1L, Stopwatch.StartNew());
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(500))
        {
            var now = await fed.NowAsync();
            var position = now["cursor"]!["position"]!.GetValue<long>();
            if (position != last || now["backlog"]!.GetValue<long>() > 0) (last, since) = (position, Stopwatch.StartNew());
            else if (position >= wanted && since.Elapsed > Quiet) return;
        }
    }

    private void Fail(string problem)
    {
        problems.Add(problem);
        Console.Error.WriteLine($"{store}: {problem}");
    }
}

/// <summary>The weather a story is told in.</summary>
/// <param name="Raining">Posted when the feed and its sinks are there.</param>
/// <param name="Dry">Posted behind the last kill: nothing new happens, what is late still comes.</param>
/// <param name="Wait">How long that is waited for.</param>
/// <param name="Backfill">How far before its beginning the feed is filled; null: not at all.</param>
internal sealed record FeedWeather(JsonObject Raining, JsonObject Dry, TimeSpan Wait, TimeSpan? Backfill)
{
    /// <summary>All of it: events up to 90 minutes late arrive from the start, because they have been happening for two hours.</summary>
    public static FeedWeather Worst { get; } = Of(new() { ["preset"] = "worst", ["rate"] = "10/s", ["bursts"] = "1500/120s" }, TimeSpan.FromSeconds(5), TimeSpan.FromHours(2));

    /// <summary>Without what only sweeps and backfill bring in: nothing is later than the overlap of polls, none is nested deeper than 128 levels, nothing is refused.</summary>
    public static FeedWeather Mild { get; } = Of(
        new()
        {
            ["preset"] = "worst",
            ["rate"] = "10/s",
            ["bursts"] = "1500/120s",
            ["since"] = "4m",
            ["late"] = "5%/60s",
            ["shapes"] = "notObject,noId,noTimestamp,noType,huge,badUtf8,nulls,textNumbers,controls",
            ["faults"] = new JsonArray(
                "POST /insights/directory/v1/** 429:1 1/43", "POST /insights/directory/v1/** 500 1/31", "POST /insights/directory/v1/** cut 1/29", "POST /insights/directory/v1/** truncate 1/37"),
        },
        TimeSpan.FromSeconds(61), null);

    private static FeedWeather Of(JsonObject raining, TimeSpan wait, TimeSpan? backfill) =>
        new(raining, new JsonObject { ["rate"] = "0/s", ["bursts"] = "0" }, wait, backfill);
}
