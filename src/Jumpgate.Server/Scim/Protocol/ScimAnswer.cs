using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Versions;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>Answers in the media type of SCIM.</summary>
internal static class ScimAnswer
{
    private const string Plain = ScimMedia.Json + "; charset=utf-8";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task SendAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Writing)) write(json);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = ScimMedia.Of(http.Request) == ScimMedia.Json ? Plain : ScimMedia.Scim;
        response.ContentLength = buffer.WrittenCount;
        // RFC 9110 §9.3.2: the same without a body.
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext http, ScimError error) => SendAsync(http, error.Status, error.Write);

    public static void Empty(HttpContext http, int status) => http.Response.StatusCode = status;

    public static void Tag(HttpContext http, long version) => http.Response.Headers.ETag = EntityTag.Of(version).ToString();
}
