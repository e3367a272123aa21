using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory;

/// <summary>The change log of a tenant, and what of it concerns one resource.</summary>
internal static class DirectoryChangeEndpoints
{
    private const int LongestWait = 60;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static void MapChanges(this RouteGroupBuilder v1)
    {
        v1.MapGet("/changes", List).Needs(Rights.Read).WithName("listChanges")
            .WithSummary("The tenant's change log, dense and in order; with wait it is answered as soon as something changes")
            .Produces<Page<Change>>()
            .Takes(ReadParameters.After, ReadParameters.Directory, ReadParameters.Wait, ReadParameters.As)
            .Answers(sequence: true);
        foreach (var kind in Words.ResourceKinds)
        {
            v1.MapGet("/directories/{directory:guid}/" + kind.Route() + "/{resource}/history", (Guid directory, string resource, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation) =>
                    History(directory, kind, resource, context, store, current, cancellation))
                .Needs(Rights.Read).WithName($"get{kind}History").WithSummary($"Everything that happened to a {kind.Word().Replace('_', ' ')}, the newest first")
                .Produces<Page<Change>>()
                .Answers(sequence: true);
        }
    }

    private static async Task List(HttpContext context, Store store, CurrentTenant current, ChangeSignal signal, IChangeEvents events, TimeProvider time, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var limit = ListRequest.LimitOf(context.Request);
        var wait = TimeSpan.FromSeconds(NumberOf(query, "wait", LongestWait) ?? 0);
        // The next page is asked for with the same parameters and a cursor: that lies further on than where the reading began.
        var begun = NumberOf(query, "after", long.MaxValue);
        var named = CursorOf(query) ?? begun;
        var directory = await DirectoryOfAsync(query, store, current, cancellation);
        var asEvents = ListRequest.One(query, "as") switch
        {
            null => false,
            "events" => true,
            var other => throw new ProblemException(HttpProblems.ParameterInvalid.Because($"as is events, not '{other}'.", "as")),
        };
        var started = time.GetTimestamp();
        while (true)
        {
            IReadOnlyList<Action<Utf8JsonWriter>> changes;
            long readTo, newest;
            bool waits;
            await using (var read = await store.ReadAsync(current.Id!.Value, cancellation))
            {
                (newest, var from) = (await read.Sql.QueryAsync(
                    "select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1)), cancellation))[0];
                if (named is { } asked && asked < from - 1)
                    throw new ProblemException(ReadProblems.HistoryPruned.Because($"History is kept from sequence {from} on."));
                (changes, readTo, waits) = asEvents
                    ? await events.AfterAsync(read.Sql, named ?? from - 1, newest, directory?.Key, limit, cancellation)
                    : await AfterAsync(read.Sql, named ?? from - 1, newest, directory?.Id, limit, cancellation);
            }

            var left = wait - time.GetElapsedTime(started);
            var isMore = readTo < newest && !waits;
            if (changes.Count > 0 || isMore || left <= TimeSpan.Zero)
            {
                var next = isMore ? readTo.ToString(CultureInfo.InvariantCulture) : null;
                await PageAnswer.WriteAsync(context, changes, (json, write) => write(json), next, null, Math.Max(readTo, named ?? 0), cancellation);
                return;
            }

            await signal.WaitAsync(current.Id!.Value, left < LookAgain ? left : LookAgain, time, cancellation);
        }
    }

    private static async Task History(
        Guid directory, ResourceKind kind, string resource, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var limit = ListRequest.LimitOf(context.Request);
        var list = $"{current.Id}/{directory}/{kind.Word()}/{resource}/history";
        var cursor = ListCursor.Read(ListRequest.One(context.Request.Query, "cursor"), list);
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var key = await HistoryReads.KeyAsync(scope, kind, resource, cancellation)
            ?? throw new ProblemException(ReadProblems.ResourceNotFound.Because($"No {kind.Word().Replace('_', ' ')} has or had the id or remote id '{resource}'."));
        var changes = await HistoryReads.BeforeAsync(scope, key, cursor?.At ?? scope.Sequence + 1, limit + 1, cancellation);
        var page = changes.Take(limit).ToList();
        var next = changes.Count > limit ? new ListCursor(page[^1].Seq, []).Write(list) : null;
        await PageAnswer.WriteAsync(context, page, ChangeJson.Write, next, null, scope.Sequence, cancellation);
    }

    private static async Task<(IReadOnlyList<Action<Utf8JsonWriter>> Changes, long ReadTo, bool Waits)> AfterAsync(
        TenantSql sql, long after, long newest, Guid? directory, int limit, CancellationToken cancellation)
    {
        var (changes, readTo) = await ChangeReads.AfterAsync(sql, after, newest, directory, limit, cancellation);
        return (changes.ConvertAll(change => (Action<Utf8JsonWriter>)(json => ChangeJson.Write(json, change))), readTo, false);
    }

    private static async Task<(DirectoryKey Key, Guid Id)?> DirectoryOfAsync(IQueryCollection query, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        if (ListRequest.One(query, "directory") is not { } text) return null;
        if (!Guid.TryParse(text, out var id)) throw new ProblemException(HttpProblems.ParameterInvalid.Because("directory is the id of a directory.", "directory"));
        await using var scope = await DirectoryScope.OpenAsync(store, current, id, cancellation);
        return (scope.Key, scope.Id);
    }

    private static long? CursorOf(IQueryCollection query) => ListRequest.One(query, "cursor") is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw ListCursor.Foreign();

    private static long? NumberOf(IQueryCollection query, string parameter, long most) => ListRequest.One(query, parameter) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw new ProblemException(HttpProblems.ParameterInvalid.Because(
            most == long.MaxValue ? $"{parameter} is a sequence, not '{text}'." : $"{parameter} is a number from 0 to {most}, not '{text}'.", parameter));

    /// <summary>The history of one kind below the address of a directory, for a visitor by a setup link.</summary>
    internal static void MapVisited(RouteGroupBuilder own, ResourceKind kind) =>
        own.MapGet("/" + kind.Route() + "/{resource}/history", (Guid directory, string resource, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation) =>
            History(directory, kind, resource, context, store, current, cancellation));
}
