using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>The applications people sign in to, with the user groups and users bound to each.</summary>
internal sealed class ApplicationPlan
{
    private const int GroupSalt = 700, UserSalt = 701;

    private readonly World _world;
    private readonly IndexSet[] _groups;
    private readonly IndexSet[] _users;

    public ApplicationPlan(World world)
    {
        _world = world;
        var applications = world.Count(Kind.Application);
        _groups = Spread(applications, world.Options.ApplicationGroupBindings ?? applications * 3, world.Count(Kind.UserGroup), GroupSalt);
        _users = Spread(applications, world.Options.ApplicationUserBindings ?? applications * 5, world.Count(Kind.User), UserSalt);
    }

    public IndexSet BoundGroups(int application) => _groups[application];

    public IndexSet BoundUsers(int application) => _users[application];

    public static string Label(int application)
    {
        var title = Company.Catalogue[application % Company.Catalogue.Length].Title;
        var round = application / Company.Catalogue.Length;
        return round == 0 ? title : $"{title} {(round + 1).ToString(CultureInfo.InvariantCulture)}";
    }

    public void Write(Utf8JsonWriter json, int application)
    {
        var (slug, title, type) = Company.Catalogue[application % Company.Catalogue.Length];
        var created = _world.Created(Kind.Application, application);
        var host = $"{slug}{(application < Company.Catalogue.Length ? "" : application.ToString(CultureInfo.InvariantCulture))}";
        json.WriteStartObject();
        json.Id("_id"u8, _world, Kind.Application, application);
        json.Id("id"u8, _world, Kind.Application, application);
        json.WriteBoolean("active"u8, true);
        json.WriteString("name"u8, slug);
        json.WriteString("displayName"u8, title);
        json.WriteString("displayLabel"u8, Label(application));
        json.WriteBoolean("beta"u8, false);
        json.WriteString("color"u8, "#3E8696"u8);
        json.WriteString("organization"u8, _world.OrganizationId);
        json.WriteStartObject("logo"u8);
        json.WriteString("url"u8, $"https://static.example.com/applications/{slug}.png");
        json.WriteString("color"u8, ""u8);
        json.WriteEndObject();
        json.WriteString("ssoUrl"u8, $"https://sso.jumpcloud.com/{(type == "oidc" ? "oidc" : "saml2")}/{host}");
        json.WriteString("learnMore"u8, ""u8);
        json.WriteString("description"u8, ""u8);
        WriteConfig(json, host, type);
        json.EmptyArray("databaseAttributes"u8);
        json.Time("created"u8, created);
        json.WriteStartObject("sso"u8);
        json.WriteBoolean("jit"u8, false);
        json.WriteBoolean("beta"u8, false);
        json.WriteBoolean("hidden"u8, false);
        json.WriteString("type"u8, type);
        json.Time("idpCertExpirationAt"u8, created + (1826 * 86_400_000L));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The answer can hold the identity provider's private key, as JumpCloud's can; this one is made up.</summary>
    private static void WriteConfig(Utf8JsonWriter json, string host, string type)
    {
        json.WriteStartObject("config"u8);
        if (type == "saml")
        {
            Field(json, "idpEntityId", "text", "IdP Entity ID:", "jumpcloud", 0);
            Field(json, "idpPrivateKey", "file", "IdP Private Key:", $"-----BEGIN PRIVATE KEY-----\nmade-up-key-of-{host}\n-----END PRIVATE KEY-----", 1);
            Field(json, "spEntityId", "text", "SP Entity ID:", $"https://{host}.example.com", 2);
            Field(json, "acsUrl", "text", "ACS URL:", $"https://{host}.example.com/saml/acs", 3);
            json.WriteStartObject("constantAttributes"u8);
            json.EmptyArray("value"u8);
            json.WriteEndObject();
        }

        json.WriteStartObject("databaseAttributes"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, string name, string type, string label, string value, int position)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, type);
        json.WriteString("label"u8, label);
        json.WriteString("value"u8, value);
        json.WriteNumber("position"u8, position);
        json.WriteBoolean("required"u8, true);
        json.WriteBoolean("readOnly"u8, false);
        json.WriteBoolean("visible"u8, true);
        json.WriteEndObject();
    }

    private IndexSet[] Spread(int applications, int bindings, int targets, int salt)
    {
        var sets = new IndexSet[applications];
        for (var i = 0; i < applications; i++)
        {
            var share = (bindings / applications) + (i < bindings % applications ? 1 : 0);
            sets[i] = targets == 0 ? IndexSet.Empty : new ScatterSet(targets, share, _world.Noise.At(salt, i));
        }

        return sets;
    }
}
