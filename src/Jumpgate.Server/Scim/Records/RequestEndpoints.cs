using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Records;

/// <summary>What a SCIM client asked of a directory, and what came of it.</summary>
internal static class RequestEndpoints
{
    public static void MapScimRequests(this RouteGroupBuilder v1)
    {
        v1.MapGet("/directories/{directory:guid}/requests", List).Needs(Rights.Read).WithName("listScimRequests")
            .WithSummary("Writes and refusals of a pushed directory's client, newest first; outcome, status (404 or 4xx), resource, token, text, since and until choose");
        v1.MapGet("/directories/{directory:guid}/requests/{request:guid}", Get).Needs(Rights.Read).WithName("getScimRequest").WithSummary("A request of a pushed directory's client");
        v1.MapGet("/directories/{directory:guid}/reads", Reads).Needs(Rights.Read).WithName("listScimReads")
            .WithSummary("How often a pushed directory was read, by hour, token and address, newest first");
    }

    /// <summary>The same for a visitor by a setup link, of its own directory.</summary>
    public static void MapScimRequestsSetup(this RouteGroupBuilder setup)
    {
        var own = setup.MapOwnDirectory();
        own.MapGet("/requests", List);
        own.MapGet("/requests/{request:guid}", Get);
    }

    private static async Task<Results<Ok<Page<ScimRequest>>, ProblemResult>> List(
        Guid directory, string? outcome, string? status, string? resource, string? token, string? text, string? since, string? until,
        HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var wish = new RequestWish(
            OutcomeOf(outcome, faults), StatusOf(status, faults), resource, token, string.IsNullOrEmpty(text) ? null : text, MomentOf(since, "since", faults), MomentOf(until, "until", faults));
        if (faults.ToResult(HttpProblems.ParameterInvalid) is { } refused) return refused;
        var page = PageRequest.Read(context.Request);
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        if (await ScimDirectories.KeyAsync(read.Sql, directory, cancellation) is not { } key)
            return await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation);
        Guid? after = page.After is null ? null : Guid.TryParse(page.After, out var last) ? last : throw new ProblemException(
            HttpProblems.ParameterInvalid.Because("cursor is taken as it stands in 'next' of the page before.", "cursor"));
        var (found, next) = await RequestSearch.ListAsync(read.Sql, key, wish, after, page.Limit, MaySeeBodies(context), cancellation);
        return TypedResults.Ok(new Page<ScimRequest>(found, next is { } id ? PageRequest.Cursor(id.ToString()) : null, null));
    }

    private static async Task<Results<Ok<ScimRequest>, ProblemResult>> Get(
        Guid directory, Guid request, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        if (await ScimDirectories.KeyAsync(read.Sql, directory, cancellation) is not { } key)
            return await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation);
        return await RequestSearch.FindAsync(read.Sql, key, request, MaySeeBodies(context), cancellation) is { } found
            ? TypedResults.Ok(found)
            : HttpProblems.NotFound.Because("The directory has no record of a request with this id; records are kept for a time.");
    }

    private static async Task<Results<Ok<Page<ScimReads>>, ProblemResult>> Reads(
        Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var skip = page.AfterNumber;
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        if (await ScimDirectories.KeyAsync(read.Sql, directory, cancellation) is not { } key)
            return await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation);
        var rows = await read.Sql.QueryAsync(
            """
            select x.hour, x.token, k.suffix, x.method, x.path, x.n, x.last_at from scim_read x
            left join scim_token k on k.tenant = @tenant and k.directory = @directory and k.id = x.token
            where x.tenant = @tenant and x.directory = @directory order by x.hour desc, x.token, x.method, x.path limit @count offset @skip
            """,
            row => new ScimReads(
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0) * 3_600_000), new ScimRequestToken(row.GetGuid(1), row.IsDBNull(2) ? null : row.GetString(2)),
                row.GetString(3), row.GetString(4), row.GetInt64(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6))),
            cancellation, ("directory", key.Value), ("count", (long)page.Limit + 1), ("skip", skip));
        return TypedResults.Ok(new Page<ScimReads>(
            [.. rows.Take(page.Limit)], rows.Count > page.Limit ? PageRequest.Cursor((skip + page.Limit).ToString(CultureInfo.InvariantCulture)) : null, null));
    }

    /// <summary>What a client sent, as it came, is shown to who may see what a source sent.</summary>
    private static bool MaySeeBodies(HttpContext context) => Caller.Of(context.User)?.May(Rights.Raw) == true;

    private static RequestOutcome? OutcomeOf(string? word, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(word)) return null;
        foreach (var outcome in Enum.GetValues<RequestOutcome>())
            if (outcome.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)) return outcome;
        faults.Add("outcome", "unknown_outcome", "outcome is applied, unchanged, refused, held or partial.");
        return null;
    }

    private static (int, int)? StatusOf(string? text, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length == 3 && text[0] is >= '1' and <= '5' && text.EndsWith("xx", StringComparison.OrdinalIgnoreCase)) return ((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599) return (status, status);
        faults.Add("status", "status_malformed", "status is a number such as 409, or a class such as 4xx.");
        return null;
    }

    private static DateTimeOffset? MomentOf(string? text, string field, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at;
        faults.Add(field, "time_malformed", $"{field} is a time such as 2026-01-31T12:00:00Z.");
        return null;
    }
}
