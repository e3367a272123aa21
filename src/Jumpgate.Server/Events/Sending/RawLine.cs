using System.Buffers;

namespace Jumpgate.Server.Events.Sending;

/// <summary>An event as it came, as one line: JSON may hold line ends between its tokens, and the separators U+0085, U+2028 and U+2029 within its strings. Pure.</summary>
internal static class RawLine
{
    private static readonly SearchValues<byte> Suspects = SearchValues.Create((byte)'\n', (byte)'\r', (byte)0xC2, (byte)0xE2);

    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> to)
    {
        while (true)
        {
            var at = json.IndexOfAny(Suspects);
            if (at < 0)
            {
                to.Write(json);
                return;
            }

            to.Write(json[..at]);
            json = json[at..];
            var (taken, written) = json switch
            {
                // Between tokens: within strings JSON does not allow them.
                [(byte)'\n' or (byte)'\r', ..] => (1, " "u8.ToArray()),
                [0xC2, 0x85, ..] => (2, "\\u0085"u8.ToArray()),
                [0xE2, 0x80, 0xA8, ..] => (3, "\\u2028"u8.ToArray()),
                [0xE2, 0x80, 0xA9, ..] => (3, "\\u2029"u8.ToArray()),
                _ => (1, json[..1].ToArray()),
            };
            to.Write(written);
            json = json[taken..];
        }
    }
}
