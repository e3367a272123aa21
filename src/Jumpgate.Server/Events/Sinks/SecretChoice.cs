using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>
/// The secrets of a sink as they are to be: new ones as given, others as they are. When the host changes, each has to be given again: else somebody who may change a
/// sink, and does not know its secrets, could have them sent to a host of his own.
/// </summary>
internal sealed class SecretChoice(SinkSettings? present, bool hostChanges, FieldFaults faults)
{
    private const int Longest = 8192;

    private readonly Dictionary<string, Secret> chosen = [];

    public IReadOnlyDictionary<string, Secret> Chosen => chosen;

    /// <summary>Takes one over; false: there is none.</summary>
    /// <param name="wanted">Null: as it is. Empty: none any more.</param>
    /// <param name="called">As in "The token".</param>
    /// <param name="isText">Whether it may have lines.</param>
    public bool Take(string name, string? wanted, string field, string called, bool isText = false)
    {
        if (wanted is { Length: > 0 })
        {
            faults.Plain(isText ? wanted.ReplaceLineEndings("") : wanted, field, Longest);
            chosen[name] = new Secret(wanted);
            return true;
        }

        if (wanted is not null || present?.Secret(name) is not { } kept) return false;
        chosen[name] = kept;
        if (hostChanges) faults.Add(field, "secret_again", $"{called} is needed again, for the host changes.", $"Send {field} together with the new host.");
        return true;
    }

    /// <summary>As <see cref="Take"/>, and a fault where there is none.</summary>
    public void Require(string name, string? wanted, string field, string called)
    {
        if (!Take(name, wanted, field, called)) faults.Require(null, field, called);
    }
}
