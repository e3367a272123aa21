using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>What the room of application roles knows of users; asked when users are shown.</summary>
public interface IAssignedRoles
{
    /// <summary>The roles of users of one directory at a moment; who has none is left out. Null: the directory has no role mapping.</summary>
    ValueTask<IReadOnlyDictionary<long, HeldRoles>?> AsOfAsync(
        TenantSql sql, DirectoryKey directory, IReadOnlyCollection<long> users, long sequence, CancellationToken ct = default);

    /// <summary>The same for many moments at once: the names by user and sequence, the highest first; who had none then is left out.</summary>
    ValueTask<ILookup<(long User, long Sequence), string>?> AtAsync(
        TenantSql sql, DirectoryKey directory, IReadOnlyCollection<(long User, long Sequence)> moments, CancellationToken ct = default);
}

/// <param name="Names">The highest role first.</param>
/// <param name="Changed">The last sequence at which they changed.</param>
public sealed record HeldRoles(IReadOnlyList<string> Names, long Changed)
{
    public static HeldRoles None { get; } = new([], 0);
}
