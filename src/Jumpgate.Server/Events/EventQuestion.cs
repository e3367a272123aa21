using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events;

/// <summary>What somebody looks for in the log of an organization; all of it must be so.</summary>
/// <param name="From">Events at this time or later; Unix milliseconds.</param>
/// <param name="To">Events before this time.</param>
/// <param name="Id">JumpCloud's id of the event.</param>
/// <param name="Actor">Id, user name, e-mail address or name of who did it.</param>
/// <param name="Target">The same of what it was done to.</param>
/// <param name="Text">Words that stand in it.</param>
internal sealed record EventQuestion(
    OrganizationKey Organization, long? From = null, long? To = null, string? Id = null, string? Type = null, string? Service = null, string? Outcome = null, string? Actor = null,
    string? Target = null, string? Text = null)
{
    private static readonly string[] Named = ["id", "username", "email", "name", "displayName", "hostname", "object_id"];

    /// <summary>Words that each event sought has, hashed.</summary>
    public IReadOnlyList<long> Words { get; } =
    [
        .. new[] { Type, Service, Actor, Target, Text }.OfType<string>().SelectMany(EventWords.Sought).Distinct().Select(EventWords.Hash),
        .. Outcome is null ? Array.Empty<long>() : [EventWords.Outcome(Outcome)],
    ];

    /// <summary>Whether an event that has all the words is one of those sought.</summary>
    public bool Holds(string? type, string? service, byte[] raw)
    {
        if ((Type is not null && type != Type) || (Service is not null && service != Service)) return false;
        if (Actor is null && Target is null) return true;
        using var document = JsonDocument.Parse(raw, IncomingEvent.Depth);
        var root = document.RootElement;
        return (Actor is null || Names(Actor, Under(root, "initiated_by"), root)) && (Target is null || Targets(root).Any(target => Names(Target, target, default)));
    }

    /// <summary>Whether it is sought, where nobody has looked at its words yet.</summary>
    public bool IsMet(LoggedEvent item)
    {
        if (item.At < From || item.At >= To || (Id is not null && item.Id != Id) || !Holds(item.Type, item.Service, item.Raw)) return false;
        return Words.Count == 0 || EventFacts.Of(item.Raw).Words is var words && Words.All(words.Contains);
    }

    /// <summary>Who did it stands beside the other members where the event has no actor of its own (RADIUS, LDAP, devices).</summary>
    private static bool Names(string sought, JsonElement element, JsonElement beside)
    {
        var folded = EventWords.Fold(sought);
        return Named.Any(member => IncomingEvent.Text(element, member) is { } text && EventWords.Fold(text) == folded)
            || (IncomingEvent.Text(beside, "username") is { } name && EventWords.Fold(name) == folded);
    }

    private static IEnumerable<JsonElement> Targets(JsonElement root)
    {
        var connection = Under(Under(root, "association"), "connection");
        return [Under(root, "resource"), Under(root, "application"), Under(root, "system"), Under(connection, "from"), Under(connection, "to")];
    }

    private static JsonElement Under(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
}
