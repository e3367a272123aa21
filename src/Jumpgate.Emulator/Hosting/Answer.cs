using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Hosting;

/// <summary>What goes back: a status, a body in a rented buffer, headers.</summary>
internal sealed class Answer : IDisposable
{
    private Answer(int status, PageBuffer? body) => (Status, Body) = (status, body);

    public int Status { get; }

    public PageBuffer? Body { get; }

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Total for x-total-count.</summary>
    public int? Total { get; set; }

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Not an object of this family's own table: what is published but kept elsewhere may know it.</summary>
    public static Answer PassOn { get; } = new(404, null);

    public static Answer Empty(int status) => new(status, null);

    public static Answer Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new PageBuffer();
        using (var json = new Utf8JsonWriter(buffer, PageBuffer.WriterOptions))
            write(json);
        return new Answer(status, buffer);
    }

    public static Answer Json(int status, JsonNode? node) => Json(status, json =>
    {
        if (node is null)
            json.WriteNullValue();
        else
            node.WriteTo(json);
    });

    public static Answer Text(int status, string text, string contentType)
    {
        var buffer = new PageBuffer();
        var span = buffer.GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(System.Text.Encoding.UTF8.GetBytes(text, span));
        return new Answer(status, buffer) { ContentType = contentType };
    }

    /// <summary>The shape of JumpCloud's authentication and permission errors: two strings.</summary>
    public static Answer Refuse(int status, string error, string? message = null)
        => Json(status, new JsonObject { ["error"] = error, ["message"] = message ?? error });

    /// <summary>The published error model with a gRPC code name as status.</summary>
    public static Answer Error(int status, string message, string name)
        => Json(status, new JsonObject { ["code"] = status, ["message"] = message, ["status"] = name });

    public static Answer Invalid(string message) => Error(400, message, "INVALID_ARGUMENT");

    public static Answer NotFound(Call call) => call.IsV2 ? Error(404, "Not Found", "NOT_FOUND") : Refuse(404, "Not Found");

    public static Answer AlreadyExists(string message = "Already Exists") => Error(409, message, "ALREADY_EXISTS");

    public void Dispose() => Body?.Dispose();
}
