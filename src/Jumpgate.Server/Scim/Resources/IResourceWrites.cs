using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes of one resource type: users stand for themselves, groups have members.</summary>
internal interface IResourceWrites
{
    Task CreateAsync(ScimCall call);

    Task ReplaceAsync(ScimCall call, string id);

    Task PatchAsync(ScimCall call, string id);

    Task DeleteAsync(ScimCall call, string id);
}
