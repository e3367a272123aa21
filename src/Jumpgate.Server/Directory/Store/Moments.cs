using System.Globalization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>The moment asked for lies before what is kept (410).</summary>
public sealed class HistoryPrunedException(long from) : Exception($"History before sequence {from} has been pruned.")
{
    public const string Code = "history_pruned";

    /// <summary>First sequence still kept.</summary>
    public long HistoryFrom { get; } = from;
}

/// <summary>The text names no moment (400).</summary>
public sealed class MomentInvalidException(string text)
    : Exception($"'{text}' is no moment: give a sequence (1234), a time (2026-01-31T08:00:00Z) or the id of a sync run.")
{
    public const string Code = "moment_invalid";
}

/// <summary>Turns what people write for a moment into a sequence.</summary>
public static class Moments
{
    /// <summary>A sequence, an RFC 3339 time (the last sequence not after it), or a run's id (the sequence after it).</summary>
    public static async ValueTask<long> ResolveAsync(TenantSql sql, string text, CancellationToken ct = default)
    {
        var (newest, from) = await NewestAsync(sql, ct);
        long moment;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) moment = Math.Min(sequence, newest);
        else if (Guid.TryParse(text, out var run))
        {
            moment = await sql.ScalarAsync<long?>("select sequence from run where tenant = @tenant and id = @id", ct, ("id", run)) ?? throw new MomentInvalidException(text);
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            moment = await LastBeforeAsync(sql, time.ToUnixTimeMilliseconds(), from, newest, ct);
        else throw new MomentInvalidException(text);
        return moment >= from - 1 ? moment : throw new HistoryPrunedException(from);
    }

    /// <summary>Newest sequence and the first that is kept.</summary>
    public static async ValueTask<(long Newest, long HistoryFrom)> NewestAsync(TenantSql sql, CancellationToken ct = default) =>
        await sql.QueryAsync("select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1)), ct) is [var found]
            ? found
            : (0, 1);

    /// <summary>A cursor over the change log that asks for what was pruned is refused, not answered with a gap.</summary>
    public static async ValueTask CheckCursorAsync(TenantSql sql, long after, CancellationToken ct = default)
    {
        var (_, from) = await NewestAsync(sql, ct);
        if (after < from - 1) throw new HistoryPrunedException(from);
    }

    /// <summary>Sequences are dense and their time never goes back: a few look-ups by key find the place.</summary>
    private static async ValueTask<long> LastBeforeAsync(TenantSql sql, long time, long from, long newest, CancellationToken ct)
    {
        var (low, high) = (from - 1, newest);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (await sql.ScalarAsync<long>("select at from change where tenant = @tenant and seq = @seq", ct, ("seq", middle)) <= time) low = middle;
            else high = middle - 1;
        }

        // Before the first kept change nothing is known, unless the log begins with it.
        return low == from - 1 && from > 1 ? from - 2 : low;
    }
}
