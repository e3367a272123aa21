using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Writing;

/// <summary>The escapes of RFC 8259 §7, the short forms where there are any.</summary>
internal static class JsonEscapes
{
    /// <summary>Bytes that one byte can become.</summary>
    public const int Longest = 6;

    private const byte AsIs = 0;
    private const byte AsCode = 1;
    private const byte MayBeBreak = 2;

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    private static readonly byte[] Ways = MakeWays();

    /// <summary>Writes at least that many bytes of the text, a character that begins within them whole. The room must be <see cref="Longest"/> times that.</summary>
    public static int Write(ReadOnlySpan<byte> utf8, int count, Span<byte> to, out int taken)
    {
        var (at, length) = (0, 0);
        while (at < count)
        {
            var next = utf8[at];
            var way = Ways[next];
            if (way == AsIs) to[length++] = next;
            else if (way == MayBeBreak)
            {
                var bytes = TidyJson.BreakLength(utf8[at..]);
                if (bytes == 0) to[length++] = next;
                else
                {
                    TidyJson.BreakEscape(utf8[at..]).CopyTo(to[length..]);
                    length += Longest;
                    at += bytes - 1;
                }
            }
            else if (way == AsCode)
            {
                "\\u00"u8.CopyTo(to[length..]);
                to[length + 4] = Hex[next >> 4];
                to[length + 5] = Hex[next & 15];
                length += Longest;
            }
            else
            {
                to[length] = (byte)'\\';
                to[length + 1] = way;
                length += 2;
            }

            at++;
        }

        taken = at;
        return length;
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
