using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>The few objects every organization has beside its people and devices.</summary>
internal static class Fixtures
{
    private static readonly (string Name, string Display, string Family)[] Templates =
    [
        ("filevault2_darwin", "FileVault 2", "darwin"),
        ("bitlocker_full_disk_encryption_windows", "BitLocker Full Disk Encryption", "windows"),
        ("check_disk_encryption_linux", "Check Disk Encryption", "linux"),
        ("lock_screen_darwin", "Lock Screen", "darwin"),
    ];

    public static void AppleMdm(Utf8JsonWriter json, World world, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.AppleMdm, index);
        json.WriteString("name"u8, ""u8);
        json.WriteString("apnsPushTopic"u8, "com.apple.mgmt.External.emulated"u8);
        json.WriteString("depServerTokenState"u8, "valid"u8);
        json.Time("apnsCertExpiry"u8, world.Created(Kind.AppleMdm, index) + (3650 * 86_400_000L));
        json.WriteString("defaultIosUserEnrollmentDeviceGroupID"u8, ""u8);
        json.WriteStartObject("dep"u8);
        Welcome(json);
        json.EmptyArray("setupAssistantOptions"u8);
        json.WriteBoolean("enableZeroTouchEnrollment"u8, false);
        json.WriteEndObject();
        json.WriteBoolean("allowMobileUserEnrollment"u8, false);
        json.WriteStartObject("ades"u8);
        foreach (var family in (string[])["macos", "ios"])
        {
            json.WriteStartObject(family);
            Welcome(json);
            json.EmptyArray("setupAssistantOptions"u8);
            json.EmptyArray("setupOptions"u8);
            json.WriteBoolean("enableZeroTouchEnrollment"u8, false);
            json.EmptyArray("defaultDeviceGroupObjectIds"u8);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("organization"u8, world.OrganizationId);
        json.WriteString("appleCertCreatorAppleID"u8, $"mdm@{world.Domain}");
        json.WriteString("appleCertSerialNumber"u8, "5A11EC0DE"u8);
        json.WriteEndObject();
    }

    public static void ApplicationTemplate(Utf8JsonWriter json, World world, int index)
    {
        var (slug, title, type) = Company.Catalogue[index];
        json.WriteStartObject();
        json.Id("_id"u8, world, Kind.ApplicationTemplate, index);
        json.Id("id"u8, world, Kind.ApplicationTemplate, index);
        json.WriteBoolean("active"u8, true);
        json.WriteBoolean("beta"u8, false);
        json.WriteString("color"u8, "#3E8696"u8);
        json.WriteStartObject("config"u8);
        json.WriteEndObject();
        json.WriteString("displayLabel"u8, title);
        json.WriteString("displayName"u8, title);
        json.WriteBoolean("isConfigured"u8, index < world.Count(Kind.Application));
        json.WriteStartArray("keywords"u8);
        json.WriteStringValue(slug);
        json.WriteEndArray();
        json.WriteString("learnMore"u8, ""u8);
        json.WriteStartObject("logo"u8);
        json.WriteString("url"u8, $"https://static.example.com/applications/{slug}.png");
        json.WriteEndObject();
        json.WriteString("name"u8, slug);
        json.WriteStartObject("provision"u8);
        json.WriteBoolean("beta"u8, false);
        json.WriteBoolean("groups_supported"u8, type == "saml");
        json.WriteString("type"u8, type == "saml" ? "scim"u8 : ""u8);
        json.WriteEndObject();
        json.WriteStartObject("sso"u8);
        json.WriteBoolean("beta"u8, false);
        json.WriteBoolean("hidden"u8, false);
        json.WriteBoolean("jit"u8, false);
        json.WriteString("type"u8, type);
        json.WriteEndObject();
        json.WriteString("ssoUrl"u8, $"https://sso.jumpcloud.com/saml2/{slug}");
        json.WriteEndObject();
    }

    public static void LdapServer(Utf8JsonWriter json, World world, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.LdapServer, index);
        json.WriteString("name"u8, "jumpcloud"u8);
        json.WriteString("userLockoutAction"u8, "disable"u8);
        json.WriteString("userPasswordExpirationAction"u8, "disable"u8);
        json.WriteEndObject();
    }

    public static void Command(Utf8JsonWriter json, World world, int index)
    {
        json.WriteStartObject();
        json.Id("_id"u8, world, Kind.Command, index);
        json.WriteString("name"u8, index == 0 ? "Collect disk usage"u8 : "Restart print spooler"u8);
        json.WriteBoolean("aiGenerated"u8, false);
        json.WriteString("command"u8, index == 0 ? "df -h"u8 : "Restart-Service Spooler"u8);
        json.WriteString("commandType"u8, index == 0 ? "linux"u8 : "windows"u8);
        json.WriteString("description"u8, ""u8);
        json.EmptyArray("commandRunners"u8);
        json.EmptyArray("files"u8);
        json.WriteString("launchType"u8, "manual"u8);
        json.WriteString("listensTo"u8, ""u8);
        json.WriteString("organization"u8, world.OrganizationId);
        json.WriteString("schedule"u8, ""u8);
        json.WriteString("scheduleRepeatType"u8, ""u8);
        json.WriteString("shell"u8, index == 0 ? ""u8 : "powershell"u8);
        json.WriteBoolean("sudo"u8, index == 0);
        json.WriteBoolean("templatingRequired"u8, false);
        json.WriteString("timeout"u8, "120"u8);
        json.WriteString("trigger"u8, ""u8);
        json.WriteString("user"u8, "000000000000000000000000"u8);
        json.WriteEndObject();
    }

    public static void Policy(Utf8JsonWriter json, World world, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.Policy, index);
        json.WriteString("name"u8, $"{Templates[index].Display} - All");
        json.WritePropertyName("template"u8);
        PolicyTemplate(json, world, index);
        json.WriteEndObject();
    }

    public static void PolicyTemplate(Utf8JsonWriter json, World world, int index)
    {
        var (name, display, family) = Templates[index];
        json.WriteStartObject();
        json.WriteString("activation"u8, "immediately"u8);
        json.WriteString("behavior"u8, ""u8);
        json.WriteString("description"u8, $"{display} for {family} devices.");
        json.WriteString("displayName"u8, display);
        json.Id("id"u8, world, Kind.PolicyTemplate, index);
        json.WriteString("name"u8, name);
        json.WriteString("osMetaFamily"u8, family);
        json.EmptyArray("osRestrictions"u8);
        json.WriteEndObject();
    }

    private static void Welcome(Utf8JsonWriter json)
    {
        json.WriteStartObject("welcomeScreen"u8);
        json.WriteString("title"u8, "Welcome"u8);
        json.WriteString("paragraph"u8, "This device is managed."u8);
        json.WriteString("button"u8, "Continue"u8);
        json.WriteEndObject();
    }
}
