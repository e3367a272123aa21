using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>Everything Directory Insights knows, per organization (and per provider, for the multi-tenant portal's own events).</summary>
public sealed class EventLog(TimeProvider clock, InsightsOptions options)
{
    private readonly Dictionary<string, EventStream> _streams = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _appended;

    internal EventKinds Kinds { get; } = new();

    internal EventFields Fields { get; } = new();

    public InsightsOptions Options => options;

    internal TimeProvider Clock => clock;

    /// <summary>Gives an organization its generated past; to be called before anything is appended for it.</summary>
    public void Remember(string organization, History.GeneratedHistory past)
    {
        lock (_gate)
        {
            if (_streams.ContainsKey(organization))
                throw new InvalidOperationException($"organization {organization} has events already");
            past.Number(Kinds);
            _streams.Add(organization, new EventStream(_streams.Count, past));
        }
    }

    /// <summary>Appends an event. <c>id</c>, <c>timestamp</c> and <c>@version</c> are given to those that come without;
    /// <c>organization</c> says whose it is (or, when that is null, <c>provider</c>).</summary>
    public void Append(JsonObject @event)
    {
        var now = clock.GetUtcNow();
        var number = Interlocked.Increment(ref _appended);
        if (Text(@event, "timestamp") is not { } timestamp)
            @event["timestamp"] = timestamp = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (Text(@event, "id") is null)
            @event["id"] = NewId(now, number);
        @event.TryAdd("@version", "1");

        var type = Text(@event, "event_type") ?? throw new ArgumentException("an event needs an event_type", nameof(@event));
        if (options.OmitSuccess && type is "user_update" && number % 2 == 0)
            @event.Remove("success");

        var owner = Text(@event, "organization") ?? Text(@event, "provider")
            ?? throw new ArgumentException("an event needs an organization or a provider", nameof(@event));
        var service = Text(@event, "service") ?? throw new ArgumentException("an event needs a service", nameof(@event));
        if (!EventTimes.TryParse(timestamp, out var at))
            throw new ArgumentException($"not a time: {timestamp}", nameof(@event));

        Fields.Learn(@event);
        var json = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(json, EventJson.Writing))
            @event.WriteTo(writer);
        Stream(owner).Append(at.ToUnixTimeMilliseconds(), Kinds.Number(service, type), now.ToUnixTimeMilliseconds(), json.WrittenSpan);
    }

    internal EventStream Stream(string owner)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(owner, out var stream))
                _streams.Add(owner, stream = new EventStream(_streams.Count, null));
            return stream;
        }
    }

    private static string NewId(DateTimeOffset now, long number)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(BitConverter.GetBytes(number), hash);
        return string.Concat(now.ToUnixTimeSeconds().ToString("x8", CultureInfo.InvariantCulture), Convert.ToHexStringLower(hash[..8]));
    }

    private static string? Text(JsonObject @event, string field) =>
        @event[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
