using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events;

/// <summary>Counts the events of an organization over time, from what is counted as they come in: no event is read.</summary>
internal sealed class EventCounting(Store store)
{
    public static readonly string[] Ways = ["class", "outcome", "type", "service"];

    /// <param name="by">One of <see cref="Ways"/>.</param>
    public async Task<EventCounts> ReadAsync(TenantId tenant, EventQuestion wanted, TimeSpan interval, string by, CancellationToken ct)
    {
        var (from, to, step) = (EventIndex.HourOf(wanted.From!.Value), wanted.To!.Value, (long)interval.TotalMilliseconds);
        var only = new[] { ("type", wanted.Type), ("service", wanted.Service), ("outcome", wanted.Outcome) }.Where(one => one.Item2 is not null).ToList();
        Dictionary<long, Dictionary<string, long>> buckets = [];
        await using var read = await store.ReadAsync(tenant, ct);
        foreach (var row in await read.Sql.QueryAsync(
            $"""
            select h.hour, h.{(by == "class" ? "type" : by)}, sum(h.n) from event_hour h where h.tenant = @tenant and h.organization = @organization and h.hour >= @from and h.hour < @to
              {string.Concat(only.Select(one => $" and h.{one.Item1} = @{one.Item1}"))}
            group by h.hour, h.{(by == "class" ? "type" : by)}
            """,
            row => (Hour: row.GetInt64(0), Key: row.GetString(1), Count: Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture)), ct,
            [("organization", wanted.Organization.Value), ("from", from), ("to", to), .. only.Select(one => (one.Item1, (object?)one.Item2))]))
        {
            var start = from + (row.Hour - from) / step * step;
            if (!buckets.TryGetValue(start, out var counts)) buckets[start] = counts = [];
            var key = by == "class" ? ClassOf(row.Key) : row.Key;
            counts[key] = counts.GetValueOrDefault(key) + row.Count;
        }

        return new EventCounts(
            At(from), At(to), by, [.. buckets.OrderBy(one => one.Key).Select(one => new EventBucket(At(one.Key), one.Value))], buckets.Values.Sum(counts => counts.Values.Sum()));
    }

    /// <summary>The class most events of a type are told as; Base Event for a type that no table has.</summary>
    private static string ClassOf(string type) =>
        (MappingTable.Of(OcsfVersion.V180).ByType.GetValueOrDefault(type)?.Class ?? ClassUids.BaseEvent).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
