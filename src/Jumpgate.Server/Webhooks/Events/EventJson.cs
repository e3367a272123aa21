using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>Writes an event: the body of a webhook, and an item of <c>GET /v1/changes?as=events</c>.</summary>
internal static class EventJson
{
    public static byte[] Write(EventRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options)) Write(json, record);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, EventRecord record)
    {
        var row = record.Row;
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WriteString("type", row.Type);
        json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(row.At).UtcDateTime);
        json.WriteNumber("seq", row.Seq);
        json.WriteString("tenant", record.Tenant);
        WriteDirectory(json, record.Directory, "directory", false);
        if (row.IsOfResource && record.State is { } state)
        {
            using var now = Attributes(state);
            using var before = Attributes(record.Old);
            WriteResource(json, state, now.RootElement, record);
            if (record.Old is { } old) WriteOld(json, old, before.RootElement, state, now.RootElement);
            else if (record.OldRoles is { } roles)
            {
                json.WriteStartObject("old");
                WriteRoles(json, roles);
                json.WriteEndObject();
            }
        }
        else if (row.Edge is { } edge) WriteEdge(json, edge, record);
        else if (record.Account is { } account) WriteAccount(json, account, record.Directory);
        else WriteDirectory(json, record.Directory, "data", true);
        if (row.CauseKind is { } cause)
        {
            json.WriteStartObject("cause");
            json.WriteString("kind", cause.Word());
            json.WriteString("id", row.CauseId is { } id && id != Guid.Empty ? id.ToString() : null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDirectory(Utf8JsonWriter json, EventDirectory? directory, string member, bool whole)
    {
        if (directory is null)
        {
            json.WriteNull(member);
            return;
        }

        json.WriteStartObject(member);
        json.WriteString("id", directory.Id);
        json.WriteString("name", directory.Name);
        json.WriteString("source", directory.Source);
        if (directory.Provider is { } provider) json.WriteString("provider", provider);
        if (whole && directory.Enabled is { } enabled) json.WriteBoolean("enabled", enabled);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, EventState state, JsonElement attributes, EventRecord record)
    {
        json.WriteStartObject("data");
        json.WriteString("id", state.Id);
        json.WriteString("remoteId", state.RemoteId);
        json.WriteString("kind", state.Kind.Word());
        json.WriteString("name", state.Name);
        json.WriteString("email", state.Email);
        ResourceJson.WriteStatus(json, state.Status, state.SourceStatus);
        json.WritePropertyName("attributes");
        if (state.Attributes is { } text) json.WriteRawValue(text, skipInputValidation: true);
        else json.WriteNullValue();
        if (state.Kind == ResourceKind.User)
        {
            foreach (var (member, path) in FlatWords.All) FlatWords.Write(json, member, FlatWords.Find(attributes, path));
            json.WriteBoolean("active", state.Active);
            json.WriteStartArray("groups");
            foreach (var group in record.Groups)
            {
                json.WriteStartObject();
                json.WriteString("id", group.Id);
                json.WriteString("name", group.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (record.Roles is { } roles) WriteRoles(json, roles);
        }

        json.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter json, IReadOnlyList<string> roles)
    {
        json.WriteStartArray("roles");
        foreach (var role in roles)
        {
            json.WriteStartObject();
            json.WriteString("role_name", role);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What differed, with its former values; attributes by their first level, null where there was none.</summary>
    private static void WriteOld(Utf8JsonWriter json, EventState old, JsonElement before, EventState now, JsonElement after)
    {
        json.WriteStartObject("old");
        if (old.Name != now.Name) json.WriteString("name", old.Name);
        if (old.Email != now.Email) json.WriteString("email", old.Email);
        if ((old.Status, old.SourceStatus) != (now.Status, now.SourceStatus)) ResourceJson.WriteStatus(json, old.Status, old.SourceStatus);
        if (now.Kind == ResourceKind.User)
        {
            foreach (var (member, path) in FlatWords.All)
                if (FlatWords.Find(before, path) is var was && !FlatWords.Same(was, FlatWords.Find(after, path))) FlatWords.Write(json, member, was);
            if (old.Active != now.Active) json.WriteBoolean("active", old.Active);
        }

        json.WriteStartObject("attributes");
        foreach (var attribute in before.EnumerateObject())
        {
            if (after.TryGetProperty(attribute.Name, out var same) && FlatWords.Same(attribute.Value, same)) continue;
            json.WritePropertyName(attribute.Name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(attribute.Value), skipInputValidation: true);
        }

        foreach (var attribute in after.EnumerateObject())
            if (!before.TryGetProperty(attribute.Name, out _)) json.WriteNull(attribute.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEdge(Utf8JsonWriter json, EdgeKind edge, EventRecord record)
    {
        json.WriteStartObject("data");
        if (record.Row is { Kind: ResourceKind.User } && edge == EdgeKind.MemberOf)
        {
            WriteEnd(json, "group", record.Target, false);
            WriteEnd(json, "user", record.State, true);
        }
        else
        {
            json.WriteString("edge", edge.Word());
            WriteEnd(json, "from", record.State, null);
            WriteEnd(json, "to", record.Target, null);
        }

        json.WriteEndObject();
    }

    /// <param name="email">Null: any kind of thing, which it says.</param>
    private static void WriteEnd(Utf8JsonWriter json, string member, EventState? end, bool? email)
    {
        if (end is null)
        {
            json.WriteNull(member);
            return;
        }

        json.WriteStartObject(member);
        json.WriteString("id", end.Id);
        if (email is null) json.WriteString("kind", end.Kind.Word());
        json.WriteString("name", end.Name);
        if (email == true) json.WriteString("email", end.Email);
        json.WriteString("remoteId", end.RemoteId);
        json.WriteEndObject();
    }

    private static void WriteAccount(Utf8JsonWriter json, EventAccount account, EventDirectory? directory)
    {
        json.WriteStartObject("data");
        json.WriteString("id", account.Id);
        json.WriteString("name", account.Name);
        json.WriteString("type", account.Type);
        json.WriteString("region", account.Region);
        json.WriteString("organizationId", account.RemoteId);
        json.WriteString("method", account.Method);
        if (account.Paused is { } paused) json.WriteBoolean("paused", paused);
        if (directory is not null) json.WriteString("directoryId", directory.Id);
        json.WriteEndObject();
    }

    private static JsonDocument Attributes(EventState? state) => JsonDocument.Parse(state?.Attributes ?? "{}");
}
