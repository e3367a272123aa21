using System.Text.Json;
using Jumpgate.JumpCloud;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Administrator roles, built-in and custom. There is no fixed list: what JumpCloud lists and what administrators hold is what there is.</summary>
internal sealed class Roles : Kind
{
    public static readonly Roles Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.None;

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.Roles.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.Roles.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "name");
        attributes.Text("displayName", name);
        attributes.Copy("description", raw, "description");
        attributes.Copy("scopes", raw, "scopes");
        attributes.Copy("type", raw, "type");
        return new KindFacts(name);
    }
}
