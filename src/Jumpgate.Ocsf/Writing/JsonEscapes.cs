using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Writing;

/// <summary>
/// The escapes of RFC 8259 §7, the short forms where there are any; and NEL, LS and PS. A raw event has a quote in every six bytes or so: sixteen bytes are looked at
/// at once, and what lies between two that need an escape is copied by one store, which may write further than needed, into room that is there.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Bytes that one byte can become.</summary>
    public const int Longest = 6;

    /// <summary>Bytes that may be written behind the end.</summary>
    public const int Slack = 16;

    private const int Sixteen = 16;
    private const byte AsCode = 1;
    private const byte MayBeBreak = 2;

    private static readonly byte[] Ways = MakeWays();

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    /// <summary>
    /// Writes at least <paramref name="count"/> bytes of the text, a line break that begins within them whole. The room must be <see cref="Longest"/> times
    /// that and <see cref="Slack"/>.
    /// </summary>
    public static int Write(ReadOnlySpan<byte> utf8, int count, Span<byte> to, out int taken)
    {
        if (to.Length < (count * Longest) + Slack) throw new ArgumentException("The room is too small.", nameof(to));
        ref var from = ref MemoryMarshal.GetReference(utf8);
        ref var start = ref MemoryMarshal.GetReference(to);
        var (at, length) = (0, 0);
        while (at < count && at <= utf8.Length - (2 * Sixteen))
        {
            var next = Vector128.LoadUnsafe(ref from, (nuint)at);
            next.StoreUnsafe(ref start, (nuint)length);
            var found = Special(next);
            var copied = 0;
            for (; found != 0; found &= found - 1)
            {
                var place = BitOperations.TrailingZeroCount(found);
                length += place - copied;
                copied = place + 1;
                var way = Ways[Unsafe.Add(ref from, at + place)];
                if (way <= MayBeBreak) break;
                // A backslash and a letter, then what follows; at most fifteen bytes of it count.
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, length), (ushort)('\\' | (way << 8)));
                length += 2;
                Vector128.LoadUnsafe(ref from, (nuint)(at + copied)).StoreUnsafe(ref start, (nuint)length);
            }

            if (found == 0)
            {
                at += Sixteen;
                length += Sixteen - copied;
            }
            else
            {
                at += copied - 1;
                Rare(utf8, ref at, to, ref length);
            }
        }

        while (at < count) One(utf8, ref at, to, ref length);
        taken = at;
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes, Vector128.Create((byte)0x20)) | Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(bytes, Vector128.Create((byte)0xC2)) | Vector128.Equals(bytes, Vector128.Create((byte)0xE2))).ExtractMostSignificantBits();

    private static void One(ReadOnlySpan<byte> utf8, ref int at, Span<byte> to, ref int length)
    {
        var next = utf8[at];
        var way = Ways[next];
        if (way > MayBeBreak)
        {
            to[length] = (byte)'\\';
            to[length + 1] = way;
            at++;
            length += 2;
        }
        else if (way == 0)
        {
            to[length++] = next;
            at++;
        }
        else Rare(utf8, ref at, to, ref length);
    }

    private static void Rare(ReadOnlySpan<byte> utf8, ref int at, Span<byte> to, ref int length)
    {
        var next = utf8[at];
        if (Ways[next] == AsCode)
        {
            "\\u00"u8.CopyTo(to[length..]);
            to[length + 4] = Hex[next >> 4];
            to[length + 5] = Hex[next & 15];
            length += Longest;
            at++;
        }
        else if (TidyJson.BreakLength(utf8[at..]) is > 0 and var bytes)
        {
            TidyJson.BreakEscape(utf8[at..]).CopyTo(to[length..]);
            length += Longest;
            at += bytes;
        }
        else
        {
            to[length++] = next;
            at++;
        }
    }

    private static byte[] MakeWays()
    {
        var ways = new byte[256];
        ways.AsSpan(0, 0x20).Fill(AsCode);
        (ways['\b'], ways['\t'], ways['\n'], ways['\f'], ways['\r'], ways['"'], ways['\\']) = ((byte)'b', (byte)'t', (byte)'n', (byte)'f', (byte)'r', (byte)'"', (byte)'\\');
        (ways[0xC2], ways[0xE2]) = (MayBeBreak, MayBeBreak);
        return ways;
    }
}
