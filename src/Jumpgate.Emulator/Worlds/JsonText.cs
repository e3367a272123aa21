using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>
/// One object as bytes, for the kinds of which pages by the thousand are read: what stands in every object is copied whole,
/// and only what differs is formatted. One at a time on a thread.
/// </summary>
internal ref struct JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '\u007f']);

    [ThreadStatic]
    private static byte[]? s_scratch;

    private byte[] _bytes;
    private int _length;

    public JsonText() => _bytes = s_scratch ??= new byte[8192];

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Ready JSON.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_bytes.AsSpan(_length));
        _length += json.Length;
    }

    /// <summary>A string value.</summary>
    public void Text(ReadOnlySpan<char> value)
    {
        Reserve((value.Length * 3) + 2);
        _bytes[_length++] = (byte)'"';
        if (value.ContainsAny(Escaped) || value.ContainsAnyInRange('\u2028', '\u2029') || value.ContainsAnyInRange('\ud800', '\uffff'))
            Raw(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        else
            _length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
        Reserve(1);
        _bytes[_length++] = (byte)'"';
    }

    public void Id(World world, Kind kind, int index) => Id(world, kind, index, world.CreatedSecond(kind, index));

    public void Id(World world, Kind kind, int index, uint seconds)
    {
        Span<char> id = stackalloc char[24];
        world.Ids.Write(id, kind, index, seconds);
        Reserve(26);
        _bytes[_length++] = (byte)'"';
        _length += Encoding.ASCII.GetBytes(id, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)'"';
    }

    public void Time(long ms)
    {
        Reserve(JsonWriting.TimeLength + 2);
        _bytes[_length++] = (byte)'"';
        JsonWriting.Time(_bytes.AsSpan(_length, JsonWriting.TimeLength), ms);
        _length += JsonWriting.TimeLength;
        _bytes[_length++] = (byte)'"';
    }

    public void Number(int value, ReadOnlySpan<char> format = default)
    {
        Reserve(16);
        value.TryFormat(_bytes.AsSpan(_length), out var written, format, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Flag(bool value) => Raw(value ? "true"u8 : "false"u8);

    private void Reserve(int more)
    {
        if (_bytes.Length - _length >= more)
            return;
        Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        s_scratch = _bytes;
    }
}
