using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Pusher;

/// <summary><c>/emulator/scim</c>: POST acts as JumpCloud's SCIM client, GET shows what it remembers, DELETE makes it forget.</summary>
internal static class PusherEndpoints
{
    public static void Map(IEndpointRouteBuilder app, ScimPusher pusher)
    {
        app.MapGet("/emulator/scim", http => Wire.SendAsync(http, Answer.Json(200, pusher.Show())));
        app.MapDelete("/emulator/scim", http => Wire.SendAsync(http, Answer.Json(200, pusher.Forget())));
        app.MapPost("/emulator/scim", http => PlayAsync(http, pusher));
    }

    private static async Task PlayAsync(HttpContext http, ScimPusher pusher)
    {
        JsonObject answer;
        try
        {
            using var text = new MemoryStream();
            await http.Request.Body.CopyToAsync(text, http.RequestAborted);
            var body = StrictJson.Parse(text.ToArray()) as JsonObject ?? throw new FormatException("the order must be a JSON object");
            answer = await pusher.PlayAsync(body, http.RequestAborted);
        }
        catch (Exception refused) when (refused is FormatException or JsonException or KeyNotFoundException)
        {
            await Wire.SendAsync(http, Answer.Invalid(refused.Message));
            return;
        }
        catch (OperationCanceledException)
        {
            // Whoever asked is gone, or the emulator ends.
            http.Abort();
            return;
        }

        await Wire.SendAsync(http, Answer.Json((bool?)answer["started"] == true ? 202 : 200, answer));
    }
}
