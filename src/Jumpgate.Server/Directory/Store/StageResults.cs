using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What a page brought.</summary>
/// <param name="Seen">Items on the page.</param>
/// <param name="Fresh">New or changed ones among them.</param>
/// <param name="Repeated">Items an earlier page of the run had already brought.</param>
public readonly record struct PageResult(int Seen, int Fresh, int Repeated);

/// <summary>The committed pages of a listing: what a resumed run may skip.</summary>
public sealed record CommittedPages(string Listing, IReadOnlyDictionary<int, int> Items, int? Total, bool Complete);

/// <summary>What applying a run would end, against what there is.</summary>
/// <param name="Token">Names exactly these losses.</param>
public sealed record Losses(bool Held, string Token, IReadOnlyList<Loss> Items);

/// <param name="What">A resource kind's word, <c>active users</c>, or an edge kind's word.</param>
public sealed record Loss(string What, long Before, long Lost, double Share, bool Held, IReadOnlyList<string> Examples);

/// <summary>Something the run's listings did not show: an object, or an owner some of whose edges are missing.</summary>
/// <param name="Edges">Set: the owner's edges of this kind (with <paramref name="OtherKind"/>) are to be listed again.</param>
public sealed record Absentee(ResourceKind Kind, string RemoteId, EdgeKind? Edges = null, EdgeEnd OwnerEnd = EdgeEnd.To, ResourceKind? OtherKind = null);

/// <summary>What a run did to one kind of resource or edge.</summary>
public sealed record AppliedKind(long Seen, long Created, long Updated, long Deleted, long Written);

/// <summary>What a run did in all, and what stands now.</summary>
/// <param name="Present">How many of each kind's word the directory holds, what the scope leaves out not counted.</param>
public sealed record ApplyCounts(
    IReadOnlyDictionary<ResourceKind, AppliedKind> Resources, IReadOnlyDictionary<EdgeKind, AppliedKind> Edges, UInt128 Hash, long Sequence,
    IReadOnlyDictionary<string, long> Present);
