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

    /// <summary>How JumpCloud's time goes on behind the last kill, and how long polls and sweeps have for each jump.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(6);

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
            await using var receiver = await BatchReceiver.StartAsync();
            var sinks = SurvivingSink.All(receiver);
            foreach (var sink in sinks) await sink.MakeAsync(fed);
            var refusing = sinks[random.Next(sinks.Count)];
            await fed.Emulator.PostAsync("/emulator/weather", weather.Raining);
            if (weather.Backfill is { } back) await fed.BackfillAsync(DateTimeOffset.FromUnixTimeMilliseconds(fed.Began) - back);
            while (killed < kills / 3) await KillAsync(fed);
            await refusing.RefuseAsync(fed);
            while (killed < kills * 2 / 3) await KillAsync(fed);
            await refusing.RelentAsync(fed);
            while (killed < kills) await KillAsync(fed);
            await fed.Emulator.PostAsync("/emulator/weather", weather.Dry);
            for (var passed = TimeSpan.Zero; passed < weather.Behind; passed += Jump)
            {
                await PassAsync(fed, Jump);
                await Task.Delay(Breath);
            }

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
        if (weather.Lapse > TimeSpan.Zero) await PassAsync(fed, random.NextDouble() * weather.Lapse);
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

    /// <summary>JumpCloud's clock goes on; the server knows it by the <c>Date</c> of answers.</summary>
    private static Task PassAsync(FeedHub fed, TimeSpan time) =>
        fed.Emulator.PostAsync("/emulator/clock", new JsonObject { ["advance"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s") });

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
/// <param name="Lapse">JumpCloud's clock jumps by up to so long before each kill, so that late events and sweeps come within the story.</param>
/// <param name="Behind">How much of JumpCloud's time passes behind the last kill, without anything new.</param>
/// <param name="Backfill">How far before its beginning the feed is filled; null: not at all.</param>
internal sealed record FeedWeather(JsonObject Raining, TimeSpan Lapse, TimeSpan Behind, TimeSpan? Backfill)
{
    /// <summary>Nothing new happens, what is late still comes.</summary>
    public JsonObject Dry { get; } = new() { ["rate"] = "0/s", ["bursts"] = "0" };

    /// <summary>All the emulator has.</summary>
    public static FeedWeather Worst { get; } = new(
        new()
        {
            ["preset"] = "worst",
            ["rate"] = "2/s",
            ["bursts"] = "1500/30m",
            ["faults"] = new JsonArray([.. Answers.Concat(["402 1/151 +50", "403 1/157 +70"]).Select(what => (JsonNode)$"POST /insights/directory/v1/** {what}")]),
        },
        TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(160), TimeSpan.FromHours(2));

    /// <summary>Nothing that takes sweeps to find: no event is later than the overlap of polls.</summary>
    public static FeedWeather Mild { get; } = new(
        new()
        {
            ["preset"] = "worst",
            ["rate"] = "10/s",
            ["bursts"] = "1500/120s",
            ["since"] = "4m",
            ["late"] = "5%/60s",
            ["faults"] = new JsonArray([.. Answers.Select(what => (JsonNode)$"POST /insights/directory/v1/** {what}")]),
        },
        TimeSpan.Zero, TimeSpan.FromMinutes(2), null);

    private static string[] Answers => ["429:1 1/43 +20", "429 1/47 +28", "500 1/31 +16", "cut 1/29 +12", "truncate 1/37 +24", "html 1/97 +40", "hang:2000 1/61 +32"];
}
