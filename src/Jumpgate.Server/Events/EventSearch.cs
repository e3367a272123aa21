using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>
/// Finds events in the log of an organization, the newest first: along the index of their times, or along their words, the rarest leading. One page costs a
/// bounded number of looks: it may be short, or empty, and still have a next one.
/// </summary>
internal sealed class EventSearch(Store store)
{
    private const int MostLooks = 20_000;
    private const int MostReads = 2_000;
    private const int LooksAtOnce = 2_000;

    /// <summary>Beyond that a word is frequent, however frequent it is.</summary>
    private const int Frequent = 2_000;

    public async Task<(IReadOnlyList<FeedEvent> Items, string? Next)> ReadAsync(TenantId tenant, EventQuestion wanted, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        if (wanted.Id is not null) return (await ByIdAsync(read.Sql, wanted, ct), null);
        var after = Place.Read(page.After);
        return wanted.Words.Count == 0 ? await ByTimeAsync(read.Sql, wanted, page.Limit, after, ct) : await ByWordsAsync(read.Sql, wanted, page.Limit, after, ct);
    }

    public static FeedEvent Shown(LoggedEvent item)
    {
        var seen = EventFacts.See(item.Raw);
        return new FeedEvent(
            item.Position, item.Id, item.Service, item.Type, DateTimeOffset.FromUnixTimeMilliseconds(item.At), DateTimeOffset.FromUnixTimeMilliseconds(item.ReceivedAt),
            EventOutcomes.Of(seen.StatusId), seen.ClassUid, JsonElement.Parse(item.Raw, IncomingEvent.Depth));
    }

    private static async Task<IReadOnlyList<FeedEvent>> ByIdAsync(TenantSql sql, EventQuestion wanted, CancellationToken ct) =>
    [
        .. (await sql.QueryAsync(
            $"select {LoggedEvent.Columns} from event e where e.tenant = @tenant and e.organization = @organization and e.id = @id", LoggedEvent.Read, ct, ("organization", wanted.Organization.Value),
            ("id", wanted.Id))).Where(wanted.IsMet).Select(Shown),
    ];

    private static async Task<(IReadOnlyList<FeedEvent> Items, string? Next)> ByTimeAsync(TenantSql sql, EventQuestion wanted, int limit, Place after, CancellationToken ct)
    {
        var found = await sql.QueryAsync(
            $"""
            select {LoggedEvent.Columns} from event e where e.tenant = @tenant and e.organization = @organization and e.at >= @from and e.at < @to and e.at <= @at
              and (e.at < @at or e.position < @position)
            order by e.at desc, e.position desc limit @limit
            """,
            LoggedEvent.Read, ct, [.. Bounds(wanted, after), ("limit", (long)limit + 1)]);
        return ([.. found.Take(limit).Select(Shown)], found.Count > limit ? Place.Of(found[limit - 1]).Text : null);
    }

    private static async Task<(IReadOnlyList<FeedEvent> Items, string? Next)> ByWordsAsync(TenantSql sql, EventQuestion wanted, int limit, Place after, CancellationToken ct)
    {
        var words = await RarestFirstAsync(sql, wanted, ct);
        List<FeedEvent> items = [];
        var (looks, reads, place) = (0, 0, after);
        while (looks < MostLooks && reads < MostReads)
        {
            var looked = await LookAsync(sql, wanted, words, place, ct);
            looks += looked.Count;
            foreach (var some in looked.Where(one => one.HasAll).Select(one => one.Place).Chunk(limit))
            {
                reads += some.Length;
                foreach (var found in await ReadAsync(sql, wanted.Organization, some, ct))
                {
                    if (!wanted.Holds(found.Type, found.Service, found.Raw)) continue;
                    if (items.Count == limit) return (items, place.Text);
                    items.Add(Shown(found));
                    place = Place.Of(found);
                }
            }

            if (looked.Count < LooksAtOnce) return (items, null);
            place = looked[^1].Place;
        }

        return (items, place.Text);
    }

