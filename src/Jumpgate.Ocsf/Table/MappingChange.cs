namespace Jumpgate.Ocsf.Table;

/// <summary>What changed in the mapping, for those whose searches and rules read its records.</summary>
/// <param name="Day">When, UTC.</param>
/// <param name="Text">What becomes something else than before.</param>
/// <param name="Fingerprint">Of the table from then on; a test holds that the newest is that of the table.</param>
public sealed record MappingChange(DateOnly Day, string Text, string Fingerprint)
{
    /// <summary>All of them, the newest first.</summary>
    public static IReadOnlyList<MappingChange> All { get; } =
    [
        new(new DateOnly(2026, 11, 22), "The first table: 395 event types.", "f774cf53ab7f"),
    ];
}
