using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>What is installed: applications, packages, browser extensions, patches.</summary>
internal static class SoftwareTables
{
    private static readonly (string Name, string Bundle, string Publisher, int Major, int Minors)[] Titles =
    [
        ("Google Chrome", "com.google.Chrome", "Google LLC", 131, 8), ("Slack", "com.tinyspeck.slackmacgap", "Slack Technologies", 4, 40),
        ("Zoom", "us.zoom.xos", "Zoom Video Communications", 6, 4), ("Visual Studio Code", "com.microsoft.VSCode", "Microsoft Corporation", 1, 96),
        ("Firefox", "org.mozilla.firefox", "Mozilla", 133, 3), ("1Password", "com.1password.1password", "AgileBits", 8, 10),
        ("Microsoft Word", "com.microsoft.Word", "Microsoft Corporation", 16, 92), ("JumpCloud Agent", "com.jumpcloud.agent", "JumpCloud", 2, 71),
        ("Docker Desktop", "com.docker.docker", "Docker Inc.", 4, 36), ("Spotify", "com.spotify.client", "Spotify AB", 1, 2),
    ];

    private static readonly (string Name, string Id, string Author)[] Extensions =
    [
        ("uBlock Origin Lite", "ddkjiahejlhfcafbddmgiahcphecmpfh", "Raymond Hill"), ("JumpCloud Password Manager", "ifoakfbpdcdoeenechcleahebpibofpc", "JumpCloud"),
        ("Google Docs Offline", "ghbmnnjooekpmoecnnnilnnbdlolhkhi", "Google"),
    ];

    private static readonly string[] Packages = ["bash", "coreutils", "curl", "git", "libssl3t64", "openssh-server", "python3", "sudo", "systemd", "vim"];

    private static readonly string[] Hotfixes = ["KB5048667", "KB5046617", "KB5044033", "KB5043080"];

    public static readonly InsightTable[] All =
    [
        new("apps", device => device.IsMac ? Installed(device) : 0, App),
        new("programs", device => device.IsWindows ? Installed(device) : 0, Program),
        InsightTable.Of("linux_packages", Packages.Length, Package, Platform.Linux) with { IsTimed = false },
        new("chrome_extensions", device => 1 + device.Below(Extensions.Length, 1), ChromeExtension),
        new("firefox_addons", device => device.Below(3, 2) == 0 ? 1 : 0, FirefoxAddon),
        InsightTable.Of("safari_extensions", 1, SafariExtension, Platform.Mac),
        InsightTable.Of("patches", Hotfixes.Length, Patch, Platform.Windows),
        InsightTable.Of("python_packages", 2, PythonPackage, Platform.Mac, Platform.Linux) with { IsTimed = false },
    ];

    private static int Installed(InsightDevice device) => Titles.Length - device.Below(4, 0);

    private static string Version(InsightDevice device, int row) => $"{Titles[row].Major}.{Titles[row].Minors - (device.Below(3, row + 3) == 0 ? 1 : 0)}.{device.Below(4, row + 4)}";

    private static JsonObject App(InsightDevice device, int row)
    {
        var (name, bundle, publisher, _, _) = Titles[row];
        var version = Version(device, row);
        return new JsonObject
        {
            ["applescript_enabled"] = "",
            ["bundle_executable"] = name,
            ["bundle_identifier"] = bundle,
            ["bundle_name"] = name,
            ["bundle_package_type"] = "APPL",
            ["bundle_short_version"] = version,
            ["bundle_version"] = version,
            ["category"] = "",
            ["compiler"] = "",
            ["copyright"] = $"Copyright {publisher}",
            ["development_region"] = "en",
            ["display_name"] = name,
            ["element"] = "",
            ["environment"] = "",
            ["info_string"] = "",
            ["last_opened_time"] = device.Seconds - device.Below(86_400, row),
            ["minimum_system_version"] = "11.0",
            ["name"] = $"{name}.app",
            ["path"] = $"/Applications/{name}.app",
        };
    }

