using System.Text.Json;

namespace Jumpgate.Contracts;

/// <summary>One population: pulled from a linked organization or pushed by SCIM.</summary>
/// <param name="Source"><c>jumpcloud</c>: pulled; <c>scim</c>: pushed.</param>
/// <param name="Scim">Where it is pushed to; null for a pulled directory.</param>
public sealed record Directory(
    Guid Id, string Tenant, string Name, string Source, Guid? OrganizationId, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, long> Edges, string? Hash, long Sequence, ScimEndpoint? Scim = null);

/// <summary>A user, admin, group, device group, device, application or role.</summary>
/// <param name="Kind"><c>user</c>, <c>admin</c>, <c>group</c>, <c>device_group</c>, <c>device</c>, <c>application</c>, <c>role</c>.</param>
/// <param name="Attributes">SCIM names for users and groups; documented names for the other kinds.</param>
/// <param name="Raw">What JumpCloud sent, secret values replaced; only with <c>raw=true</c> and the right to see it.</param>
/// <param name="Version">The last sequence that touched the resource, its members or its roles (its ETag).</param>
/// <param name="Roles">Application roles of a user, the highest first; where its directory has a role mapping.</param>
public sealed record Resource(
    Guid Id, string RemoteId, string Kind, string? Name, string? Email, ResourceStatus Status, JsonElement? Attributes, long Version,
    DateTimeOffset? UpdatedAt, Person? Person = null, JsonElement? Raw = null, EdgeCounts? Edges = null, IReadOnlyList<ResourceNote>? Notes = null,
    IReadOnlyList<UserRole>? Roles = null, ResourceActivity? Activity = null);

/// <summary>How many edges of each kind begin and end at a resource (<c>expand=edges</c>).</summary>
/// <param name="From">Edges it is the beginning of: a user's <c>member_of</c> are its groups.</param>
/// <param name="To">Edges it is the end of: a group's <c>member_of</c> are its members.</param>
public sealed record EdgeCounts(IReadOnlyDictionary<string, long> From, IReadOnlyDictionary<string, long> To);

/// <summary>Sign-ins that the event log tells of (<c>expand=activity</c>; users, administrators and applications).</summary>
/// <param name="LastLoginAt">The last sign-in of a user, to whatever; to an application, of whomever. Null: none is known.</param>
/// <param name="With">A user's applications, or an application's users, with the last sign-in of each; the newest first, at most 100.</param>
public sealed record ResourceActivity(DateTimeOffset? LastLoginAt, IReadOnlyList<SignedIn> With);

/// <param name="Kind"><c>application</c>, <c>user</c> or <c>admin</c>.</param>
/// <param name="Id">Null: the directory does not have it.</param>
public sealed record SignedIn(string Kind, Guid? Id, string RemoteId, string? Name, DateTimeOffset At);

/// <summary>Something to know about a resource that is no fault of it.</summary>
/// <param name="Code">Stable, with an entry in the guide: <c>several_accounts</c>, <c>admin_without_profile</c>.</param>
public sealed record ResourceNote(string Code, string Text, string Docs);

/// <param name="Value"><c>enabled</c>, <c>disabled</c>, <c>pending</c> or <c>unknown</c>.</param>
/// <param name="SourceValue">As the source says it, e.g. <c>STAGED</c>, <c>SUSPENDED</c>, <c>ACTIVATED, locked</c>.</param>
public sealed record ResourceStatus(string Value, string? SourceValue);

/// <summary>The human behind several accounts, with the rule and reason of the join.</summary>
public sealed record Person(Guid Id, IReadOnlyList<PersonAccount> Accounts);

public sealed record PersonAccount(Guid Directory, string Kind, Guid Id, string? Name, string Rule, string Confidence, string Reason);

public sealed record ResourceRef(string Kind, Guid Id, string? Name = null, string? RemoteId = null);

/// <param name="Kind"><c>member_of</c>, <c>bound_to</c>, <c>holds_role</c>, <c>manages</c>, <c>owns</c>, <c>nested_in</c>.</param>
/// <param name="Since">Sequence from which the edge holds.</param>
public sealed record Edge(string Kind, ResourceRef From, ResourceRef To, long Since, DateTimeOffset? SinceAt = null);

/// <param name="Op"><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>edge_added</c>, <c>edge_removed</c>, or an act of the hub itself (<c>organization_linked</c>, <c>credential_expiring</c> …).</param>
public sealed record Change(
    long Seq, DateTimeOffset At, Guid? Directory, string Op, string? Kind, Guid? Id, ChangeEdge? Edge = null, JsonElement? Old = null, JsonElement? New = null,
    Cause? Cause = null, string? Name = null, string? Note = null);

public sealed record ChangeEdge(string Kind, ResourceRef From, ResourceRef To);

/// <param name="Kind"><c>sync_run</c>, <c>refresh</c>, <c>scim_request</c>, <c>plan_step</c>, <c>api</c>, <c>system</c>.</param>
public sealed record Cause(string Kind, string? Id);

/// <summary>Changes between two moments.</summary>
/// <param name="From">Sequence used for the earlier moment.</param>
/// <param name="Access">Effective application and device access gained and lost; on the first page.</param>
/// <param name="Items">Each resource and edge that differs, once; with <c>mode=all</c> every change in order.</param>
/// <param name="Total">Always null: counting would read everything between the moments.</param>
public sealed record Diff(long From, long To, IReadOnlyList<Change> Items, string? Next, DiffAccess? Access = null, long? Total = null);

/// <param name="Complete">False where more changed than is shown.</param>
public sealed record DiffAccess(IReadOnlyList<AccessEdge> Gained, IReadOnlyList<AccessEdge> Lost, bool Complete = true);

public sealed record AccessEdge(ResourceRef Principal, ResourceRef Resource);

/// <summary>A list answered for a moment in the past carries the sequence it used in the header <c>Jumpgate-Sequence</c>.</summary>
public static class JumpgateHeaders
{
    public const string Sequence = "Jumpgate-Sequence";
}

/// <summary>What erasing an account did. Its ids stay; the account ends and is not read from the source again.</summary>
/// <param name="Sequence">The change <c>erased</c>; null where it had been erased before.</param>
/// <param name="Versions">Versions of the account that are empty now.</param>
/// <param name="Events">Stored events that spoke of the person and do not any more.</param>
/// <param name="LinkedAccounts">Other accounts of the same person; they are left as they are.</param>
public sealed record Erasure(
    Guid Id, string RemoteId, string Kind, DateTimeOffset ErasedAt, long? Sequence, int Versions, int Events, IReadOnlyList<PersonAccount> LinkedAccounts);

/// <param name="Before">A sequence or a time; what ended before it is forgotten.</param>
public sealed record HistoryPrune(string Before);

/// <summary>How far back a tenant's history goes.</summary>
/// <param name="HistoryFrom">The first sequence that is kept; an older moment or cursor answers 410 <c>history_pruned</c>.</param>
/// <param name="Sequence">The newest sequence.</param>
/// <param name="KeepDays">Set by the operator: older history is forgotten each day. Null: all is kept.</param>
public sealed record HistoryState(long HistoryFrom, long Sequence, int? KeepDays);
