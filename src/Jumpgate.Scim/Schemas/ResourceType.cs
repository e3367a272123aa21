using System.Collections.Immutable;

namespace Jumpgate.Scim.Schemas;

/// <summary>A kind of resource an endpoint serves (RFC 7643 §6).</summary>
/// <param name="Name">Such as <c>User</c>; also its id, and <c>meta.resourceType</c> of its resources.</param>
/// <param name="Endpoint">The path below the base, such as <c>/Users</c>.</param>
public sealed record ResourceType(string Name, string Endpoint, string Description, ScimSchema Schema, ImmutableArray<SchemaExtension> Extensions);

/// <summary>An extension of a resource type.</summary>
/// <param name="Required">Whether every resource must have it.</param>
public sealed record SchemaExtension(ScimSchema Schema, bool Required = false);
