using GuardSettings = Jumpgate.Contracts.GuardSettings;
using Jumpgate.Server.Data;

#pragma warning disable CS9113 // bodies follow
namespace Jumpgate.Server.Directory;

/// <summary>The run a stage belongs to.</summary>
/// <param name="Run">Key of the run's row.</param>
/// <param name="MapSeed">Changes whenever the mapping or scope does, so that unchanged raw slices are mapped again.</param>
public sealed record StageRun(TenantId Tenant, OrganizationKey Organization, DirectoryKey Directory, long Run, long Epoch, Cause Cause, ulong MapSeed = 0);

/// <summary>
/// What a full sync has read, before it counts: pages are committed with their checkpoint, weighed as a whole, then applied in
/// slices. Everything can be interrupted anywhere and taken up by another instance of the same run.
/// </summary>
public sealed class DirectoryStage(Store store, WriteQueue queue, Epoch epoch, StageRun run)
{
    /// <summary>Name of the epoch of full syncs.</summary>
    public const string EpochKind = "sync";

    public StageRun Run => run;

    /// <summary>Commits a page of objects and its checkpoint; <paramref name="last"/>: the listing is complete with it.</summary>
    public Task<PageResult> TakePageAsync(
        Listing listing, ResourceKind kind, int skip, int? total, IReadOnlyList<RawItem> items, long tick, Map map, bool last, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>Commits a page of one owner's edges and its checkpoint.</summary>
    public Task<PageResult> TakeEdgePageAsync(
        Listing listing, EdgePageItems edges, ResourceKind otherKind, int skip, int? total, long tick, bool last, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>Ends a listing whose last page was not known as such when it was taken.</summary>
    public Task CompleteAsync(Listing listing, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, CommittedPages>> CommittedAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<Losses> WeighAsync(GuardSettings guard, CancellationToken ct) => throw new NotSupportedException();

    public IAsyncEnumerable<Absentee> AbsenteesAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>An absent object was asked for by id at <paramref name="tick"/> and does not exist. (Edges: list the owner again with <see cref="TakeEdgePageAsync"/>.)</summary>
    public Task ConfirmAbsentAsync(IReadOnlyList<Absentee> absentees, long tick, CancellationToken ct) => throw new NotSupportedException();

    public Task<ApplyCounts> ApplyAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task DiscardAsync(CancellationToken ct) => throw new NotSupportedException();
}
