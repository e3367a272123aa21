using System.Runtime.InteropServices;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Writes a change as <see cref="Change"/>. Of an update, <c>old</c> and <c>new</c> hold what differs, attributes by their first
/// level; of a creation or deletion all there is.
/// </summary>
internal static class ChangeJson
{
    public static void Write(Utf8JsonWriter json, ChangeRecord change)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", change.Seq);
        json.WriteString("at", DateTimeOffset.FromUnixTimeMilliseconds(change.At));
        if (change.Directory is { } directory) json.WriteString("directory", directory);
        else json.WriteNull("directory");
        json.WriteString("op", change.Op.Word());
        json.WriteString("kind", change.Kind?.Word());
        if (change.From is { } from) json.WriteString("id", from.Id);
        else json.WriteNull("id");
        json.WriteString("name", change.From?.Name);
        if (change is { Edge: { } edge, From: { } begin, Target: { } end })
        {
            json.WriteStartObject("edge");
            json.WriteString("kind", edge.Word());
            WriteRef(json, "from", begin);
            WriteRef(json, "to", end);
            json.WriteEndObject();
        }

        WriteStates(json, change.Old, change.New);
        if (change.CauseKind is { } cause)
        {
            json.WriteStartObject("cause");
            json.WriteString("kind", cause.Word());
            json.WriteString("id", change.Cause is { } id && id != Guid.Empty ? id.ToString() : null);
            json.WriteEndObject();
        }

        if (change.Note is not null) json.WriteString("note", change.Note);
        json.WriteEndObject();
    }

    public static void WriteRef(Utf8JsonWriter json, string name, ResourceRef resource)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", resource.Kind);
        json.WriteString("id", resource.Id);
        json.WriteString("name", resource.Name);
        json.WriteString("remoteId", resource.RemoteId);
        json.WriteEndObject();
    }

    private static void WriteStates(Utf8JsonWriter json, ResourceState? old, ResourceState? now)
    {
        using var before = Attributes(old);
        using var after = Attributes(now);
        if (old is not null) WriteState(json, "old", old, now, before, after);
        if (now is not null) WriteState(json, "new", now, old, after, before);
    }

    private static void WriteState(Utf8JsonWriter json, string member, ResourceState state, ResourceState? other, JsonDocument attributes, JsonDocument others)
    {
        json.WriteStartObject(member);
        if (other is null || other.Name != state.Name) json.WriteString("name", state.Name);
        if (other is null || other.Email != state.Email) json.WriteString("email", state.Email);
        if (other is null || (other.Status, other.SourceStatus) != (state.Status, state.SourceStatus)) ResourceJson.WriteStatus(json, state.Status, state.SourceStatus);
        json.WriteStartObject("attributes");
        foreach (var attribute in attributes.RootElement.EnumerateObject())
        {
            if (other is not null && others.RootElement.TryGetProperty(attribute.Name, out var same) && same.GetRawText() == attribute.Value.GetRawText()) continue;
            json.WritePropertyName(attribute.Name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(attribute.Value), skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonDocument Attributes(ResourceState? state) => JsonDocument.Parse(state?.Attributes ?? "{}");
}
