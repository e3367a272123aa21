using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Writes <c>metadata</c>: where the record comes from and which event it tells of.</summary>
internal static class Metadata
{
    public static void Write(RecordDraft draft)
    {
        var tree = draft.Event;
        draft.Out.Add(draft.Forms.MetadataHead);
        draft.Text("uid"u8, tree.Find("id"u8));
        draft.Text("event_code"u8, tree.Find("event_type"u8));
        draft.Text("log_name"u8, tree.Find("service"u8));
        draft.Text("log_version"u8, tree.Find("@version"u8));
        // Events of the multi-tenant portal belong to a provider, not to an organization.
        if (!draft.Text("tenant_uid"u8, tree.Find("organization"u8))) draft.Text("tenant_uid"u8, tree.Find("provider"u8));
        draft.Text("original_time"u8, tree.Find("timestamp"u8));
        draft.Text("correlation_uid"u8, Correlation(draft));
        if (draft.NeedsHost) draft.Out.Add("\"profiles\":[\"host\"]"u8);
        draft.Out.End((byte)'}');
        draft.Out.Add((byte)',');
    }

    private static int Correlation(RecordDraft draft)
    {
        var tree = draft.Event;
        var id = tree.Find(tree.Find("correlation"u8), "id"u8);
        if (tree.Says(id)) return id;
        id = tree.Find("access_request_id"u8, "connection_id"u8);
        return tree.Says(id) ? id : tree.Find("command_uuid"u8);
    }
}
