using System.Buffers;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>
/// Writes <c>unmapped</c>: every value of the event that no attribute tells, in its own shape. Empty ones (null, "", {} and []) say nothing and are left out;
/// they stand in the raw event.
/// </summary>
internal static class Unmapped
{
    /// <summary>Siblings among which a name that stands twice is looked for.</summary>
    private const int Looked = 256;

    /// <param name="bytes">The event in base64, where its bytes are no UTF-8.</param>
    /// <param name="text">The event, where the release has no room for it in <c>raw_data</c>.</param>
    public static void Write(RecordDraft draft, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text)
    {
        var mark = draft.Open("unmapped"u8);
        if (draft.Event.Count > 0) Members(draft, 0);
        if (!bytes.IsEmpty)
        {
            draft.Out.Name("raw_data_base64"u8);
            Base64(draft.Out, bytes);
        }

        if (!text.IsEmpty)
        {
            draft.Out.Name("raw_data"u8);
            draft.Out.Add((byte)'"');
            draft.Out.Escaped(text);
            draft.Out.Add("\","u8);
        }

        draft.Close(mark);
    }

    private static void Members(RecordDraft draft, int parent)
    {
        var tree = draft.Event;
        for (var child = tree.First(parent); child >= 0; child = tree.After(parent, child))
        {
            if (tree[child].Used || tree.IsEmpty(child) || (tree.HasRepeats && IsRepeated(draft, parent, child))) continue;
            var output = draft.Out;
            if (tree.IsObject(child) && HoldsUsed(draft, child))
            {
                var mark = draft.Open(tree.Name(child));
                Members(draft, child);
                draft.Close(mark);
                continue;
            }

            output.Name(tree.Name(child));
            output.Add(tree.Json(child));
            output.Add((byte)',');
        }
    }

    private static bool HoldsUsed(RecordDraft draft, int node)
    {
        for (var below = node + 1; below < draft.Event[node].Next; below++)
        {
            if (draft.Event[below].Used) return true;
        }

        return false;
    }

    // The last of several counts, as for most readers of JSON.
    private static bool IsRepeated(RecordDraft draft, int parent, int child)
    {
        var tree = draft.Event;
        var looked = 0;
        for (var later = tree.After(parent, child); later >= 0 && looked < Looked; later = tree.After(parent, later), looked++)
        {
            if (tree[later].NameLength == tree[child].NameLength && tree.Name(later).SequenceEqual(tree.Name(child)) && !tree[later].Used) return true;
        }

        return false;
    }

    private static void Base64(RecordBuffer output, ReadOnlySpan<byte> bytes)
    {
        var text = ArrayPool<byte>.Shared.Rent(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, text, out _, out var written);
        output.Add((byte)'"');
        output.Add(text.AsSpan(0, written));
        output.Add("\","u8);
        ArrayPool<byte>.Shared.Return(text);
    }
}
