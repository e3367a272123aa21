using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Jumpgate.JumpCloud;

/// <summary>
/// Directory Insights: <c>/insights/directory/v1</c> (jumpcloud-api.md §7). All its routes are POST and all are reads.
/// Events are kept 90 days, on the lowest plan 15, and become visible with a delay JumpCloud does not state.
/// </summary>
public sealed class Insights : ResourceFamily
{
    internal Insights(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page of events.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.MissingPermission"/> for Command Runner roles, or where Insights is not enabled.</exception>
    public Task<EventPage> EventsPageAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Transport.SendAsync(Request(Route.Of($"/events"), query, query.ToBody()), ReadPage, cancellationToken).AsTask();
    }

    /// <summary>All pages from the query's position on. A cursor that does not move is <see cref="JumpCloudErrorKind.PagingStuck"/>.</summary>
    public async IAsyncEnumerable<EventPage> EventPagesAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        while (true)
        {
            var page = await EventsPageAsync(query, cancellationToken);
            yield return page;
            if (page.IsLast) yield break;
            if (page.SearchAfter == query.SearchAfter)
            {
                throw new JumpCloudException(
                    JumpCloudErrorKind.PagingStuck, "POST /insights/directory/v1/events: the next page token is the same as the one before.")
                {
                    Route = "POST /insights/directory/v1/events",
                };
            }

            query = query with { SearchAfter = page.SearchAfter };
        }
    }

    /// <summary>How many events match; paging fields of the query are not used.</summary>
    public Task<long> CountAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Transport.SendAsync(Request(Route.Of($"/events/count"), query, query.ToBody()), ReadCount, cancellationToken).AsTask();
    }

    /// <summary>The values of a field and how often each occurs. Takes both published shapes of the answer.</summary>
    public Task<IReadOnlyList<DistinctValue>> DistinctAsync(EventQuery query, string field, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            query.WriteCommon(writer);
            writer.WriteString("field", field);
            writer.WriteEndObject();
        });
        return Transport.SendAsync(Request(Route.Of($"/events/distinct"), query, body), answer => ReadDistinct(answer, field), cancellationToken).AsTask();
    }

    /// <summary>How many events fall into each stretch of time.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="unit">Unit of the stretch.</param>
    /// <param name="value">Units per stretch.</param>
    /// <param name="timeZone">Offset days begin at, as in <c>-0500</c>; UTC by default.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<IReadOnlyList<EventInterval>> IntervalAsync(
        EventQuery query, IntervalUnit unit, int value = 1, string? timeZone = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            query.WriteCommon(writer);
            writer.WriteString("interval_unit", Letter(unit));
            writer.WriteString("interval_value", value.ToString(CultureInfo.InvariantCulture));
            if (timeZone is not null) writer.WriteString("timezone", timeZone);
            writer.WriteEndObject();
        });
        return Transport.SendAsync(Request(Route.Of($"/events/interval"), query, body), ReadIntervals, cancellationToken).AsTask();
    }

    private static JumpCloudRequest Request(Route route, EventQuery query, ReadOnlyMemory<byte> body) => new(HttpMethod.Post, route)
    {
        Family = ApiFamily.Insights,
        Body = body,
        OrganizationIds = query.OrganizationIds,
        Headers = query.ProviderId is { } provider ? [("x-provider-id", provider)] : [],
    };

    private static EventPage ReadPage(Answer answer)
    {
        var page = JsonSlices.Page(answer, idRequired: false, objectRequired: false, anyDepth: true);
        return new EventPage(
            page.Items,
            Number(answer.Header("X-Result-Count")),
            Number(answer.Header("X-Limit")),
            answer.Header("X-Sort"),
            answer.Header("X-Search_after") is { Length: > 0 } cursor ? cursor : null,
            answer.Header("X-Request-Id"),
            page.Date,
            page.Bytes);
    }

    private static long ReadCount(Answer answer)
    {
        using var document = JsonDocument.Parse(JsonSlices.Single(answer).Json);
        return document.RootElement.TryGetProperty("count", out var count) && count.TryGetInt64(out var number)
            ? number
            : throw new UnreadableAnswerException("the answer holds no count", isTruncated: false);
    }

    private static IReadOnlyList<DistinctValue> ReadDistinct(Answer answer, string field)
    {
        using var document = JsonDocument.Parse(JsonSlices.Single(answer).Json);
        return [.. Buckets(document.RootElement, "buckets", field).Select(bucket => new DistinctValue(KeyText(bucket), Count(bucket)))];
    }

    private static IReadOnlyList<EventInterval> ReadIntervals(Answer answer)
    {
        using var document = JsonDocument.Parse(JsonSlices.Single(answer).Json);
        return
        [
            .. Buckets(document.RootElement, "buckets").Select(bucket => new EventInterval(
                bucket.TryGetProperty("key", out var key) && key.TryGetInt64(out var epoch)
                    ? DateTimeOffset.FromUnixTimeMilliseconds(epoch)
                    : throw new UnreadableAnswerException("an interval has no time", isTruncated: false),
                Count(bucket))),
        ];
    }

    private static JsonElement.ArrayEnumerator Buckets(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!root.TryGetProperty(name, out var found)) continue;
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty("buckets", out var inner)) found = inner;
            if (found.ValueKind == JsonValueKind.Array) return found.EnumerateArray();
        }

        throw new UnreadableAnswerException("the answer holds no buckets", isTruncated: false);
    }

    private static string KeyText(JsonElement bucket) =>
        bucket.TryGetProperty("key_as_string", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()!
        : !bucket.TryGetProperty("key", out var key) ? ""
        : key.ValueKind == JsonValueKind.String ? key.GetString()! : key.GetRawText();

    private static long Count(JsonElement bucket) =>
        bucket.TryGetProperty("doc_count", out var count) && count.TryGetInt64(out var number) ? number : 0;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Letter(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Seconds => "s",
        IntervalUnit.Minutes => "m",
        IntervalUnit.Hours => "h",
        IntervalUnit.Days => "d",
        IntervalUnit.Weeks => "w",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}
