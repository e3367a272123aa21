using Jumpgate.JumpCloud;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>What is kept of a sink's settings.</summary>
/// <param name="Shown">JSON of the kind, no secret in it.</param>
/// <param name="Secrets">By their names; sealed at rest.</param>
internal sealed record SinkSettings(string Shown, IReadOnlyDictionary<string, Secret> Secrets)
{
    private static readonly Dictionary<string, Secret> None = [];

    public SinkSettings(string shown)
        : this(shown, None)
    {
    }

    public Secret? Secret(string name) => Secrets.GetValueOrDefault(name);

    /// <summary>The fault without a secret in it, as a receiver may say one that repeats what it was sent.</summary>
    public SinkUnavailableException Conceal(SinkUnavailableException fault)
    {
        var told = Secrets.Values.Select(one => one.Reveal()).Where(one => fault.Message.Contains(one, StringComparison.Ordinal)).Aggregate(fault.Message, (text, one) => text.Replace(one, "•••", StringComparison.Ordinal));
        return told == fault.Message ? fault : new SinkUnavailableException(fault.Code, told) { RetryAfter = fault.RetryAfter, Ends = fault.Ends };
    }
}
