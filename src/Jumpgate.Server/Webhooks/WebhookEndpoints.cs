using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Webhooks;

/// <summary>Webhooks: made, shown, changed, removed, their secrets rotated.</summary>
internal static class WebhookEndpoints
{
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    public static void MapWebhookBook(this RouteGroupBuilder v1)
    {
        v1.MapGet("/webhooks", List).Needs(Rights.Webhooks).WithName("listWebhooks").WithSummary("The webhooks of a tenant");
        v1.MapPost("/webhooks", Create).NeedsWithoutTenant(Rights.Webhooks).WithName("createWebhook").WithSummary("Make a webhook; its signing secret is shown this once");
        v1.MapGet("/webhooks/{webhook:guid}", Get).Needs(Rights.Webhooks).WithName("getWebhook").WithSummary("One webhook");
        v1.MapPatch("/webhooks/{webhook:guid}", Update).Needs(Rights.Webhooks).WithName("updateWebhook")
            .WithSummary("Change a webhook; enabled again, it goes on where it stopped");
        v1.MapDelete("/webhooks/{webhook:guid}", Remove).Needs(Rights.Webhooks).WithName("removeWebhook").WithSummary("Remove a webhook with its delivery log");
        v1.MapPost("/webhooks/{webhook:guid}/rotate", Rotate).Needs(Rights.Webhooks).WithName("rotateWebhookSecret")
            .WithSummary("A new signing secret; the old one signs beside it until the overlap ends");
    }

    public static ProblemResult Unknown() => HttpProblems.NotFound.Because("No webhook has this id.");

    private static async Task<Ok<Page<Webhook>>> List(HttpContext context, CurrentTenant current, WebhookBook book, WebhookView view, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var rows = await book.ListAsync(current.Id!.Value, page, cancellation);
        List<Webhook> shown = [];
        foreach (var row in rows.Take(page.Limit)) shown.Add(await view.ShowAsync(row, null, cancellation));
        return TypedResults.Ok(new Page<Webhook>(
            shown, rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Key.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Created<Webhook>, ProblemResult>> Create(
        WebhookCreate body, HttpContext context, TenantChoice choice, TenantCatalog tenants, WebhookCheck check, WebhookBook book, WebhookView view, CancellationToken cancellation)
    {
        var tenant = await choice.RequireAsync(body.Tenant, cancellation);
        var (wanted, refused) = await check.CreateAsync(body, tenant, cancellation);
        if (refused is not null) return refused;
        var request = context.Request;
        var issuer = $"{request.Scheme}://{request.Host}{request.PathBase}/events/{(await tenants.GetAsync(tenant, cancellation)).Id}";
        return await book.CreateAsync(Caller.Of(context.User)!, tenant, wanted, issuer, cancellation) is var (row, secret)
            ? TypedResults.Created($"/v1/webhooks/{row.Id}", await view.ShowAsync(row, secret, cancellation))
            : WebhookProblems.TooMany.Because($"It has {WebhookBook.MostWebhooks}.");
    }

    private static async Task<Results<Ok<Webhook>, ProblemResult>> Get(
        Guid webhook, CurrentTenant current, WebhookBook book, WebhookView view, CancellationToken cancellation) =>
        await book.FindAsync(current.Id!.Value, webhook, cancellation) is { } row ? TypedResults.Ok(await view.ShowAsync(row, null, cancellation)) : Unknown();

    private static async Task<Results<Ok<Webhook>, ProblemResult>> Update(
        Guid webhook, WebhookUpdate body, HttpContext context, CurrentTenant current, WebhookCheck check, WebhookBook book, WebhookView view, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return Unknown();
        if (await check.UpdateAsync(body, row, cancellation) is { } refused) return refused;
        return await book.UpdateAsync(Caller.Of(context.User)!, row.Tenant, webhook, body, cancellation) is { } changed
            ? TypedResults.Ok(await view.ShowAsync(changed, null, cancellation))
            : Unknown();
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(
        Guid webhook, HttpContext context, CurrentTenant current, WebhookBook book, CancellationToken cancellation) =>
        await book.RemoveAsync(Caller.Of(context.User)!, current.Id!.Value, webhook, cancellation) ? TypedResults.NoContent() : Unknown();

    private static async Task<Results<Ok<Webhook>, ProblemResult>> Rotate(
        Guid webhook, HttpContext context, CurrentTenant current, WebhookBook book, WebhookView view, CancellationToken cancellation, WebhookRotate? body = null)
    {
        var faults = new FieldFaults();
        var overlap = body?.Overlap is { } text ? faults.Duration(text, "overlap", TimeSpan.Zero, LongestOverlap) : Overlap;
        if (faults.ToResult() is { } refused) return refused;
        return await book.RotateAsync(Caller.Of(context.User)!, current.Id!.Value, webhook, overlap!.Value, cancellation) is var (row, secret)
            ? TypedResults.Ok(await view.ShowAsync(row, secret, cancellation))
            : Unknown();
    }
}
