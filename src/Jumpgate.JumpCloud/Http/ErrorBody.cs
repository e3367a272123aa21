using System.Text;
using System.Text.Json;

namespace Jumpgate.JumpCloud;

/// <summary>
/// What an error body says. Five shapes are known and a proxy may send HTML, so it tries <c>message</c>, then
/// <c>error</c> (text, or an object with a message), then <c>status</c>, then the raw text (jumpcloud-api.md §4).
/// </summary>
internal sealed record ErrorBody(string? Code, string? Message, bool IsJson)
{
    private const int LongestText = 500;

    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return new ErrorBody(null, null, false);
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => FromObject(document.RootElement),
                JsonValueKind.String => new ErrorBody(null, document.RootElement.GetString(), true),
                _ => new ErrorBody(null, null, true),
            };
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]).Trim();
            return new ErrorBody(null, text.StartsWith('<') ? null : text, false);
        }
    }

    private static ErrorBody FromObject(JsonElement root)
    {
        var status = Text(root, "status");
        var error = Text(root, "error");
        var message = Text(root, "message") ?? Text(root, "error_description");
        if (message is null && root.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            message = Text(inner, "message");
            status ??= Text(inner, "status") ?? Text(inner, "code");
        }

        return new ErrorBody(status ?? (error == message ? null : error) ?? Text(root, "code"), message ?? error ?? status, true);
    }

    private static string? Text(JsonElement parent, string name) =>
        !parent.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? (value.GetString() is { Length: > 0 } text ? text : null)
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
