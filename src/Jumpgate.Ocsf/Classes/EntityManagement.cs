using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>
/// Entity Management (3004): the thing it is about, by id, name and kind. Most types tell it in <c>resource</c>; some leave the id beside it; of a few
/// nothing but the kind is known, which then stands as its name.
/// </summary>
internal static class EntityManagement
{
    private const int Device = 1;
    private const int User = 2;
    private const int Group = 3;
    private const int Organization = 4;
    private const int Policy = 5;
    private const int Other = 99;

    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var thing = tree.IsThere(decision.Resource) ? decision.Resource : tree.Resource();
        var kind = decision.About;
        var isDevice = kind.SequenceEqual("Device"u8);
        if (thing < 0 && isDevice) thing = tree.System();
        if (thing < 0 && !isDevice) thing = tree.Find("application"u8);
        var id = tree.IdOf(thing);
        if (!tree.Says(id) && !tree.IsNamed(thing)) id = IdBeside(draft, kind);

        var mark = draft.Open("entity"u8);
        var known = draft.Text("uid"u8, id);
        known |= draft.Text("name"u8, tree.NameOf(thing)) || (!tree.IsNamed(thing) && draft.Text("name"u8, tree.Find("object_storage_item_name"u8)));
        if (!known && kind.Length > 0)
        {
            draft.Constant("name"u8, kind);
            known = true;
        }

        Type(draft, kind, tree.Find(thing, "type"u8));
        return draft.Close(mark, known);
    }

    private static int IdBeside(RecordDraft draft, ReadOnlySpan<byte> kind)
    {
        var tree = draft.Event;
        if (kind.SequenceEqual("Organization"u8)) return tree.Find("organization"u8);
        if (kind.SequenceEqual("Access Request"u8)) return tree.Find("access_request_id"u8);
        if (kind.SequenceEqual("Software Package"u8)) return tree.Find("object_storage_item_id"u8, "object_id"u8);
        if (!kind.SequenceEqual("Device"u8)) return -1;
        var id = tree.Find("mdm_device_id"u8, "device_object_id"u8);
        return tree.Says(id) ? id : tree.Find("system_object_id"u8, "windows_device_uuid"u8);
    }

    private static void Type(RecordDraft draft, ReadOnlySpan<byte> kind, int type)
    {
        var tree = draft.Event;
        var id = kind.Length > 0 ? TypeOfKind(kind) : TypeOfWord(draft, type);
        if (id == 0) return;
        var text = kind.Length > 0 ? kind : tree.Content(type);
        if (text.Length > draft.Forms.MaxText) return;
        if (draft.Forms.EntityType is not { } types) draft.Constant("type"u8, text);
        else if (id != Other) draft.Out.Add(types[id]);
        else
        {
            draft.Out.Add(types.Other);
            draft.Quote(text);
            draft.Out.Add((byte)',');
        }

        if (kind.Length == 0) draft.Use(type);
    }

    private static int TypeOfKind(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("Device"u8) ? Device
        : kind.SequenceEqual("Organization"u8) ? Organization
        : kind.SequenceEqual("Policy"u8) ? Policy
        : kind.SequenceEqual("User"u8) ? User
        : kind.SequenceEqual("Group"u8) ? Group
        : Other;

    private static int TypeOfWord(RecordDraft draft, int type)
    {
        var tree = draft.Event;
        if (!tree.Says(type)) return 0;
        return tree.Is(type, "system"u8) ? Device
            : tree.Is(type, "user"u8) || tree.Is(type, "systemuser"u8) || tree.Is(type, "admin"u8) ? User
            : tree.Is(type, "user_group"u8) || tree.Is(type, "system_group"u8) ? Group
            : tree.Is(type, "organization"u8) ? Organization
            : tree.Is(type, "policy"u8) ? Policy
            : Other;
    }

    /// <summary>
    /// A type that the table does not know, but whose ending says what was done to the resource it names; the activity by its number in 1.8.0, 0 for any other.
    /// </summary>
    public static int ActivityOfEnding(ReadOnlySpan<byte> type) =>
        type.EndsWith("_create"u8) || type.EndsWith("_created"u8) ? 1
        : type.EndsWith("_update"u8) || type.EndsWith("_updated"u8) ? 3
        : type.EndsWith("_delete"u8) || type.EndsWith("_deleted"u8) ? 4
        : 0;
}
