using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>The query of a dynamic group (JumpCloud.SDK.V2.json <c>MemberQuery</c>).</summary>
public sealed record MemberQuery
{
    /// <summary><c>Filter</c>, <c>FilterQuery</c> or <c>Search</c>; the set is open.</summary>
    [JsonPropertyName("queryType")]
    public string? QueryType { get; init; }

    /// <summary>The terms, where they are objects; all must hold. Newer groups may hold them as text, which is left out here.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<MemberQueryFilter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>One term of a <see cref="MemberQuery"/>.</summary>
[JsonConverter(typeof(MemberQueryFilterConverter))]
public sealed record MemberQueryFilter
{
    /// <summary>Attribute compared.</summary>
    [JsonPropertyName("field")]
    public string? Field { get; init; }

    /// <summary>One of <c>eq ne gt ge lt le between search in</c>; the set is open.</summary>
    [JsonPropertyName("operator")]
    public string? Operator { get; init; }

    /// <summary>What it is compared with, as text.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>A member the query of a dynamic group leaves alone (JumpCloud.SDK.V2.json <c>GraphObject</c>).</summary>
public sealed record GroupExemption
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Its type, see <see cref="GraphTypes"/>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}
