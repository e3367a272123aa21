using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Groups of devices.</summary>
internal sealed class DeviceGroups : Kind
{
    public static readonly DeviceGroups Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.Of("suggestionCounts");

    public override IReadOnlyList<EdgeSource> EdgeSources { get; } =
    [
        new EdgeSource(
            "device_members",
            [new EdgeShape(EdgeKind.MemberOf, ResourceKind.Device, GraphTypes.System), new EdgeShape(EdgeKind.NestedIn, ResourceKind.DeviceGroup, GraphTypes.SystemGroup)],
            (client, id, skip, limit, cancellation) => client.SystemGroups.ListMembersPageAsync(id, skip, limit, cancellation)),
        EdgeSource.Bindings(GraphTypes.SystemGroup, GraphTypes.User, ResourceKind.User),
        EdgeSource.Bindings(GraphTypes.SystemGroup, GraphTypes.UserGroup, ResourceKind.Group),
    ];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.SystemGroups.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.SystemGroups.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "name");
        attributes.Text("displayName", name);
        GroupAttributes.Write(raw, attributes);
        var disabled = IsTrue(raw, "disabled");
        return new KindFacts(name, Of(raw, "email"), disabled ? Kinds.Status.Disabled : Kinds.Status.Enabled, disabled ? "disabled" : null);
    }
}
