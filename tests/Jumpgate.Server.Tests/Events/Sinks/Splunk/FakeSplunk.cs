using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Server.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Server.Tests.Events.Sinks.Splunk;

/// <summary>
/// A collector that follows what Splunk has published of its HTTP Event Collector: tokens, channels, error codes with the number of the invalid event, acknowledgements
/// that are counted for each channel and told once. No Splunk was at hand to compare it with.
/// </summary>
internal sealed class FakeSplunk : IAsyncDisposable
{
    public const string Token = "7f2c1f4e-5a53-4c8e-9d1c-0f6b6c2f1a77";

    private readonly Receiver receiver;
    private readonly Lock guard = new();
    private readonly Dictionary<string, List<Taken>> channels = [];

    private FakeSplunk(Receiver receiver) => this.receiver = receiver;

    public string Url => receiver.Url[..^"/hooks".Length];

    /// <summary>Whether the token has indexer acknowledgement.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>Nothing is indexed, and so acknowledged, while this is true.</summary>
    public bool IndexersStand { get; set; }

    /// <summary>Server is busy.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Bytes of the longest body.</summary>
    public int Longest { get; set; } = int.MaxValue;

    /// <summary>What an event that is not taken holds.</summary>
    public string? Poison { get; set; }

    public static async Task<FakeSplunk> StartAsync()
    {
        var splunk = new FakeSplunk(await Receiver.StartAsync());
        splunk.receiver.Answer = splunk.AnswerAsync;
        return splunk;
    }

    /// <summary>What is indexed of a channel, each event with what stands around it.</summary>
    public IReadOnlyList<JsonObject> Indexed(Guid channel)
    {
        lock (guard) return [.. channels.GetValueOrDefault(channel.ToString(), []).Where(one => one.IsIndexed).SelectMany(one => one.Events)];
    }

    /// <summary>Splunk is started again: what was not indexed is lost, and acknowledgements are counted anew.</summary>
    public void Restart()
    {
        lock (guard)
        {
            foreach (var taken in channels.Values)
            {
                taken.RemoveAll(one => !one.IsIndexed);
                foreach (var one in taken) one.Ack = -1;
            }
        }
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private async Task<int> AnswerAsync(Received received, HttpContext context)
    {
        var (status, answer) = Answer(received, received.Headers.GetValueOrDefault("X-Splunk-Request-Channel"));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
        return status;
    }

    private (int, JsonObject) Answer(Received received, string? channel)
    {
        switch (received.Headers.GetValueOrDefault("Authorization"))
        {
            case null: return (401, Said("Token is required", 2));
            case var text when !text.StartsWith("Splunk ", StringComparison.Ordinal): return (401, Said("Invalid authorization", 3));
            case var text when text != $"Splunk {Token}": return (403, Said("Invalid token", 4));
        }

        if (IsBusy) return (503, Said("Server is busy", 9));
        if (received.Body.Length > Longest) return (413, new JsonObject());
        if (Acknowledges && channel is null) return (400, Said("Data channel is missing", 10));
        if (Acknowledges && !Guid.TryParse(channel, out _)) return (400, Said("Invalid data channel", 11));
        return received.Path switch
        {
            "/services/collector/event" => Take(received, channel),
            "/services/collector/ack" => Acknowledge(received, channel!),
            _ => (404, new JsonObject()),
        };
    }

    private (int, JsonObject) Take(Received received, string? channel)
    {
        var body = received.Body;
        if (received.Headers.GetValueOrDefault("Content-Encoding") == "gzip")
        {
            using var plain = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress)) gzip.CopyTo(plain);
            body = plain.ToArray();
        }

        if (body.AsSpan().Trim((byte)'\n').Length == 0) return (400, Said("No data", 5));
        List<JsonObject> events = [];
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            var one = JsonNode.Parse(ref reader)!.AsObject();
            if (!one.TryGetPropertyValue("event", out var inner) || inner is null) return (400, Said("Event field is required", 12, events.Count));
            if (Poison is not null && inner.ToJsonString().Contains(Poison, StringComparison.Ordinal)) return (400, Said("Invalid data format", 6, events.Count));
            events.Add(one);
        }

        lock (guard)
        {
            if (!channels.TryGetValue(channel ?? "", out var taken)) channels[channel ?? ""] = taken = [];
            var ack = taken.Count == 0 ? 0 : taken.Max(one => one.Ack) + 1;
            taken.Add(new Taken(events) { Ack = ack, IsIndexed = !Acknowledges });
            var said = Said("Success", 0);
            if (Acknowledges) said["ackId"] = ack;
            return (200, said);
        }
    }

    private (int, JsonObject) Acknowledge(Received received, string channel)
    {
        if (!Acknowledges) return (400, Said("ACK is disabled", 14));
        var acks = new JsonObject();
        lock (guard)
        {
            foreach (var ack in JsonNode.Parse(received.Body)!["acks"]!.AsArray().Select(id => (long)id!))
            {
                var taken = channels.GetValueOrDefault(channel, []).Find(one => one.Ack == ack && !one.IsTold);
                if (taken is not null && !IndexersStand) taken.IsIndexed = taken.IsTold = true;
                acks[ack.ToString(CultureInfo.InvariantCulture)] = taken?.IsTold ?? false;
            }
        }

        return (200, new JsonObject { ["acks"] = acks });
    }

    private static JsonObject Said(string text, int code, int? invalid = null)
    {
        var said = new JsonObject { ["text"] = text, ["code"] = code };
        if (invalid is not null) said["invalid-event-number"] = invalid;
        return said;
    }

    private sealed record Taken(IReadOnlyList<JsonObject> Events)
    {
        public long Ack { get; set; }

        public bool IsIndexed { get; set; }

        public bool IsTold { get; set; }
    }
}
