using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Which request does what (RFC 7644 §3.2, Table 2).</summary>
internal sealed class ScimRoutes(ScimReads reads, UserWrites users, GroupWrites groups)
{
    public Task RunAsync(ScimCall call, ReadOnlyMemory<string> path)
    {
        var segments = path.Span;
        return segments.Length == 0 ? throw Missing() : segments[0].ToUpperInvariant() switch
        {
            "USERS" => ResourceAsync(call, call.Setup.Users, users, segments[1..].ToArray()),
            "GROUPS" => ResourceAsync(call, call.Setup.Groups, groups, segments[1..].ToArray()),
            "SERVICEPROVIDERCONFIG" when segments.Length == 1 => Read(call, ScimDiscovery.ConfigAsync),
            "SCHEMAS" => Read(call, one => ScimDiscovery.SchemasAsync(one, Tail(path))),
            "RESOURCETYPES" => Read(call, one => ScimDiscovery.ResourceTypesAsync(one, Tail(path))),
            "ME" => throw new ScimException(new ScimError(501, null, "A bearer token belongs to a directory, not to a person: there is no /Me.")),
            "BULK" => throw new ScimException(new ScimError(501, null, "Bulk requests are not served; ServiceProviderConfig says so.")),
            ".SEARCH" => throw new ScimException(new ScimError(501, null, "Search below /Users or /Groups: a search of all resource types is not served.")),
            _ => throw Missing(),
        };
    }

    private Task ResourceAsync(ScimCall call, ScimKind kind, IResourceWrites writes, string[] rest) => (rest, call.Http.Request.Method) switch
    {
        ([], "GET") => reads.ListAsync(call, kind, ListRequest.OfQuery(call.Query)),
        ([], "POST") => writes.CreateAsync(call),
        ([], _) => throw NotTaken(call, "GET, POST"),
        ([".search"], "POST") => SearchAsync(call, kind),
        ([".search"], _) => throw NotTaken(call, "POST"),
        ([var id], "GET") => reads.GetAsync(call, kind, id),
        ([var id], "PUT") => writes.ReplaceAsync(call, id),
        ([var id], "PATCH") => writes.PatchAsync(call, id),
        ([var id], "DELETE") => writes.DeleteAsync(call, id),
        ([_], _) => throw NotTaken(call, "GET, PUT, PATCH, DELETE"),
        _ => throw Missing(),
    };

    private async Task SearchAsync(ScimCall call, ScimKind kind) =>
        await reads.ListAsync(call, kind, ListRequest.OfSearch(await call.BodyAsync(), call.Profile, call.Limits));

    private static Task Read(ScimCall call, Func<ScimCall, Task> answer) => call.Http.Request.Method == "GET" ? answer(call) : throw NotTaken(call, "GET");

    private static string? Tail(ReadOnlyMemory<string> path) => path.Length switch
    {
        1 => null,
        2 => path.Span[1],
        _ => throw Missing(),
    };

    private static ScimException NotTaken(ScimCall call, string allowed)
    {
        call.Http.Response.Headers.Allow = allowed;
        return new ScimException(new ScimError(405, null, $"This address takes {allowed}."));
    }

    private static ScimException Missing() => new(new ScimError(404, null, "Nothing has this address."));
}
