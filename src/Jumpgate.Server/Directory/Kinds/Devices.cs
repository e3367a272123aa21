using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Devices. Whether the agent is connected right now moves all day long and is no state of the device: it is volatile, like addresses and
/// policy results, and a device in the directory is enabled.
/// </summary>
internal sealed class Devices : Kind
{
    public static readonly Devices Kind = new();

    private static readonly (string Name, string Source)[] Copied =
    [
        ("hostname", "hostname"), ("description", "description"), ("os", "os"), ("osFamily", "osFamily"), ("osVersion", "version"),
        ("osVersionDetail", "osVersionDetail"), ("arch", "arch"), ("vendor", "hwVendor"), ("serialNumber", "serialNumber"), ("agentVersion", "agentVersion"),
        ("remoteAssistAgentVersion", "remoteAssistAgentVersion"), ("template", "templateName"), ("timezone", "systemTimezone"), ("created", "created"),
        ("mdm", "mdm"), ("domainInfo", "domainInfo"), ("azureAdJoined", "azureAdJoined"), ("builtInCommands", "builtInCommands"),
        ("provisionMetadata", "provisionMetadata"), ("isPolicyBound", "isPolicyBound"), ("hasServiceAccount", "hasServiceAccount"),
        ("allowMultiFactorAuthentication", "allowMultiFactorAuthentication"), ("allowPublicKeyAuthentication", "allowPublicKeyAuthentication"),
        ("allowSshPasswordAuthentication", "allowSshPasswordAuthentication"), ("allowSshRootLogin", "allowSshRootLogin"),
        ("amazonInstanceId", "amazonInstanceID"),
    ];

    public override JsonPaths Volatile { get; } = JsonPaths.Of(
        "lastContact", "active", "policyStats", "remoteIP", "networkInterfaces", "connectionHistory", "attributes[].id", "attributes[]._id");

    public override IReadOnlyList<VolatileAttribute> VolatileAttributes { get; } =
        [new("lastContact", "lastContact"), new("online", "active"), new("policyStats", "policyStats"), new("remoteIp", "remoteIP")];

    public override IReadOnlyList<EdgeSource> EdgeSources { get; } =
    [
        EdgeSource.Bindings(GraphTypes.System, GraphTypes.User, ResourceKind.User),
        EdgeSource.Bindings(GraphTypes.System, GraphTypes.UserGroup, ResourceKind.Group),
    ];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.Systems.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.Systems.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "displayName") ?? Of(raw, "hostname");
        attributes.Text("displayName", name);
        foreach (var (ours, source) in Copied)
        {
            attributes.Copy(ours, raw, source);
        }

        using (attributes.Object("diskEncryption"))
        {
            var encryption = Member(raw, "fde");
            attributes.Copy("active", encryption, "active");
            attributes.Copy("keyPresent", encryption, "keyPresent");
        }

        attributes.Copy("systemInsights", Member(raw, "systemInsights"), "state");
        attributes.Text("primaryUser", PrimaryUserOf(raw));
        using (attributes.Array("accounts"))
        {
            foreach (var account in Elements(raw, "userMetrics"))
            {
                using (attributes.Element())
                {
                    attributes.Copy("userName", account, "userName");
                    attributes.Copy("managed", account, "managed");
                    attributes.Copy("admin", account, "admin");
                    attributes.Copy("suspended", account, "suspended");
                    attributes.Copy("secureTokenEnabled", account, "secureTokenEnabled");
                }
            }
        }

        UserExtension.CustomAttributes(raw, attributes);
        return new KindFacts(name);
    }

    public override IReadOnlyList<LinkSet> Links(JsonElement raw) =>
        [new LinkSet(EdgeKind.Owns, EdgeEnd.To, ResourceKind.User, PrimaryUserOf(raw) is { } user ? [user] : [])];

    public static string? PrimaryUserOf(JsonElement raw) => Of(Member(raw, "primarySystemUser"), "id");

    /// <summary>Whether the device shows an account that JumpCloud manages: only then can a person be bound to it.</summary>
    public static bool ShowsManagedAccount(JsonElement raw) =>
        PrimaryUserOf(raw) is not null || Elements(raw, "userMetrics").Any(account => IsTrue(account, "managed"));
}
