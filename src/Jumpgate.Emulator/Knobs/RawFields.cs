using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Knobs;

/// <summary>Writes an object past all rules.</summary>
internal static class RawFields
{
    public static void Set(Organization organization, string id, JsonObject fields)
    {
        if (!organization.World.Ids.TryRead(id, out var kind, out _, out _) || !Enum.IsDefined(kind) || !organization.Table(kind).TryFind(id, out var index))
            throw new KeyNotFoundException($"no object {id}");
        var document = organization.Table(kind).Change(index);
        foreach (var (name, value) in fields)
            document[name] = value?.DeepClone();
        if (kind == Kind.User)
            organization.UserNames.Note(index, document);
        organization.Graph.Version++;
    }
}
