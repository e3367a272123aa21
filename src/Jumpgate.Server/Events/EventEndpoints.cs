using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Events;

/// <summary>The event log as it stands.</summary>
internal static class EventEndpoints
{
    private static readonly ApiParameter[] Parameters =
    [
        new("organization", "Id of the organization; may be left out where the tenant has one."),
        new("type", "Only events of this type, as JumpCloud writes it.") { Example = "sso_auth" },
        new("service", "Only events of this service, as JumpCloud writes it.") { Example = "sso" },
        new("from", "Only events at this time or later.") { Format = "date-time" },
        new("to", "Only events before this time.") { Format = "date-time" },
    ];

    public static void MapEventLog(this RouteGroupBuilder v1) =>
        v1.MapGet("/events", List).Needs(Rights.Raw).WithName("listEvents").WithSummary("Events of an organization as JumpCloud sent them, the newest first").Takes(Parameters);

    private static async Task<Results<Ok<Page<FeedEvent>>, ProblemResult>> List(
        HttpContext context, CurrentTenant current, OrganizationLinks links, EventSearch search, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var query = context.Request.Query;
        var tenant = current.Id!.Value;
        LinkedOrganization? organization;
        if (One(query, "organization") is { } named)
        {
            if (!Guid.TryParse(named, out var id)) return HttpProblems.ParameterInvalid.Because("organization is the id of an organization.", "organization");
            if ((organization = await links.FindAsync(tenant, id, cancellation)) is null) return HttpProblems.NotFound.Because("No organization has this id.", "organization");
        }
        else
        {
            var all = await links.ListAsync(tenant, new PageRequest(1, null), cancellation);
            if (all.Count > 1) return HttpProblems.ParameterInvalid.Because("The tenant has several organizations: name one.", "organization");
            if ((organization = all.SingleOrDefault()) is null) return TypedResults.Ok(new Page<FeedEvent>([], null, null));
        }

        var wanted = new EventQuestion(organization.Key, One(query, "type"), One(query, "service"), Time(query, "from"), Time(query, "to"));
        var (items, next) = await search.ReadAsync(tenant, wanted, page, cancellation);
        return TypedResults.Ok(new Page<FeedEvent>(items, next, null));
    }

    private static string? One(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;

    private static long? Time(IQueryCollection query, string name) => One(query, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeMilliseconds()
        : throw new ProblemException(HttpProblems.ParameterInvalid.Because($"{name} is a time, as 2026-01-31T00:00:00Z.", name));
}
