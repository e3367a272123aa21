using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Jumpgate.Ocsf.Writing;

/// <summary>
/// The record as it grows. Every member is written with a comma behind it, which the end of its object takes back: so an object can be begun before
/// it is known whether anything goes into it, and be taken back whole.
/// </summary>
internal sealed class RecordBuffer
{
    private const int UsualBytes = 256 * 1024;
    private byte[] bytes = new byte[8 * 1024];

    public int Length { get; private set; }

    public byte Last => bytes[Length - 1];

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear()
    {
        if (bytes.Length > UsualBytes && Length < UsualBytes) bytes = new byte[UsualBytes];
        Length = 0;
    }

    /// <summary>Forgets what was written after that.</summary>
    public void CutAt(int length) => Length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> json)
    {
        if (json.Length > bytes.Length - Length) Grow(json.Length);
        json.CopyTo(bytes.AsSpan(Length));
        Length += json.Length;
    }

    public void Add(byte next)
    {
        if (Length == bytes.Length) Grow(1);
        bytes[Length++] = next;
    }

    /// <summary>Once more what stands there already.</summary>
    public void Repeat(int start, int length)
    {
        if (length > bytes.Length - Length) Grow(length);
        bytes.AsSpan(start, length).CopyTo(bytes.AsSpan(Length));
        Length += length;
    }

    /// <summary>A member with a text, <c>"name":"inside",</c>; where the text begins, with its quote.</summary>
    public int Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inside)
    {
        var more = name.Length + inside.Length + 6;
        if (more > bytes.Length - Length) Grow(more);
        var to = bytes.AsSpan(Length, more);
        to[0] = (byte)'"';
        name.CopyTo(to[1..]);
        to = to[(name.Length + 1)..];
        to[0] = (byte)'"';
        to[1] = (byte)':';
        to[2] = (byte)'"';
        inside.CopyTo(to[3..]);
        to[^2] = (byte)'"';
        to[^1] = (byte)',';
        Length += more;
        return Length - inside.Length - 3;
    }

    public void Name(ReadOnlySpan<byte> name)
    {
        if (name.Length + 3 > bytes.Length - Length) Grow(name.Length + 3);
        var at = Length;
        bytes[at] = (byte)'"';
        name.CopyTo(bytes.AsSpan(at + 1));
        bytes[at + 1 + name.Length] = (byte)'"';
        bytes[at + 2 + name.Length] = (byte)':';
        Length = at + name.Length + 3;
    }

    public void Number(long value)
    {
        if (bytes.Length - Length < 20) Grow(20);
        value.TryFormat(bytes.AsSpan(Length), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Takes the last comma back, if there is one, and ends what was open.</summary>
    public void End(byte bracket)
    {
        if (bytes[Length - 1] == ',') Length--;
        Add(bracket);
    }

    /// <summary>A text of any kind between quotes.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        const int Piece = 256;
        Span<byte> utf8 = stackalloc byte[Piece * 3];
        Add((byte)'"');
        while (!text.IsEmpty)
        {
            var taken = Math.Min(Piece, text.Length);
            if (taken < text.Length && char.IsHighSurrogate(text[taken - 1])) taken--;
            Utf8.FromUtf16(text[..taken], utf8, out _, out var written);
            Escaped(utf8[..written]);
            text = text[taken..];
        }

        Add((byte)'"');
    }

    /// <summary>Valid UTF-8 as the inside of a JSON string; NEL, LS and PS escaped, as some readers of lines break at them.</summary>
    public void Escaped(ReadOnlySpan<byte> utf8)
    {
        const int Piece = 4096;
        while (!utf8.IsEmpty)
        {
            var piece = utf8[..Math.Min(Piece, utf8.Length)];
            var room = (piece.Length * JsonEscapes.Longest) + JsonEscapes.Slack;
            if (bytes.Length - Length < room) Grow(room);
            Length += JsonEscapes.Write(utf8, piece.Length, bytes.AsSpan(Length), out var taken);
            utf8 = utf8[taken..];
        }
    }

    private void Grow(int more) => Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(bytes.Length * 2L, (long)Length + more)));
}
