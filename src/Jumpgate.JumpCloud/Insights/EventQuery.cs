using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>What to ask Directory Insights for (jumpcloud-api.md §7.2; JumpCloud.SDK.DirectoryInsights.json <c>EventQuery</c>).</summary>
public sealed record EventQuery
{
    /// <summary>Services, <c>all</c> by default; the set is open (jumpcloud-api.md §7.3).</summary>
    public IReadOnlyList<string> Services { get; init; } = ["all"];

    /// <summary>Events at or after this time.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Events before this time, or null for until now.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Events per page, 1 to 10,000.</summary>
    public int Limit { get; init; } = 10_000;

    /// <summary>Newest first instead of oldest first.</summary>
    public bool Descending { get; init; }

    /// <summary>Fields wanted, dots for nested ones, or none for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>
    /// Conditions: one key <c>and</c>, <c>or</c> or <c>not</c> with a list. Values are stored in lower case; a field may stand
    /// once per list, with a list of values.
    /// </summary>
    public JsonObject? SearchTerm { get; init; }

    /// <summary>Full text; not together with <see cref="ExactMatch"/>.</summary>
    public string? FullText { get; init; }

    /// <summary>Exact text.</summary>
    public string? ExactMatch { get; init; }

    /// <summary>
    /// <see cref="EventPage.SearchAfter"/> of the page before, as it came: everything else must stay the same.
    /// </summary>
    public string? SearchAfter { get; init; }

    /// <summary>Organizations to ask for at once instead of the connection's; the header is repeated.</summary>
    public IReadOnlyList<string> OrganizationIds { get; init; } = [];

    /// <summary>Asks for the events of a provider's own portal.</summary>
    public string? ProviderId { get; init; }

    internal void WriteCommon(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("service");
        foreach (var service in Services) writer.WriteStringValue(service);
        writer.WriteEndArray();
        writer.WriteString("start_time", Instants.Format(Start));
        if (End is { } end) writer.WriteString("end_time", Instants.Format(end));
        if (SearchTerm is not null)
        {
            writer.WritePropertyName("search_term");
            SearchTerm.WriteTo(writer);
        }

        if (FullText is { Length: > 0 }) writer.WriteString("q", FullText);
        if (ExactMatch is { Length: > 0 }) writer.WriteString("exact_match", ExactMatch);
    }

    internal ReadOnlyMemory<byte> ToBody() => JsonBody.Write(writer =>
    {
        writer.WriteStartObject();
        WriteCommon(writer);
        writer.WriteNumber("limit", Limit);
        writer.WriteString("sort", Descending ? "DESC" : "ASC");
        if (Fields.Count > 0)
        {
            writer.WriteStartArray("fields");
            foreach (var field in Fields) writer.WriteStringValue(field);
            writer.WriteEndArray();
        }

        if (SearchAfter is { Length: > 0 })
        {
            // Verbatim: it mixes numbers and text, and a number written another way is another cursor.
            writer.WritePropertyName("search_after");
            writer.WriteRawValue(SearchAfter);
        }

        writer.WriteEndObject();
    });
}
