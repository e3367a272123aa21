using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>Types that tell how it ended in a word.</summary>
internal static class Results
{
    /// <summary>In <c>result</c>.</summary>
    public static void OfEvent(RecordDraft draft, ref Decision decision) => Of(draft, ref decision, draft.Event.Find("result"u8));

    /// <summary>In <c>resource.status</c>.</summary>
    public static void OfResource(RecordDraft draft, ref Decision decision) => Of(draft, ref decision, draft.Event.Find(draft.Event.Find("resource"u8), "status"u8));

    private static void Of(RecordDraft draft, ref Decision decision, int word)
    {
        if (!draft.Event.IsText(word) || !draft.Event.Says(word)) return;
        decision.Status = Statuses.OfWord(draft.Event, word);
        decision.StatusBy = word;
        if (decision.Status == Statuses.Failure && decision.Row is { } row) decision.Raise(row.Row.OnFailure);
        if (decision.Status == Statuses.Other) draft.Use(word);
    }
}
