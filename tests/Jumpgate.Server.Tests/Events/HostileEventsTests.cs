using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Events that JumpCloud should not send, among those it does.</summary>
public sealed class HostileEventsTests
{
    private static readonly string[] Hostile =
    [
        "42", "null", "\"text\"", "[1,2]", "{}",
        """{"event_type":"group_create","timestamp":"2026-01-01T00:00:00Z"}""",
        """{"id":"no-timestamp","event_type":"group_create"}""",
        """{"id":"bad-timestamp","timestamp":"soon","event_type":"group_create"}""",
        """{"id":7,"timestamp":8,"event_type":9,"service":[],"resource":"x","initiated_by":[null]}""",
        """{"id":"nul\u0000id","timestamp":"2026-01-01T00:00:00Z","event_type":"nul\u0000type"}""",
        """{"id":"lone\ud800","timestamp":"2026-01-01T00:00:00Z","event_type":"lone\udc00","service":"directory","resource":{"id":"\ud800","type":"user"}}""",
        "{\"id\":\"separators\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_type\":\"some_new_type\",\"text\":\"a\u2028b\u2029c\"}",
        "{\n  \"id\": \"pretty\",\r\n  \"timestamp\": \"2026-01-01T00:00:00Z\",\n  \"event_type\": \"some_new_type\"\n}",
        $$"""{"id":"deep","timestamp":"2026-01-01T00:00:00Z","event_type":"some_new_type","x":{{new string('[', 100)}}{{new string(']', 100)}}}""",
        $$"""{"id":"{{new string('i', 5000)}}","timestamp":"2026-01-01T00:00:00Z","event_type":"{{new string('t', 5000)}}"}""",
    ];

    [Fact]
    public async Task Whatever_comes_is_kept_raw_and_delivered_and_stops_nothing()
    {
        using var added = new AddedEvents();
        await using var fed = await Fed.StartAsync(configure: added.Configure);
        var (ocsf, raw) = (await fed.SinkAsync(new { kind = "file" }), await fed.SinkAsync(new { kind = "file", format = "raw" }));
        added.Events = Hostile;
        await fed.HappenAsync(3);
        await fed.FetchedAsync("some_new_type", 3);
        await fed.HappenAsync(3);
        var feed = await fed.FetchedAsync("group_create", 6 + 3);

        ocsf = await fed.FinishedAsync(ocsf);
        var lines = fed.Lines(ocsf);
        lines.Count.ShouldBe((int)feed.Cursor.Position);
        var validator = new RecordValidator(OcsfVersion.V180);
        foreach (var line in lines)
        {
            validator.Check(Encoding.UTF8.GetBytes(line)).ShouldBeEmpty(line);
            line.IndexOfAny(['\u2028', '\u2029']).ShouldBe(-1, line);
        }

        lines.Count(line => (int)JsonNode.Parse(line)!["class_uid"]! == 0).ShouldBe(Hostile.Length);
        ocsf.Counts.Values.Sum(count => count.BaseEvents).ShouldBe(Hostile.Length);
        ocsf.Counts["some_new_type"].BaseEvents.ShouldBe(3);
        ocsf.Counts.Values.Sum(count => count.DeadLetters).ShouldBe(0);

        raw = await fed.FinishedAsync(raw);
        fed.Lines(raw).Count.ShouldBe(lines.Count);
        using var log = JsonDocument.Parse(await fed.Hub.Admin.GetByteArrayAsync(new Uri("/v1/events?limit=1000", UriKind.Relative)), new JsonDocumentOptions { MaxDepth = 200 });
        log.RootElement.GetProperty("items").GetArrayLength().ShouldBe(lines.Count);
    }
}
