using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Applications people sign in to. The administrator's own label is the name; <c>config</c> keeps each field's value,
/// secret ones replaced.
/// </summary>
internal sealed class Applications : Kind
{
    public static readonly Applications Kind = new();

    private static readonly (string Name, string Source)[] Copied =
    [
        ("description", "description"), ("template", "name"), ("templateName", "displayName"), ("ssoUrl", "ssoUrl"), ("learnMore", "learnMore"),
        ("color", "color"), ("beta", "beta"), ("created", "created"), ("active", "active"), ("databaseAttributes", "databaseAttributes"),
    ];

    public override JsonPaths Volatile { get; } = JsonPaths.None;

    public override IReadOnlyList<EdgeSource> EdgeSources { get; } =
    [
        EdgeSource.Bindings(GraphTypes.Application, GraphTypes.User, ResourceKind.User),
        EdgeSource.Bindings(GraphTypes.Application, GraphTypes.UserGroup, ResourceKind.Group),
    ];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.Applications.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.Applications.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var name = Of(raw, "displayLabel") ?? Of(raw, "displayName") ?? Of(raw, "name");
        attributes.Text("displayName", name);
        foreach (var (ours, source) in Copied)
        {
            attributes.Copy(ours, raw, source);
        }

        attributes.Copy("logo", Member(raw, "logo"), "url");
        using (attributes.Object("sso"))
        {
            var sso = Member(raw, "sso");
            attributes.Copy("type", sso, "type");
            attributes.Copy("jit", sso, "jit");
            attributes.Copy("hidden", sso, "hidden");
            attributes.Copy("certificateExpiresAt", sso, "idpCertExpirationAt");
        }

        attributes.Copy("provision", raw, "provision");
        Config(Member(raw, "config"), attributes);
        var inactive = Member(raw, "active").ValueKind == JsonValueKind.False;
        return new KindFacts(name, null, inactive ? Kinds.Status.Disabled : Kinds.Status.Enabled, inactive ? "inactive" : "active");
    }

    /// <summary><c>{"acsUrl":{"value":"https://…","label":"…"}}</c> → <c>{"acsUrl":"https://…"}</c>.</summary>
    private static void Config(JsonElement config, AttributeWriter attributes)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            attributes.Copy("config", config);
            return;
        }

        using (attributes.Object("config"))
        {
            foreach (var field in config.EnumerateObject())
            {
                var value = field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("value", out var inner) ? inner : field.Value;
                attributes.Copy(field.Name, value);
            }
        }
    }
}
