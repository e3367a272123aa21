using System.Buffers;
using System.IO.Compression;

namespace Jumpgate.Emulator.Insights;

/// <summary>Keeps the bodies of many events small: full pages of 64 KiB are deflated, which shrinks events about tenfold.</summary>
internal sealed class EventArchive
{
    private const int PageSize = 64 * 1024;

    private readonly List<byte[]> _sealed = [];
    private readonly ArrayBufferWriter<byte> _open = new(PageSize);
    private volatile Unpacked? _last;

    /// <summary>Stores one event; answers where it stands.</summary>
    public EventPlace Add(ReadOnlySpan<byte> json)
    {
        var place = new EventPlace(_sealed.Count, _open.WrittenCount, json.Length);
        _open.Write(json);
        if (_open.WrittenCount >= PageSize)
        {
            _sealed.Add(Pack(_open.WrittenSpan));
            _open.ResetWrittenCount();
        }
        return place;
    }

    public ReadOnlyMemory<byte> Read(EventPlace place) =>
        place.Page == _sealed.Count
            ? _open.WrittenSpan.Slice(place.Offset, place.Length).ToArray()
            : Open(place.Page).AsMemory(place.Offset, place.Length);

    private byte[] Open(int page)
    {
        if (_last is { } last && last.Page == page)
            return last.Bytes;
        using var packed = new DeflateStream(new MemoryStream(_sealed[page]), CompressionMode.Decompress);
        using var bytes = new MemoryStream(PageSize * 2);
        packed.CopyTo(bytes);
        _last = new Unpacked(page, bytes.ToArray());
        return _last.Bytes;
    }

    private static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return packed.ToArray();
    }

    private sealed record Unpacked(int Page, byte[] Bytes);
}

/// <summary>Where an event's bytes stand in the archive.</summary>
internal readonly record struct EventPlace(int Page, int Offset, int Length);
