using System.Text.Json;

namespace Jumpgate.Contracts;

/// <summary>Where and by whom a directory is pushed.</summary>
/// <param name="Provider"><c>jumpcloud</c>, <c>entra</c>, <c>okta</c>, <c>onelogin</c>, <c>ping</c>, <c>custom</c>, or <c>strict</c>: the RFCs and nothing else.</param>
/// <param name="Enabled">Whether pushes are taken.</param>
/// <param name="EndpointUrl">The base URL the client sends its SCIM requests to.</param>
/// <param name="Settings">What holds now, with the values that hold where nothing was set.</param>
/// <param name="LastRequestAt">When one of its tokens was last used, to within a few seconds; null: never.</param>
public sealed record ScimEndpoint(string Provider, bool Enabled, string EndpointUrl, ScimSettings Settings, DateTimeOffset? LastRequestAt = null);

/// <summary>What a pushed directory is set to. In a request what is null stays as it is, and 0, an empty text or an empty list brings back what holds by itself.</summary>
/// <param name="RequestsPerSecond">Requests taken per second on one server, in the long run; 0: what the server is set to.</param>
/// <param name="BodyBytes">Bytes of a body.</param>
/// <param name="Depth">Objects and arrays open at once in a body.</param>
/// <param name="Members">Members of a group in one request.</param>
/// <param name="Resources">Users and groups together; 0: no limit.</param>
/// <param name="Extensions">Schemas of the directory's own, all of them; an empty list: none.</param>
/// <param name="PartialAcceptance">Whether a group takes the members it knows when others are named that it does not know.</param>
/// <param name="QuietFirstLoad">How long nothing must have been written before what came first is delivered, as ISO 8601 duration; <c>PT0S</c>: it is delivered at once.</param>
/// <param name="SuppressTestObjects">Whether nothing is told of users and groups that a client makes only to try the endpoint.</param>
/// <param name="AdminGuard"><c>off</c>, <c>hold</c> or <c>refuse</c>: what happens to a request that takes the last members out of a group through which an administrator-like role is given.</param>
/// <param name="Drift">The same population as it stands in a linked organization.</param>
public sealed record ScimSettings(
    int? RequestsPerSecond = null, int? BodyBytes = null, int? Depth = null, int? Members = null, int? Resources = null,
    IReadOnlyList<ScimExtension>? Extensions = null, bool? PartialAcceptance = null, string? QuietFirstLoad = null, bool? SuppressTestObjects = null,
    string? AdminGuard = null, ScimDriftLink? Drift = null);

/// <summary>A schema that a directory has beyond those of the RFCs.</summary>
/// <param name="ResourceType"><c>User</c> or <c>Group</c>.</param>
/// <param name="Schema">A Schema resource (RFC 7643 §7): <c>id</c>, <c>name</c>, <c>attributes</c>.</param>
/// <param name="Required">Whether every resource must have it.</param>
public sealed record ScimExtension(string? ResourceType, JsonElement Schema, bool Required = false);

/// <summary>Where a pushed directory is also linked by API; both null: nowhere.</summary>
/// <param name="OrganizationId">A linked organization of the tenant.</param>
/// <param name="ApplicationId">The application in it whose groups are pushed.</param>
public sealed record ScimDriftLink(Guid? OrganizationId = null, string? ApplicationId = null);

/// <param name="Source">Only <c>scim</c> can be made; pulled directories come with the link of an organization.</param>
/// <param name="Provider">As in <see cref="ScimEndpoint"/>; <c>custom</c> when left out.</param>
public sealed record DirectoryCreate(string? Tenant, string? Name, string? Source, string? Provider = null, ScimSettings? Settings = null);

/// <param name="BearerToken">The first token, shown this once.</param>
public sealed record DirectoryCreated(
    Guid Id, string Tenant, string Name, string Source, string Provider, string EndpointUrl, string BearerToken, Guid TokenId, DateTimeOffset CreatedAt);

/// <summary>What is null stays as it is.</summary>
public sealed record DirectoryUpdate(string? Name = null, string? Provider = null, bool? Enabled = null, ScimSettings? Settings = null);

public sealed record ScimTokenCreate(string? Name = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A bearer token of a pushed directory.</summary>
/// <param name="Suffix">Its last four characters.</param>
/// <param name="LastUsedAt">To within a few seconds; null: never.</param>
/// <param name="BearerToken">Only in the answer that makes it.</param>
public sealed record ScimToken(
    Guid Id, string? Name, string Suffix, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    string? BearerToken = null);

/// <summary>A write of a SCIM client, or a request of it that was refused.</summary>
/// <param name="Id">Also the id of the cause of its changes.</param>
/// <param name="Path">Where it went, below the endpoint URL; of an operation of a bulk request with its number.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Outcome"><c>applied</c>, <c>unchanged</c>, <c>refused</c>, <c>held</c> or <c>partial</c>.</param>
/// <param name="Detail">Why it was refused.</param>
/// <param name="Client">The user agent.</param>
/// <param name="Body">What came, without secrets, cut; only for callers who may see what a source sent.</param>
/// <param name="Changes">The changes it made; null: none.</param>
/// <param name="Skipped">What of the body was passed over, and why.</param>
public sealed record ScimRequest(
    Guid Id, DateTimeOffset At, string Method, string Path, ScimRequestResource? Resource, int Status, string? ScimType, string Outcome, string? Detail,
    ScimRequestToken Token, string? Client, string? Body, ScimRequestChanges? Changes, IReadOnlyList<string> Skipped);

/// <param name="Kind"><c>user</c> or <c>group</c>.</param>
public sealed record ScimRequestResource(string Kind, string? Id, string? Name);

/// <param name="Suffix">The last four characters of the token; null: it is gone.</param>
public sealed record ScimRequestToken(Guid Id, string? Suffix);

/// <param name="From">The first sequence.</param>
/// <param name="To">The last sequence; those between are its changes too.</param>
public sealed record ScimRequestChanges(long From, long To);

/// <summary>Reads that one token made in one hour.</summary>
/// <param name="Path">The address, with <c>{id}</c> where an id stood.</param>
public sealed record ScimReads(DateTimeOffset Hour, ScimRequestToken Token, string Method, string Path, long Count, DateTimeOffset LastAt);

/// <summary>A request of a SCIM client that would take the last members out of a group through which an administrator-like role is given, and waits for a person.</summary>
/// <param name="Id">Also that of its record among the requests.</param>
/// <param name="State"><c>held</c>, <c>confirmed</c> or <c>discarded</c>.</param>
/// <param name="Roles">Administrator-like roles that the members have through the group.</param>
/// <param name="Members">How many it would take out.</param>
/// <param name="Repeats">How often the client has sent the same again while it waits.</param>
public sealed record HeldRequest(
    Guid Id, string State, string Method, ScimRequestResource Resource, IReadOnlyList<string> Roles, long Members, DateTimeOffset At, DateTimeOffset LastAt, int Repeats,
    Guid Token, string? Client, string? DecidedBy, DateTimeOffset? DecidedAt);
