using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>Devices of three platforms, each with the user it belongs to.</summary>
internal sealed class Devices
{
    private const int PlatformSalt = 500, OwnerSalt = 501, ContactSalt = 502, SerialSalt = 503, PolicySalt = 504;

    private readonly World _world;
    private readonly ScatterSet _owners;

    public Devices(World world)
    {
        _world = world;
        _owners = new ScatterSet(world.Count(Kind.User), world.Count(Kind.User), world.Noise.At(OwnerSalt, 0));
    }

    public int? Owner(int device) => _world.Count(Kind.User) == 0 ? null : _owners.At(device % _world.Count(Kind.User));

    /// <summary>Devices of a user, lowest first.</summary>
    public IEnumerable<int> OwnedBy(int user)
    {
        for (var device = _owners.PositionOf(user); device >= 0 && device < _world.Count(Kind.System); device += _world.Count(Kind.User))
            yield return device;
    }

    /// <summary>Whether world edges join devices to their users.</summary>
    public bool Bound => _world.CompanyLike;

    public Platform PlatformOf(int device) => _world.Noise.Below(20, PlatformSalt, device) switch
    {
        < 10 => Platform.Mac,
        < 17 => Platform.Windows,
        _ => Platform.Linux,
    };

    public string Serial(int device)
        => string.Create(CultureInfo.InvariantCulture, $"{(PlatformOf(device) == Platform.Mac ? "C02" : "PF")}{_world.Noise.At(SerialSalt, device) & 0xFFFFF:X5}{device:X4}");

    public string DisplayName(int device) => Owner(device) is { } owner
        ? $"{_world.People.Username(owner).Replace('.', '-').ToUpperInvariant()}-{PlatformOf(device) switch { Platform.Mac => "MBP", Platform.Windows => "PC", _ => "WS" }}"
        : $"DEVICE-{device}";

