using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Server.Scim.Records;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Which request does what (RFC 7644 §3.2, Table 2).</summary>
internal sealed class ScimRoutes(ScimReads reads, UserWrites users, GroupWrites groups, ScimBulk bulk, ReadCounts counts, ScimMetrics metrics)
{
    public Task RunAsync(ScimCall call, ReadOnlyMemory<string> path)
    {
        var segments = path.Span;
        return segments.Length == 0 ? RootAsync(call) : segments[0].ToUpperInvariant() switch
        {
            "USERS" => ResourceAsync(call, call.Setup.Users, users, segments[1..].ToArray()),
            "GROUPS" => ResourceAsync(call, call.Setup.Groups, groups, segments[1..].ToArray()),
            "SERVICEPROVIDERCONFIG" when segments.Length == 1 => Read(call, ScimDiscovery.ConfigAsync),
            "SCHEMAS" => Read(call, one => ScimDiscovery.SchemasAsync(one, Tail(path))),
            "RESOURCETYPES" => Read(call, one => ScimDiscovery.ResourceTypesAsync(one, Tail(path))),
            "ME" => throw new ScimException(new ScimError(501, null, "A bearer token belongs to a directory, not to a person: there is no /Me.")),
            "BULK" when segments.Length == 1 => call.Method == "POST" ? bulk.RunAsync(call) : throw NotTaken(call, "POST"),
            ".SEARCH" when segments.Length == 1 => call.Method == "POST" ? SearchAsync(call, null) : throw NotTaken(call, "POST"),
            _ => throw Missing(),
        };
    }

    private Task ResourceAsync(ScimCall call, ScimKind kind, IResourceWrites writes, string[] rest) => (rest, call.Http.Request.Method) switch
    {
        ([], "GET" or "HEAD") => ListAsync(call, kind),
        ([], "POST") => WriteAsync(call, kind, writes, null),
        ([], _) => throw NotTaken(call, "GET, HEAD, POST"),
        ([".search"], "POST") => SearchAsync(call, kind),
        ([".search"], _) => throw NotTaken(call, "POST"),
        ([var id], "GET" or "HEAD") => GetAsync(call, kind, id),
        ([var id], "PUT" or "PATCH" or "DELETE") => WriteAsync(call, kind, writes, id),
        ([_], _) => throw NotTaken(call, "GET, HEAD, PUT, PATCH, DELETE"),
        _ => throw Missing(),
    };

    private async Task GetAsync(ScimCall call, ScimKind kind, string id)
    {
        (call.Trace.Kind, call.Trace.ResourceId) = (kind, id);
        await reads.GetAsync(call, kind, id);
        counts.Add(call, kind.OnePath);
    }

    private async Task ListAsync(ScimCall call, ScimKind kind)
    {
        call.Trace.Kind = kind;
        await reads.ListAsync(call, kind, ListRequest.OfQuery(call.Query));
        counts.Add(call, kind.Schema.Type.Endpoint);
    }

    /// <param name="kind">Null: all.</param>
    private async Task SearchAsync(ScimCall call, ScimKind? kind)
    {
        call.Trace.Kind = kind;
        await reads.ListAsync(call, kind, ListRequest.OfSearch(await call.BodyAsync(), call.Profile, call.Limits));
        counts.Add(call, $"{kind?.Schema.Type.Endpoint}/.search");
    }

    /// <summary>A query of all resource types at once (RFC 7644 §3.4.2.1).</summary>
    private async Task RootAsync(ScimCall call)
    {
        if (!call.IsRead) throw NotTaken(call, "GET, HEAD");
        await reads.ListAsync(call, null, ListRequest.OfQuery(call.Query));
        counts.Add(call, "/");
    }

    private async Task WriteAsync(ScimCall call, ScimKind kind, IResourceWrites writes, string? id)
    {
        // What cannot be answered is not begun.
        ScimReads.Projection(call, kind);
        var silent = call.Method == "DELETE" || (kind.IsGroup && call.Method == "PATCH" && call.Query("attributes") is null && call.Query("excludedAttributes") is null);
        call.Trace.Status = silent ? 204 : call.Method == "POST" ? 201 : 200;
        var done = await RunAsync(call, kind, writes, id);
        if (!silent)
        {
            await reads.AnswerAsync(call, kind, done.Row, call.Trace.Status);
            return;
        }

        if (call.Method != "DELETE") ScimAnswer.Tag(call.Http, done.Row.Version);
        ScimAnswer.Empty(call.Http, 204);
    }

    private async Task<Written> RunAsync(ScimCall call, ScimKind kind, IResourceWrites writes, string? id)
    {
        (call.Trace.Kind, call.Trace.ResourceId) = (kind, id);
        var done = await (call.Method switch
        {
            "POST" => writes.CreateAsync(call),
            "PUT" => writes.ReplaceAsync(call, id!),
            "PATCH" => writes.PatchAsync(call, id!),
            _ => writes.DeleteAsync(call, id!),
        });
        metrics.Written();
        return done;
    }

    private static Task Read(ScimCall call, Func<ScimCall, Task> answer) => call.IsRead ? answer(call) : throw NotTaken(call, "GET, HEAD");

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
