using System.Globalization;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Writing;

/// <summary>The forms a text may have to fit.</summary>
internal enum TextForm
{
    Any,
    Address,
    Email,
    Hostname,
}

/// <summary>A place in the record that can be gone back to.</summary>
internal readonly record struct Mark(int Length, int Used, int Observed, bool Host);

/// <summary>
/// A record in the making: the event it is made of, what was written, which values of the event are told already, which are to be listed as
/// observables, and whether something needs the profile <c>host</c>. All of it can be taken back to a <see cref="Mark"/>.
/// </summary>
internal sealed class RecordDraft(RecordForms forms)
{
    private const int LongestFloat = 40;

    private readonly List<int> used = [];
    private readonly List<(Observed Place, int Start, int Length)> observed = [];
    private (int Start, int Length) last;
    private int decided;

    public RecordForms Forms => forms;

    public EventTree Event { get; } = new();

    public RecordBuffer Out { get; } = new();

    /// <summary>The class that is being written.</summary>
    public ClassForm Class { get; private set; } = forms.Classes[ClassUids.BaseEvent];

    /// <summary>Something was written that needs the profile <c>host</c>.</summary>
    public bool NeedsHost { get; private set; }

    public IReadOnlyList<(Observed Place, int Start, int Length)> Observables => observed;

    /// <summary>Forgets the last event, before another is read.</summary>
    public void Forget()
    {
        used.Clear();
        observed.Clear();
        decided = 0;
        Out.Clear();
    }

    /// <summary>What is marked as told by now, the decision itself tells, in whatever class.</summary>
    public void Decided() => decided = used.Count;

    /// <summary>The decision was given up: it tells nothing.</summary>
    public void Undecided() => decided = 0;

    /// <summary>Begins anew, with a class.</summary>
    public void Begin(int @class)
    {
        Undo(new Mark(0, decided, 0, false));
        Out.CutAt(0);
        Class = forms.Classes[@class];
        Out.Add((byte)'{');
    }

    public Mark Open(ReadOnlySpan<byte> name) => Open(name, (byte)'{');

    public Mark OpenList(ReadOnlySpan<byte> name) => Open(name, (byte)'[');

    /// <summary>An object within a list.</summary>
    public Mark OpenItem()
    {
        var mark = new Mark(Out.Length, used.Count, observed.Count, NeedsHost);
        Out.Add((byte)'{');
        return mark;
    }

    /// <summary>Ends the object, or takes it back where nothing in it is worth keeping.</summary>
    public bool Close(Mark mark, bool keep = true, bool needsHost = false) => Close(mark, keep, needsHost, (byte)'{', (byte)'}');

    /// <summary>Ends the list, or takes it back where nothing stands in it.</summary>
    public bool CloseList(Mark mark) => Close(mark, true, false, (byte)'[', (byte)']');

    /// <summary>A text, or a number or boolean as one; false where there is none or it has not the form asked for.</summary>
    public bool Text(ReadOnlySpan<byte> name, int node, TextForm form = TextForm.Any)
    {
        if (!Event.Says(node)) return false;
        var content = Event.Content(node);
        if (!Fits(content, form)) return false;
        last = (Out.Member(name, content), content.Length + 2);
        Use(node);
        return true;
    }

    /// <summary>A text as an element of a list.</summary>
    public bool TextItem(int node)
    {
        if (!Event.Says(node) || !Fits(Event.Content(node), TextForm.Any)) return false;
        Quote(Event.Content(node));
        Out.Add((byte)',');
        Use(node);
        return true;
    }

    /// <summary>A text of our own, as JSON without quotes.</summary>
    public void Constant(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inside) => last = (Out.Member(name, inside), inside.Length + 2);

    public void Quote(ReadOnlySpan<byte> inside)
    {
        BeginQuote();
        Out.Add(inside);
        EndQuote();
    }

    /// <summary>Begins a text that is put together of several.</summary>
    public void BeginQuote()
    {
        last.Start = Out.Length;
        Out.Add((byte)'"');
    }

    public void EndQuote()
    {
        Out.Add((byte)'"');
        last.Length = Out.Length - last.Start;
    }

    public bool Flag(ReadOnlySpan<byte> name, int node)
    {
        if (Event.Flag(node) is not { } value) return false;
        Flag(name, value);
        Use(node);
        return true;
    }

    public void Flag(ReadOnlySpan<byte> name, bool value)
    {
        Out.Name(name);
        Out.Add(value ? "true,"u8 : "false,"u8);
    }

    public void Number(ReadOnlySpan<byte> name, long value)
    {
        Out.Name(name);
        Out.Number(value);
        Out.Add((byte)',');
    }

    /// <summary>A number with a fraction, as consumers want to see of a <c>float_t</c>; also when the event has it as text.</summary>
    public bool Float(ReadOnlySpan<byte> name, int node)
    {
        if (!Event.Says(node) || Event.Content(node) is not { Length: <= LongestFloat } content || (Event.IsText(node) && !Wording.IsNumber(content))) return false;
        var hasExponent = content.IndexOfAny((byte)'e', (byte)'E') >= 0;
        if (!hasExponent && !char.IsAsciiDigit((char)content[^1])) return false;
        if (hasExponent && !(double.TryParse(content, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))) return false;
        if (!name.IsEmpty) Out.Name(name);
        Out.Add(content);
        if (!hasExponent && !content.Contains((byte)'.')) Out.Add(".0"u8);
        Out.Add((byte)',');
        Use(node);
        return true;
    }

    /// <summary>Lists the text written last as an observable.</summary>
    public void Observe(Observed place) => observed.Add((place, last.Start, last.Length));

    /// <summary>Marks a value as told.</summary>
    public void Use(int node)
    {
        if (!Event.IsThere(node) || Event[node].Used) return;
        Event[node].Used = true;
        used.Add(node);
    }

    // Bytes are no fewer than characters, so a text that fits in bytes fits however a consumer counts.
    private bool Fits(ReadOnlySpan<byte> text, TextForm form) => text.Length <= forms.MaxText && form switch
    {
        TextForm.Address => Wording.IsAddress(text),
        TextForm.Email => Wording.IsEmail(text, forms.Version),
        TextForm.Hostname => forms.Version != OcsfVersion.V110 || Wording.IsHostname(text),
        _ => true,
    };

    private Mark Open(ReadOnlySpan<byte> name, byte bracket)
    {
        var mark = new Mark(Out.Length, used.Count, observed.Count, NeedsHost);
        Out.Name(name);
        Out.Add(bracket);
        return mark;
    }

    private bool Close(Mark mark, bool keep, bool needsHost, byte open, byte close)
    {
        if (!keep || Out.Last == open)
        {
            Out.CutAt(mark.Length);
            Undo(mark);
            return false;
        }

        Out.End(close);
        Out.Add((byte)',');
        NeedsHost |= needsHost;
        return true;
    }

    private void Undo(Mark mark)
    {
        for (var i = used.Count - 1; i >= mark.Used; i--) Event[used[i]].Used = false;
        used.RemoveRange(mark.Used, used.Count - mark.Used);
        observed.RemoveRange(mark.Observed, observed.Count - mark.Observed);
        NeedsHost = mark.Host;
    }
}
