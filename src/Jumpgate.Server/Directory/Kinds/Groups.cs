using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Groups of people. SCIM's <c>displayName</c>; the rest stands in <see cref="Extension"/>. Members are edges, not attributes.</summary>
internal sealed class Groups : Kind
{
    public const string Extension = "urn:jumpgate:params:scim:schemas:extension:jumpcloud:2.0:Group";

    public static readonly Groups Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.Of("suggestionCounts");

    public override IReadOnlyList<EdgeSource> EdgeSources { get; } =
    [
        new EdgeSource(
            "members", [new EdgeShape(EdgeKind.MemberOf, ResourceKind.User, GraphTypes.User), new EdgeShape(EdgeKind.NestedIn, ResourceKind.Group, GraphTypes.UserGroup)],
            (client, id, skip, limit, cancellation) => client.UserGroups.ListMembersPageAsync(id, skip, limit, cancellation)),
    ];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.UserGroups.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.UserGroups.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "name");
        attributes.Text("displayName", name);
        using (attributes.Object(Extension))
        {
            GroupAttributes.Write(raw, attributes);
        }

        var disabled = IsTrue(raw, "disabled");
        return new KindFacts(name, Of(raw, "email"), disabled ? Kinds.Status.Disabled : Kinds.Status.Enabled, disabled ? "disabled" : null);
    }
}
