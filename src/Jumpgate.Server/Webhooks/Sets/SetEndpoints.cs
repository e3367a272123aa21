using System.Buffers;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Webhooks.Sets;

/// <summary>Where security event tokens are fetched, and where the keys that signed them are published.</summary>
internal static class SetEndpoints
{
    public static void MapPoll(this RouteGroupBuilder v1) => v1.MapPost("/webhooks/{webhook:guid}/poll", Poll).Needs(Rights.Webhooks).WithName("pollEventTokens")
        .WithSummary("Fetch security event tokens and acknowledge earlier ones (RFC 8936)");

    public static void MapEventKeys(this WebApplication app) => app.MapGet("/events/{tenant:guid}/jwks.json", Keys).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<Ok<SetPollAnswer>, ProblemResult>> Poll(
        Guid webhook, CurrentTenant current, WebhookBook book, PollRun run, CancellationToken cancellation, SetPoll? body = null)
    {
        body ??= new SetPoll();
        var faults = new FieldFaults();
        if (body.MaxEvents < 0) faults.Add("maxEvents", "out_of_range", "maxEvents is 0 or more.");
        if (body.Ack?.Count > SetPoll.MostAnswers || body.SetErrs?.Count > SetPoll.MostAnswers)
            faults.Add("ack", "too_many", $"More than {SetPoll.MostAnswers} tokens are answered for at a time.");
        if (faults.ToResult() is { } refused) return refused;
        if (await book.FindAsync(current.Id!.Value, webhook, cancellation) is not { } row) return WebhookEndpoints.Unknown();
        if (!row.IsPolled) return WebhookProblems.NotPolled.Because("Its deliveries are pushed.");
        return row.Enabled ? TypedResults.Ok(await run.PollAsync(row, body, cancellation)) : WebhookProblems.Disabled.Because("Nothing is handed out.");
    }

    private static async Task<IResult> Keys(Guid tenant, TenantCatalog tenants, SigningKeys keys, HttpContext context, CancellationToken cancellation)
    {
        if (await tenants.FindAsync(tenant.ToString(), cancellation) is not { } found) return HttpProblems.NotFound.Because("No tenant has this id.");
        var buffer = new ArrayBufferWriter<byte>(512);
        await using (var json = new Utf8JsonWriter(buffer)) await keys.WriteAsync(found.Tenant, json, cancellation);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(buffer.WrittenMemory, "application/jwk-set+json");
    }
}
