using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>The machine itself: operating system, hardware, disks, network, up time.</summary>
internal static class MachineTables
{
    private const long Gigabyte = 1L << 30;

    public static readonly InsightTable[] All =
    [
        InsightTable.Of("os_version", 1, OsVersion),
        InsightTable.Of("system_info", 1, SystemInfo),
        InsightTable.Of("uptime", 1, Uptime),
        InsightTable.Of("kernel_info", 1, Kernel),
        InsightTable.Of("disk_info", 1, Disk, Platform.Windows),
        InsightTable.Of("logical_drives", 1, Drive, Platform.Windows),
        InsightTable.Of("mounts", 1, Mount, Platform.Mac, Platform.Linux),
        InsightTable.Of("interface_addresses", 2, InterfaceAddress),
        InsightTable.Of("interface_details", 1, InterfaceDetail) with { IsTimed = false },
        InsightTable.Of("etc_hosts", 2, Hosts),
        InsightTable.Of("battery", 1, Battery, Platform.Mac),
        InsightTable.Of("chassis_info", 1, Chassis, Platform.Windows),
    ];

    private static JsonObject OsVersion(InsightDevice device, int row) => device.Platform switch
    {
        Platform.Mac => Os("24D70", "", 15, 3, 1, "macOS", "darwin", "darwin", "15.3.1"),
        Platform.Windows => Os("22631", "Microsoft Windows 11 Pro", 10, 0, 22631, "Microsoft Windows 11 Pro", "windows", "windows", "10.0.22631"),
        _ => Os("", "noble", 24, 4, 0, "Ubuntu", "ubuntu", "debian", "24.04.1 LTS (Noble Numbat)"),
    };

    private static JsonObject Os(string build, string codename, int major, int minor, int patch, string name, string platform, string like, string version) => new()
    {
        ["build"] = build,
        ["codename"] = codename,
        ["install_date"] = platform == "windows" ? "1704067200" : "",
        ["major"] = major,
        ["minor"] = minor,
        ["name"] = name,
        ["patch"] = patch,
        ["platform"] = platform,
        ["platform_like"] = like,
        ["version"] = version,
    };

    private static JsonObject SystemInfo(InsightDevice device, int row)
    {
        var (brand, type, model, vendor) = device.Platform switch
        {
            Platform.Mac => ("Apple M3 Pro", "arm64e", "Mac15,6", "Apple Inc."),
            Platform.Windows => ("13th Gen Intel(R) Core(TM) i7-1365U", "x86_64", "ThinkPad T14 Gen 4", "LENOVO"),
            _ => ("Intel(R) Xeon(R) W-2245 CPU @ 3.90GHz", "x86_64", "Precision 5820 Tower", "Dell Inc."),
        };
        return new JsonObject
        {
            ["computer_name"] = device.Name,
            ["cpu_brand"] = brand,
            ["cpu_logical_cores"] = 12,
            ["cpu_microcode"] = "",
            ["cpu_physical_cores"] = device.IsMac ? 12 : 8,
            ["cpu_subtype"] = device.IsMac ? "ARM64E" : "142",
            ["cpu_type"] = type,
            ["hardware_model"] = model,
            ["hardware_serial"] = device.Serial,
            ["hardware_vendor"] = vendor,
            ["hardware_version"] = "",
            ["hostname"] = device.Host,
            ["local_hostname"] = device.Name,
            ["physical_memory"] = ((device.Below(2, 0) == 0 ? 16 : 32) * Gigabyte).ToString(CultureInfo.InvariantCulture),
            ["uuid"] = device.Uuid(0),
        };
    }

