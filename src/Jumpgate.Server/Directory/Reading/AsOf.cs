using System.Globalization;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Finds the sequence a caller means by a sequence, a time (RFC 3339) or the id of a sync run.</summary>
internal static class AsOf
{
    /// <summary>The sequence of the moment; the newest where none is named.</summary>
    /// <exception cref="ProblemException">It is none, lies ahead, or before what is kept.</exception>
    public static async Task<long> ResolveAsync(DirectoryScope scope, string? text, string parameter, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(text)) return scope.Sequence;
        long? sequence = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : Guid.TryParse(text, out var run) ? await OfRunAsync(scope, run, parameter, ct)
            : ScimDateTime.TryRead(text.ToUpperInvariant(), out var time) ? await OfTimeAsync(scope, time, ct)
            : throw Unreadable($"'{text}' is no sequence, no time and no run.", parameter);
        if (sequence > scope.Sequence)
            throw Unreadable($"The newest sequence is {scope.Sequence}; {sequence} has not happened yet.", parameter);
        if (sequence is not { } known || (known < scope.HistoryFrom && scope.HistoryFrom > 1)) throw Pruned(scope);
        return known;
    }

    public static ProblemException Pruned(DirectoryScope scope) => new(ReadProblems.HistoryPruned.Because(
        $"History is kept from sequence {scope.HistoryFrom} on."));

    private static async Task<long> OfRunAsync(DirectoryScope scope, Guid run, string parameter, CancellationToken ct)
    {
        var found = await scope.Sql.QueryAsync(
            """
            select r.sequence from run r join organization o on o.tenant = r.tenant and o.organization = r.organization
            where r.tenant = @tenant and r.id = @run and o.directory = @directory
            """,
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ct, ("run", run), ("directory", scope.Key.Value));
        return found switch
        {
            [{ } sequence] => sequence,
            [null] => throw Unreadable("This run has not ended, so it has no moment yet.", parameter),
            _ => throw Unreadable("This directory has no run with this id.", parameter),
        };
    }

    /// <summary>The last sequence at or before the time. 0 before the first change; null where the log of that time is pruned.</summary>
    private static async Task<long?> OfTimeAsync(DirectoryScope scope, DateTimeOffset time, CancellationToken ct)
    {
        // Sequences and their times rise together: halving finds the place without an index over times.
        var wanted = time.ToUnixTimeMilliseconds();
        var pruned = scope.HistoryFrom > 1;
        if (pruned && await AtAsync(scope.HistoryFrom) > wanted) return null;
        long low = pruned ? scope.HistoryFrom : 0, high = scope.Sequence;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (await AtAsync(middle) <= wanted) low = middle;
            else high = middle - 1;
        }

        return low;

        ValueTask<long> AtAsync(long seq) => scope.Sql.ScalarAsync<long>("select at from change where tenant = @tenant and seq = @seq", ct, ("seq", seq));
    }

    private static ProblemException Unreadable(string detail, string parameter) => new(HttpProblems.ParameterInvalid.Because(
        detail, parameter, fix: $"Give {parameter} as a sequence (4711), a time (2026-11-22T10:00:00Z) or the id of an ended sync run."));
}
