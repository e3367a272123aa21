using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Contracts;

/// <param name="OrganizationId">Whose events; an organization has one feed.</param>
/// <param name="EventTypes">The event types to deliver, as JumpCloud writes them; all when left out. Types that are in no catalogue, and events that name none, are always delivered.</param>
/// <param name="Contact">Who looks after it.</param>
public sealed record FeedCreate(Guid? OrganizationId = null, IReadOnlyList<string>? EventTypes = null, FeedContact? Contact = null);

/// <summary>What is null stays as it is.</summary>
/// <param name="EventTypes">In place of the present ones; <c>["*"]</c> for all.</param>
/// <param name="Paused">True: nothing is fetched for it and nothing delivered, until it is false again.</param>
public sealed record FeedUpdate(IReadOnlyList<string>? EventTypes = null, FeedContact? Contact = null, bool? Paused = null);

public sealed record FeedContact(string? Name = null, string? Email = null);

/// <summary>The events of an organization, and where they go.</summary>
/// <param name="EventTypes">Null: all.</param>
/// <param name="LagSeconds">How long ago the log of JumpCloud was last read to its end; null: not yet.</param>
/// <param name="Backlog">How far the sink that is farthest behind is from the end of the log, in events.</param>
/// <param name="RetentionDays">For how many days JumpCloud is expected to keep events: so far back a backfill reaches.</param>
/// <param name="Counts">Events of the log by type, whether delivered or not; <c>""</c>: events that name none.</param>
public sealed record Feed(
    Guid Id, string Tenant, Guid OrganizationId, string OrganizationName, IReadOnlyList<string>? EventTypes, FeedContact? Contact, bool Paused, FeedCursor Cursor,
    double? LagSeconds, long Backlog, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<Sink> Sinks, int RetentionDays, string CreatedBy, DateTimeOffset CreatedAt)
{
    /// <summary><c>active</c>, <c>paused</c>, <c>expired</c>, <c>refused</c> or <c>failed</c>.</summary>
    public string State { get; init; } = FeedStates.Active;

    /// <summary>Why it is expired, refused or failed, and what to do.</summary>
    public StatusReason? Fault { get; init; }

    /// <summary>Whether the contact is told by mail when the feed becomes expired, refused or failed, when events will be or are lost, and when it is well again. False: nobody is.</summary>
    public bool AlertsByMail { get; init; }

    /// <summary>What deserves a look though events come: gaps, ending credentials, unknown services and types, clocks that differ, a contact who could not be told.</summary>
    public IReadOnlyList<StatusReason> Warnings { get; init; } = [];

    /// <summary>Stretches that are or were missing: the open ones first, then the latest; at most 100.</summary>
    public IReadOnlyList<FeedGap> Gaps { get; init; } = [];

    /// <summary>How many gaps there are in all.</summary>
    public FeedGapCounts GapCounts { get; init; } = new(0, 0, 0);

    /// <summary>The latest backfill.</summary>
    public FeedBackfill? Backfill { get; init; }

    /// <summary>Events by service; <c>""</c>: those that name none.</summary>
    public IReadOnlyDictionary<string, long> Services { get; init; } = new Dictionary<string, long>();

    /// <summary>Those of the services that no document of JumpCloud names.</summary>
    public IReadOnlyList<string> UnknownServices { get; init; } = [];

    /// <summary>Those of the types that are in no catalogue, with how many events came.</summary>
    public IReadOnlyDictionary<string, long> UnknownTypes { get; init; } = new Dictionary<string, long>();
}

/// <param name="Position">The newest event of the log; 0: none yet.</param>
/// <param name="NewestAt">The time of the newest event seen.</param>
/// <param name="ReachedAt">When JumpCloud's log was last read to its end.</param>
public sealed record FeedCursor(long Position, DateTimeOffset? NewestAt, DateTimeOffset? ReachedAt);

/// <summary>A sink to be made. Of the members with settings, only the one of its kind.</summary>
/// <param name="Kind"><c>file</c>, <c>webhook</c>, <c>splunk</c>, <c>elasticsearch</c>, <c>syslog</c>, <c>s3</c> or <c>kafka</c>.</param>
/// <param name="Schema">The release of OCSF: <c>1.8.0</c> (when left out) or <c>1.1.0</c>.</param>
/// <param name="Format"><c>ocsf</c> (when left out), or <c>raw</c> for events as JumpCloud sent them.</param>
/// <param name="From">Where to begin: a position of the log (number) or a time (RFC 3339). With everything the log holds when left out.</param>
/// <param name="EventTypes">Of the types its feed delivers only these, as JumpCloud writes them; all when left out. Types that are in no catalogue are never held back.</param>
/// <param name="Classes">Only events of these classes of OCSF, by <c>class_uid</c> (0: Base Event), also where events go as JumpCloud sent them; all when left out.</param>
public sealed record SinkCreate(
    string? Kind = null, string? Name = null, string? Schema = null, string? Format = null, JsonElement? From = null, IReadOnlyList<string>? EventTypes = null,
    IReadOnlyList<int>? Classes = null, FileSinkSettings? File = null, WebhookSinkSettings? Webhook = null, SplunkSinkSettings? Splunk = null,
    ElasticsearchSinkSettings? Elasticsearch = null, SyslogSinkSettings? Syslog = null, S3SinkSettings? S3 = null, KafkaSinkSettings? Kafka = null);

