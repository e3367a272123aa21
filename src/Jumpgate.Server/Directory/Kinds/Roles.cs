using System.Text.Json;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Administrator roles, built-in and custom. There is no fixed list: what JumpCloud lists and what administrators hold is what there is.</summary>
internal sealed class Roles : Kind
{
    public static readonly Roles Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.None;

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
