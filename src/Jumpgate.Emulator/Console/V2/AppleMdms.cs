using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Apple MDM: one configuration, the Macs enrolled in it under ids of their own, and commands to them. There is no GET of one configuration.</summary>
internal static class AppleMdms
{
    private static readonly string[] NeedPin = ["lock", "erase"];

    public static void Map(Routes v2)
    {
        v2.Get("/applemdms", "mdm", call => Lists.Array(call, call.Organization.Table(Kind.AppleMdm)))
            .Put("/applemdms/{id}", "mdm", Update)
            .Get("/applemdms/{id}/devices", "mdm", List)
            .Get("/applemdms/{id}/devices/{device}", "mdm", call => OnDevice(call, device => Answer.Json(200, Show(call, device))))
            .Delete("/applemdms/{id}/devices/{device}", "mdm", call => OnDevice(call, device => Unenroll(call, device)))
            .Get("/applemdms/{id}/enrollmentprofiles", "mdm", call => OnMdm(call, () => Answer.Json(200, new JsonArray())))
            .Post("/applemdms/{id}/refreshdepdevices", "mdm", call => OnMdm(call, () => Answer.Empty(204)));
        foreach (var (path, request) in ((string, string)[])
            [("lock", "DeviceLock"), ("erase", "EraseDevice"), ("restart", "RestartDevice"), ("shutdown", "ShutDownDevice"),
                ("clearActivationLock", "ClearActivationLock"), ("refreshActivationLockInformation", "DeviceInformation"), ("clearPasscode", "ClearPasscode")])
            v2.Post($"/applemdms/{{id}}/devices/{{device}}/{path}", "mdm", call => OnDevice(call, device => Command(call, device, path, request)));
    }

    private static Answer Update(Call call)
    {
        var table = call.Organization.Table(Kind.AppleMdm);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var mdm = table.Change(index);
        var changes = new Changes();
        foreach (var name in (string[])["name", "allowMobileUserEnrollment", "appleCertCreatorAppleID", "defaultIosUserEnrollmentDeviceGroupID", "defaultSystemGroupID", "ades", "dep"])
        {
            if (call.Object[name] is { } value)
                changes.Set(mdm, name, value);
        }

        // No type is published for it; Android management, which has one, tells it as a matter of the systems service.
        if (changes.Any)
            call.Organization.Journal.Write(call, "apple_mdm_update", call.Organization.Journal.Resource(new Node(Kind.AppleMdm, index)), changes, "systems");

        return Objects.Show(table, index);
    }

    private static Answer List(Call call) => OnMdm(call, () =>
    {
        List<int> macs = [.. Enrolled(call.Organization)];
        return Lists.Array(call, macs, (json, device) => Show(call, device).WriteTo(json));
    });

    private static IEnumerable<int> Enrolled(Organization organization)
        => organization.Systems.All().Where(i => IsEnrolled(organization, i));

    private static bool IsEnrolled(Organization organization, int device)
        => device < organization.World.Count(Kind.System)
            && organization.World.Devices.PlatformOf(device) == Platform.Mac
            && (!organization.Systems.IsWritten(device) || (string?)organization.Systems.Read(device)["mdm"]?["vendor"] == "internal");

    private static Answer Command(Call call, int device, string path, string request)
    {
        if (NeedPin.Contains(path) && ((string?)call.Object["pin"] is not { Length: 6 } pin || !pin.All(char.IsAsciiDigit)))
            return Answer.Invalid("pin must be six digits");
        Tell(call, device, request);
        return Answer.Empty(204);
    }

    private static void Tell(Call call, int device, string request)
    {
        var organization = call.Organization;
        organization.Events.Append(new JsonObject
        {
            ["service"] = "mdm",
            ["event_type"] = "mdm_command_result",
            ["timestamp"] = JsonWriting.Iso(call.Now),
            ["organization"] = organization.Id,
            ["mdm_type"] = "apple",
            ["request_type"] = request,
            ["command"] = new JsonObject { ["request_type"] = request },
            ["command_uuid"] = $"00000000-0000-4000-8000-{organization.Serial():x12}",
            ["mdm_device_id"] = MdmId(organization, device),
            ["mdm_device_manager_id"] = call.Id,
            ["status"] = "Acknowledged",
            ["error_chain"] = null,
        });
    }

    private static Answer Unenroll(Call call, int device)
    {
        var shown = Show(call, device);
        Tell(call, device, "RemoveProfile");
        var system = call.Organization.Systems.Change(device);
        system["mdm"] = new JsonObject { ["dep"] = false, ["userApproved"] = false, ["vendor"] = "none" };
        return Answer.Json(200, shown);
    }

    private static Answer OnMdm(Call call, Func<Answer> answer)
        => call.Organization.Table(Kind.AppleMdm).TryFind(call.Id, out _) ? answer() : Answer.NotFound(call);

    private static Answer OnDevice(Call call, Func<int, Answer> answer) => OnMdm(call, () =>
    {
        var organization = call.Organization;
        return organization.World.Ids.TryRead(call.Route("device"), out var kind, out var device, out _) && kind == Kind.MdmDevice
            && organization.Systems.Exists(device) && IsEnrolled(organization, device)
            ? answer(device)
            : Answer.NotFound(call);
    });

    private static string MdmId(Organization organization, int device)
        => organization.World.Ids.Of(Kind.MdmDevice, device, organization.World.CreatedSecond(Kind.System, device));

    private static JsonObject Show(Call call, int device)
    {
        var world = call.Organization.World;
        var noise = world.Noise.At(900, device);
        return new JsonObject
        {
            ["id"] = MdmId(call.Organization, device),
            ["appleMdmId"] = call.Id,
            ["serialNumber"] = world.Devices.Serial(device),
            ["udid"] = $"{(uint)noise:X8}-{(ushort)(noise >> 32):X4}-4000-8000-{device:X12}",
            ["osVersion"] = "15.3.1",
            ["mdmOsFamily"] = "darwin",
            ["modelFamily"] = "Mac",
            ["depRegistered"] = true,
            ["enrolled"] = true,
            ["createdAt"] = JsonWriting.Iso(DateTimeOffset.FromUnixTimeMilliseconds(world.Created(Kind.System, device))),
            ["hasActivationLockBypassCodes"] = true,
            ["securityInfo"] = new JsonObject { ["enrolledViaDep"] = true, ["userApprovedEnrollment"] = true, ["filevaultEnabled"] = true, ["isUserEnrollment"] = false, ["recoveryLockEnabled"] = false },
            ["deviceInformation"] = new JsonObject
            {
                ["isSupervised"] = true,
                ["availableDeviceCapacity"] = 774,
                ["deviceCapacity"] = 1000,
                ["isAppleSilicon"] = true,
                ["deviceName"] = world.Devices.DisplayName(device),
                ["wifiMac"] = $"02:00:00:{device >> 16 & 255:x2}:{device >> 8 & 255:x2}:{device & 255:x2}",
                ["modelName"] = "MacBook Pro",
            },
        };
    }
}
