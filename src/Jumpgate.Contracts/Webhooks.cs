namespace Jumpgate.Contracts;

/// <summary>An endpoint that is told of changes.</summary>
/// <param name="Tenant">Whose changes; may be left out where the key is bound to one.</param>
/// <param name="Url">Where events are posted. Left out where <paramref name="Delivery"/> is <c>poll</c>.</param>
/// <param name="Events">Event types, with <c>*</c> at the end of one for all that begin so: <c>organization.directory.*</c>. All types when left out.</param>
/// <param name="Directories">Only events of these directories; all when left out.</param>
/// <param name="Ordered">Events of one directory in their order, a retry holding back the ones behind it. True when left out.</param>
/// <param name="Format"><c>webhook</c> (Standard Webhooks, the default) or <c>set</c> (security event tokens, RFC 9967).</param>
/// <param name="Delivery"><c>push</c> (the default), or <c>poll</c> for security event tokens fetched by the receiver (RFC 8936).</param>
/// <param name="Audience">The <c>aud</c> of security event tokens; the URL, or the id of the webhook, when left out.</param>
/// <param name="After">Begin behind this change sequence, 0 for everything that is kept; with what happens from now on when left out.</param>
public sealed record WebhookCreate(
    string? Tenant = null, string? Url = null, IReadOnlyList<string>? Events = null, string? Name = null, IReadOnlyList<Guid>? Directories = null, bool? Ordered = null,
    string? Format = null, string? Delivery = null, string? Audience = null, long? After = null);

/// <summary>What is null stays as it is; an empty list of directories means all of them.</summary>
public sealed record WebhookUpdate(
    string? Url = null, IReadOnlyList<string>? Events = null, string? Name = null, IReadOnlyList<Guid>? Directories = null, bool? Ordered = null, bool? Enabled = null,
    string? Audience = null);

/// <param name="DisabledReason">Why it was disabled: <c>by_hand</c>, or <c>gone</c> (its receiver answered 410).</param>
/// <param name="Position">The change sequence up to which the log has been looked through for it.</param>
/// <param name="SecretSuffix">The last four characters of the signing secret.</param>
/// <param name="OldSecretUntil">Until when the secret before the last rotation signs too.</param>
/// <param name="Jwks">Where the keys of its security event tokens are published.</param>
/// <param name="Secret">The signing secret, only in the answers that make it. For security event tokens it is the bearer token of the push.</param>
public sealed record Webhook(
    Guid Id, string Tenant, string Name, string? Url, IReadOnlyList<string> Events, IReadOnlyList<Guid> Directories, bool Ordered, string Format, string Delivery,
    string? Audience, string? Issuer, string? Jwks, bool Enabled, string? DisabledReason, string SecretSuffix, DateTimeOffset? OldSecretUntil, long Position,
    WebhookHealth Health, string CreatedBy, DateTimeOffset CreatedAt, string? Secret = null);

/// <param name="Retrying">Lanes or deliveries that wait for their next attempt.</param>
/// <param name="Paused">Lanes that wait for a person, behind an event that could not be delivered.</param>
/// <param name="Failed">Events that could not be delivered and were neither replayed nor skipped.</param>
public sealed record WebhookHealth(int Retrying, int Paused, int Failed);

/// <param name="Overlap">How long the secret so far signs too, an ISO 8601 duration up to P7D; a day (P1D) when left out, PT0S to end it now.</param>
public sealed record WebhookRotate(string? Overlap = null);

/// <param name="Seq">The change sequence of the event.</param>
/// <param name="State"><c>Success</c>, <c>Queued</c>, <c>Failed</c> or <c>Retrying</c>.</param>
/// <param name="EventId">The <c>webhook-id</c> it goes with, the same at every attempt.</param>
/// <param name="Skipped">Failed, and passed over by hand.</param>
public sealed record WebhookDelivery(
    long Seq, string EventId, string Type, Guid? Directory, string State, bool Skipped, DateTimeOffset? NextAttemptAt, IReadOnlyList<WebhookAttempt> Attempts);

/// <param name="Status">The HTTP status of the answer; null where none came.</param>
/// <param name="Milliseconds">From the request to the end of the answer.</param>
/// <param name="Error">Null: it was taken.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? Status, int Milliseconds, string? Error);

/// <summary>What an endpoint gets of one directory, in order.</summary>
/// <param name="Directory">Null: what belongs to no directory, or a replay of several.</param>
/// <param name="Cursor">Up to this sequence everything is done.</param>
/// <param name="Head">Up to this sequence there is something to look at.</param>
/// <param name="State"><c>idle</c>, <c>sending</c>, <c>retrying</c>, <c>paused</c> (an event could not be delivered), <c>quiet</c> (the directory's first load).</param>
/// <param name="FailedSeq">The event that could not be delivered.</param>
/// <param name="Replay">Set: not the live lane, but a replay.</param>
public sealed record WebhookLane(Guid? Directory, long Cursor, long Head, string State, int Tries, DateTimeOffset? NextAttemptAt, long? FailedSeq, long? Replay);

/// <summary>What to send again: one event by its sequence, or a range. An event that could not be delivered is tried anew where it stands.</summary>
/// <param name="To">The last sequence of the range; the newest when left out.</param>
/// <param name="Directory">Only events of this directory.</param>
public sealed record WebhookReplay(long? Seq = null, long? From = null, long? To = null, Guid? Directory = null);

/// <param name="Replay">The lane that sends it; null: an event that could not be delivered goes on in its own.</param>
public sealed record WebhookReplayed(long From, long To, long? Replay);

/// <param name="Seq">The event to pass over.</param>
public sealed record WebhookSkip(long? Seq = null);

/// <param name="EventId">The <c>webhook-id</c> of the test.</param>
public sealed record WebhookTested(string EventId, bool Delivered, WebhookAttempt Attempt);

/// <summary>A poll of RFC 8936.</summary>
/// <param name="MaxEvents">At most so many tokens, 0 to answer for earlier ones only; 100 when left out.</param>
/// <param name="ReturnImmediately">False or left out: where nothing waits, the answer comes when something does, or after 25 s.</param>
/// <param name="Ack">The <c>jti</c> of tokens that were taken.</param>
/// <param name="SetErrs">By <c>jti</c>, what was wrong with tokens; they do not come again.</param>
public sealed record SetPoll(int? MaxEvents = null, bool? ReturnImmediately = null, IReadOnlyList<string>? Ack = null, IReadOnlyDictionary<string, SetError>? SetErrs = null)
{
    public const int Most = 100;
    public const int MostAnswers = 1000;
}

public sealed record SetError(string? Err = null, string? Description = null);

/// <param name="Sets">Signed tokens by their <c>jti</c>.</param>
/// <param name="MoreAvailable">More wait than were asked for.</param>
public sealed record SetPollAnswer(IReadOnlyDictionary<string, string> Sets, bool MoreAvailable);