    private static async Task<List<long>> RarestFirstAsync(TenantSql sql, EventQuestion wanted, CancellationToken ct)
    {
        if (wanted.Words.Count == 1) return [.. wanted.Words];
        List<(long Word, long Count)> counted = [];
        foreach (var word in wanted.Words)
        {
            counted.Add((word, await sql.ScalarAsync<long>(
                """
                select count(*) from (select 1 from event_word w where w.tenant = @tenant and w.organization = @organization and w.word = @word and w.at >= @from and w.at < @to
                  limit @frequent) as counted
                """,
                ct, ("organization", wanted.Organization.Value), ("word", word), ("from", wanted.From ?? long.MinValue), ("to", wanted.To ?? long.MaxValue), ("frequent", (long)Frequent))));
        }

        return [.. counted.OrderBy(one => one.Count).Select(one => one.Word)];
    }

    /// <summary>The next places of the first word, and whether all other words are there too.</summary>
    private static async Task<List<(Place Place, bool HasAll)>> LookAsync(TenantSql sql, EventQuestion wanted, List<long> words, Place after, CancellationToken ct)
    {
        var others = Enumerable.Range(1, words.Count - 1).Select(i =>
            $"exists (select 1 from event_word o where o.tenant = @tenant and o.organization = @organization and o.word = @w{i} and o.at = w.at and o.position = w.position)");
        return await sql.QueryAsync(
            $"""
            select w.at, w.position, case when {(words.Count == 1 ? "1 = 1" : string.Join(" and ", others))} then 1 else 0 end from event_word w
            where w.tenant = @tenant and w.organization = @organization and w.word = @w0 and w.at >= @from and w.at < @to and w.at <= @at and (w.at < @at or w.position < @position)
            order by w.at desc, w.position desc limit @limit
            """,
            row => (new Place(row.GetInt64(0), row.GetInt64(1)), row.GetInt32(2) == 1), ct,
            [.. Bounds(wanted, after), ("limit", (long)LooksAtOnce), .. words.Select((word, i) => (string.Create(CultureInfo.InvariantCulture, $"w{i}"), (object?)word))]);
    }

    private static async Task<List<LoggedEvent>> ReadAsync(TenantSql sql, OrganizationKey organization, IReadOnlyCollection<Place> places, CancellationToken ct)
    {
        List<LoggedEvent> found = [];
        await sql.QueryEachAsync(
            $"select {LoggedEvent.Columns} from {{rows}} x {{join event e on e.tenant = @tenant and e.organization = @organization and e.position = x.at_position}}",
            new SqlRows().Add("at_position", [.. places.Select(place => place.Position)]), row => found.Add(LoggedEvent.Read(row)), ct, ("organization", organization.Value));
        found.Sort((left, right) => Place.Of(right).CompareTo(Place.Of(left)));
        return found;
    }

    private static (string Name, object? Value)[] Bounds(EventQuestion wanted, Place after) =>
    [
        ("organization", wanted.Organization.Value), ("from", wanted.From ?? long.MinValue), ("to", wanted.To ?? long.MaxValue), ("at", after.At), ("position", after.Position),
    ];

    /// <summary>Where an event stands in the order of the list.</summary>
    private readonly record struct Place(long At, long Position) : IComparable<Place>
    {
        public string Text => PageRequest.Cursor(string.Create(CultureInfo.InvariantCulture, $"{At}.{Position}"));

        public static Place Of(LoggedEvent item) => new(item.At, item.Position);

        public static Place Read(string? after) => after is null ? new Place(long.MaxValue, long.MaxValue)
            : after.Split('.') is [var at, var position] && long.TryParse(at, CultureInfo.InvariantCulture, out var time) && long.TryParse(position, CultureInfo.InvariantCulture, out var place)
                ? new Place(time, place)
                : throw new ProblemException(HttpProblems.ParameterInvalid.Because("cursor is taken as it stands in 'next' of the page before.", "cursor"));

        public int CompareTo(Place other) => At != other.At ? At.CompareTo(other.At) : Position.CompareTo(other.Position);
    }
}