    private static JsonObject Uptime(InsightDevice device, int row)
    {
        var total = 3600 + device.Below(20 * 86_400, 1);
        return new JsonObject
        {
            ["days"] = total / 86_400,
            ["hours"] = total / 3600 % 24,
            ["minutes"] = total / 60 % 60,
            ["seconds"] = total % 60,
            ["total_seconds"] = total.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static JsonObject Kernel(InsightDevice device, int row) => new()
    {
        ["arguments"] = "",
        ["device"] = device.Platform == Platform.Linux ? "/dev/mapper/vg-root" : "",
        ["path"] = device.Platform switch { Platform.Mac => "/System/Library/Kernels/kernel", Platform.Windows => @"C:\Windows\System32\ntoskrnl.exe", _ => "/boot/vmlinuz-6.8.0-51-generic" },
        ["version"] = device.Platform switch { Platform.Mac => "24.3.0", Platform.Windows => "10.0.22631.4602", _ => "6.8.0-51-generic" },
    };

    private static JsonObject Disk(InsightDevice device, int row) => new()
    {
        ["description"] = "Disk drive",
        ["disk_index"] = 0,
        ["disk_size"] = (512 * Gigabyte).ToString(CultureInfo.InvariantCulture),
        ["hardware_model"] = "SAMSUNG MZVL2512HCJQ",
        ["id"] = @"\\.\PHYSICALDRIVE0",
        ["manufacturer"] = "(Standard disk drives)",
        ["name"] = @"\\.\PHYSICALDRIVE0",
        ["partitions"] = 3,
        ["pnp_device_id"] = $@"SCSI\DISK&VEN_NVME\5&{device.Index:X8}&0&000000",
        ["serial"] = $"S6{device.Below(1_000_000, 2):D6}",
        ["type"] = "SCSI",
    };

    private static JsonObject Drive(InsightDevice device, int row) => new()
    {
        ["boot_partition"] = 1,
        ["device_id"] = "C:",
        ["file_system"] = "NTFS",
        ["free_space"] = ((100 + device.Below(300, 3)) * Gigabyte).ToString(CultureInfo.InvariantCulture),
        ["size"] = (511 * Gigabyte).ToString(CultureInfo.InvariantCulture),
        ["type"] = "Local Fixed Disk",
    };

    private static JsonObject Mount(InsightDevice device, int row) => new()
    {
        ["blocks"] = "122061322",
        ["blocks_available"] = (20_000_000 + device.Below(60_000_000, 3)).ToString(CultureInfo.InvariantCulture),
        ["blocks_free"] = "80000000",
        ["blocks_size"] = "4096",
        ["device"] = device.IsMac ? "/dev/disk3s1s1" : "/dev/mapper/vg-root",
        ["device_alias"] = device.IsMac ? "/dev/disk3s1s1" : "/dev/dm-0",
        ["flags"] = device.IsMac ? "76583936" : "rw,relatime",
        ["inodes"] = "4294967295",
        ["inodes_free"] = "4290000000",
        ["path"] = "/",
        ["type"] = device.IsMac ? "apfs" : "ext4",
    };

    private static JsonObject InterfaceAddress(InsightDevice device, int row) => new()
    {
        ["address"] = row == 0 ? "127.0.0.1" : device.Address,
        ["broadcast"] = row == 0 ? "" : "10.255.255.255",
        ["friendly_name"] = "",
        ["interface"] = Interface(device, row),
        ["mask"] = row == 0 ? "255.0.0.0" : "255.0.0.0",
        ["point_to_point"] = row == 0 ? "127.0.0.1" : "",
        ["type"] = row == 0 ? "loopback" : "dhcp",
    };

    private static string Interface(InsightDevice device, int row) => (device.Platform, row) switch
    {
        (Platform.Mac, 0) => "lo0",
        (Platform.Mac, _) => "en0",
        (Platform.Windows, _) => (row == 0 ? 1 : 12).ToString(CultureInfo.InvariantCulture),
        (_, 0) => "lo",
        _ => "eth0",
    };

    private static JsonObject InterfaceDetail(InsightDevice device, int row) => new()
    {
        ["interface"] = Interface(device, 1),
        ["friendly_name"] = device.IsWindows ? "Ethernet" : "",
        ["mac"] = device.Mac,
        ["mtu"] = 1500,
        ["metric"] = 0,
        ["type"] = 6,
        ["enabled"] = 1,
        ["flags"] = 34915,
        ["ibytes"] = device.Below(1_000_000_000, 5).ToString(CultureInfo.InvariantCulture),
        ["obytes"] = device.Below(1_000_000_000, 6).ToString(CultureInfo.InvariantCulture),
        ["ierrors"] = "0",
        ["oerrors"] = "0",
        ["last_change"] = (device.Seconds - 3600).ToString(CultureInfo.InvariantCulture),
        ["link_speed"] = "1000",
        ["dns_host_name"] = device.Host,
    };

    private static JsonObject Hosts(InsightDevice device, int row)
        => new() { ["address"] = row == 0 ? "127.0.0.1" : "::1", ["hostnames"] = "localhost" };

    private static JsonObject Battery(InsightDevice device, int row)
    {
        var left = 40 + device.Below(60, 7);
        return new JsonObject
        {
            ["amperage"] = -820,
            ["charged"] = 0,
            ["charging"] = 0,
            ["condition"] = "Normal",
            ["current_capacity"] = left * 60,
            ["cycle_count"] = device.Below(600, 8),
            ["designed_capacity"] = 6249,
            ["health"] = "Good",
            ["manufacture_date"] = 1_700_000_000,
            ["manufacturer"] = "DSY",
            ["max_capacity"] = 6000,
            ["minutes_to_full_charge"] = -1,
            ["minutes_until_empty"] = left * 5,
            ["model"] = "bq40z651",
            ["percent_remaining"] = left,
            ["serial_number"] = $"F8Y{device.Index:D8}",
            ["state"] = "Battery Power",
            ["voltage"] = 12_100,
        };
    }

    private static JsonObject Chassis(InsightDevice device, int row) => new()
    {
        ["audible_alarm"] = "False",
        ["breach_description"] = "",
        ["chassis_types"] = "Notebook",
        ["description"] = "System Enclosure",
        ["lock"] = "False",
        ["manufacturer"] = "LENOVO",
        ["model"] = "",
        ["security_breach"] = "Unknown",
        ["serial"] = device.Serial,
        ["sku"] = "",
        ["smbios_tag"] = "",
        ["status"] = "OK",
        ["visible_alarm"] = "False",
    };
}
