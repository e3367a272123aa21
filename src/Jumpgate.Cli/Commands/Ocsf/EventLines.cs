namespace Jumpgate.Cli.Commands.Ocsf;

/// <summary>
/// Bytes cut into lines at LF or CR LF, the last one also without. A line longer than the limit comes cut one byte after it; the rest of it is passed over.
/// </summary>
internal sealed class EventLines(Stream input, int limit)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool ended;
    private bool skipping;

    /// <summary>Reads on; false when everything was read and handed out.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        if (ended) return false;
        if (start > 0)
        {
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 2L));
        var read = await input.ReadAsync(buffer.AsMemory(end), cancel);
        end += read;
        ended = read == 0;
        return true;
    }

    /// <summary>The next whole line of what was read, without its end.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = buffer.AsSpan(start, end - start);
            var feed = rest.IndexOf((byte)'\n');
            line = feed >= 0 ? rest[..feed] : rest;
            var isWhole = feed >= 0 || (ended && !rest.IsEmpty);
            if (!isWhole && rest.Length <= limit) return false;
            start += feed >= 0 ? feed + 1 : rest.Length;
            if (skipping)
            {
                skipping = !isWhole;
                if (skipping) return false;
                continue;
            }

            skipping = !isWhole;
            if (line is [.., (byte)'\r']) line = line[..^1];
            return true;
        }
    }
}
