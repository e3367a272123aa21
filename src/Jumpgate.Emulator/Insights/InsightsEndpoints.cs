using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Insights;

/// <summary>Directory Insights: the four event calls and the reports.</summary>
public static class InsightsEndpoints
{
    /// <summary>Maps the routes under the group given. <paramref name="caller"/> answers null for a missing or wrong credential.</summary>
    public static void MapInsights(this IEndpointRouteBuilder insights, EventLog log, Reports reports, Func<HttpContext, InsightsCaller?> caller)
    {
        var gate = new InsightsGate(caller);

        insights.MapPost("/events", gate.For((context, access) => Answer(context, log, access, Events)));
        insights.MapPost("/events/count", gate.For((context, access) => Answer(context, log, access, Count)));
        insights.MapPost("/events/distinct", gate.For((context, access) => Answer(context, log, access, Distinct)));
        insights.MapPost("/events/interval", gate.For((context, access) => Answer(context, log, access, Interval)));

        insights.MapGet("/reports", gate.For((context, access) => InsightsAnswers.Json(context, 200, reports.List(access, context.Request.Query["sort"]))));
        insights.MapPost("/reports/{type}", gate.For((context, access) =>
            reports.Request(access, Route(context, "type")) is { } report
                ? InsightsAnswers.Json(context, 202, report)
                : InsightsAnswers.Refuse(context, 400, $"invalid report type, valid values are: {string.Join(", ", Reports.Types)}")));
        insights.MapGet("/reports/{report}/artifacts/{artifact}/content", gate.For((context, access) =>
            reports.Content(access, Route(context, "report"), Route(context, "artifact")) is { } content
                ? InsightsAnswers.Text(context, content.Type, content.Text)
                : InsightsAnswers.Refuse(context, 404, "Not Found")));
    }

    /// <summary>Every other path: the credential is looked at first, and the answer is JSON like all others.</summary>
    public static void MapUnknown(this IEndpointRouteBuilder insights, Func<HttpContext, InsightsCaller?> caller) =>
        insights.Map("/{**path}", new InsightsGate(caller).For((context, _) =>
        {
            context.SetEndpoint(null);
            return InsightsAnswers.Refuse(context, 404, "Not Found");
        }));

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static async Task Answer(HttpContext context, EventLog log, InsightsAccess access, Func<HttpContext, EventLog, JsonObject, EventQuery, EventReading, Task> answer)
    {
        context.Response.Headers["X-Request-Id"] = Guid.NewGuid().ToString();
        context.Response.Headers.Date = log.Dated().ToString("R", CultureInfo.InvariantCulture);
        if (log.Weather.NotInPlan)
        {
            await InsightsAnswers.Refuse(context, 402, "Directory Insights is not part of the organization's plan");
            return;
        }

        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            // Refused below, as a body that is no object is.
            body = null;
        }
        if (body is null)
        {
            await InsightsAnswers.Refuse(context, 400, "the body must be a JSON object");
            return;
        }
        try
        {
            var query = EventQuery.Parse(body, log, log.Clock.GetUtcNow());
            await answer(context, log, body, query, new EventReading(log, query, access.Owners));
        }
        catch (QueryFault fault)
        {
            await InsightsAnswers.Refuse(context, 400, fault.Message);
        }
    }

    private static async Task Events(HttpContext context, EventLog log, JsonObject body, EventQuery query, EventReading reading)
    {
        using var page = new PageBuffer();
        var last = query.After ?? new EventKey(query.Start.ToUnixTimeMilliseconds(), query.Descending ? long.MaxValue : -1);
        var count = 0;
        var projection = query.Fields is null ? null : new EventProjection(query.Fields);
        page.Write("["u8);
        foreach (var (stream, row) in reading.Rows().Skip(query.Skip).Take(query.Limit))
        {
            if (count++ > 0)
                page.Write(","u8);
            Write(page, reading, stream, row, projection);
            last = row.Key;
        }

        page.Write("]"u8);
        var headers = context.Response.Headers;
        headers[log.Header("X-Result-Count")] = count.ToString(CultureInfo.InvariantCulture);
        headers[log.Header("X-Limit")] = query.Limit.ToString(CultureInfo.InvariantCulture);
        headers[log.Header("X-Sort")] = query.Descending ? "DESC" : "ASC";
        headers[log.Header("X-Search_after")] = last.ToJson().ToJsonString();
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = page.Written.Length;
        await context.Response.Body.WriteAsync(page.Written, context.RequestAborted);
    }

    private static void Write(PageBuffer page, EventReading reading, EventStream stream, EventRow row, EventProjection? projection)
    {
        using var body = projection is null ? null : reading.Parse(stream, row);
        if (body is null)
        {
            page.Write(reading.Read(stream, row).Span);
            return;
        }

        using var writer = new Utf8JsonWriter(page, EventJson.Writing);
        projection!.Write(writer, body.RootElement);
    }

    private static Task Count(HttpContext context, EventLog log, JsonObject body, EventQuery query, EventReading reading) =>
        InsightsAnswers.Json(context, 200, new JsonObject { ["count"] = log.Counted(reading.Rows().Count()) });

    private static Task Distinct(HttpContext context, EventLog log, JsonObject body, EventQuery query, EventReading reading)
    {
        if (body["field"] is not JsonValue value || !value.TryGetValue<string>(out var field) || field.Length == 0)
            throw new QueryFault("field is required");
        return InsightsAnswers.Json(context, 200, EventBuckets.Distinct(reading, field, log.Options.Distinct));
    }

    private static Task Interval(HttpContext context, EventLog log, JsonObject body, EventQuery query, EventReading reading) =>
        InsightsAnswers.Json(context, 200, EventBuckets.Interval(reading, body));
}
