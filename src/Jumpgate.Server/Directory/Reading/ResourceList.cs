using System.Buffers;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Answers a list of resources: a page of JSON, or all of it as CSV or NDJSON in flat memory and at one moment.</summary>
internal sealed class ResourceList(Store store, CurrentTenant current, IOptions<StoreOptions> options, IAssignedRoles roles, TimeProvider time)
{
    private const int StreamPage = 500;

    public async Task WriteAsync(HttpContext context, Guid directory, ResourceKind kind, ListRequest request, CancellationToken ct)
    {
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, ct);
        var list = $"{current.Id}/{directory}/{kind.Word()}?{request.Filter}&{request.Sort}&{request.Search}&{request.AsOf}";
        var cursor = ListCursor.Read(request.Cursor, list);
        var at = cursor?.At ?? await AsOf.ResolveAsync(scope, request.AsOf, "as_of", ct);
        if (at < scope.HistoryFrom && scope.HistoryFrom > 1) throw AsOf.Pruned(scope);
        var answer = new Answer(scope, kind, request, at, list, roles);
        context.Response.Headers[JumpgateHeaders.Sequence] = at.ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            if (request.Format == ListFormat.Json) await WritePageAsync(context, answer, cursor, ct);
            else await StreamAsync(context, answer, cursor, ct);
        }
        catch (StatementTimeoutException) when (!context.Response.HasStarted)
        {
            throw new ProblemException(ReadProblems.QueryTooSlow.Because(
                $"It was stopped after {options.Value.ReadTimeoutSeconds} s. Only conditions on indexed members are quick at any size."));
        }
    }

    private async Task WritePageAsync(HttpContext context, Answer answer, ListCursor? cursor, CancellationToken ct)
    {
        var (page, next) = await ReadPageAsync(answer, cursor, answer.Request.Limit, ct);
        var extras = await answer.Extras.OfAsync(page, answer.Request.Fields, answer.Request.Expand, ct);
        var total = await answer.Reads.TotalAsync(answer.Request, ct);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var row in page) ResourceJson.Write(json, row, answer.Kind, extras(row));
            json.WriteEndArray();
            json.WriteString("next", next?.Write(answer.List));
            if (total is { } n) json.WriteNumber("total", n);
            else json.WriteNull("total");
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, ct);
    }

    /// <summary>Pages follow each other until the end, or until <c>limit</c> where one is given; all show the moment of the first.</summary>
    private async Task StreamAsync(HttpContext context, Answer answer, ListCursor? cursor, CancellationToken ct)
    {
        var request = answer.Request;
        ResourceCsv? csv = null;
        var left = request.HasLimit ? request.Limit : int.MaxValue;
        var first = true;
        while (left > 0)
        {
            var (page, next) = await ReadPageAsync(answer, cursor, Math.Min(left, StreamPage), ct);
            var extras = await answer.Extras.OfAsync(page, request.Fields, request.Expand, ct);
            if (first && request.Format == ListFormat.Csv) csv = new ResourceCsv(answer.Kind, request.Fields, answer.Extras.HasRoles);
            if (first) Begin(context, answer, csv);
            var buffer = new ArrayBufferWriter<byte>(64 * 1024);
            if (first && csv is not null) Encoding.UTF8.GetBytes(csv.Header, buffer);
            foreach (var row in page) WriteLine(buffer, answer, csv, row, extras);
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, ct);
            (first, left) = (false, left - page.Count);
            if (next is null) break;
            cursor = next;
        }
    }

    private static void Begin(HttpContext context, Answer answer, ResourceCsv? csv)
    {
        context.Response.ContentType = csv is null ? "application/x-ndjson" : "text/csv; charset=utf-8; header=present";
        if (csv is not null) context.Response.Headers.ContentDisposition = $"attachment; filename=\"{answer.Kind.Route()}-{answer.At}.csv\"";
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, Answer answer, ResourceCsv? csv, ResourceRow row, Func<ResourceRow, ResourceExtras> extras)
    {
        if (csv is not null)
        {
            Encoding.UTF8.GetBytes(csv.Row(row, extras(row).Roles), buffer);
            return;
        }

        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options)) ResourceJson.Write(json, row, answer.Kind, extras(row));
        buffer.Write("\n"u8);
    }

    private async Task<(List<ResourceRow> Page, ListCursor? Next)> ReadPageAsync(Answer answer, ListCursor? cursor, int limit, CancellationToken ct)
    {
        List<ResourceRow> page = new(Math.Min(limit, StreamPage));
        IReadOnlyList<string?>? keys = null;
        var patience = TimeSpan.FromSeconds(options.Value.ReadTimeoutSeconds);
        await foreach (var (row, behind) in answer.Reads.ListAsync(answer.Request, cursor?.Keys, limit + 1, patience, time, ct))
        {
            if (page.Count == limit) return (page, new ListCursor(answer.At, keys!));
            page.Add(row);
            keys = behind;
        }

        return (page, null);
    }

    private sealed record Answer(DirectoryScope Scope, ResourceKind Kind, ListRequest Request, long At, string List, IAssignedRoles Roles)
    {
        public ResourceReads Reads { get; } = new(Scope, Kind, At, Request.AsOf is not null);

        public ExtrasReads Extras { get; } = new(Scope, Kind, At, Roles);
    }
}
