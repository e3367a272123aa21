using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>API Activity (6003): something was asked for, looked at or sent; the event type is the operation.</summary>
internal static class ApiActivity
{
    public static bool Write(RecordDraft draft)
    {
        var tree = draft.Event;
        var mark = draft.Open("api"u8);
        var known = draft.Text("operation"u8, tree.Find("event_type"u8));
        var service = draft.Open("service"u8);
        draft.Text("name"u8, tree.Find("service"u8));
        draft.Close(service);
        if (!draft.Close(mark, known)) return false;
        Resources.Write(draft, tree.Find("resource"u8));
        return true;
    }
}
