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
    private readonly List<Live.LiveEvents> _live = [];
    private readonly DateTimeOffset _begun = clock.GetUtcNow();
    private long _appended;
    private long _counted;
    private long _answered;

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

    /// <summary>The weather that holds now.</summary>
    public Weather Weather { get; private set; } = options.Weather;

    /// <summary>From now on another weather holds. What has happened stays as it was, and comes late if it was to come late.</summary>
    /// <exception cref="FormatException">It has turned too often.</exception>
    public void Turn(Weather weather)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var live in _live)
                live.Turn(weather, now);
            Weather = weather;
        }
    }

    /// <summary>Gives an organization people and things to which events can go on happening; to be called after <see cref="Remember"/>.</summary>
    public void Inhabit(string organization, History.HistorySubjects subjects, ulong seed)
    {
        var stream = Stream(organization);
        lock (_gate)
        {
            stream.Live = new Live.LiveEvents(subjects, seed, options, Kinds);
            _live.Add(stream.Live);
            stream.Live.Turn(Weather, clock.GetUtcNow());
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
        Stream(owner).Append(at.ToUnixTimeMilliseconds(), Kinds.Number(service, type), now.ToUnixTimeMilliseconds() + LateBy(number), json.WrittenSpan);
    }

    /// <summary>Appends an event of an odd shape that happens now; answers what it is known by.</summary>
    public string AppendOdd(string organization, OddShape shape)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var number = History.Dice.Hash(0x0DD, (ulong)Interlocked.Increment(ref _appended));
        var scene = new History.Scene("directory", "user_update", 1, History.TimePrecision.Millisecond, History.Needs.None, _ => { });
        var json = new ArrayBufferWriter<byte>(1024);
        Live.OddEvents.Write(shape, scene, now, number, organization, json);
        var name = new Live.EventName(History.EventDraft.Id(scene, now, number), shape);
        Stream(organization).Append(now, Kinds.Number(scene.Service, scene.Type), now, json.WrittenSpan, name);
        return name.Text;
    }

    /// <summary>The names of paging headers in the next answer's case.</summary>
    internal string Header(string published) => (Weather.HeaderCase, Weather.HeaderCase == HeaderCase.Mixed ? Volatile.Read(ref _answered) % 4 : 0) switch
    {
        (HeaderCase.Lower, _) or (HeaderCase.Mixed, 1) => EventFields.Lower(published),
        (HeaderCase.Upper, _) or (HeaderCase.Mixed, 2) => published.ToUpperInvariant(),
        (HeaderCase.Mixed, 3) => EventFields.Lower(published[..2]) + published[2..],
        _ => published,
    };

    /// <summary>JumpCloud's clock as the answer's <c>Date</c> tells it.</summary>
    internal DateTimeOffset Dated()
    {
        Interlocked.Increment(ref _answered);
        return clock.GetUtcNow() + Weather.DateSkew;
    }

    /// <summary>A count as this answer tells it: now and then a little off.</summary>
    internal int Counted(int count)
    {
        var dice = new History.Dice(History.Dice.Hash(0xC0047, (ulong)Interlocked.Increment(ref _counted)));
        if (Weather.Miscounts <= dice.Unit())
            return count;
        var off = 1 + dice.Below(Math.Max(1, count / 100));
        return Math.Max(0, dice.Chance(50) ? count + off : count - off);
    }

    /// <summary>Everything that has become visible since the emulator began, or was then: also what its retention has taken since.</summary>
    internal IEnumerable<(EventStream Stream, EventRow Row)> Truth(string organization)
    {
        var stream = Stream(organization);
        var visible = (clock.GetUtcNow() - options.Delay).ToUnixTimeMilliseconds();
        var from = new EventKey((_begun - options.Retention).ToUnixTimeMilliseconds(), 0);
        return stream.Rows(new KeyRange(from, new EventKey(long.MaxValue, long.MaxValue)), visible, descending: false)
            .Where(row => row.AppendedAt <= visible).Select(row => (stream, row));
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

    private long LateBy(long number)
    {
        var dice = new History.Dice(History.Dice.Hash(0x1A7E, (ulong)number));
        return dice.Unit() < Weather.LateShare ? 1 + (long)(dice.Unit() * Weather.LateLongest.TotalMilliseconds) : 0;
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
