using System.Text.Json;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events.Enriching;

/// <summary>Somebody or something an event names by an id.</summary>
/// <param name="Attribute">The attribute of the record that holds the id.</param>
internal readonly record struct EventSubject(string Attribute, ResourceKind Kind, string RemoteId);

/// <summary>The users and devices that an event names. Pure.</summary>
internal static class EventSubjects
{
    private const string User = "user.uid";
    private const string Device = "device.uid";

    public static IReadOnlyList<EventSubject> Of(byte[] raw, string? type)
    {
        using var document = JsonDocument.Parse(raw, IncomingEvent.Depth);
        var root = document.RootElement;
        List<EventSubject> found = [];
        // Who signs in is the user of the record; who does anything else is its actor.
        var signsIn = type is not null && MappingTable.Of(OcsfVersion.V180).ByType.GetValueOrDefault(type)?.Class == ClassUids.Authentication;
        Add("initiated_by", signsIn ? User : "actor.user.uid", null);
        Add("resource", User, Device);
        if (root.ValueKind == JsonValueKind.Object && IncomingEvent.Text(Under(root, "system"), "id") is { } system) found.Add(new EventSubject(Device, ResourceKind.Device, system));
        var connection = Under(Under(root, "association"), "connection");
        foreach (var end in (string[])["from", "to"])
        {
            if (Under(connection, end) is var one && KindOf(IncomingEvent.Text(one, "type")) is { } kind && IncomingEvent.Text(one, "object_id") is { } id)
                found.Add(new EventSubject(kind == ResourceKind.Device ? Device : User, kind, id));
        }

        return found.Count < 2 ? found : [.. found.Distinct()];

        void Add(string member, string user, string? device)
        {
            var one = Under(root, member);
            if (IncomingEvent.Text(one, "id") is not { } id || KindOf(IncomingEvent.Text(one, "type")) is not { } kind) return;
            if (kind != ResourceKind.Device) found.Add(new EventSubject(user, kind, id));
            else if (device is not null) found.Add(new EventSubject(device, kind, id));
        }
    }

    private static ResourceKind? KindOf(string? type) => type switch
    {
        "user" or "systemuser" => ResourceKind.User,
        "admin" => ResourceKind.Admin,
        "system" or "device" => ResourceKind.Device,
        _ => null,
    };

    private static JsonElement Under(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
}
