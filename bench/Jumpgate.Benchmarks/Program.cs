using Jumpgate.Benchmarks;

if (args is ["survive", .. var options]) return await Survival.RunAsync(options);
if (args is [PlainAnswer.Verb, var answer]) return await PlainAnswer.RunAsync(answer);

string[] known = ["store", "w10", "unchanged", "refresh", "reads", "scale", "scale-small", "scim", "scim-push", "webhooks", "ocsf", "feed-backfill", "feed-backfill-small", "feed-live", "event-search", "event-search-small", "event-search-10m"];
string[] stores = ["sqlite", "postgres"];
var chosen = args.Where(a => !stores.Contains(a)).ToArray();
if (chosen.Except(known).ToArray() is { Length: > 0 } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}; there are: {string.Join(", ", known)}. Add sqlite or postgres for one store.");
    return 2;
}

if (chosen.Length == 0) chosen = [.. known.Except(["scale-small", "feed-backfill-small", "event-search-small", "event-search-10m"])];
if (args.Intersect(stores).ToArray() is { Length: > 0 } only) stores = only;

var met = true;
Report.Head();
foreach (var name in chosen)
{
    var report = new Report();
    // Mapping knows no store.
    foreach (var store in name == "ocsf" ? stores[..1] : stores)
    {
        await (name switch
        {
            "store" => StoreWriteBenchmark.MeasureAsync(report, store),
            "w10" => SyncBenchmarks.W10Async(report, store),
            "unchanged" => SyncBenchmarks.UnchangedAsync(report, store),
            "refresh" => SyncBenchmarks.RefreshAsync(report, store),
            "ocsf" => OcsfBenchmark.MeasureAsync(report),
            "webhooks" => WebhookBenchmarks.MeasureAsync(report, store),
            "feed-backfill" => FeedBenchmarks.BackfillAsync(report, store, 1_000_000),
            "feed-backfill-small" => FeedBenchmarks.BackfillAsync(report, store, 50_000),
            "feed-live" => FeedBenchmarks.LiveAsync(report, store),
            "event-search" => EventSearchBenchmark.MeasureAsync(report, store, 1_000_000),
            "event-search-small" => EventSearchBenchmark.MeasureAsync(report, store, 50_000),
            "event-search-10m" => EventSearchBenchmark.MeasureAsync(report, store, 10_000_000),
            "reads" => ReadBenchmarks.LargeAsync(report, store, 1_000_000),
            "scim-push" => ScimPushBenchmark.MeasureAsync(report, store, [10_000, 100_000]),
            "scim" => ScimBenchmarks.MeasureAsync(report, store),
            "scale" => SyncBenchmarks.ScaleAsync(report, store, [10_000, 100_000, 1_000_000]),
            _ => SyncBenchmarks.ScaleAsync(report, store, [10_000, 100_000]),
        });
    }

    report.Save(name);
    met &= report.Met;
}

return met ? 0 : 1;
