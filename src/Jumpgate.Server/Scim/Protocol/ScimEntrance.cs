using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Scim.Directories;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Everything under an endpoint URL: who asks, what failed; all of it answered as SCIM answers (RFC 7644 §2, §3.12).</summary>
internal sealed class ScimEntrance(RequestDelegate next, ScimTokens tokens, ScimPace pace, ScimRoutes routes, Store store, ILogger<ScimEntrance> log)
{
    private const string Bearer = "Bearer ";
    private const string Realm = "Bearer realm=\"SCIM\"";

    public Task InvokeAsync(HttpContext http) =>
        http.Request.Path.Value is { } path && path.StartsWith(ScimEndpointUrl.Root, StringComparison.Ordinal) ? AnswerAsync(http, path) : next(http);

    private async Task AnswerAsync(HttpContext http, string path)
    {
        try
        {
            await RunAsync(http, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (ScimException refused)
        {
            await ScimAnswer.RefuseAsync(http, refused.Error);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var error = Read(failure);
            if (error.Status >= 500) ScimLog.RequestFailed(log, http.Request.Method, path, failure);
            if (error.Status == 503) http.Response.Headers.RetryAfter = "5";
            await ScimAnswer.RefuseAsync(http, error);
        }
    }

    private async Task RunAsync(HttpContext http, string[] segments)
    {
        if (segments is not [_, var id, ScimEndpointUrl.Version, ..] || !Guid.TryParseExact(id, "D", out var directory))
            throw new ScimException(new ScimError(404, null, "No SCIM endpoint has this address."));
        if (await CallerAsync(http) is not { } access || access.DirectoryId != directory)
        {
            http.Response.Headers.WWWAuthenticate = http.Request.Headers.Authorization.Count == 0 ? Realm : $"{Realm}, error=\"invalid_token\"";
            throw new ScimException(new ScimError(401, null, "The request carries no bearer token that opens this endpoint."));
        }

        pace.Take(http, access);
        if (!access.Enabled) throw new ScimException(new ScimError(403, null, "This directory is disabled: nothing can be read or pushed until it is enabled again."));
        var request = http.Request;
        var call = new ScimCall(http, access, $"{request.Scheme}://{request.Host}{request.PathBase}{ScimEndpointUrl.Root}{id}/{ScimEndpointUrl.Version}");
        await routes.RunAsync(call, segments.AsMemory(3));
    }

    private ValueTask<ScimAccess?> CallerAsync(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? tokens.FindAsync(header.AsSpan(Bearer.Length).Trim(), http.RequestAborted)
            : ValueTask.FromResult<ScimAccess?>(null);

    private ScimError Read(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: 413 } => ScimError.TooLarge("The body is larger than is taken."),
        BadHttpRequestException bad => new ScimError(bad.StatusCode, null, "The request broke off, or is no HTTP that can be read."),
        StatementTimeoutException => new ScimError(400, ScimTypes.TooMany, "The filter looks at more than can be looked at in time; eq and sw on userName, displayName, externalId, emails and id are quick at any size."),
        _ when (store.Dialect.Translate(failure) ?? failure) is StoreUnavailableException => new ScimError(503, null, "The database cannot be reached; nothing was changed. Try again later."),
        _ => new ScimError(500, null, "Something went wrong on the server; nothing was changed."),
    };
}
