using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Webhooks;

/// <summary>What was sent and how it went; sending again, passing over, trying the way.</summary>
internal static class DeliveryEndpoints
{
    private static readonly ApiParameter State = new("state", "Only deliveries of this state.") { Values = [.. DeliveryList.States] };

    public static void MapDeliveries(this RouteGroupBuilder v1)
    {
        v1.MapGet("/webhooks/{webhook:guid}/deliveries", List).Needs(Rights.Webhooks).WithName("listDeliveries")
            .WithSummary("What was sent to a webhook and how it went, the newest first").Takes(State);
        v1.MapGet("/webhooks/{webhook:guid}/lanes", ListLanes).Needs(Rights.Webhooks).WithName("listWebhookLanes").WithSummary("Where a webhook stands in each directory");
        v1.MapPost("/webhooks/{webhook:guid}/test", Test).Needs(Rights.Webhooks).WithName("testWebhook").WithSummary("Send a test event now, and answer how it went");
        v1.MapPost("/webhooks/{webhook:guid}/replay", Replay).Needs(Rights.Webhooks).WithName("replayDeliveries")
            .WithSummary("Send one event or a range again, with the same ids; an event that failed is tried anew in its place");
        v1.MapPost("/webhooks/{webhook:guid}/skip", Skip).Needs(Rights.Webhooks).WithName("skipDelivery")
            .WithSummary("Pass over an event that could not be delivered; what waits behind it goes on");
    }

    private static async Task<Results<Ok<Page<WebhookDelivery>>, ProblemResult>> List(
        Guid webhook, HttpContext context, CurrentTenant current, WebhookBook book, DeliveryList list, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var state = ListRequest.One(context.Request.Query, "state");
        if (state is not null && !DeliveryList.States.Contains(state))
            return HttpProblems.ParameterInvalid.Because($"state is {string.Join(", ", DeliveryList.States)}.", "state");
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        var (items, next) = await list.ReadAsync(row, page, state, cancellation);
        return TypedResults.Ok(new Page<WebhookDelivery>(items, next is { } before ? PageRequest.Cursor(before.ToString(CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Ok<Page<WebhookLane>>, ProblemResult>> ListLanes(
        Guid webhook, HttpContext context, CurrentTenant current, WebhookBook book, DeliveryList list, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        var (lanes, next) = await list.LanesAsync(row, page, cancellation);
        return TypedResults.Ok(new Page<WebhookLane>(lanes, next, null));
    }

    private static async Task<Results<Ok<WebhookTested>, ProblemResult>> Test(
        Guid webhook, CurrentTenant current, WebhookBook book, WebhookTest test, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        return row.IsPolled ? WebhookProblems.NotPushed.Because("A test has nowhere to go.") : TypedResults.Ok(await test.RunAsync(row, cancellation));
    }

    private static async Task<Results<Accepted<WebhookReplayed>, ProblemResult>> Replay(
        Guid webhook, WebhookReplay body, HttpContext context, CurrentTenant current, WebhookBook book, Replays replays, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        if (row.IsPolled) return WebhookProblems.NotPushed.Because("It fetches again whatever it has not acknowledged.");
        if (!row.Enabled) return WebhookProblems.Disabled.Because("Nothing is sent to it.");
        var (replayed, refused) = await replays.ReplayAsync(Caller.Of(context.User)!, row, body, cancellation);
        return refused is not null ? refused : TypedResults.Accepted($"/v1/webhooks/{webhook}/lanes", replayed);
    }

    private static async Task<Results<NoContent, ProblemResult>> Skip(
        Guid webhook, WebhookSkip body, HttpContext context, CurrentTenant current, WebhookBook book, Replays replays, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        if (body.Seq is null) faults.Add("seq", "required", "The sequence of the event is required.", "Take seq from the delivery log.");
        if (faults.ToResult() is { } refused) return refused;
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        return await replays.SkipAsync(Caller.Of(context.User)!, row, body.Seq!.Value, cancellation)
            ? TypedResults.NoContent()
            : WebhookProblems.NothingWaits.Because($"Nothing waits at sequence {body.Seq}.");
    }
}
