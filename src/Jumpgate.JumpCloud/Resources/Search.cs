using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Searching with conditions: <c>POST /api/search/…</c> (jumpcloud-api.md §3.1). A read, whatever its method says.</summary>
public sealed class Search : ResourceFamily
{
    internal Search(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page of the people found.</summary>
    public Task<RawPage> SystemUsersPageAsync(SearchQuery query, CancellationToken cancellationToken = default) =>
        FindAsync(Route.Of($"/api/search/systemusers"), query, cancellationToken);

    /// <summary>One page of the devices found.</summary>
    public Task<RawPage> SystemsPageAsync(SearchQuery query, CancellationToken cancellationToken = default) =>
        FindAsync(Route.Of($"/api/search/systems"), query, cancellationToken);

    private Task<RawPage> FindAsync(Route route, SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Transport.SendAsync(
            new JumpCloudRequest(HttpMethod.Post, route) { Body = query.ToBody() }, static answer => JsonSlices.Page(answer), cancellationToken).AsTask();
    }
}

/// <summary>What to search for (JumpCloud.SDK.V1.json <c>search</c>).</summary>
public sealed record SearchQuery
{
    /// <summary>Conditions that must all hold, as in <c>{"department":"IT"}</c> or <c>{"created":{"$gt":"2026-01-01T00:00:00Z"}}</c>.</summary>
    public IReadOnlyList<JsonNode> All { get; init; } = [];

    /// <summary>Conditions of which one must hold; not together with <see cref="All"/>.</summary>
    public IReadOnlyList<JsonNode> Any { get; init; } = [];

    /// <summary>Text that must occur in one of <see cref="TermFields"/>.</summary>
    public string? Term { get; init; }

    /// <summary>Fields <see cref="Term"/> is looked for in.</summary>
    public IReadOnlyList<string> TermFields { get; init; } = [];

    /// <summary>Fields wanted, or none for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Objects to leave out.</summary>
    public int Skip { get; init; }

    /// <summary>Objects wanted, at most 100.</summary>
    public int Limit { get; init; } = 100;

    internal ReadOnlyMemory<byte> ToBody()
    {
        if (All.Count > 0 && Any.Count > 0) throw new InvalidOperationException("A search takes All or Any, not both.");
        var body = new JsonObject { ["sort"] = "_id", ["limit"] = Limit, ["skip"] = Skip };
        if (All.Count > 0) body["filter"] = new JsonObject { ["and"] = Copy(All) };
        if (Any.Count > 0) body["filter"] = new JsonObject { ["or"] = Copy(Any) };
        if (Fields.Count > 0) body["fields"] = string.Join(' ', Fields);
        if (Term is { Length: > 0 })
        {
            body["searchFilter"] = new JsonObject
            {
                ["searchTerm"] = Term,
                ["fields"] = new JsonArray([.. TermFields.Select(field => (JsonNode)field)]),
            };
        }

        return JsonBody.Of(body);
    }

    private static JsonArray Copy(IReadOnlyList<JsonNode> conditions) => new([.. conditions.Select(condition => condition.DeepClone())]);
}
