using System.Globalization;

namespace Jumpgate.Emulator.Insights.History;

/// <summary>What devices report: people logging in, software coming and going, disk keys, updates, MDM answers.</summary>
internal static class DeviceScenes
{
    public static IEnumerable<Scene> Scenes() =>
    [
        new("systems", "login_attempt", 130, TimePrecision.Second, Needs.Users | Needs.Devices, Login),
        new("systems", "system_fde_key_update", 4, TimePrecision.Millisecond, Needs.Devices, Plain),
        new("systems", "os_minor_upgrade", 6, TimePrecision.Millisecond, Needs.Devices, Upgrade),
        new("software", "software_add", 12, TimePrecision.Second, Needs.Devices, Software),
        new("software", "software_change", 25, TimePrecision.Second, Needs.Devices, Software),
        new("software", "software_remove", 6, TimePrecision.Second, Needs.Devices, Software),
        new("mdm", "mdm_command_result", 12, TimePrecision.Nanosecond, Needs.Devices, MdmResult),
    ];

    private static void Login(EventDraft draft)
    {
        var number = draft.Below(draft.Subjects.Devices);
        var device = draft.Subjects.Device(number);
        var owner = Math.Clamp(device.Owner, 0, draft.Subjects.Users - 1);
        var user = draft.Subjects.User(owner);
        var passed = !draft.Chance(7);
        draft.ByName(user.Username);
        draft.From((ulong)owner, browser: false);
        draft.Machine(device);
        var json = draft.Json;
        json.WriteString("system_timestamp", draft.Time.ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("username", user.Username);
        json.WriteString("process_name", device.Os switch { "Windows" => "winlogon.exe", "Mac OS X" => "loginwindow", _ => "sshd" });
        json.WriteString("message", passed ? $"User {user.Username} logged in" : $"Authentication failed for {user.Username}");
        json.WriteString("src_ip", $"10.0.{draft.Below(256)}.{1 + draft.Below(254)}");
        json.WriteBoolean("success", passed);
        if (device.Os == "Windows")
        {
            json.WriteStartObject("windows_meta");
            json.WriteString("logon_type", draft.Pick("2", "7", "11"));
            json.WriteBoolean("elevated", false);
            json.WriteEndObject();
        }
    }

    private static void Plain(EventDraft draft)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        draft.Machine(device);
        draft.Machine(device, system: false);
        draft.Json.WriteBoolean("success", true);
    }

    private static void Upgrade(EventDraft draft)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        draft.Machine(device);
        draft.Machine(device, system: false);
        draft.Change(("version", device.Version + "-1", device.Version));
    }

    public static void Software(EventDraft draft)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        draft.Machine(device);
        draft.Machine(device, system: false);
        var (name, publisher) = draft.Pick(("Google Chrome", "Google"), ("Slack", "Slack Technologies"), ("zoom.us", "Zoom"), ("Visual Studio Code", "Microsoft"));
        var version = 90 + draft.Below(50);
        var json = draft.Json;
        json.WriteStartObject("application");
        json.WriteString("name", name);
        json.WriteString("version", $"{version}.1");
        json.WriteString("path", device.Os == "Windows" ? $@"C:\Program Files\{name}" : $"/Applications/{name}.app");
        json.WriteString("publisher", publisher);
        json.WriteEndObject();
        draft.Change(("version", $"{version}.0", $"{version}.1"));
    }

    private static void MdmResult(EventDraft draft)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        var request = draft.Pick("DeviceInformation", "ProfileList", "InstalledApplicationList", "SecurityInfo");
        var json = draft.Json;
        json.WriteString("mdm_type", "apple");
        json.WriteString("request_type", request);
        json.WriteStartObject("command");
        json.WriteString("request_type", request);
        json.WriteEndObject();
        json.WriteString("command_uuid", $"{draft.Below(int.MaxValue):x8}-2222-4333-8444-{draft.Below(int.MaxValue):x12}");
        json.WriteString("mdm_device_id", device.Id);
        json.WriteString("status", draft.Chance(90) ? "Acknowledged" : "NotNow");
        json.WriteNull("error_chain");
        draft.Machine(device);
    }
}
