using System.Text.Json;
using Jumpgate.Ocsf;

namespace Jumpgate.Server.EventLog;

/// <summary>What is kept of an event beside its bytes, to find and to count it. Pure.</summary>
/// <param name="Outcome">One of <see cref="EventOutcomes"/>.</param>
/// <param name="Words">As <see cref="EventWords"/> makes them.</param>
/// <param name="SignIn">Who signed in, where it is a sign-in that came about and names somebody.</param>
internal sealed record EventFacts(string Outcome, IReadOnlyCollection<long> Words, SignIn? SignIn)
{
    private const int Logon = 1;

    // A mapper keeps buffers and is for one thread.
    [ThreadStatic]
    private static EventMapper? mapper;

    public static EventFacts Of(ReadOnlyMemory<byte> raw)
    {
        using var document = JsonDocument.Parse(raw, IncomingEvent.Depth);
        return Of(raw, document.RootElement);
    }

    public static EventFacts Of(ReadOnlyMemory<byte> raw, JsonElement root)
    {
        var seen = See(raw);
        var outcome = EventOutcomes.Of(seen.StatusId);
        var signsIn = seen is { ClassUid: ClassUids.Authentication, ActivityId: Logon } && outcome == EventOutcomes.Success;
        return new EventFacts(outcome, EventWords.Of(root, outcome), signsIn ? EventLog.SignIn.Of(root) : null);
    }

    public static SeenEvent See(ReadOnlyMemory<byte> raw) => (mapper ??= new EventMapper()).See(raw.Span);
}

/// <summary>How what an event tells of came out.</summary>
internal static class EventOutcomes
{
    public const string Success = "success";
    public const string Failure = "failure";
    public const string Unknown = "unknown";

    public static readonly string[] All = [Success, Failure, Unknown];

    /// <param name="status">OCSF's <c>status_id</c>.</param>
    public static string Of(int status) => status switch { 1 => Success, 2 => Failure, _ => Unknown };
}

/// <summary>Somebody signed in.</summary>
/// <param name="Who">Their id, or null where only a name is told.</param>
/// <param name="UserName">Their user name, folded.</param>
/// <param name="Application">The id of the application; empty: to the directory, a device, a network.</param>
internal sealed record SignIn(string? Who, string? UserName, string Application)
{
    public static SignIn? Of(JsonElement root)
    {
        var by = Object(root, "initiated_by");
        var (id, name) = (IncomingEvent.Text(by, "id"), IncomingEvent.Text(by, "username") ?? IncomingEvent.Text(root, "username"));
        return id is null && name is null ? null : new SignIn(id, name is null ? null : EventWords.Fold(name), IncomingEvent.Text(Object(root, "application"), "id") ?? "");
    }

    private static JsonElement Object(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
}
