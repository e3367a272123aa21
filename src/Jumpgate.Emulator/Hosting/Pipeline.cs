using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Auth;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Hosting;

/// <summary>
/// The way of every request: counted, slowed, spoiled if a fault says so, admitted (the credential before the route, as JumpCloud does),
/// led to its organization, answered.
/// </summary>
internal sealed class Pipeline(Installation installation)
{
    private const string ResponseTime = "x-response-time";

    public async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/emulator", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        installation.Stats.Enter();
        try
        {
            if (installation.Latency > TimeSpan.Zero)
                await Task.Delay(installation.Latency, http.RequestAborted);
            await SpoilAsync(http, path, next);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
        }
        finally
        {
            installation.Stats.Leave();
            var route = http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } ? $"{http.Request.Method} {pattern}" : null;
            installation.Stats.Count(route, $"{http.Request.Method} {path}", http.Response.StatusCode, http.Response.ContentLength ?? 0);
        }
    }

    /// <summary>Answers an admitted request by its route's handler.</summary>
    public async Task RunAsync(HttpContext http, RouteRule rule)
    {
        var call = http.Features.Get<Call>()!;
        if (rule.Needs.Length > 0 && !Array.Exists(rule.Needs, need => call.Caller.May(need, rule.Writes)))
        {
            await SendAsync(http, Answer.Refuse(403, "Forbidden"));
            return;
        }

        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            try
            {
                call.Body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            }
            catch (JsonException)
            {
                await SendAsync(http, Answer.Invalid("the request body is not valid JSON"));
                return;
            }
        }

        var answer = Handle(call, rule);
        await (answer == Answer.PassOn ? FallbackAsync(http, call) : SendAsync(http, answer));
    }

    private Answer Handle(Call call, RouteRule rule)
    {
        RunSchedule(call.Organization);
        if (!rule.Writes)
        {
            installation.Gate.EnterReadLock();
            try
            {
                return rule.Handler(call);
            }
            finally
            {
                installation.Gate.ExitReadLock();
            }
        }

        installation.Gate.EnterWriteLock();
        try
        {
            call.Organization.Graph.Version++;
            return rule.Handler(call);
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }

    private void RunSchedule(Organization organization)
    {
        if (!organization.Schedule.HasDue)
            return;
        installation.Gate.EnterWriteLock();
        try
        {
            organization.Schedule.RunDue();
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }

    private async Task SpoilAsync(HttpContext http, string path, RequestDelegate next)
    {
        var fault = installation.Faults.Next(http.Request.Method, path);
        switch (fault?.Kind)
        {
            case FaultKind.Status:
                var refusal = fault.Status == 429 ? TooMany(fault.RetryAfter) : Answer.Refuse(fault.Status, ReasonOf(fault.Status));
                if (fault.RetryAfter is { } seconds)
                    refusal.Headers["retry-after"] = seconds.ToString(CultureInfo.InvariantCulture);
                await SendAsync(http, refusal);
                return;
            case FaultKind.Hang:
                await Task.Delay(fault.Wait ?? Timeout.InfiniteTimeSpan, http.RequestAborted);
                await RouteAsync(http, path, next, null);
                return;
            case FaultKind.Html:
                await SendAsync(http, Answer.Text(200, "<!DOCTYPE html><html><head><title>One moment</title></head><body>Checking your browser…</body></html>", "text/html; charset=utf-8"));
                return;
            case FaultKind.Cut or FaultKind.Truncate:
                await HalveAsync(http, fault, () => RouteAsync(http, path, next, null));
                return;
            default:
                await RouteAsync(http, path, next, fault);
                return;
        }
    }

    private async Task RouteAsync(HttpContext http, string path, RequestDelegate next, Fault? fault)
    {
        if (installation.Switches.AddressBlocked)
        {
            await SendAsync(http, Answer.Refuse(403, "Forbidden: your IP has been blocked due to suspected abuse"));
            return;
        }

        if (path.Equals("/oauth2/token", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        var insights = path.StartsWith("/insights/", StringComparison.OrdinalIgnoreCase) || Insights.InsightsFeature.Serves(path);
        var credential = Credential(http);
        if (credential is not null && !installation.Rate.Admit(credential))
        {
            await SendAsync(http, TooMany(installation.Switches.RetryAfter));
            return;
        }

        if (insights)
        {
            await next(http);
            return;
        }

        var caller = Authenticate(http);
        if (caller is null)
        {
            await SendAsync(http, Unauthenticated(http, path, credential));
            return;
        }

        var rule = http.GetEndpoint()?.Metadata.GetMetadata<RouteRule>();
        var (organization, refused) = Select(http, caller, rule, path);
        if (organization is null)
        {
            await SendAsync(http, refused!);
            return;
        }

        var call = new Call(http, installation, caller, organization) { Fault = fault };
        http.Features.Set(call);
        if (rule is not null)
            await next(http);
        else
            await FallbackAsync(http, call);
    }

    private async Task FallbackAsync(HttpContext http, Call call)
    {
        http.SetEndpoint(null);
        await SendAsync(http, await installation.Published.TryAnswerAsync(http, call) ?? Answer.NotFound(call));
    }

    public Caller? Authenticate(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue("x-api-key", out var key))
            return installation.Credentials.ByKey(key.ToString());
        return Bearer(http) is { } token ? installation.Credentials.ByToken(token) ?? installation.Credentials.ByKey(token) : null;
    }

    private static string? Credential(HttpContext http)
        => http.Request.Headers.TryGetValue("x-api-key", out var key) ? key.ToString() : Bearer(http);

    private static string? Bearer(HttpContext http)
        => http.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    private Answer Unauthenticated(HttpContext http, string path, string? credential)
    {
        if (path is "/login")
            return Answer.Text(200, "<!DOCTYPE html><html><head><title>JumpCloud Console</title></head><body><form>Log in</form></body></html>", "text/html; charset=utf-8");
        if (credential is not null)
        {
            return http.Request.Headers.ContainsKey("x-api-key")
                ? Answer.Refuse(401, "Unauthorized", "Unauthorized: api key user not found")
                : Answer.Refuse(401, "Unauthorized");
        }

        if (installation.Switches.MissingKeyStatus != 302)
            return Answer.Refuse(installation.Switches.MissingKeyStatus, "Unauthorized");
        var redirect = Answer.Text(302, "Found. Redirecting to /login", "text/plain; charset=utf-8");
        redirect.Headers["location"] = "/login";
        return redirect;
    }

    /// <summary>x-org-id: refused by routes outside organizations, required of multi-tenant callers, checked for everybody (reference §2.4).</summary>
    private (Organization?, Answer?) Select(HttpContext http, Caller caller, RouteRule? rule, string path)
    {
        var outside = rule?.RefusesOrganizationHeader ?? IsOutside(path);
        // An empty header is none: JupiterOne/graph-jumpcloud sends one on every call, and its recordings show 200.
        if (http.Request.Headers.TryGetValue("x-org-id", out var header) && header.ToString().Length > 0)
        {
            var id = header.ToString();
            if (outside)
                return (null, Answer.Refuse(403, "Forbidden: organization selection not allowed via header"));
            if (!Worlds.ObjectIds.IsWellFormed(id))
                return (null, Answer.Refuse(400, "Bad Request: malformed x-org-id"));
            var asked = installation.FindOrganization(id);
            return asked is null || (caller.Provider is null && asked != caller.Home)
                ? (null, Answer.Refuse(404, "Organization not found"))
                : (asked, null);
        }

        // Who am I? is asked before an organization is chosen (TheJumpCloud/support, Set-JCOrganization).
        outside |= path.Equals("/api/users/getSelf", StringComparison.OrdinalIgnoreCase);
        return caller.Provider is not null && !outside && !installation.Switches.DefaultOrganization
            ? (null, Answer.Refuse(401, "Unauthorized", "Unauthorized: x-org-id is required"))
            : (caller.Home, null);
    }

    private static bool IsOutside(string path)
        => path.StartsWith("/api/organizations", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/v2/organizations/", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/v2/providers/", StringComparison.OrdinalIgnoreCase);

    private static Answer TooMany(int? retryAfter)
    {
        var answer = Answer.Refuse(429, "Too Many Requests");
        if (retryAfter is { } seconds)
            answer.Headers["retry-after"] = seconds.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private static string ReasonOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } reason ? reason : "Error";

    private static async Task HalveAsync(HttpContext http, Fault fault, Func<Task> answer)
    {
        var wire = http.Response.Body;
        using var whole = new MemoryStream();
        http.Response.Body = whole;
        try
        {
            await answer();
        }
        finally
        {
            http.Response.Body = wire;
        }

        var half = whole.GetBuffer().AsMemory(0, (int)whole.Length / 2);
        http.Response.ContentLength = fault.Kind == FaultKind.Truncate ? half.Length : whole.Length;
        await wire.WriteAsync(half, http.RequestAborted);
        await wire.FlushAsync(http.RequestAborted);
        if (fault.Kind == FaultKind.Cut)
            http.Abort();
    }

    public static async Task SendAsync(HttpContext http, Answer answer)
    {
        using (answer)
        {
            var response = http.Response;
            response.StatusCode = answer.Status;
            var headers = response.Headers;
            headers["x-content-type-options"] = "nosniff";
            headers["x-frame-options"] = "SAMEORIGIN";
            headers["x-xss-protection"] = "1; mode=block";
            headers["x-ua-compatible"] = "IE=edge";
            headers["strict-transport-security"] = "max-age=31536000; includeSubdomains;";
            headers.CacheControl = "no-store";
            headers.Pragma = "no-cache";
            headers[ResponseTime] = "0.5ms";
            foreach (var (name, value) in answer.Headers)
                headers[name] = value;
            if (answer.Total is { } total)
                headers["x-total-count"] = total.ToString(CultureInfo.InvariantCulture);
            if (answer.Body is not { } body)
            {
                response.ContentLength = answer.Status == 204 ? null : 0;
                return;
            }

            var etag = EntityTag(body.Written.Span);
            headers.ETag = etag;
            if (answer.Status == 200 && HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.ToString() == etag)
            {
                response.StatusCode = 304;
                return;
            }

            response.ContentType = answer.ContentType;
            response.ContentLength = body.Written.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
                await response.Body.WriteAsync(body.Written, http.RequestAborted);
        }
    }

    /// <summary>A weak tag of length and hash, in the form JumpCloud's front end sends.</summary>
    private static string EntityTag(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(body, hash);
        return $"W/\"{body.Length:x}-{Convert.ToBase64String(hash[..20]).TrimEnd('=')}\"";
    }
}
