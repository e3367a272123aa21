using System.Text.Json;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Groups of devices.</summary>
internal sealed class DeviceGroups : Kind
{
    public static readonly DeviceGroups Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.Of("suggestionCounts");

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "name");
        attributes.Text("displayName", name);
        GroupAttributes.Write(raw, attributes);
        var disabled = IsTrue(raw, "disabled");
        return new KindFacts(name, Of(raw, "email"), disabled ? Kinds.Status.Disabled : Kinds.Status.Enabled, disabled ? "disabled" : null);
    }
}
