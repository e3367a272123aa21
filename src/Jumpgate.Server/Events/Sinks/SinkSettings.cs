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
}
