using System.Text.Json;

namespace Jumpgate.Server.Directory;

/// <summary>What a run has done so far, by kind. Saved in each of its transactions, so a run taken up by another node goes on counting.</summary>
public sealed class RunCounts
{
    public Dictionary<string, KindTally> Kinds { get; init; } = [];

    internal static RunCounts Parse(string? text) =>
        string.IsNullOrEmpty(text) ? new() : JsonSerializer.Deserialize(text, StageJson.Default.RunCounts) ?? new();

    internal string Text => JsonSerializer.Serialize(this, StageJson.Default.RunCounts);

    internal void Seen(string kind, long n) => Add(kind, n, 0, 0, 0);

    internal void Created(string kind, long n) => Add(kind, 0, n, 0, 0);

    internal void Updated(string kind, long n) => Add(kind, 0, 0, n, 0);

    internal void Deleted(string kind, long n) => Add(kind, 0, 0, 0, n);

    internal void Plus(RunCounts other)
    {
        foreach (var (kind, tally) in other.Kinds) Add(kind, tally.Seen, tally.Created, tally.Updated, tally.Deleted);
    }

    internal AppliedKind Of(string kind)
    {
        var tally = Kinds.GetValueOrDefault(kind);
        return new AppliedKind(tally.Seen, tally.Created, tally.Updated, tally.Deleted, tally.Created + tally.Updated + tally.Deleted);
    }

    private void Add(string kind, long seen, long created, long updated, long deleted)
    {
        if (seen + created + updated + deleted == 0) return;
        var was = Kinds.GetValueOrDefault(kind);
        Kinds[kind] = new KindTally(was.Seen + seen, was.Created + created, was.Updated + updated, was.Deleted + deleted);
    }
}

public readonly record struct KindTally(long Seen, long Created, long Updated, long Deleted);
