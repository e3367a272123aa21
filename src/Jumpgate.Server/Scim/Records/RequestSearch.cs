using System.Data.Common;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Records;

/// <summary>What is looked for in the records of a directory; null: everything.</summary>
internal sealed record RequestWish(
    RequestOutcome? Outcome = null, (int From, int To)? Status = null, string? Resource = null, string? Token = null, string? Text = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

/// <summary>Reads records of requests, newest first. A search looks at a bounded number of records and then says where it goes on.</summary>
internal static class RequestSearch
{
    private const int Window = 2000;
    private const int MostWindows = 10;

    private const string Columns =
        """
        x.id, x.at, x.method, x.path, x.kind, x.resource_id, x.name, x.status, x.scim_type, x.outcome, x.detail, x.token, k.suffix, x.client, x.body, x.skipped, x.from_seq, x.to_seq
        """;

    private const string Token = "left join scim_token k on k.tenant = @tenant and k.directory = @directory and k.id = x.token";

    /// <summary>The smallest id of a record of that moment: ids begin with their time (RFC 9562 §5.7).</summary>
    public static Guid IdOf(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <returns>At most <paramref name="limit"/> records, and the id after which to go on; null: there are no more.</returns>
    public static async Task<(List<ScimRequest> Found, Guid? Next)> ListAsync(
        TenantSql sql, DirectoryKey directory, RequestWish wish, Guid? after, int limit, bool withBody, CancellationToken ct)
    {
        List<ScimRequest> found = [];
        // Nobody's clock is a day ahead of itself.
        var before = after ?? IdOf(wish.Until?.AddDays(1) ?? DateTimeOffset.MaxValue.AddYears(-1000));
        var least = wish.Since is { } since ? IdOf(since.AddHours(-1)) : Guid.Empty;
        var (condition, args) = Condition(wish);
        for (var windows = 0; windows < MostWindows; windows++)
        {
            (string, object?)[] all = [("directory", directory.Value), ("before", before), ("least", least), .. args];
            var rows = await sql.QueryAsync(
                $"""
                select {Columns} from (
                  select * from scim_request where tenant = @tenant and directory = @directory and id < @before and id >= @least order by id desc limit {Window}) x
                {Token} where {condition} order by x.id desc {(wish.Text is null ? $"limit {limit + 1}" : "")}
                """,
                Read, ct, all);
            found.AddRange(wish.Text is { } text ? rows.Where(row => Contains(row, text)) : rows);
            if (found.Count > limit) return Cut(found, limit, withBody);
            var last = await sql.QueryAsync(
                $"""
                select id from scim_request where tenant = @tenant and directory = @directory and id < @before and id >= @least order by id desc limit 1 offset {Window - 1}
                """,
                row => row.GetGuid(0), ct, all[..3]);
            if (last is not [var end]) return Cut(found, limit, withBody);
            before = end;
        }

        return (Cut(found, limit, withBody).Found, before);
    }

    public static async Task<ScimRequest?> FindAsync(TenantSql sql, DirectoryKey directory, Guid id, bool withBody, CancellationToken ct) =>
        await sql.QueryAsync(
            $"select {Columns} from scim_request x {Token} where x.tenant = @tenant and x.directory = @directory and x.id = @id", Read, ct, ("directory", directory.Value), ("id", id)) is [var row]
            ? withBody ? row : row with { Body = null }
            : null;

    private static (List<ScimRequest> Found, Guid? Next) Cut(List<ScimRequest> found, int limit, bool withBody)
    {
        Guid? next = found.Count > limit ? found[limit - 1].Id : null;
        return ([.. found.Take(limit).Select(row => withBody ? row : row with { Body = null })], next);
    }

    private static (string Condition, (string, object?)[] Args) Condition(RequestWish wish)
    {
        List<string> terms = ["x.tenant = @tenant"];
        List<(string, object?)> args = [];
        if (wish.Outcome is { } outcome) Add("x.outcome = @outcome", ("outcome", (short)outcome));
        if (wish.Status is { } status) Add("x.status >= @low and x.status <= @high", ("low", (short)status.From), ("high", (short)status.To));
        if (wish.Resource is { } resource) Add("x.resource_id = @resource", ("resource", resource));
        if (wish.Token is { } token && Guid.TryParse(token, out var id)) Add("x.token = @token", ("token", id));
        else if (wish.Token is { } suffix) Add("k.suffix = @suffix", ("suffix", suffix));
        if (wish.Since is { } since) Add("x.at >= @since", ("since", since.ToUnixTimeMilliseconds()));
        if (wish.Until is { } until) Add("x.at <= @until", ("until", until.ToUnixTimeMilliseconds()));
        return (string.Join(" and ", terms), [.. args]);

        void Add(string term, params (string, object?)[] given)
        {
            terms.Add(term);
            args.AddRange(given);
        }
    }

    private static bool Contains(ScimRequest row, string text) =>
        ((string?[])[row.Body, row.Detail, row.Path, row.Client, row.Resource?.Name, .. row.Skipped]).Any(part => part?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    private static ScimRequest Read(DbDataReader row)
    {
        var (kind, resource, name) = (row.IsDBNull(4) ? null : ((ResourceKind)row.GetInt16(4)).Word(), Text(row, 5), Text(row, 6));
        return new ScimRequest(
            row.GetGuid(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3),
            kind is null || (resource is null && name is null) ? null : new ScimRequestResource(kind, resource, name), row.GetInt16(7), Text(row, 8),
            ((RequestOutcome)row.GetInt16(9)).ToString().ToLowerInvariant(), Text(row, 10), new ScimRequestToken(row.GetGuid(11), Text(row, 12)), Text(row, 13), Text(row, 14),
            row.IsDBNull(16) ? null : new ScimRequestChanges(row.GetInt64(16), row.GetInt64(17)),
            Text(row, 15) is { } skipped ? JsonSerializer.Deserialize<List<string>>(skipped)! : []);
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
