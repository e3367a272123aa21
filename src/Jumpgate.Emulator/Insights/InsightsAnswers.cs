using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

internal static class InsightsAnswers
{
    /// <summary>Directory Insights' errors hold a message and nothing else (SEKOIA-IO/automation-library reads it).</summary>
    public static Task Refuse(HttpContext context, int status, string message) =>
        Json(context, status, new JsonObject { ["message"] = message });

    public static async Task Json(HttpContext context, int status, JsonNode body)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, EventJson.Writing))
            body.WriteTo(writer);
        context.Response.StatusCode = status;
        await Bytes(context, bytes);
    }

    public static async Task Text(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    public static async Task Bytes(HttpContext context, MemoryStream body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
