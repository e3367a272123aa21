using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>One object of a page as it came: its id and its slice of the answer.</summary>
public readonly record struct RawItem(string RemoteId, ReadOnlyMemory<byte> Json);

/// <summary>An object in the words of the store.</summary>
/// <param name="Attributes">Canonical UTF-8 JSON.</param>
/// <param name="Raw">As it came, secret values replaced.</param>
/// <param name="Hash">Of the canonical form without volatile paths: only its difference makes a version.</param>
/// <param name="Volatile">JSON of the values that move without meaning; overwritten, without history.</param>
/// <param name="InScope">False: the scope filter leaves it out; it is not mirrored.</param>
/// <param name="Links">Edges its own attributes tell of (manager, role, owner). Each set replaces what was known of it; an empty set ends it.</param>
public sealed record Mapped(
    string RemoteId, string? Name, string? Email, string Status, string? SourceStatus, bool Active, string? UserName, string? ExternalId,
    IReadOnlyList<string> MoreEmails, ReadOnlyMemory<byte> Attributes, ReadOnlyMemory<byte> Raw, UInt128 Hash, string? Volatile, bool InScope,
    IReadOnlyList<LinkSet>? Links = null);

/// <summary>Pure, one per kind.</summary>
public delegate Mapped Map(RawItem item);

/// <summary>An object named by its kind and remote id.</summary>
public readonly record struct RemoteRef(ResourceKind Kind, string RemoteId);

/// <summary>On which end of an edge its owner stands.</summary>
public enum EdgeEnd : short { From, To }

/// <summary>All edges of one kind between an owner (at <paramref name="OwnerEnd"/>) and objects of one kind.</summary>
public sealed record LinkSet(EdgeKind Kind, EdgeEnd OwnerEnd, ResourceKind OtherKind, IReadOnlyList<string> Others);

/// <summary>A page of the edges of one owner, e.g. the members of a group (owner: the group, at <see cref="EdgeEnd.To"/>).</summary>
public sealed record EdgePageItems(EdgeKind Kind, EdgeEnd OwnerEnd, RemoteRef Owner, IReadOnlyList<RemoteRef> Others);

/// <summary>A listing's name within its run, e.g. <c>users</c> or <c>members:5f1b…</c>: the key of its checkpoint.</summary>
public readonly record struct Listing(string Name);
