using System.Text;
using System.Text.Json;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Writes the end of a record: observables, enrichments, what was not mapped, the event itself.</summary>
internal static class Tail
{
    public static void Observables(RecordDraft draft)
    {
        if (draft.Observables.Count == 0) return;
        var output = draft.Out;
        output.Name("observables"u8);
        output.Add((byte)'[');
        foreach (var (place, start, length) in draft.Observables)
        {
            output.Add(draft.Forms.ObservedPiece(place));
            if (place == Observed.SourcePlace) output.CutAt(output.Length - 1);
            else output.Repeat(start, length);
            output.Add("},"u8);
        }

        output.End((byte)']');
        output.Add((byte)',');
    }

    public static void Enrichments(RecordDraft draft, IReadOnlyList<Enrichment>? enrichments)
    {
        if (enrichments is null || enrichments.Count == 0) return;
        var output = draft.Out;
        var list = draft.OpenList("enrichments"u8);
        for (var i = 0; i < enrichments.Count; i++)
        {
            var enrichment = enrichments[i];
            if (OneLine(enrichment.Data) is not { } data) continue;
            var item = draft.OpenItem();
            Member("name"u8, enrichment.Name);
            Member("value"u8, enrichment.Value);
            if (enrichment.Type is { } type) Member("type"u8, type);
            if (enrichment.Provider is { } provider) Member("provider"u8, provider);
            output.Name("data"u8);
            output.Add(data);
            draft.Close(item);
        }

        draft.CloseList(list);

        void Member(ReadOnlySpan<byte> name, string text)
        {
            output.Name(name);
            output.Text(text);
            output.Add((byte)',');
        }
    }

    /// <summary>The event as it came. Where the release has no room for it in a text, whole among what was not mapped.</summary>
    public static void Raw(RecordDraft draft, ReadOnlySpan<byte> raw)
    {
        var output = draft.Out;
        var isUtf8 = draft.Event.IsUtf8;
        var text = isUtf8 ? raw : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(raw));
        var fits = text.Length <= draft.Forms.MaxText;
        Unmapped.Write(draft, isUtf8 ? default : raw, fits ? default : text);
        if (fits)
        {
            output.Name("raw_data"u8);
            output.Add((byte)'"');
            output.Escaped(text);
            output.Add("\","u8);
        }

        if (draft.Forms.HasRawSize) draft.Number("raw_data_size"u8, raw.Length);
    }

    private static byte[]? OneLine(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var output = new System.Buffers.ArrayBufferWriter<byte>(data.Length);
            using (var json = new Utf8JsonWriter(output)) document.WriteTo(json);
            return output.WrittenSpan.ToArray();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a character.
            return null;
        }
    }
}
