using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>Whom a request is about, as JumpCloud's events name it. There is no id for test objects.</summary>
internal sealed record Subject(string Type, string? Id, string Name)
{
    public JsonObject ToJson() => new() { ["type"] = Type, ["id"] = Id, [Type == "user" ? "username" : "name"] = Name };
}

/// <summary>What a request is for: the event it is told as, if any, and whom it is about.</summary>
internal sealed record Step(string? Event, Subject Subject, JsonArray? Changes = null);

/// <summary>One request and what came of it.</summary>
internal sealed record Exchange(int Number, Step Step, string Method, string Path, int Attempt, int Status, string Verdict, string? Message, TimeSpan Took)
{
    private const int LongestBody = 4096;

    public byte[]? Sent { get; init; }

    public byte[]? Answered { get; init; }

    public JsonObject ToJson() => new()
    {
        ["number"] = Number,
        ["event"] = Step.Event,
        ["for"] = Step.Subject.ToJson(),
        ["method"] = Method,
        ["path"] = Path,
        ["attempt"] = Attempt,
        ["status"] = Status == 0 ? null : Status,
        ["verdict"] = Verdict,
        ["message"] = Message,
        ["milliseconds"] = Math.Round(Took.TotalMilliseconds, 1),
        ["sent"] = Body(Sent),
        ["answered"] = Body(Answered),
    };

    private static JsonNode? Body(byte[]? bytes)
    {
        if (bytes is not { Length: > 0 })
            return null;
        if (bytes.Length <= LongestBody)
        {
            try
            {
                return StrictJson.Parse(bytes);
            }
            catch (JsonException)
            {
                // The target answers what it likes; the log shows it as it came.
                return Encoding.UTF8.GetString(bytes);
            }
        }

        return $"{Encoding.UTF8.GetString(bytes.AsSpan(0, LongestBody))}… ({bytes.Length} bytes)";
    }
}

/// <summary>What came back, and what JumpCloud makes of it: no problem, or the one it would show.</summary>
internal sealed record Reply(int Status, JsonObject? Body, string? Problem)
{
    public bool Ok => Problem is null;

    /// <summary>PUT or PATCH is not there: the other verb may be.</summary>
    public bool Unsupported => Status is 405 or 501;

    public string? Id => Body?["id"] is JsonValue value ? (value.TryGetValue<string>(out var text) ? text : value.ToJsonString()) : null;

    /// <summary>The first resource of a list.</summary>
    public JsonObject? First => Body?["Resources"] is JsonArray { Count: > 0 } list ? list[0] as JsonObject : null;
}
