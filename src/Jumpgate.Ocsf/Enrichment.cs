namespace Jumpgate.Ocsf;

/// <summary>
/// A fact that was looked up, not told by the event: it goes to <c>enrichments[]</c>, apart from the facts of the event.
/// </summary>
/// <param name="Name">The attribute it is about, as a path: <c>user.uid</c>.</param>
/// <param name="Value">The value of that attribute, by which it was looked up.</param>
/// <param name="Data">What was found, as JSON in UTF-8. An enrichment whose data is no JSON is left out.</param>
/// <param name="Type">What kind of fact it is, such as <c>department</c>.</param>
/// <param name="Provider">Where it was looked up.</param>
public sealed record Enrichment(string Name, string Value, ReadOnlyMemory<byte> Data, string? Type = null, string? Provider = null);

/// <summary>What is known of an event beside the event itself.</summary>
/// <param name="ReceivedAt">When it came, in milliseconds since 1970: the time of records whose event has none. 0 where it is not known.</param>
/// <param name="Enrichments">Facts looked up for it.</param>
public readonly record struct EventContext(long ReceivedAt = 0, IReadOnlyList<Enrichment>? Enrichments = null);
