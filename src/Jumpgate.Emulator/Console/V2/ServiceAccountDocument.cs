using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>A service account as the API shows it; secrets are kept by the credentials, never here.</summary>
internal static class ServiceAccountDocument
{
    public static (int Account, string AuthConfigId) Add(Organization organization, string name, string roleId, DateTimeOffset? expires)
    {
        var configId = NewId(organization);
        var now = organization.Clock.GetUtcNow();
        var account = organization.Table(Kind.ServiceAccount).Add(now, id => new JsonObject
        {
            ["objectId"] = id,
            ["name"] = name,
            ["roleId"] = roleId,
            ["roleName"] = organization.Find(Kind.Role, roleId)?["name"]?.DeepClone(),
            ["status"] = "ACTIVE",
            ["createdAt"] = JsonWriting.Iso(now),
            ["expiresAt"] = expires is { } end ? JsonWriting.Iso(end) : null,
            ["authConfigList"] = new JsonArray(AuthConfig(organization, configId, "CLIENT_SECRET", expires)),
        });
        return (account, configId);
    }

    public static JsonObject AuthConfig(Organization organization, string id, string type, DateTimeOffset? expires) => new()
    {
        ["objectId"] = id,
        ["authType"] = type,
        ["status"] = "ACTIVE",
        ["createdAt"] = JsonWriting.Iso(organization.Clock.GetUtcNow()),
        ["expiresAt"] = expires is { } end ? JsonWriting.Iso(end) : null,
    };

    public static string NewId(Organization organization)
        => organization.World.Ids.Of(Kind.Secret, (int)(organization.Serial() & 0x7FFFFFFF), (uint)organization.Clock.GetUtcNow().ToUnixTimeSeconds());
}
