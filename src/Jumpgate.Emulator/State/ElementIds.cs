using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>JumpCloud makes the ids of a user's array elements anew on every save, even when nothing changed (reference §6.1).</summary>
internal static class ElementIds
{
    private static readonly string[] Arrays = ["addresses", "phoneNumbers", "attributes"];

    public static void Renew(Organization organization, JsonObject user, int index)
    {
        var seconds = (uint)organization.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var name in Arrays)
        {
            if (user[name] is not JsonArray array)
                continue;
            foreach (var element in array.OfType<JsonObject>())
            {
                // Two nodes from one text: a JSON node can have one parent only.
                var id = Next(organization, index, seconds);
                (element["_id"], element["id"]) = (id, id);
            }
        }
    }

    public static string Next(Organization organization, int index, uint seconds)
        => organization.World.Ids.Of(Kind.Element, (int)(organization.World.Noise.At(800 + (int)(organization.Serial() & 0xFFFF), index) & 0x7FFFFFFF), seconds);
}
