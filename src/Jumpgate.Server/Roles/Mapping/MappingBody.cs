using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A mapping text as it is sent: plain, or in JSON with what else there is to say.</summary>
internal static class MappingBody
{
    private const int MostBytes = MappingLimits.Characters * 6;

    public static async Task<RoleMappingPut> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var (plain, json) = (Is(context, "text/plain"), context.Request.HasJsonContentType());
        if (!plain && !json)
            throw new ProblemException(HttpProblems.ContentTypeUnsupported.Because($"The body is {context.Request.ContentType ?? "of no stated type"}; this route reads text/plain and application/json."));
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > MostBytes) throw new ProblemException(HttpProblems.BodyTooLarge.Because($"The body is larger than {MostBytes} bytes."));
            body.Write(buffer, 0, read);
        }

        var put = plain ? new RoleMappingPut(Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length)).TrimStart('\uFEFF'), Query(context, "note"), Version(context)) : Json(body);
        return put.Text is null ? throw new ProblemException(HttpProblems.ValidationFailed.Because("The text is required.", "text", fix: "Send {\"text\": \"…\"}, or the text itself as text/plain.")) : put;
    }

    private static RoleMappingPut Json(MemoryStream body)
    {
        using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        return Body.Read(document.RootElement, ContractsJson.Default.RoleMappingPut);
    }

    private static bool Is(HttpContext context, string type) => context.Request.ContentType?.Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Query(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } text] ? text : null;

    private static int? Version(HttpContext context) => Query(context, "ifVersion") is not { } text ? null
        : int.TryParse(text, out var version) ? version : throw new ProblemException(HttpProblems.ParameterInvalid.Because("ifVersion is the number of a version.", "ifVersion"));
}
