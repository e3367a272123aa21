using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// The one place that turns exceptions and bare error statuses into problems. Rooms add readings of their own exceptions
/// as <see cref="IProblemReading"/>.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, IEnumerable<IProblemReading> readings, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await Bare(context).ExecuteAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more, whatever it would have been.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // The one place where any exception becomes an answer; what nobody foresaw is a 500, and logged.
            var result = Read(exception, context);
            if (result.Value.Status >= 500) HostingLog.RequestFailed(log, context.Request.Method, context.Request.Path, result.Value.Code, exception);
            Clear(context);
            await result.ExecuteAsync(context);
        }
    }

    private ProblemResult Read(Exception exception, HttpContext context)
    {
        foreach (var reading in readings)
        {
            if (reading.Read(exception) is { } result) return result;
        }

        return exception switch
        {
            ProblemException problem => problem.Result,
            BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
            BadHttpRequestException { StatusCode: 415 } => HttpProblems.ContentTypeUnsupported.Because(
                $"The body is {context.Request.ContentType ?? "of no stated type"}; this route reads application/json."),
            BadHttpRequestException { StatusCode: 413 } => HttpProblems.BodyTooLarge.Because("The body is larger than the limit of this route."),
            BadHttpRequestException bad when bad.Message.StartsWith("Failed to bind parameter", StringComparison.Ordinal) => Unbound(bad),
            BadHttpRequestException bad => HttpProblems.BodyMalformed.Because(bad.Message),
            JsonException json => Malformed(json),
            DbException { IsTransient: true } => HttpProblems.StoreUnavailable.Because("The database refused or lost the connection."),
            _ when exception.InnerException is DbException { IsTransient: true } =>
                HttpProblems.StoreUnavailable.Because("The database refused or lost the connection."),
            _ => HttpProblems.InternalError.Because($"Trace id {Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier}."),
        };
    }

    private static ProblemResult Malformed(JsonException json)
    {
        var field = json.Path is { Length: > 2 } path ? path[2..] : null;
        var place = json.LineNumber is { } line ? $"line {line + 1}, byte {json.BytePositionInLine + 1}" : "its end";
        return field is null
            ? HttpProblems.BodyMalformed.Because($"The JSON breaks at {place}.")
            : HttpProblems.BodyMalformed.Because($"The value of {field} has the wrong type or form (at {place}).", field);
    }

    // "Failed to bind parameter "Guid id" from "x"." names the parameter and repeats the value, which we do not.
    private static ProblemResult Unbound(BadHttpRequestException bad)
    {
        var parts = bad.Message.Split('"');
        var (type, name) = parts.Length > 1 && parts[1].Split(' ') is [.., var t, var n] ? (t, n) : ("value", "a parameter");
        return HttpProblems.ParameterInvalid.Because($"The value given for {name} cannot be read as {type.TrimEnd('?')}.", name);
    }

    private static ProblemResult Bare(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var code = HttpProblems.ForStatus(status);
        var asked = $"{context.Request.Method} {context.Request.Path}";
        var detail = status switch
        {
            404 => $"Nothing answers {asked}.",
            405 => $"{asked} is not taken; allowed: {context.Response.Headers.Allow}.",
            415 => $"The body is {context.Request.ContentType ?? "of no stated type"}; this route reads application/json.",
            _ => $"{asked} was answered with {status}.",
        };
        return new ProblemResult(code.Because(detail).Value with { Status = status });
    }

    // Response.Clear would also drop the headers that guard the browser.
    private static void Clear(HttpContext context)
    {
        context.Response.Headers.ContentLength = null;
        context.Response.Headers.ContentType = default;
    }
}

/// <summary>How a room's own exceptions read as problems; null: not mine.</summary>
public interface IProblemReading
{
    ProblemResult? Read(Exception exception);
}
