using System.Collections.Immutable;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Schemas;

/// <summary>The schemas and resource types of one directory: the core ones and the directory's own extensions.</summary>
public sealed class SchemaSet
{
    /// <param name="extensions">The directory's own, read by <see cref="ExtensionReader"/>.</param>
    /// <exception cref="ScimException">Two schemas have one URI, or one URI reads as an attribute of another: <c>invalidValue</c>.</exception>
    public SchemaSet(params IEnumerable<DirectoryExtension> extensions)
    {
        ImmutableArray<DirectoryExtension> own = [.. extensions];
        ImmutableArray<string> ids = [CoreSchemas.UserId, CoreSchemas.GroupId, CoreSchemas.EnterpriseUserId, .. own.Select(extension => extension.Schema.Id)];
        foreach (var id in ids)
        {
            if (ids.Count(other => other.Equals(id, StringComparison.OrdinalIgnoreCase)) > 1
                || ids.Any(other => other.StartsWith(id + ":", StringComparison.OrdinalIgnoreCase)))
            {
                throw ScimException.Value($"The schema {id} stands in the way of another.");
            }
        }

        Users = new ResourceSchema(new ResourceType(
            "User", "/Users", "User Account", CoreSchemas.User,
            [new SchemaExtension(CoreSchemas.EnterpriseUser), .. Of(own, ExtendedResource.User)]));
        Groups = new ResourceSchema(
            new ResourceType("Group", "/Groups", "Group", CoreSchemas.Group, [.. Of(own, ExtendedResource.Group)]),
            outside: "members");
        Types = new AttributeTypes(
            Resources.Select(resource => resource.Type.Schema.Id),
            Resources.SelectMany(resource => resource.Described).DistinctBy(described => described.Key, StringComparer.OrdinalIgnoreCase),
            closed: true);
        Schemas =
        [
            CoreSchemas.User, CoreSchemas.EnterpriseUser, CoreSchemas.Group, .. own.Select(extension => extension.Schema),
            ServiceSchemas.ServiceProviderConfig, ServiceSchemas.ResourceType, ServiceSchemas.Schema,
        ];
    }

    /// <summary>A directory without extensions of its own.</summary>
    public static SchemaSet Core { get; } = new();

    public ResourceSchema Users { get; }

    /// <summary>Groups; <c>members</c> are kept outside the document.</summary>
    public ResourceSchema Groups { get; }

    public IEnumerable<ResourceSchema> Resources => [Users, Groups];

    /// <summary>
    /// The attributes of all resource types together, for a search over all of them (RFC 7644 §3.4.2.1). What a resource's type does
    /// not have is no value there.
    /// </summary>
    public AttributeTypes Types { get; }

    /// <summary>All schemas, those of the service itself last.</summary>
    public ImmutableArray<ScimSchema> Schemas { get; }

    private static IEnumerable<SchemaExtension> Of(IEnumerable<DirectoryExtension> extensions, ExtendedResource resource) =>
        extensions.Where(extension => extension.Extends == resource).Select(extension => new SchemaExtension(extension.Schema, extension.Required));
}

/// <summary>Which resources an extension of a directory extends.</summary>
public enum ExtendedResource
{
    User,
    Group,
}

/// <summary>An extension a directory declares for itself.</summary>
/// <param name="Required">Whether every resource must have it.</param>
public sealed record DirectoryExtension(ScimSchema Schema, ExtendedResource Extends, bool Required = false);
