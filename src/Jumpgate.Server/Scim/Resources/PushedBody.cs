using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A document in the words of the store: what a pushed resource has in common with a pulled one.</summary>
internal sealed record PushedBody(ResourceBody Body, byte[] Attributes)
{
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What decides uniqueness; null for groups.</summary>
    public string? FoldedUserName => Body.FoldedUserName;

    public string? Name => Body.Name;

    /// <summary>What names the user's manager.</summary>
    public string? Manager { get; private init; }

    public string? ExternalId { get; private init; }

    public static PushedBody Of(ScimKind kind, JsonObject document)
    {
        var bytes = Write(document);
        var hash = Hash128.Of(bytes);
        var mapped = kind.IsGroup ? Group(document) : User(document);
        return new PushedBody(ResourceBody.Of(mapped with { Attributes = bytes, Hash = hash }, hash), bytes)
        {
            Manager = kind.IsGroup ? null : ManagerOf(document),
            ExternalId = Text(document, "externalId"),
        };
    }

    public static JsonObject Parse(byte[] attributes) => (JsonObject)JsonNode.Parse(attributes)!;

    public static byte[] Write(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document, Writing);

    /// <summary>False: the document names no manager. True: it may.</summary>
    public static bool MayNameManager(byte[] attributes) => attributes.AsSpan().IndexOf("\"manager\":"u8) >= 0;

    public static string? ManagerOf(byte[] attributes) => MayNameManager(attributes) ? ManagerOf(Parse(attributes)) : null;

    public static string? ExternalIdOf(byte[] attributes) => Text(Parse(attributes), "externalId");

    private static string? ManagerOf(JsonObject user) => Text(user[CoreSchemas.EnterpriseUserId]?["manager"] as JsonObject, "value");

    private static Mapped User(JsonObject user)
    {
        var (userName, name) = (Text(user, "userName"), user["name"] as JsonObject);
        if (userName?.Length > Folded.Length) throw new ScimException(ScimError.Value($"userName is longer than {Folded.Length} characters."));
        var parts = string.Join(' ', new[] { Text(name, "givenName"), Text(name, "familyName") }.Where(part => part is not null));
        var active = user["active"]?.GetValueKind() != JsonValueKind.False;
        List<string> emails = [.. Values(user, "emails")];
        return new Mapped(
            "", Text(user, "displayName") ?? Text(name, "formatted") ?? (parts.Length > 0 ? parts : userName), emails.FirstOrDefault(), active ? Status.Enabled : Status.Disabled,
            active ? null : "inactive", active, userName, Text(user, "externalId"), emails.Count > 1 ? emails[1..] : [], default, default, default, null, InScope: true);
    }

    private static Mapped Group(JsonObject group) => new(
        "", Text(group, "displayName"), null, Status.Enabled, null, true, null, Text(group, "externalId"), [], default, default, default, null, InScope: true);

    /// <summary>The primary one first.</summary>
    private static IEnumerable<string> Values(JsonObject user, string attribute) => user[attribute] is JsonArray many
        ? many.OfType<JsonObject>().OrderByDescending(one => one["primary"]?.GetValueKind() == JsonValueKind.True).Select(one => Text(one, "value")).OfType<string>()
        : [];

    private static string? Text(JsonObject? holder, string name) =>
        holder?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;
}
