using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>
/// Where it came from: <c>src_endpoint</c>. Devices report two addresses; then <c>src_ip</c> is the one that signed on and <c>client_ip</c>, with its place, that of
/// the device itself.
/// </summary>
internal static class Endpoints
{
    public static bool Write(RecordDraft draft)
    {
        if (!draft.Class.HasSource) return false;
        var tree = draft.Event;
        var mark = draft.Open("src_endpoint"u8);
        var byDevice = draft.Text("ip"u8, tree.Find("src_ip"u8), TextForm.Address);
        var known = byDevice || (!tree.Says(tree.Find("src_ip"u8)) && draft.Text("ip"u8, tree.Find("client_ip"u8), TextForm.Address));
        if (known) draft.Observe(Observed.SourceAddress);
        else if (draft.Class.NeedsSource) known = draft.Text("svc_name"u8, tree.Find("service"u8));
        if (known && !byDevice)
        {
            if (Places.Write(draft, tree.Find("geoip"u8))) draft.Observe(Observed.SourcePlace);
            Clients.Os(draft, Clients.Find(tree));
        }

        return draft.Close(mark, known);
    }
}
