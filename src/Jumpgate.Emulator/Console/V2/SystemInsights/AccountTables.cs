using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>Who has an account on the device and who is signed in.</summary>
internal static class AccountTables
{
    public static readonly InsightTable[] All =
    [
        InsightTable.Of("users", 2, User),
        InsightTable.Of("groups", 2, Group),
        InsightTable.Of("user_groups", 2, (device, row) => new JsonObject { ["gid"] = Gid(device, row), ["uid"] = Uid(device, 0) }),
        InsightTable.Of("logged_in_users", 1, SignedIn),
        new("user_ssh_keys", device => device.IsWindows ? 0 : device.Below(2, 12),
            (device, _) => new JsonObject { ["encrypted"] = 1, ["path"] = $"{device.Home}/.ssh/id_ed25519", ["uid"] = Uid(device, 0) }),
    ];

    /// <summary>The owner, then the account every system of the kind has.</summary>
    private static JsonObject User(InsightDevice device, int row)
    {
        var owner = row == 0;
        var name = owner ? device.Account : device.IsWindows ? "Administrator" : "root";
        return new JsonObject
        {
            ["ad_managed"] = false,
            ["admin"] = true,
            ["description"] = owner ? "" : "System Administrator",
            ["directory"] = owner ? device.Home : device.IsMac ? "/var/root" : device.IsWindows ? @"C:\Users\Administrator" : "/root",
            ["gid"] = Gid(device, row),
            ["gid_signed"] = Gid(device, row),
            ["last_login"] = owner ? (device.Seconds - device.Below(86_400, 13)).ToString(CultureInfo.InvariantCulture) : "",
            ["managed"] = owner,
            ["real_user"] = owner,
            ["shell"] = device.IsMac ? "/bin/zsh" : device.IsWindows ? @"C:\Windows\system32\cmd.exe" : "/bin/bash",
            ["suspended"] = !owner && device.IsWindows,
            ["type"] = device.IsWindows ? "local" : "",
            ["uid"] = Uid(device, row),
            ["uid_signed"] = Uid(device, row),
            ["username"] = name,
            ["uuid"] = device.IsWindows ? $"S-1-5-21-{device.Index}-1001-{Uid(device, row)}" : device.Uuid(5 + row),
        };
    }

    private static JsonObject Group(InsightDevice device, int row) => new()
    {
        ["comment"] = "",
        ["gid"] = Gid(device, row),
        ["gid_signed"] = Gid(device, row),
        ["group_sid"] = device.IsWindows ? row == 0 ? "S-1-5-32-545" : "S-1-5-32-544" : "",
        ["groupname"] = device.IsWindows ? row == 0 ? "Users" : "Administrators" : row == 0 ? "staff" : device.IsMac ? "wheel" : "root",
    };

    private static JsonObject SignedIn(InsightDevice device, int row) => new()
    {
        ["host"] = device.IsWindows ? device.Name : "",
        ["pid"] = 400 + device.Below(5000, 14),
        ["time"] = (int)(device.Seconds - device.Below(86_400, 13)),
        ["tty"] = device.IsMac ? "console" : device.IsWindows ? "console" : "tty2",
        ["type"] = device.IsWindows ? "active" : "user",
        ["user"] = device.Account,
    };

    private static string Uid(InsightDevice device, int row) => row == 0 ? device.IsMac ? "501" : device.IsWindows ? "1001" : "1000" : device.IsWindows ? "500" : "0";

    private static string Gid(InsightDevice device, int row) => row == 0 ? device.IsMac ? "20" : device.IsWindows ? "545" : "1000" : device.IsWindows ? "544" : "0";
}
