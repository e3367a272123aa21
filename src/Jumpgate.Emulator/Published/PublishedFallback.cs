using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Jumpgate.Emulator.Published;

/// <summary>Answers requests that no route of the emulator took but that the published specifications know.</summary>
internal sealed class PublishedFallback
{
    private static readonly Dictionary<string, Kind> Served = new(StringComparer.Ordinal)
    {
        ["users"] = Kind.User,
        ["systemusers"] = Kind.User,
        ["usergroups"] = Kind.UserGroup,
        ["systems"] = Kind.System,
        ["systemgroups"] = Kind.SystemGroup,
        ["applications"] = Kind.Application,
        ["commands"] = Kind.Command,
        ["policies"] = Kind.Policy,
        ["ldapservers"] = Kind.LdapServer,
        ["gsuites"] = Kind.GSuite,
        ["office365s"] = Kind.Office365,
        ["activedirectories"] = Kind.ActiveDirectory,
        ["softwareapps"] = Kind.SoftwareApp,
        ["radiusservers"] = Kind.RadiusServer,
        ["applemdms"] = Kind.AppleMdm,
        ["administrators"] = Kind.Admin,
    };

    private readonly Installation _installation;
    private readonly PublishedRoutes _routes;
    private long _made;

    public PublishedFallback(Installation installation)
    {
        _installation = installation;
        _routes = new PublishedRoutes(NewId, Exists);
    }

    /// <summary>Null for a path that is published nowhere.</summary>
    public async Task<Answer?> TryAnswerAsync(HttpContext http, Call call)
    {
        var path = http.Request.Path.Value!.TrimEnd('/');
        if (PublishedRoutes.Find(HttpMethods.IsHead(http.Request.Method) ? HttpMethods.Get : http.Request.Method, path) is not { } route)
            return null;

        // Counted under its template, as a route of our own would be.
        http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse(route.Path), 0, EndpointMetadataCollection.Empty, route.Path));
        var reads = route.Method == "GET" || path.Contains("/search/", StringComparison.Ordinal);
        if (route.Needs.Length > 0 && !Array.Exists(route.Needs, need => call.Caller.May(need, !reads)))
            return Answer.Refuse(403, "Forbidden");

        JsonNode? body;
        try
        {
            body = call.Body is { } read ? read : http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0
                ? await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)
                : null;
        }
        catch (JsonException) when (http.Request.HasFormContentType)
        {
            body = null;
        }
        catch (JsonException)
        {
            return Answer.Invalid("the request body is not valid JSON");
        }
        var sent = body as JsonObject ?? [];
        var answer = _routes.Answer(route, new PublishedRequest(call.Organization.Id, path, sent, Number(call, "limit"), Number(call, "skip")));
        PublishedEvents.Tell(call, route, answer, sent);
        return Sent(call, answer);
    }

    private static Answer Sent(Call call, PublishedAnswer answer)
    {
        if (answer.Status == 404)
            return Answer.NotFound(call);
        if (answer.Body is null)
            return Answer.Empty(answer.Status);
        var sent = Answer.Json(answer.Status, answer.Body);
        sent.Total = call.IsV2 ? answer.Total : null;
        return sent;
    }

    private static int? Number(Call call, string name) =>
        int.TryParse(call.Query(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool? Exists(string organization, string collection, string id)
    {
        if (collection == "providers")
            return _installation.MultiTenant && id == _installation.ProviderId;
        if (collection == "organizations")
            return _installation.FindOrganization(id) is not null;
        if (!Served.TryGetValue(collection, out var kind) || _installation.FindOrganization(organization) is not { } found)
            return null;
        _installation.Gate.EnterReadLock();
        try
        {
            return found.Table(kind).TryFind(id, out _);
        }
        finally
        {
            _installation.Gate.ExitReadLock();
        }
    }

    private string NewId(bool uuid)
    {
        var hash = SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref _made)));
        return uuid
            ? new Guid(hash.AsSpan(0, 16)).ToString()
            : string.Concat(_installation.Clock.GetUtcNow().ToUnixTimeSeconds().ToString("x8", CultureInfo.InvariantCulture), Convert.ToHexStringLower(hash.AsSpan(0, 8)));
    }
}
