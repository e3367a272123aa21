using System.Buffers;
using System.Text;
using Jumpgate.Ocsf.Classes;
using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Table;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf;

/// <summary>
/// Makes OCSF records of Directory Insights events. It never throws at an event, whatever the bytes, and drops none but what is larger than
/// <see cref="MaxBytes"/>: what cannot be told as anything else is told as Base Event, the raw text whole. The same event gives the same record. A mapper keeps
/// its buffers from one event to the next: one for each thread.
/// </summary>
/// <param name="version">The release of the schema to write.</param>
public sealed class EventMapper(OcsfVersion version = OcsfVersion.V180)
{
    /// <summary>The largest event that is mapped, in bytes: 64 MiB. The largest ones seen, answers of MDM, have some tens of kilobytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly RecordDraft draft = new(RecordForms.Of(version));

    /// <summary>The release of the schema it writes.</summary>
    public OcsfVersion Version => version;

    /// <summary>Writes one record, one line of JSON without its end.</summary>
    /// <param name="raw">The event as it came, UTF-8.</param>
    /// <param name="output">Gets the record.</param>
    /// <param name="context">What is known of it beside.</param>
    public MappedEvent Map(ReadOnlySpan<byte> raw, IBufferWriter<byte> output, in EventContext context = default)
    {
        if (raw.Length > MaxBytes) return new MappedEvent(ClassUids.BaseEvent, 0, EventFault.TooLarge, null);
        var tree = draft.Event;
        var decision = Read(raw, out var fault, out var row);
        if (!EventTime.TryRead(tree.Content(tree.Find("timestamp"u8)), out var time)) time = context.ReceivedAt;
        draft.Decided();
        Write(ref decision, time);
        Metadata.Write(draft);
        Tail.Observables(draft);
        Tail.Enrichments(draft, context.Enrichments);
        Tail.Raw(draft, raw);
        draft.Out.End((byte)'}');
        output.Write(draft.Out.Written);
        var type = tree.Find("event_type"u8);
        return new MappedEvent(decision.Class, decision.Activity, fault, row is null && tree.Says(type) ? Encoding.UTF8.GetString(tree.Content(type)) : null);
    }

    /// <summary>What an event is going to be told as, without writing it. An event that lacks what its class requires is written in a less particular one.</summary>
    /// <param name="raw">The event as it came, UTF-8.</param>
    public SeenEvent See(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > MaxBytes) return new SeenEvent(ClassUids.BaseEvent, 0, Statuses.Unknown);
        var decision = Read(raw, out _, out _);
        return new SeenEvent(decision.Class, decision.Activity, decision.Status);
    }

    private Decision Read(ReadOnlySpan<byte> raw, out EventFault fault, out RowForm? row)
    {
        draft.Forget();
        var tree = draft.Event;
        fault = tree.Read(raw);
        if (fault == EventFault.None) fault = Envelope(tree);
        row = draft.Forms.Rows.Find(tree.Content(tree.Find("event_type"u8)));
        return fault == EventFault.None ? Decide(row) : Base(fault);
    }

    private static EventFault Envelope(EventTree tree) =>
        !tree.Says(tree.Find("id"u8)) ? EventFault.NoId
        : !EventTime.TryRead(tree.Content(tree.Find("timestamp"u8)), out _) ? EventFault.NoTimestamp
        : !tree.Says(tree.Find("event_type"u8)) ? EventFault.NoType
        : EventFault.None;

    private Decision Decide(RowForm? row)
    {
        var tree = draft.Event;
        if (row is null)
        {
            var activity = EntityManagement.ActivityOfEnding(tree.Content(tree.Find("event_type"u8)));
            var unknown = Base(EventFault.None);
            if (activity > 0 && tree.Resource() >= 0) unknown.Become(draft, ClassUids.EntityManagement, activity);
            unknown.Status = Statuses.Of(tree, unknown.Class);
            return unknown;
        }

        var decision = new Decision
        {
            Row = row,
            Class = row.Row.Class,
            Activity = row.Row.Activity,
            Named = row.Named,
            Severity = row.Row.Severity,
            Protocol = row.Row.Protocol,
            Status = row.Row.Fails ? Statuses.Failure : Statuses.Of(tree, row.Row.Class),
        };
        if (decision.Status == Statuses.Failure) decision.Raise(row.Row.OnFailure);
        row.Row.Rule?.Invoke(draft, ref decision);
        return decision;
    }

    /// <summary>Base Event: named by the event type, where there is one.</summary>
    private Decision Base(EventFault fault)
    {
        var type = draft.Event.Find("event_type"u8);
        return new Decision
        {
            Activity = draft.Event.Says(type) ? EventRow.OtherActivity : 0,
            NamedBy = type,
            Severity = fault == EventFault.None ? Severity.Informational : Severity.Unknown,
            Status = fault == EventFault.None ? Statuses.Of(draft.Event, ClassUids.BaseEvent) : Statuses.Unknown,
        };
    }

    /// <summary>Header and body; in a less particular class where the event lacks what this one requires.</summary>
    private void Write(ref Decision decision, long time)
    {
        while (true)
        {
            draft.Begin(decision.Class);
            Header.Write(draft, decision, time);
            if (Bodies.Write(draft, decision)) return;
            Lessen(ref decision);
        }
    }

    private void Lessen(ref Decision decision)
    {
        var @class = Bodies.Less(decision.Class);
        if (@class == ClassUids.BaseEvent)
        {
            draft.Undecided();
            (decision.Class, decision.Activity, decision.NamedBy) = (@class, EventRow.OtherActivity, draft.Event.Find("event_type"u8));
            return;
        }

        var caption = decision.Activity == EventRow.OtherActivity ? Encoding.UTF8.GetString(decision.Named.Span) : draft.Class.Activity(decision.Activity).Caption;
        var activity = draft.Forms.Classes[@class].Called(caption);
        (decision.Class, decision.Activity, decision.Named) = (@class, activity?.Id ?? EventRow.OtherActivity, activity is null ? ClassForm.Inside(caption) : default);
    }
}
