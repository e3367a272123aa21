using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>What the endpoint says of itself (RFC 7644 §4). It must be true: a client trusts it.</summary>
internal static class ScimDiscovery
{
    private static ServiceProviderConfig Config(ScimCall call) => new()
    {
        Patch = true,
        Bulk = new BulkSupport(call.Limits.BulkOperations, call.Limits.BodyBytes),
        FilterMaxResults = ScimListing.MostPerPage,
        Sort = true,
        ETag = true,
        Pagination = new PaginationSupport(Cursor: true, Index: true, "index", ScimListing.DefaultPerPage, ScimListing.MostPerPage, ScimCursor.Lifetime),
        // No request is answered later by an event; what changes is told by webhooks of the format set.
        SecurityEvents = new SecurityEventsSupport("none", SecurityEventUris.All),
    };

    public static Task ConfigAsync(ScimCall call) => ScimAnswer.SendAsync(call.Http, 200, json => Documents(call).Write(json, Config(call)));

    public static Task SchemasAsync(ScimCall call, string? id)
    {
        var documents = Documents(call);
        if (id is null) return ListAsync(call, [.. call.Setup.Schemas.Schemas], documents.Write);
        var schema = documents.FindSchema(id) ?? throw new ScimException(new ScimError(404, null, "This endpoint has no such schema."));
        return ScimAnswer.SendAsync(call.Http, 200, json => documents.Write(json, schema));
    }

    public static Task ResourceTypesAsync(ScimCall call, string? name)
    {
        var documents = Documents(call);
        if (name is null) return ListAsync(call, [.. call.Setup.Schemas.Resources.Select(resource => resource.Type)], documents.Write);
        var type = documents.FindResourceType(name) ?? throw new ScimException(new ScimError(404, null, "This endpoint has no such resource type."));
        return ScimAnswer.SendAsync(call.Http, 200, json => documents.Write(json, type));
    }

    private static Task ListAsync<T>(ScimCall call, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        // RFC 7644 §4: what is discovered is not searched.
        if (call.Query("filter") is not null) throw new ScimException(new ScimError(403, null, "A filter is not taken here."));
        return ScimAnswer.SendAsync(call.Http, 200, json => new ListResponse(items.Count, items.Count, 1).Write(json, inner =>
        {
            foreach (var item in items) write(inner, item);
        }));
    }

    private static DiscoveryDocuments Documents(ScimCall call) => new(call.Setup.Schemas, call.BaseUri);
}
