using System.Collections.Immutable;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Projection;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Sorting;

namespace Jumpgate.Scim.Messages;

/// <summary>
/// What a list is asked for, by query string (RFC 7644 §3.4.2) or by <c>/.search</c> (§3.4.3), with the cursor of RFC 9865. The parts
/// are text until <see cref="For"/> holds them against the schema of a resource type.
/// </summary>
public sealed record ListRequest
{
    public const string SearchSchema = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    public ImmutableArray<string> Attributes { get; private init; } = [];

    public ImmutableArray<string> ExcludedAttributes { get; private init; } = [];

    public string? Filter { get; private init; }

    public string? SortBy { get; private init; }

    public string? SortOrder { get; private init; }

    /// <summary>The first resource of the page, from 1; less is 1 (RFC 7644 §3.4.2.4). Null when not given.</summary>
    public int? StartIndex { get; private init; }

    /// <summary>The most resources of the page; less than 0 is 0 (RFC 7644 §3.4.2.4). Null when not given.</summary>
    public int? Count { get; private init; }

    /// <summary>Where to go on; empty for the first page by cursor (RFC 9865 §2.1). Null when not given.</summary>
    public string? Cursor { get; private init; }

    /// <summary>Reads a query string.</summary>
    /// <param name="parameter">Gives the decoded value of a parameter, null when it is missing.</param>
    /// <exception cref="ScimException">A number is none, or cursor and startIndex are both given: <c>invalidValue</c>.</exception>
    public static ListRequest OfQuery(Func<string, string?> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Check(new ListRequest
        {
            Attributes = Split(parameter("attributes")),
            ExcludedAttributes = Split(parameter("excludedAttributes")),
            Filter = Some(parameter("filter")),
            SortBy = Some(parameter("sortBy")),
            SortOrder = Some(parameter("sortOrder")),
            StartIndex = MessageReader.Whole(parameter("startIndex"), "startIndex"),
            Count = MessageReader.Whole(parameter("count"), "count"),
            Cursor = parameter("cursor"),
        });
    }

    /// <summary>Reads a SearchRequest message.</summary>
    /// <exception cref="ScimException">It is none.</exception>
    public static ListRequest OfSearch(ReadOnlyMemory<byte> body, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        profile ??= ClientProfile.Strict;
        using var document = JsonBody.Parse(body, limits ?? ScimLimits.Default);
        var found = MessageReader.Members(document.RootElement, profile, "a SearchRequest",
            "schemas", "attributes", "excludedAttributes", "filter", "sortBy", "sortOrder", "startIndex", "count", "cursor");
        SchemaList.Require(found[0], SearchSchema, profile.Allows(Leniency.MissingSchemas), "SearchRequest");
        return Check(new ListRequest
        {
            Attributes = Names(found[1], "attributes"),
            ExcludedAttributes = Names(found[2], "excludedAttributes"),
            Filter = Some(MessageReader.Text(found[3], "filter")),
            SortBy = Some(MessageReader.Text(found[4], "sortBy")),
            SortOrder = Some(MessageReader.Text(found[5], "sortOrder")),
            StartIndex = MessageReader.Whole(found[6], "startIndex"),
            Count = MessageReader.Whole(found[7], "count"),
            Cursor = MessageReader.Text(found[8], "cursor"),
        });
    }

    /// <summary>Holds the request against a resource type.</summary>
    /// <exception cref="ScimException">The filter, order or choice of attributes does not fit: <c>invalidFilter</c>, <c>invalidPath</c>, <c>invalidValue</c>.</exception>
    public ResourceQuery For(ResourceSchema schema, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new ResourceQuery(
            FilterFor(schema.Types, profile ?? ClientProfile.Strict, limits ?? ScimLimits.Default),
            Sorting.SortOrder.Of(schema, SortBy, SortOrder),
            ResourceProjection.Of(schema, Attributes, ExcludedAttributes));
    }

    /// <summary>
    /// Holds the request against all resource types at once (RFC 7644 §3.4.2.1), in the order of <see cref="SchemaSet.Resources"/>. The
    /// filter may name the attributes of any; a type without the one sorted by has no order.
    /// </summary>
    /// <exception cref="ScimException">No type has what is named.</exception>
    public IReadOnlyList<ResourceQuery> ForAll(SchemaSet schemas, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        var filter = FilterFor(schemas.Types, profile ?? ClientProfile.Strict, limits ?? ScimLimits.Default);
        var sortable = schemas.Resources.Where(Has).ToHashSet();
        return
        [
            .. schemas.Resources.Select(schema => new ResourceQuery(
                filter,
                sortable.Count == 0 || sortable.Contains(schema) ? Sorting.SortOrder.Of(schema, SortBy, SortOrder) : null,
                ResourceProjection.Of(schema, Attributes, ExcludedAttributes))),
        ];
    }

    private bool Has(ResourceSchema schema) => SortBy is not null && AttributePath.TryParse(SortBy, out var path, out _) && schema.Resolve(path) is not null;

    private Filter? FilterFor(AttributeTypes types, ClientProfile profile, ScimLimits limits) =>
        Filter is null ? null
        : Filters.Filter.TryParse(Filter, out var filter, out var error, types, limits.Filter, profile.Allows(Leniency.UnquotedFilterText)) ? filter
        : throw ScimException.Of(error);

    private static ListRequest Check(ListRequest request) =>
        request is { Cursor: not null, StartIndex: not null }
            ? throw ScimException.Value("cursor and startIndex exclude each other.")
            : request with { StartIndex = request.StartIndex is < 1 ? 1 : request.StartIndex, Count = request.Count is < 0 ? 0 : request.Count };

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static ImmutableArray<string> Split(string? list) =>
        list is null ? [] : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static ImmutableArray<string> Names(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return Split(element.GetString());
        }

        return element.ValueKind == JsonValueKind.Undefined ? []
            : element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? [.. element.EnumerateArray().Select(item => item.GetString()!)]
                : throw ScimException.Value($"{name} must be a list of attribute names.");
    }
}

/// <summary>A list request held against one resource type.</summary>
/// <param name="Filter">Null for all.</param>
/// <param name="Order">Null for the service's own.</param>
public sealed record ResourceQuery(Filter? Filter, SortOrder? Order, ResourceProjection Projection);