    private static JsonObject Program(InsightDevice device, int row) => new()
    {
        ["identifying_number"] = $"{{{device.Uuid(row)}}}",
        ["install_date"] = $"2025{1 + device.Below(12, row):D2}14",
        ["install_location"] = $@"C:\Program Files\{Titles[row].Name}\",
        ["install_source"] = "",
        ["language"] = "1033",
        ["name"] = Titles[row].Name,
        ["publisher"] = Titles[row].Publisher,
        ["uninstall_string"] = $"MsiExec.exe /X{{{device.Uuid(row)}}}",
        ["version"] = Version(device, row),
    };

    private static JsonObject Package(InsightDevice device, int row) => new()
    {
        ["arch"] = "amd64",
        ["install_time"] = (int)(device.Seconds - 8_000_000),
        ["maintainer_or_vendor"] = "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>",
        ["mount_namespace_id"] = "",
        ["name"] = Packages[row],
        ["package_format"] = "deb",
        ["package_group_or_section"] = "utils",
        ["pid_with_namespace"] = 0,
        ["release_or_revision"] = $"{1 + device.Below(4, row)}ubuntu1",
        ["size"] = (1000 + (row * 731)).ToString(CultureInfo.InvariantCulture),
        ["version"] = $"{1 + row}.{row * 3}.{device.Below(6, row)}",
    };

    private static JsonObject ChromeExtension(InsightDevice device, int row)
    {
        var (name, id, author) = Extensions[row];
        var version = $"{1 + row}.{device.Below(9, row)}.0";
        return new JsonObject
        {
            ["author"] = author,
            ["description"] = "",
            ["identifier"] = id,
            ["locale"] = "en_US",
            ["name"] = name,
            ["path"] = $"{device.Home}/Library/Application Support/Google/Chrome/Default/Extensions/{id}/{version}_0",
            ["permissions"] = "storage, alarms",
            ["persistent"] = 0,
            ["uid"] = "501",
            ["update_url"] = "https://clients2.google.com/service/update2/crx",
            ["version"] = version,
        };
    }

    private static JsonObject FirefoxAddon(InsightDevice device, int row) => new()
    {
        ["active"] = 1,
        ["autoupdate"] = 1,
        ["creator"] = "Raymond Hill",
        ["description"] = "Blocks content.",
        ["disabled"] = 0,
        ["identifier"] = "uBlock0@raymondhill.net",
        ["location"] = "app-profile",
        ["name"] = "uBlock Origin",
        ["path"] = $"{device.Home}/.mozilla/firefox/default/extensions/uBlock0@raymondhill.net.xpi",
        ["source_url"] = "",
        ["type"] = "extension",
        ["uid"] = "501",
        ["version"] = $"1.6{device.Below(3, row)}.0",
        ["visible"] = 1,
    };

    private static JsonObject SafariExtension(InsightDevice device, int row) => new()
    {
        ["author"] = "AgileBits",
        ["description"] = "",
        ["developer_id"] = "2BUA8C4S2C",
        ["identifier"] = "com.1password.safari.extension",
        ["name"] = "1Password for Safari",
        ["path"] = "/Applications/1Password for Safari.app/Contents/PlugIns/1Password.appex",
        ["sdk"] = "",
        ["uid"] = "501",
        ["update_url"] = "",
        ["version"] = $"2.2{device.Below(9, row)}.1",
    };

    private static JsonObject Patch(InsightDevice device, int row) => new()
    {
        ["caption"] = $"http://support.microsoft.com/?kbid={Hotfixes[row][2..]}",
        ["csname"] = device.Name,
        ["description"] = row == 1 ? "Update" : "Security Update",
        ["fix_comments"] = "",
        ["hotfix_id"] = Hotfixes[row],
        ["install_date"] = "",
        ["installed_by"] = @"NT AUTHORITY\SYSTEM",
        ["installed_on"] = $"{12 - row}/{10 + device.Below(10, row)}/2024",
    };

    private static JsonObject PythonPackage(InsightDevice device, int row) => new()
    {
        ["auther"] = "The pip developers",
        ["directory"] = "/usr/lib/python3/dist-packages",
        ["license"] = "MIT",
        ["name"] = row == 0 ? "pip" : "setuptools",
        ["path"] = "/usr/lib/python3/dist-packages",
        ["summary"] = "",
        ["version"] = $"24.{device.Below(4, row)}.{row}",
    };
}
