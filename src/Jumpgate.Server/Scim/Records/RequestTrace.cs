using Jumpgate.Scim.Resources;
using Jumpgate.Server.Scim.Guard;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Records;

/// <summary>What came of a write, in the words of its record.</summary>
internal enum RequestOutcome : short { Applied = 1, Unchanged, Refused, Held, Partial }

/// <summary>What is gathered for a request's record while it is worked on.</summary>
internal sealed class RequestTrace
{
    private const int MostSkipped = 100;

    private readonly List<string> skipped = [];

    public ScimKind? Kind { get; set; }

    public string? ResourceId { get; set; }

    public string? Name { get; set; }

    /// <summary>The body without secrets, cut.</summary>
    public string? Body { get; set; }

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Sent { get; set; }

    /// <summary>Why the request waits for a person; null: it does not.</summary>
    public GuardedLoss? Held { get; set; }

    /// <summary>What a write will be answered with when it is not refused.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Whether values were left out that a client will miss.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>What was passed over, a sentence each.</summary>
    public IReadOnlyList<string> Skipped => skipped;

    /// <summary>What of the body nobody reads.</summary>
    public void Skip(IEnumerable<IgnoredInput> ignored)
    {
        foreach (var one in ignored)
        {
            Skip($"{one.Path}: {one.Reason switch { IgnoredReason.ReadOnly => "only the service writes it", IgnoredReason.NeverKept => "it is never kept", _ => "no schema declares it" }}.");
        }
    }

    /// <summary>A member that was left out.</summary>
    public void SkipMember(string id)
    {
        IsPartial = true;
        Skip($"members: {id} is no user or group of this directory.");
    }

    private void Skip(string what)
    {
        if (skipped.Count < MostSkipped) skipped.Add(what);
        else if (skipped.Count == MostSkipped) skipped.Add("… and more.");
    }
}
