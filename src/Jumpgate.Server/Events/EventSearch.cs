using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <param name="From">Events at this time or later; Unix milliseconds.</param>
/// <param name="To">Events before this time.</param>
internal sealed record EventQuestion(OrganizationKey Organization, string? Type, string? Service, long? From, long? To);

/// <summary>Finds events in the log of an organization, the newest first, along the index of their times.</summary>
internal sealed class EventSearch(Store store)
{
    public async Task<(IReadOnlyList<FeedEvent> Items, string? Next)> ReadAsync(TenantId tenant, EventQuestion wanted, PageRequest page, CancellationToken ct)
    {
        var (beforeAt, before) = Cursor(page.After);
        List<(string Name, object? Value)> args =
        [
            ("organization", wanted.Organization.Value), ("from", wanted.From ?? long.MinValue), ("to", wanted.To ?? long.MaxValue), ("at", beforeAt), ("position", before),
            ("limit", (long)page.Limit + 1),
        ];
        if (wanted.Type is not null) args.Add(("type", wanted.Type));
        if (wanted.Service is not null) args.Add(("service", wanted.Service));
        await using var read = await store.ReadAsync(tenant, ct);
        var found = await read.Sql.QueryAsync(
            $"""
            select position, id, service, type, at, received_at, raw from event
            where tenant = @tenant and organization = @organization and at >= @from and at < @to and at <= @at and (at < @at or position < @position)
              {(wanted.Type is null ? "" : "and type = @type")} {(wanted.Service is null ? "" : "and service = @service")}
            order by at desc, position desc limit @limit
            """,
            row => new FeedEvent(
                row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                JsonElement.Parse(row.GetFieldValue<byte[]>(6), IncomingEvent.Depth)),
            ct, [.. args]);
        var last = found.Count > page.Limit ? found[page.Limit - 1] : null;
        return ([.. found.Take(page.Limit)], last is null ? null : PageRequest.Cursor(string.Create(CultureInfo.InvariantCulture, $"{last.At.ToUnixTimeMilliseconds()}.{last.Position}")));
    }

    private static (long At, long Position) Cursor(string? after) => after is null ? (long.MaxValue, long.MaxValue)
        : after.Split('.') is [var at, var position] && long.TryParse(at, CultureInfo.InvariantCulture, out var time) && long.TryParse(position, CultureInfo.InvariantCulture, out var place)
            ? (time, place)
            : throw new ProblemException(HttpProblems.ParameterInvalid.Because("cursor is taken as it stands in 'next' of the page before.", "cursor"));
}
