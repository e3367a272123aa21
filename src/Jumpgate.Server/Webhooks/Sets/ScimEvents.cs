using System.Runtime.InteropServices;
using System.Text.Json;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks.Sets;

/// <summary>The SCIM events of RFC 9967 that our events are.</summary>
internal static class ScimEvents
{
    private const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>Whether RFC 9967 has a word for it: it knows users and groups, no life cycle of directories and no application roles.</summary>
    public static bool Knows(EventRow row) => row.IsOfResource
        ? row is { Kind: ResourceKind.User or ResourceKind.Group, IsOfRoles: false }
        : row is { Edge: EdgeKind.MemberOf, Kind: ResourceKind.User };

    /// <summary>The subject of the event: the user or group, for a membership the group.</summary>
    public static EventState? Subject(EventRecord record) => record.Row.IsOfResource ? record.State : record.Target;

    public static string Path(EventState state) => $"/{(state.Kind == ResourceKind.User ? "Users" : "Groups")}/{state.Id}";

    /// <summary>The member <c>events</c> of the token.</summary>
    public static void Write(Utf8JsonWriter json, EventRecord record)
    {
        json.WriteStartObject("events");
        switch (record.Row.Op)
        {
            case ChangeOp.Created:
                WriteFull(json, SecurityEventUris.CreateFull, record.State!);
                break;
            case ChangeOp.Updated:
                WriteFull(json, SecurityEventUris.PutFull, record.State!);
                if (record is { Old: { } old, State: { Kind: ResourceKind.User } now } && old.Active != now.Active)
                {
                    json.WriteStartObject(now.Active ? SecurityEventUris.Activate : SecurityEventUris.Deactivate);
                    json.WriteEndObject();
                }

                break;
            case ChangeOp.Deleted:
                json.WriteStartObject(SecurityEventUris.Delete);
                json.WriteEndObject();
                break;
            default:
                WriteMembership(json, record.State, record.Row.Op == ChangeOp.EdgeAdded);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>The attribute <c>externalId</c>, where the resource has one.</summary>
    public static string? ExternalId(EventState state)
    {
        using var attributes = JsonDocument.Parse(state.Attributes ?? "{}");
        return attributes.RootElement.TryGetProperty("externalId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }

    private static void WriteFull(Utf8JsonWriter json, string uri, EventState state)
    {
        using var attributes = JsonDocument.Parse(state.Attributes ?? "{}");
        json.WriteStartObject(uri);
        json.WriteStartObject("data");
        json.WriteStartArray("schemas");
        json.WriteStringValue($"urn:ietf:params:scim:schemas:core:2.0:{(state.Kind == ResourceKind.User ? "User" : "Group")}");
        foreach (var attribute in attributes.RootElement.EnumerateObject())
            if (attribute.Name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)) json.WriteStringValue(attribute.Name);
        json.WriteEndArray();
        json.WriteString("id", state.Id);
        foreach (var attribute in attributes.RootElement.EnumerateObject())
        {
            if (attribute.Name is "id" or "schemas") continue;
            json.WritePropertyName(attribute.Name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(attribute.Value), skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMembership(Utf8JsonWriter json, EventState? member, bool added)
    {
        json.WriteStartObject(SecurityEventUris.PatchFull);
        json.WriteStartObject("data");
        json.WriteStartArray("schemas");
        json.WriteStringValue(PatchOp);
        json.WriteEndArray();
        json.WriteStartArray("Operations");
        json.WriteStartObject();
        json.WriteString("op", added ? "add" : "remove");
        json.WriteString("path", added ? "members" : $"members[value eq \"{member?.Id}\"]");
        if (added)
        {
            json.WriteStartArray("value");
            json.WriteStartObject();
            json.WriteString("value", member is null ? null : member.Id.ToString());
            json.WriteString("display", member?.Name);
            json.WriteString("type", "User");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