    public void Write(Utf8JsonWriter json, int device, int generation, long today)
    {
        var platform = PlatformOf(device);
        var (mac, windows) = (platform == Platform.Mac, platform == Platform.Windows);
        var created = _world.Created(Kind.System, device);
        var name = DisplayName(device);
        var contact = today + (generation * 600_000L) - (_world.Noise.Below(86_400, ContactSalt + (generation * 7), device) * 1000L);
        var (os, family, version, release) = platform switch
        {
            Platform.Mac => ("Mac OS X", "darwin", "15.3.1", "Sequoia"),
            Platform.Windows => ("Windows", "windows", "11 Pro", "23H2"),
            _ => ("Ubuntu", "linux", "24.04", "noble"),
        };
        json.WriteStartObject();
        json.WriteBoolean("active"u8, device % 11 != 10);
        json.WriteBoolean("agentHasFullDiskAccess"u8, true);
        json.WriteString("agentVersion"u8, "2.71.3"u8);
        json.WriteBoolean("allowMultiFactorAuthentication"u8, false);
        json.WriteBoolean("allowPublicKeyAuthentication"u8, true);
        json.WriteBoolean("allowSshPasswordAuthentication"u8, true);
        json.WriteBoolean("allowSshRootLogin"u8, false);
        json.WriteString("amazonInstanceID"u8, ""u8);
        json.WriteString("arch"u8, mac ? "arm64"u8 : "x86_64"u8);
        json.WriteString("archFamily"u8, mac ? "arm64"u8 : "x86_64"u8);
        json.WriteStartArray("attributes"u8);
        if (device % 4 == 0)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, "assetTag"u8);
            json.WriteString("value"u8, $"A-{2200 + device}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("azureAdJoined"u8, false);
        json.WriteStartArray("builtInCommands"u8);
        foreach (var command in (string[])["erase", "lock", "restart", "shutdown"])
        {
            json.WriteStartObject();
            json.WriteString("name"u8, command);
            json.WriteString("type"u8, "security"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.EmptyArray("connectionHistory"u8);
        json.Time("created"u8, created);
        json.WriteString("description"u8, ""u8);
        json.WriteBoolean("desktopCapable"u8, true);
        json.WriteString("displayManager"u8, ""u8);
        json.WriteString("displayName"u8, name);
        json.WriteStartObject("domainInfo"u8);
        json.WriteString("domainName"u8, ""u8);
        json.WriteBoolean("partOfDomain"u8, false);
        json.WriteEndObject();
        json.WriteStartObject("fde"u8);
        json.WriteBoolean("active"u8, !windows || device % 3 != 0);
        json.WriteBoolean("keyPresent"u8, mac || (windows && device % 3 != 0));
        json.WriteEndObject();
        json.WriteNull("fileSystem"u8);
        json.WriteBoolean("hasServiceAccount"u8, mac);
        json.WriteString("hostname"u8, name.ToLowerInvariant() + ".local");
        json.WriteString("hwVendor"u8, mac ? "Apple"u8 : windows ? "Lenovo"u8 : "Dell Inc."u8);
        json.WriteBoolean("isPolicyBound"u8, true);
        json.Time("lastContact"u8, contact);
        json.WriteStartObject("mdm"u8);
        json.WriteBoolean("dep"u8, mac);
        json.WriteString("lostModeStatus"u8, ""u8);
        if (mac)
        {
            json.WriteString("profileIdentifier"u8, "com.jumpcloud.mdm"u8);
            json.Id("providerId"u8, _world, Kind.AppleMdm, 0);
        }

        json.WriteBoolean("userApproved"u8, mac);
        json.WriteString("vendor"u8, mac ? "internal"u8 : "none"u8);
        json.WriteStartObject("windows"u8);
        json.WriteString("upn"u8, ""u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("modifySSHDConfig"u8, true);
        json.WriteStartArray("networkInterfaces"u8);
        json.WriteStartObject();
        json.WriteString("address"u8, $"10.{device >> 16 & 255}.{device >> 8 & 255}.{device & 255}");
        json.WriteString("family"u8, "IPv4"u8);
        json.WriteBoolean("internal"u8, false);
        json.WriteString("name"u8, mac ? "en0"u8 : windows ? "Ethernet"u8 : "eth0"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("organization"u8, _world.OrganizationId);
        json.WriteString("os"u8, os);
        json.WriteString("osFamily"u8, family);
        WriteVersion(json, os, version, release);
        WritePolicyStats(json, device, generation);
        if (_world.CompanyLike && Owner(device) is { } owner)
        {
            json.WriteStartObject("primarySystemUser"u8);
            json.Id("id"u8, _world, Kind.User, owner);
            json.WriteEndObject();
        }

        json.WriteStartObject("provisionMetadata"u8);
        json.WriteStartObject("provisioner"u8);
        if (mac)
            json.Id("provisionerId"u8, _world, Kind.AppleMdm, 0);
        else
            json.WriteString("provisionerId"u8, ""u8);
        json.WriteString("type"u8, mac ? "mdm"u8 : "administrator"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("remoteAssistAgentVersion"u8, "0.310.0"u8);
        json.WriteString("remoteIP"u8, $"203.0.113.{device % 250}");
        json.WriteStartObject("secureLogin"u8);
        json.WriteBoolean("enabled"u8, true);
        json.WriteBoolean("supported"u8, true);
        json.WriteEndObject();
        json.WriteString("serialNumber"u8, Serial(device));
        json.WriteStartObject("serviceAccountState"u8);
        json.WriteBoolean("hasSecureToken"u8, mac);
        json.WriteBoolean("passwordAPFSValid"u8, mac);
        json.WriteBoolean("passwordODValid"u8, mac);
        json.WriteEndObject();
        json.WriteBoolean("sshRootEnabled"u8, false);
        json.WriteStartArray("sshdParams"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, "PermitRootLogin"u8);
        json.WriteString("value"u8, "no"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("systemInsights"u8);
        json.WriteString("state"u8, "enabled"u8);
        json.WriteEndObject();
        json.WriteNumber("systemTimezone"u8, 60);
        json.WriteString("templateName"u8, mac ? "mac"u8 : windows ? "windows"u8 : "ubuntu"u8);
        json.WriteStartArray("userMetrics"u8);
        if (Owner(device) is { } user)
        {
            json.WriteStartObject();
            json.WriteBoolean("admin"u8, true);
            // JumpCloud manages an account on a device once its user is bound to it; a world of equal sizes binds none.
            json.WriteBoolean("managed"u8, _world.CompanyLike);
            json.WriteBoolean("secureTokenEnabled"u8, mac);
            json.WriteBoolean("suspended"u8, false);
            json.WriteString("userName"u8, _world.People.Username(user));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("version"u8, version);
        json.Id("_id"u8, _world, Kind.System, device);
        json.Id("id"u8, _world, Kind.System, device);
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, string os, string version, string release)
    {
        var parts = version.Split(' ', '.');
        json.WriteStartObject("osVersionDetail"u8);
        json.WriteString("distributionName"u8, os == "Ubuntu" ? "Ubuntu"u8 : ""u8);
        WritePart(json, "major", parts, 0);
        WritePart(json, "minor", parts, 1);
        json.WriteString("osName"u8, os);
        WritePart(json, "patch", parts, 2);
        json.WriteString("releaseName"u8, release);
        json.WriteString("revision"u8, ""u8);
        json.WriteString("version"u8, version);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string name, string[] parts, int place)
    {
        var text = place < parts.Length && int.TryParse(parts[place], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? parts[place] : "0";
        json.WriteString(name, text);
        json.WriteNumber(name + "Number", int.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>How many of the world's policies the device does not meet; the last ones are those.</summary>
    public int FailedPolicies(int device, int generation) => _world.Noise.Below(3, PolicySalt + generation, device);

    private void WritePolicyStats(Utf8JsonWriter json, int device, int generation)
    {
        var failed = FailedPolicies(device, generation);
        json.WriteStartObject("policyStats"u8);
        json.WriteNumber("duplicate"u8, 0);
        json.WriteNumber("failed"u8, failed);
        json.WriteNumber("pending"u8, 0);
        json.WriteNumber("success"u8, 4 - failed);
        json.WriteNumber("total"u8, 4);
        json.WriteNumber("unsupportedOs"u8, 0);
        json.WriteEndObject();
    }
}

internal enum Platform
{
    Mac,
    Windows,
    Linux,
}
