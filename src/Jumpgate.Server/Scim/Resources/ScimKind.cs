using System.Text;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A resource type of a directory and where its resources stand in the store.</summary>
internal sealed record ScimKind(ResourceKind Kind, ResourceSchema Schema)
{
    /// <summary>Users of a directory without extensions of its own.</summary>
    public static readonly ScimKind User = new(ResourceKind.User, SchemaSet.Core.Users);
    public static readonly ScimKind Group = new(ResourceKind.Group, SchemaSet.Core.Groups);

    public bool IsGroup => Kind == ResourceKind.Group;

    public string Name => Schema.Type.Name;

    /// <summary>Extensions, and how a document names them: with quotes, and a colon behind, a text is a member's name and no value.</summary>
    public IReadOnlyList<(string Name, byte[] Key)> Extensions { get; } =
        [.. Schema.Extensions.Select(extension => (extension.Schema.Id, Encoding.UTF8.GetBytes($"\"{extension.Schema.Id}\":")))];

    /// <summary>Where one of them is read, as counts name it.</summary>
    public string OnePath { get; } = Schema.Type.Endpoint + "/{id}";
}
