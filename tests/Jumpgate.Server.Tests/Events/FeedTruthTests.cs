using System.Buffers;
using System.Text;
using Jumpgate.Benchmarks;
using Jumpgate.Emulator;
using Jumpgate.Emulator.Insights;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Server.Tests.Events;

/// <summary>What the proofs of feeds go by must itself find what is wrong.</summary>
public sealed class FeedTruthTests
{
    [Fact]
    public async Task What_is_missing_doubled_foreign_or_invalid_is_found()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 5, Events = 40 });
        var mark = emulator.Events.AppendOdd(emulator.OrganizationId, OddShape.NoId);
        emulator.Events.AppendOdd(emulator.OrganizationId, OddShape.Deep);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", emulator.ApiKey);
        var truth = await FeedTruth.ReadAsync(client);
        truth.Count.ShouldBe(42);
        using var answer = await client.PostAsync("/insights/directory/v1/events", new StringContent("""{"service":["all"],"start_time":"2020-01-01T00:00:00Z"}""", Encoding.UTF8, "application/json"));
        var raw = Split(await answer.Content.ReadAsByteArrayAsync());
        string[] must = [.. truth.Since(0)];
        var whole = truth.Hold(raw, null, must);
        whole.Faults.ShouldBeEmpty();
        whole.Lines.ShouldBe(42);
        must.ShouldContain(mark);

        var mapper = new EventMapper(OcsfVersion.V180);
        string[] records = [.. raw.Select(Mapped)];
        var validator = new RecordValidator(OcsfVersion.V180);
        truth.Hold(records, validator, must).Faults.ShouldBeEmpty();
        truth.Hold(records[1..], validator, must).Missing.ShouldBe(1);
        truth.Hold([.. records, records[^1]], validator, must).Doubled.ShouldBe(1);
        truth.Hold([records[0].Replace("\"class_uid\":", "\"class_uid\":9", StringComparison.Ordinal), .. records[1..]], validator, must).Invalid.ShouldBe(1);
        truth.Hold([.. raw, """{"id":"somebody else's"}"""], null, must).Foreign.ShouldBe(1);

        string Mapped(string json)
        {
            var bytes = new ArrayBufferWriter<byte>();
            mapper.Map(Encoding.UTF8.GetBytes(json), bytes, new EventContext(0));
            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
    }

    private static List<string> Split(byte[] page)
    {
        using var json = System.Text.Json.JsonDocument.Parse(page, new System.Text.Json.JsonDocumentOptions { MaxDepth = 1000 });
        return [.. json.RootElement.EnumerateArray().Select(item => item.GetRawText())];
    }
}