/// <summary>What is null stays as it is. Schema and format are for life: a file holds one of them.</summary>
/// <param name="EventTypes">In place of the present ones; <c>["*"]</c> for all.</param>
/// <param name="Classes">In place of the present ones; <c>[]</c> for all.</param>
public sealed record SinkUpdate(
    string? Name = null, IReadOnlyList<string>? EventTypes = null, IReadOnlyList<int>? Classes = null, FileSinkSettings? File = null, WebhookSinkSettings? Webhook = null,
    SplunkSinkSettings? Splunk = null, ElasticsearchSinkSettings? Elasticsearch = null, SyslogSinkSettings? Syslog = null, S3SinkSettings? S3 = null, KafkaSinkSettings? Kafka = null);

/// <summary>Where a feed's events go.</summary>
/// <param name="State"><c>active</c>, <c>paused</c>, or <c>failed</c>: the last attempt failed, <paramref name="Fault"/> says why, and it is repeated at <paramref name="NextAttemptAt"/>.</param>
/// <param name="EventTypes">Null: all its feed delivers.</param>
/// <param name="Classes">Null: all.</param>
/// <param name="Warning">Something to look at that holds nothing up: <c>schema_violations</c>, records of a sample broke the schema of OCSF within the last week.</param>
/// <param name="Position">Events up to this position of the log are with the receiver for good.</param>
/// <param name="Backlog">Events behind it.</param>
/// <param name="ReplayTo">Events are delivered again, up to this position; those behind it wait.</param>
/// <param name="Replays">How often events were delivered again.</param>
/// <param name="Counts">What became of the events, by type.</param>
public sealed record Sink(
    Guid Id, Guid FeedId, string Kind, string Name, string Format, string? Schema, IReadOnlyList<string>? EventTypes, IReadOnlyList<int>? Classes, string State, SinkFault? Fault,
    SinkFault? Warning, DateTimeOffset? NextAttemptAt, long Position, long Backlog, long? ReplayTo, int Replays, DateTimeOffset? DeliveredAt,
    IReadOnlyDictionary<string, SinkCounts> Counts, string CreatedBy, DateTimeOffset CreatedAt, FileSinkSettings? File = null, WebhookSinkSettings? Webhook = null,
    SplunkSinkSettings? Splunk = null, ElasticsearchSinkSettings? Elasticsearch = null, SyslogSinkSettings? Syslog = null, S3SinkSettings? S3 = null, KafkaSinkSettings? Kafka = null);

public static class SinkStates
{
    public const string Active = "active";
    public const string Paused = "paused";
    public const string Failed = "failed";
}

/// <param name="Code">Stable, as <c>disk_full</c>.</param>
public sealed record SinkFault(string Code, string Detail);

/// <param name="Delivered">Records the receiver has, among them those of <paramref name="BaseEvents"/>.</param>
/// <param name="BaseEvents">Delivered as OCSF Base Event, because nothing more particular is known of them.</param>
/// <param name="DeadLetters">Not delivered, because no record can be made of them, or the receiver takes none of them.</param>
public sealed record SinkCounts(long Delivered, long BaseEvents, long DeadLetters);

/// <summary>An event that a sink could not deliver. A replay from its position on tries it again; when it is taken, it stands here no more.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Type">Null: it names none.</param>
/// <param name="Reason">Why: <c>too_large</c>, or <c>refused</c> with what the receiver said.</param>
public sealed record SinkDeadLetter(long Position, string EventId, string? Type, SinkFault Reason, DateTimeOffset At);

/// <param name="From">A position of the log (number) or a time (RFC 3339): from there on everything is delivered again.</param>
public sealed record SinkReplay(JsonElement? From = null);

/// <param name="From">The first position delivered again.</param>
/// <param name="To">The last one.</param>
/// <param name="Replay">The how manieth replay of this sink it is.</param>
public sealed record SinkReplayed(long From, long To, int Replay);

/// <summary>An event of the log.</summary>
/// <param name="Position">Its place in the log of its organization: the order in which events came.</param>
/// <param name="EventId">JumpCloud's id; for an event without one, a hash of its bytes.</param>
/// <param name="At">Its time by JumpCloud's clock; for an event without one, when it came.</param>
/// <param name="Outcome"><c>success</c>, <c>failure</c> or <c>unknown</c>.</param>
/// <param name="ClassUid">The class of OCSF 1.8.0 it is told as.</param>
/// <param name="Raw">As JumpCloud sent it.</param>
public sealed record FeedEvent(
    long Position, string EventId, string? Service, string? Type, DateTimeOffset At, DateTimeOffset ReceivedAt, string Outcome, int ClassUid,
    [property: JsonConverter(typeof(RawJson))] JsonElement Raw);

/// <summary>Events over time.</summary>
/// <param name="From">The beginning of the first interval: a whole hour.</param>
/// <param name="By">What is told apart: <c>class</c> (of OCSF, by event type), <c>outcome</c>, <c>type</c> or <c>service</c>.</param>
/// <param name="Buckets">Intervals that have events, the oldest first.</param>
public sealed record EventCounts(DateTimeOffset From, DateTimeOffset To, string By, IReadOnlyList<EventBucket> Buckets, long Total);

/// <param name="At">The beginning of the interval.</param>
public sealed record EventBucket(DateTimeOffset At, IReadOnlyDictionary<string, long> Counts);
