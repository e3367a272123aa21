using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Versions;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Answers in the media type of SCIM.</summary>
internal static class ScimAnswer
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task SendAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Writing)) write(json);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = MediaTypeOf(http.Request);
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext http, ScimError error) => SendAsync(http, error.Status, error.Write);

    public static void Empty(HttpContext http, int status) => http.Response.StatusCode = status;

    public static void Tag(HttpContext http, long version) => http.Response.Headers.ETag = EntityTag.Of(version).ToString();

    /// <summary>SCIM's own, unless the client reads plain JSON alone (RFC 7644 §3.8).</summary>
    private static string MediaTypeOf(HttpRequest request) =>
        request.Headers.Accept is [{ } accept] && accept.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("scim+json", StringComparison.OrdinalIgnoreCase)
            ? "application/json; charset=utf-8"
            : ScimCall.MediaType;
}
