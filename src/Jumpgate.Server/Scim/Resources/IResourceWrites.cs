using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>What stands after a write.</summary>
/// <param name="Changed">False: it stood so before.</param>
/// <param name="Name">What the resource is called.</param>
internal sealed record Written(ScimRow Row, bool Changed, string? Name);

/// <summary>Writes of one resource type: users stand for themselves, groups have members.</summary>
internal interface IResourceWrites
{
    Task<Written> CreateAsync(ScimCall call);

    Task<Written> ReplaceAsync(ScimCall call, string id);

    Task<Written> PatchAsync(ScimCall call, string id);

    Task<Written> DeleteAsync(ScimCall call, string id);
}
