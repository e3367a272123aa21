using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A resource of a list, and which of the list's types it is.</summary>
internal readonly record struct ScimMatch(int Part, ScimRow Row);

/// <summary>A page of a list, by index (RFC 7644 §3.4.2.4) or by cursor (RFC 9865).</summary>
/// <param name="Start">The index of the first, from 1; null on a page by cursor.</param>
internal sealed record ScimPage(List<ScimMatch> Rows, long Total, long? Start, string? Next = null, string? Previous = null);

/// <summary>
/// Finds the resources of a list of one type, or of all. Where SQL can say filter and order exactly, it counts and pages alone; else it lets through
/// what may match, the filter has the last word on each, and of those that match only keys are kept until the page is known.
/// </summary>
internal sealed class ScimListing(TenantSql sql, ScimCall call, IReadOnlyList<ScimPart> parts)
{
    public const int DefaultPerPage = 100;
    public const int MostPerPage = 1000;

    private bool InStore => parts.All(part => part.InStore) && (parts.Count == 1 || parts.All(part => part.Query.Order is null));

    public async Task<ScimPage> ReadAsync(ListRequest request, CancellationToken ct)
    {
        if (request.Cursor is null)
        {
            var (start, count) = (request.StartIndex ?? 1, Math.Min(request.Count ?? DefaultPerPage, MostPerPage));
            return InStore ? await SkipAsync(start, count, ct) : await ScannedAsync(start, count, ct);
        }

        var most = request.Count ?? DefaultPerPage;
        if (most is < 1 or > MostPerPage)
            throw new ScimException(new ScimError(400, ScimTypes.InvalidCount, $"count lies between 1 and {MostPerPage} where pages are found by cursor."));
        var cursor = ScimCursor.Read(call, request);
        if (cursor?.Part >= parts.Count) throw new ScimException(new ScimError(400, ScimTypes.InvalidCursor, "The cursor is none of this list."));
        var (rows, more, total) = InStore ? await GoOnAsync(cursor, most, ct) : await ScannedAsync(cursor, most, ct);
        var back = cursor?.Back == true;
        return new ScimPage(
            [.. rows.Select(row => row.Match)], total, null,
            rows.Count > 0 && (back || more) ? Place(rows[^1], back: false) : null, rows.Count > 0 && (back ? more : cursor is not null) ? Place(rows[0], back: true) : null);

        string Place((ScimMatch Match, string? Sort) at, bool back) => new ScimCursor(back, at.Match.Part, at.Match.Row.Key, at.Sort).Write(call, request);
    }

    private async Task<ScimPage> SkipAsync(int start, int count, CancellationToken ct)
    {
        List<ScimMatch> rows = [];
        var (total, skip) = (0L, (long)start - 1);
        for (var at = 0; at < parts.Count; at++)
        {
            var (left, part) = (count - rows.Count, parts[at]);
            var found = left == 0 ? [] : await part.SkipAsync(sql, skip, left, ct);
            rows.AddRange(found.Select(row => new ScimMatch(at, row)));
            // A page that is not full is the last one.
            var all = found.Count < left && (found.Count > 0 || skip == 0) ? skip + found.Count : await part.TotalAsync(sql, ct);
            (total, skip) = (total + all, Math.Max(0, skip - all));
        }

        return new ScimPage(rows, total, start);
    }

    private async Task<(List<(ScimMatch Match, string? Sort)> Rows, bool More, long Total)> GoOnAsync(ScimCursor? cursor, int count, CancellationToken ct)
    {
        List<(ScimMatch Match, string? Sort)> rows = [];
        var back = cursor?.Back == true;
        for (var at = cursor?.Part ?? 0; at >= 0 && at < parts.Count && rows.Count <= count; at += back ? -1 : 1)
        {
            var part = at;
            rows.AddRange((await parts[at].GoOnAsync(sql, at == cursor?.Part ? cursor : null, back, count + 1 - rows.Count, ct)).Select(row => (new ScimMatch(part, row.Row), row.Sort)));
        }

        var more = rows.Count > count;
        if (more) rows.RemoveAt(count);
        if (back) rows.Reverse();
        var total = 0L;
        foreach (var part in parts) total += await part.TotalAsync(sql, ct);
        return (rows, more, total);
    }

    private async Task<ScimPage> ScannedAsync(int start, int count, CancellationToken ct)
    {
        var found = await ScimScan.RunAsync(sql, parts, call.BaseUri, ct);
        return new ScimPage([.. (await ScimScan.OfAsync(sql, found.Skip(start - 1).Take(count), ct)).Select(row => row.Match)], found.Count, start);
    }

    private async Task<(List<(ScimMatch Match, string? Sort)> Rows, bool More, long Total)> ScannedAsync(ScimCursor? cursor, int count, CancellationToken ct)
    {
        var found = await ScimScan.RunAsync(sql, parts, call.BaseUri, ct);
        var (first, end) = (0, found.Count);
        if (cursor is { Back: false }) first = ScimScan.Behind(found, parts, cursor);
        else if (cursor is { Back: true }) end = ScimScan.Before(found, parts, cursor);
        var page = cursor?.Back == true ? found[Math.Max(0, end - count)..end] : found[first..Math.Min(end, first + count)];
        return (await ScimScan.OfAsync(sql, page, ct), end - first > count, found.Count);
    }
}
