using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Events;

/// <summary>The event log: searched, counted, followed.</summary>
internal static class EventEndpoints
{
    private const int LongestText = 200;
    private const int MostBuckets = 2000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly ApiParameter[] Filters =
    [
        new("organization", "Id of the organization; may be left out where the tenant has one."),
        new("type", "Only events of this type, as JumpCloud writes it.") { Example = "sso_auth" },
        new("service", "Only events of this service, as JumpCloud writes it.") { Example = "sso" },
        new("outcome", "Only events that came out so.") { Values = EventOutcomes.All },
    ];

    private static readonly ApiParameter[] Times =
        [new("from", "Only events at this time or later.") { Format = "date-time" }, new("to", "Only events before this time.") { Format = "date-time" }];

    private static readonly ApiParameter[] Sought =
    [
        .. Filters,
        new("actor", "Only events of this doer: id, user name, e-mail address or name.") { Example = "ana.ruiz" },
        new("target", "Only events about this: id, user name, e-mail address or name of what it was done to, of an application or a device."),
        new("text", "Only events that hold all these words, without regard to case: names, addresses, their parts, words of error messages."),
    ];

    private static readonly ApiParameter[] Interval =
    [
        new("interval", "How long a bucket is, an ISO 8601 duration of whole hours. PT1H when left out.") { Example = "PT1H" },
        new("by", "What is told apart. class when left out.") { Values = EventCounting.Ways },
    ];

    public static void MapEventLog(this RouteGroupBuilder v1)
    {
        v1.MapGet("/events/types", Types).NeedsWithoutTenant(Rights.Read).WithName("listEventTypes").WithSummary("The event types of the catalogue: what a feed can be told to deliver");
        v1.MapGet("/events", List).Needs(Rights.Raw).WithName("listEvents").WithSummary("Events of an organization as JumpCloud sent them, the newest first. A page may be short and still have a next one")
            .Takes([.. Sought, .. Times, new ApiParameter("id", "Only the event with this id of JumpCloud.")]);
        v1.MapGet("/events/counts", Count).Needs(Rights.Read).WithName("countEvents").WithSummary("How many events there were, over time; of the last day when from is left out").Takes([.. Filters, .. Times, .. Interval]);
        v1.MapGet("/events/stream", Stream).Needs(Rights.Raw).WithName("streamEvents").WithSummary("Events as they come in (server-sent events)").Takes(Sought);
    }

    private static Ok<IReadOnlyList<EventType>> Types()
    {
        var classes = OcsfSchema.Of(OcsfVersion.V180).Classes;
        return TypedResults.Ok<IReadOnlyList<EventType>>(
            [.. MappingTable.Of(OcsfVersion.V180).Rows.Select(row => new EventType(row.Type, row.Service.Length == 0 ? null : row.Service, row.Class, classes[row.Class].Caption))]);
    }

    private static async Task<Results<Ok<Page<FeedEvent>>, ProblemResult>> List(
        HttpContext context, CurrentTenant current, OrganizationLinks links, EventSearch search, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var (wanted, refused) = await ReadAsync(context, current, links, cancellation);
        if (refused is not null) return refused;
        if (wanted is null) return TypedResults.Ok(new Page<FeedEvent>([], null, null));
        var (items, next) = await search.ReadAsync(current.Id!.Value, wanted, page, cancellation);
        return TypedResults.Ok(new Page<FeedEvent>(items, next, null));
    }

    private static async Task<Results<Ok<EventCounts>, ProblemResult>> Count(
        HttpContext context, CurrentTenant current, OrganizationLinks links, EventCounting counting, TimeProvider time, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var interval = Hour;
        if (One(query, "interval") is { } text && (!Schedule.TryReadInterval(text, out interval) || interval < Hour || interval.Ticks % Hour.Ticks != 0))
            return HttpProblems.ParameterInvalid.Because("interval is a duration of whole hours, as PT1H or P1D.", "interval");
        var by = One(query, "by") ?? EventCounting.Ways[0];
        if (!EventCounting.Ways.Contains(by)) return HttpProblems.ParameterInvalid.Because($"by is {string.Join(", ", EventCounting.Ways)}.", "by");
        var (wanted, refused) = await ReadAsync(context, current, links, cancellation);
        if (refused is not null) return refused;
        var to = wanted?.To ?? time.GetUtcNow().ToUnixTimeMilliseconds();
        var from = wanted?.From ?? to - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        if (from >= to) return HttpProblems.ParameterInvalid.Because("from is before to.", "from");
        if ((to - from) / interval.TotalMilliseconds > MostBuckets) return HttpProblems.ParameterInvalid.Because($"There would be more than {MostBuckets} intervals: take a longer one.", "interval");
        return TypedResults.Ok(wanted is null
            ? new EventCounts(DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), by, [], 0)
            : await counting.ReadAsync(current.Id!.Value, wanted with { From = from, To = to }, interval, by, cancellation));
    }

    private static async Task<IResult> Stream(
        HttpContext context, CurrentTenant current, OrganizationLinks links, EventTail tail, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var (wanted, refused) = await ReadAsync(context, current, links, cancellation);
        if (refused is not null) return refused;
        if (wanted is null) return HttpProblems.NotFound.Because("The tenant has no organization.", "organization");
        long? after = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : null;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(tail.FollowAsync(current.Id!.Value, wanted, after, stop.Token));
    }

    /// <summary>What is looked for; neither a question nor a refusal where the tenant has no organization.</summary>
    private static async Task<(EventQuestion? Wanted, ProblemResult? Refused)> ReadAsync(HttpContext context, CurrentTenant current, OrganizationLinks links, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var tenant = current.Id!.Value;
        LinkedOrganization? organization;
        if (One(query, "organization") is { } named)
        {
            if (!Guid.TryParse(named, out var id)) return (null, HttpProblems.ParameterInvalid.Because("organization is the id of an organization.", "organization"));
            if ((organization = await links.FindAsync(tenant, id, cancellation)) is null) return (null, HttpProblems.NotFound.Because("No organization has this id.", "organization"));
        }
        else
        {
            var all = await links.ListAsync(tenant, new PageRequest(1, null), cancellation);
            if (all.Count > 1) return (null, HttpProblems.ParameterInvalid.Because("The tenant has several organizations: name one.", "organization"));
            if ((organization = all.SingleOrDefault()) is null) return (null, null);
        }

        if (One(query, "outcome") is { } outcome && !EventOutcomes.All.Contains(outcome))
            return (null, HttpProblems.ParameterInvalid.Because($"outcome is {string.Join(", ", EventOutcomes.All)}.", "outcome"));
        foreach (var name in (string[])["type", "service", "actor", "target", "text", "id"])
        {
            if (One(query, name) is not { } text) continue;
            if (text.Length > LongestText) return (null, HttpProblems.ParameterInvalid.Because($"{name} has at most {LongestText} characters.", name));
            if (name is not "id" && !EventWords.Sought(text).Any()) return (null, HttpProblems.ParameterInvalid.Because($"{name} is a word of two characters at least.", name));
        }

        return (new EventQuestion(
            organization.Key, Time(query, "from"), Time(query, "to"), One(query, "id"), One(query, "type"), One(query, "service"), One(query, "outcome"), One(query, "actor"), One(query, "target"),
            One(query, "text")), null);
    }

    private static string? One(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;

    private static long? Time(IQueryCollection query, string name) => One(query, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeMilliseconds()
        : throw new ProblemException(HttpProblems.ParameterInvalid.Because($"{name} is a time, as 2026-01-31T00:00:00Z.", name));
}
