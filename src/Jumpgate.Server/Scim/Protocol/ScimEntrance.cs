using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Scim.Records;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Everything under an endpoint URL: who asks, what failed; all of it answered as SCIM answers (RFC 7644 §2, §3.12).</summary>
internal sealed class ScimEntrance(
    RequestDelegate next, ScimTokens tokens, ScimPace pace, ScimRoutes routes, RequestRecords records, ScimMetrics metrics, Store store, TimeProvider time, ILogger<ScimEntrance> log)
{
    private const string Bearer = "Bearer ";
    private const string Realm = "Bearer realm=\"SCIM\"";

    public Task InvokeAsync(HttpContext http) =>
        http.Request.Path.Value is { } path && path.StartsWith(ScimEndpointUrl.Root, StringComparison.Ordinal) ? AnswerAsync(http, path) : next(http);

    private async Task AnswerAsync(HttpContext http, string path)
    {
        ScimCall? call = null;
        try
        {
            var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            call = await EnterAsync(http, segments);
            pace.Take(http, call.Access);
            if (!call.Access.Enabled) throw new ScimException(new ScimError(403, null, "This directory is disabled: nothing can be read or pushed until it is enabled again."));
            if (ScimMedia.Of(http.Request) is null) throw new ScimException(new ScimError(406, null, $"Answers are {ScimMedia.Scim} or {ScimMedia.Json}; the request accepts neither."));
            await routes.RunAsync(call, segments.AsMemory(3));
        }
        catch (ScimException refused)
        {
            await RefuseAsync(http, call, refused.Error);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more, whatever it would have been.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            // The one place where any exception becomes a SCIM error; what nobody foresaw is a 500, and logged.
            var error = ScimFailures.Of(failure, store);
            if (error.Status >= 500) ScimLog.RequestFailed(log, http.Request.Method, path, failure);
            if (error.Status == 503) http.Response.Headers.RetryAfter = "5";
            await RefuseAsync(http, call, error);
        }
    }

    /// <summary>Who is known gets a record of what was refused; who is not only counts, and fills no disk.</summary>
    private async Task RefuseAsync(HttpContext http, ScimCall? call, ScimError error)
    {
        if (call is null) metrics.Unauthenticated();
        else if (error.Status != 429 || pace.IsToBeRecorded(call.Access)) await records.RefuseAsync(call, error);
        else metrics.Refused(error.Status);
        await ScimAnswer.RefuseAsync(http, error);
    }

    private async Task<ScimCall> EnterAsync(HttpContext http, string[] segments)
    {
        if (segments is not [_, var id, ScimEndpointUrl.Version, ..] || !Guid.TryParseExact(id, "D", out var directory))
            throw new ScimException(new ScimError(404, null, "No SCIM endpoint has this address."));
        if (await CallerAsync(http) is not { } access || access.DirectoryId != directory)
        {
            http.Response.Headers.WWWAuthenticate = http.Request.Headers.Authorization.Count == 0 ? Realm : $"{Realm}, error=\"invalid_token\"";
            throw new ScimException(new ScimError(401, null, "The request carries no bearer token that opens this endpoint."));
        }

        var request = http.Request;
        return new ScimCall(http, access, $"{request.Scheme}://{request.Host}{request.PathBase}{ScimEndpointUrl.Root}{id}/{ScimEndpointUrl.Version}", time);
    }

    private ValueTask<ScimAccess?> CallerAsync(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? tokens.FindAsync(header.AsSpan(Bearer.Length).Trim(), http.RequestAborted)
            : ValueTask.FromResult<ScimAccess?>(null);
}
