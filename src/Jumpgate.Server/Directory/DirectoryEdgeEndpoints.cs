using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory;

internal static class DirectoryEdgeEndpoints
{
    public static void MapEdges(this RouteGroupBuilder v1)
    {
        v1.MapGet("/directories/{directory:guid}/edges", List).Needs(Rights.Read).WithName("listEdges")
            .WithSummary("Edges of a directory: memberships, bindings, roles held, managers, owners, nested groups")
            .Produces<Page<Edge>>()
            .Takes(ReadParameters.EdgeKind, ReadParameters.EdgeFrom, ReadParameters.EdgeTo, ReadParameters.FromKind, ReadParameters.ToKind, ReadParameters.AsOf)
            .Answers(sequence: true);
    }

    internal static async Task List(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var limit = ListRequest.LimitOf(context.Request);
        var kind = KindOf(ListRequest.One(query, "kind"));
        var (from, to, asOf) = (ListRequest.One(query, "from"), ListRequest.One(query, "to"), ListRequest.One(query, "as_of"));
        var (fromKind, toKind) = (ResourceKindOf(query, "from_kind"), ResourceKindOf(query, "to_kind"));
        var list = $"{current.Id}/{directory}/edges?{kind}&{from}&{to}&{fromKind}&{toKind}&{asOf}";
        var cursor = ListCursor.Read(ListRequest.One(query, "cursor"), list);
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var at = cursor?.At ?? await AsOf.ResolveAsync(scope, asOf, "as_of", cancellation);
        if (at < scope.HistoryFrom && scope.HistoryFrom > 1) throw AsOf.Pruned(scope);

        var fromKey = await EndAsync(scope, from, "from", cancellation);
        var toKey = await EndAsync(scope, to, "to", cancellation);
        List<EdgeView> rows;
        try
        {
            rows = await EdgeReads.ListAsync(scope, new EdgeQuestion(kind, fromKey, toKey, fromKind, toKind), at, After(cursor), limit + 1, cancellation);
        }
        catch (StatementTimeoutException)
        {
            throw new ProblemException(ReadProblems.QueryTooSlow.Because("There are too many edges to look through.", fix: "Name from or to, or kind."));
        }

        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? new ListCursor(at, [Number((short)page[^1].Kind), Number(page[^1].ToKey), Number(page[^1].FromKey)]).Write(list) : null;
        var total = asOf is null && from is null && to is null && fromKind is null && toKind is null ? await TotalAsync(scope, kind, cancellation) : null;
        await PageAnswer.WriteAsync(
            context, page,
            static (json, edge) =>
            {
                json.WriteStartObject();
                json.WriteString("kind", edge.Kind.Word());
                ChangeJson.WriteRef(json, "from", edge.From);
                ChangeJson.WriteRef(json, "to", edge.To);
                json.WriteNumber("since", edge.Since);
                if (edge.SinceAt is { } since) json.WriteString("sinceAt", DateTimeOffset.FromUnixTimeMilliseconds(since));
                else json.WriteNull("sinceAt");
                json.WriteEndObject();
            },
            next, total, at, cancellation);
    }

    /// <summary>The key of an end named by its public id.</summary>
    private static async Task<long?> EndAsync(DirectoryScope scope, string? text, string parameter, CancellationToken cancellation)
    {
        if (text is null) return null;
        if (!Guid.TryParse(text, out var id)) throw new ProblemException(HttpProblems.ParameterInvalid.Because($"{parameter} is the id of a resource.", parameter));
        var found = await scope.Sql.QueryAsync(
            "select resource from resource where tenant = @tenant and id = @id and directory = @directory", row => row.GetInt64(0), cancellation,
            ("id", id), ("directory", scope.Key.Value));
        return found is [var key] ? key : throw new ProblemException(ReadProblems.ResourceNotFound.Because($"This directory has no resource with the id in {parameter}.", parameter));
    }

    private static async Task<long?> TotalAsync(DirectoryScope scope, EdgeKind? kind, CancellationToken cancellation)
    {
        var words = kind is { } one ? [one.Word()] : Words.EdgeKinds.Select(each => each.Word()).ToList();
        var counts = await scope.Sql.QueryAsync(
            "select what, n from directory_count where tenant = @tenant and directory = @directory", row => (What: row.GetString(0), N: row.GetInt64(1)), cancellation,
            ("directory", scope.Key.Value));
        return counts.Where(count => words.Contains(count.What)).Sum(count => count.N);
    }

    private static EdgeKind? KindOf(string? word) => word is null ? null : Words.EdgeKindOf(word) ?? throw new ProblemException(
        HttpProblems.ParameterInvalid.Because($"kind takes {string.Join(", ", Words.EdgeKinds.Select(kind => kind.Word()))}; not '{word}'.", "kind"));

    private static ResourceKind? ResourceKindOf(IQueryCollection query, string parameter) => ListRequest.One(query, parameter) is not { } word ? null
        : Words.ResourceKindOf(word) ?? throw new ProblemException(
            HttpProblems.ParameterInvalid.Because($"{parameter} takes {string.Join(", ", Words.ResourceKinds.Select(kind => kind.Word()))}; not '{word}'.", parameter));

    private static (short, long, long)? After(ListCursor? cursor) => cursor is null ? null
        : cursor.Keys is [{ } kind, { } to, { } from] ? (short.Parse(kind, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture), long.Parse(from, CultureInfo.InvariantCulture))
        : throw ListCursor.Foreign();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
