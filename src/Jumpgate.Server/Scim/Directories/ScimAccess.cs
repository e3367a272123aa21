using Jumpgate.Scim.Profiles;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>What a token opens: one directory, with the habits of the client that pushes it.</summary>
internal sealed record ScimAccess(
    Guid TokenId, byte[] Hash, long? ExpiresAt, long? RevokedAt, TenantId Tenant, DirectoryKey Directory, Guid DirectoryId, ScimSetup Setup, bool Enabled)
{
    public ClientProfile Profile { get; } = ClientProfile.Find(Setup.Provider) ?? ClientProfile.Custom;
}
