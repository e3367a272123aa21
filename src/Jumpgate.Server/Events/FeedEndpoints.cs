using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Events;

/// <summary>Feeds: made, shown, changed, removed.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this RouteGroupBuilder v1)
    {
        v1.MapGet("/feeds", List).Needs(Rights.Read).WithName("listFeeds").WithSummary("The feeds of a tenant");
        v1.MapPost("/feeds", Create).NeedsWithoutTenant(Rights.Feeds).WithName("createFeed").WithSummary("Make the feed of an organization; one small question is asked first, then its events are fetched");
        v1.MapGet("/feeds/{feed:guid}", Get).Needs(Rights.Read).WithName("getFeed").WithSummary("One feed: how far it is, what came, how its sinks are");
        v1.MapPatch("/feeds/{feed:guid}", Update).Needs(Rights.Feeds).WithName("updateFeed").WithSummary("Change a feed");
        v1.MapDelete("/feeds/{feed:guid}", Remove).Needs(Rights.Feeds).WithName("removeFeed").WithSummary("Remove a feed and its sinks; files that were written stay");
    }

    public static ProblemResult Unknown() => HttpProblems.NotFound.Because("No feed has this id.");

    private static async Task<Ok<Page<Feed>>> List(HttpContext context, CurrentTenant current, FeedBook book, FeedView view, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var rows = await book.ListAsync(current.Id!.Value, page, cancellation);
        List<Feed> shown = [];
        foreach (var row in rows.Take(page.Limit)) shown.Add(await view.ShowAsync(row, cancellation));
        return TypedResults.Ok(new Page<Feed>(shown, rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Key.ToString(CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Created<Feed>, ProblemResult>> Create(
        FeedCreate body, HttpContext context, TenantChoice choice, OrganizationLinks links, FeedProbe probe, FeedBook book, FeedView view, CancellationToken cancellation)
    {
        if (FeedCheck.Of(body) is { } refused) return refused;
        var tenant = await choice.OfOrganizationAsync(body.OrganizationId!.Value, cancellation);
        if (await links.FindAsync(tenant, body.OrganizationId.Value, cancellation) is not { } organization) return HttpProblems.NotFound.Because("No organization has this id.", "organizationId");
        if (await probe.AskAsync(organization, cancellation) is { } problem) return problem;
        return await book.CreateAsync(Caller.Of(context.User)!, organization, body, cancellation) is { } row
            ? TypedResults.Created($"/v1/feeds/{row.Id}", await view.ShowAsync(row, cancellation))
            : EventsProblems.FeedExists.Because($"{organization.Name} has one.", "organizationId");
    }

    private static async Task<Results<Ok<Feed>, ProblemResult>> Get(Guid feed, CurrentTenant current, FeedBook book, FeedView view, CancellationToken cancellation) =>
        await book.FindAsync(current.Id!.Value, feed, cancellation) is { } row ? TypedResults.Ok(await view.ShowAsync(row, cancellation)) : Unknown();

    private static async Task<Results<Ok<Feed>, ProblemResult>> Update(
        Guid feed, FeedUpdate body, HttpContext context, CurrentTenant current, OrganizationLinks links, FeedBook book, FeedView view, CancellationToken cancellation)
    {
        if (FeedCheck.Of(body) is { } refused) return refused;
        if (await book.FindAsync(current.Id!.Value, feed, cancellation) is not { } row || await links.FindAsync(row.Tenant, row.Organization, cancellation) is not { } organization) return Unknown();
        return await book.UpdateAsync(Caller.Of(context.User)!, organization, feed, body, cancellation) is { } changed
            ? TypedResults.Ok(await view.ShowAsync(changed, cancellation))
            : Unknown();
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(Guid feed, HttpContext context, CurrentTenant current, FeedBook book, CancellationToken cancellation) =>
        await book.RemoveAsync(Caller.Of(context.User)!, current.Id!.Value, feed, cancellation) ? TypedResults.NoContent() : Unknown();
}
