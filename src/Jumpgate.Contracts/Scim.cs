namespace Jumpgate.Contracts;

/// <summary>Where and by whom a directory is pushed.</summary>
/// <param name="Provider"><c>jumpcloud</c>, <c>entra</c>, <c>okta</c>, <c>onelogin</c>, <c>ping</c>, <c>custom</c>, or <c>strict</c>: the RFCs and nothing else.</param>
/// <param name="Enabled">Whether pushes are taken.</param>
/// <param name="EndpointUrl">The base URL the client sends its SCIM requests to.</param>
public sealed record ScimEndpoint(string Provider, bool Enabled, string EndpointUrl);

/// <param name="Source">Only <c>scim</c> can be made; pulled directories come with the link of an organization.</param>
/// <param name="Provider">As in <see cref="ScimEndpoint"/>; <c>custom</c> when left out.</param>
public sealed record DirectoryCreate(string? Tenant, string? Name, string? Source, string? Provider = null);

/// <param name="BearerToken">The first token, shown this once.</param>
public sealed record DirectoryCreated(
    Guid Id, string Tenant, string Name, string Source, string Provider, string EndpointUrl, string BearerToken, Guid TokenId, DateTimeOffset CreatedAt);

/// <summary>What is null stays as it is.</summary>
public sealed record DirectoryUpdate(string? Name = null, string? Provider = null, bool? Enabled = null);

public sealed record ScimTokenCreate(string? Name = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A bearer token of a pushed directory.</summary>
/// <param name="Suffix">Its last four characters.</param>
/// <param name="LastUsedAt">To within a few seconds; null: never.</param>
/// <param name="BearerToken">Only in the answer that makes it.</param>
public sealed record ScimToken(
    Guid Id, string? Name, string Suffix, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    string? BearerToken = null);
