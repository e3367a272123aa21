using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory;

internal static class DirectoryDiffEndpoints
{
    public static void MapDiff(this RouteGroupBuilder v1)
    {
        v1.MapGet("/directories/{directory:guid}/diff", Diff).Needs(Rights.Read).WithName("diffDirectory")
            .WithSummary("What differs between two moments (sequences, times or runs): each thing once, or every change in order; access gained and lost")
            .Produces<Diff>()
            .Takes(ReadParameters.DiffFrom, ReadParameters.DiffTo, ReadParameters.DiffMode, PageParameters.Limit, PageParameters.Cursor)
            .Answers(sequence: true);
    }

    private static async Task Diff(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var limit = ListRequest.LimitOf(context.Request);
        var listed = ListRequest.One(query, "mode") switch
        {
            null or "net" => false,
            "all" => true,
            var other => throw new ProblemException(HttpProblems.ParameterInvalid.Because($"mode is net or all, not '{other}'.", "mode")),
        };
        var wanted = ListRequest.One(query, "from")
            ?? throw new ProblemException(HttpProblems.ParameterInvalid.Because("from is missing.", "from", fix: "Say from which moment: a sequence, a time or the id of a run."));
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var list = $"{current.Id}/{directory}/diff?{wanted}&{ListRequest.One(query, "to")}&{listed}";
        var cursor = ListCursor.Read(ListRequest.One(query, "cursor"), list);
        var from = await AsOf.ResolveAsync(scope, wanted, "from", cancellation);
        var to = cursor?.At ?? await AsOf.ResolveAsync(scope, ListRequest.One(query, "to"), "to", cancellation);
        if (from > to) throw new ProblemException(HttpProblems.ParameterInvalid.Because($"from (sequence {from}) is later than to ({to}).", "from", fix: "Exchange from and to."));

        var after = cursor is { Keys: [{ } key] } ? long.Parse(key, CultureInfo.InvariantCulture) : from;
        var reads = new DiffReads(scope, from, to);
        List<ChangeRecord> page;
        long readTo;
        DiffAccess? access = null;
        try
        {
            if (listed)
            {
                page = await reads.ListedAsync(after, limit, cancellation);
                readTo = page.Count == limit ? page[^1].Seq : to;
            }
            else
            {
                (page, readTo) = await reads.NetAsync(after, limit, cancellation);
            }

            if (cursor is null) access = await new AccessDifference(scope, from, to).ReadAsync(cancellation);
        }
        catch (StatementTimeoutException)
        {
            throw new ProblemException(ReadProblems.QueryTooSlow.Because("Too much lies between the two moments.", fix: "Choose moments closer together, or read GET /v1/changes."));
        }

        var next = readTo < to ? new ListCursor(to, [readTo.ToString(CultureInfo.InvariantCulture)]).Write(list) : null;
        await PageAnswer.WriteAsync(context, page, ChangeJson.Write, next, null, to, cancellation, json =>
        {
            json.WriteNumber("from", from);
            json.WriteNumber("to", to);
            if (access is null) return;
            json.WritePropertyName("access");
            JsonSerializer.Serialize(json, access, ContractsJson.Default.DiffAccess);
        });
    }
}
