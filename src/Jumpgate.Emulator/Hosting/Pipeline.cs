using System.Globalization;
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
    private readonly Admission _admission = new(installation);

    public async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/emulator", StringComparison.OrdinalIgnoreCase))
        {
            await (http.GetEndpoint() is null ? Wire.SendAsync(http, KnobEndpoints.Unknown()) : next(http));
            return;
        }

        http.Response.Headers.Date = installation.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
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
            await Wire.SendAsync(http, Answer.Refuse(403, "Forbidden"));
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
                // What is no JSON at all; values of a wrong type are told by HandleTyped.
                await Wire.SendAsync(http, Answer.Invalid("the request body is not valid JSON"));
                return;
            }
        }

        var answer = HandleTyped(call, rule);
        if (call.Fault?.Kind == FaultKind.Remove && answer.Status == 200)
            DeleteListed(call);
        await (answer == Answer.PassOn ? FallbackAsync(http, call) : Wire.SendAsync(http, answer));
    }

    /// <summary>A number where a text belongs, and the like, is the caller's fault.</summary>
    private Answer HandleTyped(Call call, RouteRule rule)
    {
        try
        {
            return Handle(call, rule);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException && wrong.Source == "System.Text.Json" && call.Body is not null)
        {
            return Answer.Invalid("the request body holds a value of the wrong type");
        }
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

    /// <summary>Plays the fault that deletes something already listed, as a colleague in the console might between two pages.</summary>
    private void DeleteListed(Call call)
    {
        installation.Gate.EnterWriteLock();
        try
        {
            VanishingObject.Delete(call);
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }

    private bool IsAnythingDue(Organization organization)
    {
        installation.Gate.EnterReadLock();
        try
        {
            return organization.Schedule.HasDue || organization.Queue.HasDue;
        }
        finally
        {
            installation.Gate.ExitReadLock();
        }
    }

    /// <summary>What has waited for its moment, or for a device, happens before the next call is answered.</summary>
    private void RunSchedule(Organization organization)
    {
        if (!IsAnythingDue(organization))
            return;
        installation.Gate.EnterWriteLock();
        try
        {
            organization.Schedule.RunDue();
            organization.Queue.Deliver();
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
                await Wire.SendAsync(http, refusal);
                return;
            case FaultKind.Hang:
                await Task.Delay(fault.Wait ?? Timeout.InfiniteTimeSpan, http.RequestAborted);
                await RouteAsync(http, path, next, null);
                return;
            case FaultKind.Html:
                await Wire.SendAsync(http, Answer.Text(200, "<!DOCTYPE html><html><head><title>One moment</title></head><body>Checking your browser…</body></html>", "text/html; charset=utf-8"));
                return;
            case FaultKind.Cut or FaultKind.Truncate:
                await Wire.HalveAsync(http, fault, () => RouteAsync(http, path, next, null));
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
            await Wire.SendAsync(http, Answer.Refuse(403, "Forbidden: your IP has been blocked due to suspected abuse"));
            return;
        }

        if (path.Equals("/oauth2/token", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        var insights = path.StartsWith("/insights/", StringComparison.OrdinalIgnoreCase) || (Insights.InsightsFeature.Serves(path) && http.GetEndpoint() is not null);
        var credential = Admission.CredentialOf(http);
        if (credential is not null && !installation.Rate.Admit(credential))
        {
            await Wire.SendAsync(http, TooMany(installation.Switches.RetryAfter));
            return;
        }

        if (insights)
        {
            await next(http);
            return;
        }

        var caller = _admission.Authenticate(http);
        if (caller is null)
        {
            await Wire.SendAsync(http, _admission.Refuse(http, path, credential));
            return;
        }

        var rule = http.GetEndpoint()?.Metadata.GetMetadata<RouteRule>();
        var (organization, refused) = _admission.Choose(http, caller, rule, path);
        if (organization is null)
        {
            await Wire.SendAsync(http, refused!);
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
        await Wire.SendAsync(http, await installation.Published.TryAnswerAsync(http, call) ?? Answer.NotFound(call));
    }

    /// <summary>Who asks, or null.</summary>
    public Caller? Authenticate(HttpContext http) => _admission.Authenticate(http);

    private static Answer TooMany(int? retryAfter)
    {
        var answer = Answer.Refuse(429, "Too Many Requests");
        if (retryAfter is { } seconds)
            answer.Headers["retry-after"] = seconds.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private static string ReasonOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } reason ? reason : "Error";
}
