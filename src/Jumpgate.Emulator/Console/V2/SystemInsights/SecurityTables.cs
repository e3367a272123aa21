using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>Encryption, firewalls, secure boot, certificates.</summary>
internal static class SecurityTables
{
    public static readonly InsightTable[] All =
    [
        InsightTable.Of("disk_encryption", 1, DiskEncryption, Platform.Mac, Platform.Linux),
        InsightTable.Of("bitlocker_info", 1, Bitlocker, Platform.Windows),
        InsightTable.Of("secureboot", 1, (_, _) => new JsonObject { ["secure_boot"] = 1, ["setup_mode"] = 0 }, Platform.Windows, Platform.Linux),
        InsightTable.Of("tpm_info", 1, Tpm, Platform.Windows),
        InsightTable.Of("windows_security_center", 1, SecurityCenter, Platform.Windows),
        InsightTable.Of("windows_security_products", 2, SecurityProduct, Platform.Windows),
        InsightTable.Of("alf", 1, Firewall, Platform.Mac),
        InsightTable.Of("sip_config", 1, (_, _) => new JsonObject { ["config_flag"] = "sip", ["enabled"] = 1, ["enabled_nvram"] = 1 }, Platform.Mac),
        InsightTable.Of("certificates", 2, Certificate) with { IsTimed = false },
    ];

    private static JsonObject DiskEncryption(InsightDevice device, int row) => new()
    {
        ["encrypted"] = device.IsEncrypted ? 1 : 0,
        ["encryption_status"] = device.IsEncrypted ? "encrypted" : "not encrypted",
        ["name"] = device.IsMac ? "/dev/disk3s1" : "/dev/mapper/vg-root",
        ["type"] = device.IsMac ? "APFS Encryption" : "LUKS",
        ["uid"] = "",
        ["user_uuid"] = "",
        ["uuid"] = device.Uuid(1),
    };

    private static JsonObject Bitlocker(InsightDevice device, int row) => new()
    {
        ["conversion_status"] = device.IsEncrypted ? 1 : 0,
        ["device_id"] = $@"\\?\Volume{{{device.Uuid(1).ToLowerInvariant()}}}\",
        ["drive_letter"] = "C:",
        ["encryption_method"] = device.IsEncrypted ? "XTS_AES_128" : "None",
        ["percentage_encrypted"] = device.IsEncrypted ? 100 : 0,
        ["persistent_volume_id"] = device.IsEncrypted ? $"{{{device.Uuid(2)}}}" : "",
        ["protection_status"] = device.IsEncrypted ? 1 : 0,
    };

    private static JsonObject Tpm(InsightDevice device, int row) => new()
    {
        ["activated"] = 1,
        ["enabled"] = 1,
        ["manufacturer_id"] = 1_398_033_696,
        ["manufacturer_name"] = "STM",
        ["manufacturer_version"] = "1.258.0.0",
        ["owned"] = 1,
        ["physical_presence_version"] = "1.3",
        ["product_name"] = "",
        ["spec_version"] = "2.0",
    };

    private static JsonObject SecurityCenter(InsightDevice device, int row) => new()
    {
        ["antispyware"] = "Good",
        ["antivirus"] = "Good",
        ["autoupdate"] = "Good",
        ["firewall"] = device.Below(9, 9) == 0 ? "Poor" : "Good",
        ["internet_settings"] = "Good",
        ["user_account_control"] = "Good",
        ["windows_security_center_service"] = "Good",
    };

    private static JsonObject SecurityProduct(InsightDevice device, int row) => new()
    {
        ["name"] = row == 0 ? "Microsoft Defender Antivirus" : "Windows Firewall",
        ["remediation_path"] = row == 0 ? "windowsdefender://" : @"%windir%\system32\firewall.cpl",
        ["signatures_up_to_date"] = 1,
        ["state"] = row == 1 && device.Below(9, 9) == 0 ? "Off" : "On",
        ["state_timestamp"] = "",
        ["type"] = row == 0 ? "Antivirus" : "Firewall",
    };

    private static JsonObject Firewall(InsightDevice device, int row) => new()
    {
        ["allow_signed_enabled"] = 1,
        ["firewall_unload"] = 0,
        ["global_state"] = device.Below(8, 10) == 0 ? 0 : 1,
        ["logging_enabled"] = 0,
        ["logging_option"] = 0,
        ["stealth_enabled"] = device.Below(2, 11),
        ["version"] = "1.6",
    };

    private static JsonObject Certificate(InsightDevice device, int row)
    {
        var name = row == 0 ? "JumpCloud Device Certificate" : "Northwind Example Root CA";
        return new JsonObject
        {
            ["authority_key_id"] = "",
            ["ca"] = row,
            ["common_name"] = name,
            ["issuer"] = "/CN=Northwind Example Root CA",
            ["key_algorithm"] = "rsaEncryption",
            ["key_strength"] = "2048",
            ["key_usage"] = "Digital Signature",
            ["not_valid_after"] = (device.Seconds + 31_536_000).ToString(CultureInfo.InvariantCulture),
            ["not_valid_before"] = (device.Seconds - 31_536_000).ToString(CultureInfo.InvariantCulture),
            ["path"] = device.IsMac ? "/Library/Keychains/System.keychain" : device.IsWindows ? "LocalMachine" : "/etc/ssl/certs",
            ["self_signed"] = row,
            ["serial"] = $"{device.Index + 1:X8}{row:X2}",
            ["sha1"] = device.Uuid(3 + row).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() + "00000000",
            ["signing_algorithm"] = "sha256WithRSAEncryption",
            ["subject"] = $"/CN={name}",
            ["subject_key_id"] = "",
        };
    }
}
