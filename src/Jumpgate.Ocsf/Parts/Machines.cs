using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Devices: as the place where it happened (<c>device</c>), as what was signed on to (<c>dst_endpoint</c>).</summary>
internal static class Machines
{
    private const int UnknownType = 0;
    private const int Mobile = 5;

    /// <summary>
    /// The object <c>device</c> of the record: the device the event names, or the one JumpCloud saw the person at. Left out where the class does not
    /// have it; the profile <c>host</c> is named where the class asks for that.
    /// </summary>
    public static bool Write(RecordDraft draft)
    {
        if (!draft.Class.HasDevice) return false;
        var tree = draft.Event;
        var device = tree.System();
        if (device < 0) device = tree.Find(tree.Find("auth_context"u8), "system"u8);
        var resource = tree.Find("resource"u8);
        if (!tree.IsNamed(device) && tree.IsOfType(resource, "system"u8)) device = resource;
        var id = tree.Find("mdm_device_id"u8, "device_object_id"u8);
        if (!tree.Says(id)) id = tree.Find("system_object_id"u8, "windows_device_uuid"u8);

        var mark = draft.Open("device"u8);
        var known = draft.Text("uid"u8, tree.IdOf(device)) || draft.Text("uid"u8, id);
        if (known) draft.Observe(Observed.DeviceUid);
        var replies = tree.Find("query_responses"u8);
        known |= Names(draft, device, tree.Find(replies, "device_name"u8), Observed.DeviceHostname);
        var isSource = tree.Says(tree.Find("src_ip"u8));
        if (isSource && draft.Text("ip"u8, tree.Find("client_ip"u8), TextForm.Address))
        {
            draft.Observe(Observed.DeviceAddress);
            Places.Write(draft, tree.Find("geoip"u8));
        }

        Clients.Os(draft, tree.Find(device, "os"u8), tree.Find(device, "version"u8));
        draft.Out.Add(draft.Forms.DeviceType[UnknownType]);
        return draft.Close(mark, known, draft.Class.DeviceNeedsHost);
    }

    /// <summary>The device whose operating system has changed, with the version it has now.</summary>
    public static bool WithVersion(RecordDraft draft, int version)
    {
        var tree = draft.Event;
        var device = tree.System();
        if (device < 0) device = tree.Resource();
        var mark = draft.Open("device"u8);
        var known = draft.Text("uid"u8, tree.IdOf(device));
        if (known) draft.Observe(Observed.DeviceUid);
        known |= Names(draft, device, -1, Observed.DeviceHostname);
        var os = draft.Open("os"u8);
        var family = tree.Find(device, "os"u8, "os_family"u8);
        if (!tree.Says(family)) family = tree.Find("os_meta_family"u8, "os"u8);
        if (tree.Says(family)) Clients.OsName(draft, family);
        else draft.Out.Add("\"name\":\"Unknown\",\"type_id\":0,\"type\":\"Unknown\","u8);
        known &= draft.Text("version"u8, version);
        draft.Close(os);
        draft.Out.Add(draft.Forms.DeviceType[UnknownType]);
        return draft.Close(mark, known, draft.Class.DeviceNeedsHost);
    }

    /// <summary>The object <c>dst_endpoint</c>: the device that was signed on to.</summary>
    public static bool Target(RecordDraft draft)
    {
        var tree = draft.Event;
        var device = tree.System();
        var mark = draft.Open("dst_endpoint"u8);
        var known = draft.Text("uid"u8, tree.IdOf(device));
        known |= Names(draft, device, -1, Observed.TargetHostname);
        return draft.Close(mark, known);
    }

    /// <summary>The phone that confirmed a push.</summary>
    public static bool Phone(RecordDraft draft, int phone)
    {
        var tree = draft.Event;
        var mark = draft.Open("device"u8);
        var known = draft.Text("uid"u8, tree.IdOf(phone));
        known |= draft.Text("ip"u8, tree.Find(phone, "ip"u8), TextForm.Address);
        if (draft.Forms.HasDeviceModel)
        {
            draft.Text("vendor_name"u8, tree.Find(phone, "make"u8));
            draft.Text("model"u8, tree.Find(phone, "model"u8));
        }

        Places.Write(draft, tree.Find(phone, "geoip"u8));
        Clients.Os(draft, tree.Find(phone, "os"u8), tree.Find(phone, "os_version"u8));
        draft.Out.Add(draft.Forms.DeviceType[Mobile]);
        return draft.Close(mark, known);
    }

    // A display name that is no hostname in the eyes of the release is the name of the device.
    private static bool Names(RecordDraft draft, int device, int otherName, Observed place)
    {
        var tree = draft.Event;
        var known = draft.Text("hostname"u8, tree.Find(device, "hostname"u8), TextForm.Hostname);
        if (known) draft.Observe(place);
        var name = tree.Find(device, "displayName"u8, "display_name"u8);
        if (!tree.Says(name)) name = otherName;
        if (!tree.Says(name) && !known) name = tree.Find(device, "hostname"u8, "name"u8);
        return known | draft.Text("name"u8, name);
    }
}
