namespace Jumpgate.Server.Events.Sinks;

/// <summary>The kinds of receivers there are.</summary>
internal sealed class SinkKinds(IEnumerable<IEventSink> sinks)
{
    private readonly Dictionary<string, IEventSink> byKind = sinks.ToDictionary(sink => sink.Kind, StringComparer.Ordinal);

    public IReadOnlyCollection<string> All => byKind.Keys;

    public IEventSink? Find(string? kind) => kind is null ? null : byKind.GetValueOrDefault(kind);

    /// <exception cref="SinkUnavailableException">This server does not know the kind: a newer one has made it.</exception>
    public IEventSink Of(SinkRow row) => Find(row.Kind) ?? throw new SinkUnavailableException("kind_unknown", $"This server knows no sink of kind '{row.Kind}'.");
}
