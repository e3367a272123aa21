using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Benchmarks;

/// <summary>
/// Sample events of many types made OCSF records on one thread, beside System.Text.Json parsing the same bytes and writing them again
/// (<c>JsonDocument.Parse</c>, <c>WriteTo</c>, one writer and one buffer for all). Rounds of each take turns; the fastest of each counts.
/// </summary>
internal static class OcsfBenchmark
{
    private const int Rounds = 9;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.5);

    public static Task MeasureAsync(Report report)
    {
        byte[][] events = [.. System.IO.Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "events"), "*.json").Order(StringComparer.Ordinal).Select(file => File.ReadAllBytes(file).AsSpan().TrimEnd("\n"u8).ToArray())];
        var output = new ArrayBufferWriter<byte>(1024 * 1024);
        using var json = new Utf8JsonWriter(output);
        var mappers = OcsfVersions.All.Select(version => new EventMapper(version)).ToArray();
        Action<byte[]>[] ways =
        [
            raw =>
            {
                using var document = JsonDocument.Parse(raw);
                output.ResetWrittenCount();
                json.Reset();
                document.WriteTo(json);
                json.Flush();
            },
            .. mappers.Select(mapper => (Action<byte[]>)(raw =>
            {
                output.ResetWrittenCount();
                mapper.Map(raw, output);
            })),
        ];
        foreach (var way in ways) Speed(events, way, Warm);
        var best = new double[ways.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++) best[way] = Math.Max(best[way], Speed(events, ways[way], Round));
        }

        report.Add($"ocsf: {events.Length} events of {events.Average(raw => raw.Length):N0} bytes, parsed and written again by System.Text.Json", best[0], "MB/s");
        for (var way = 1; way < ways.Length; way++)
        {
            var version = mappers[way - 1].Version.Text;
            report.Add($"ocsf: — mapped to {version}", best[way], "MB/s");
            report.Add($"ocsf: — share of that", 100 * best[way] / best[0], "%", atLeast: 50);
            report.Add($"ocsf: — allocated per event", Allocated(events, ways[way]), "bytes");
        }

        report.Add("ocsf: records held against the schema", Validated(events, mappers[0], output), "records/s");
        return Task.CompletedTask;
    }

    private static double Speed(byte[][] events, Action<byte[]> way, TimeSpan time)
    {
        var (bytes, watch) = (0L, Stopwatch.StartNew());
        while (watch.Elapsed < time)
        {
            foreach (var raw in events)
            {
                way(raw);
                bytes += raw.Length;
            }
        }

        return bytes / watch.Elapsed.TotalSeconds / 1e6;
    }

    private static double Allocated(byte[][] events, Action<byte[]> way)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var raw in events) way(raw);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)events.Length;
    }

    private static double Validated(byte[][] events, EventMapper mapper, ArrayBufferWriter<byte> output)
    {
        var validator = new RecordValidator(mapper.Version);
        var records = events.Select(raw =>
        {
            output.ResetWrittenCount();
            mapper.Map(raw, output);
            return output.WrittenSpan.ToArray();
        }).ToArray();
        Speed(records, record => validator.Check(record), Warm);
        return Speed(records, record => validator.Check(record), Round) * 1e6 / records.Average(record => record.Length);
    }
}
