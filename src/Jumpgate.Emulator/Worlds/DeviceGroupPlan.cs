using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>Device groups: slices of the fleet, some bound to a user group as a whole.</summary>
internal sealed class DeviceGroupPlan
{
    private static readonly string[] FirstNames = ["Laptops", "Engineering Workstations", "Pilot Ring", "Shared Devices", "Executive Devices", "Loan Pool"];

    private readonly World _world;
    private readonly IndexSet[] _members;

    public DeviceGroupPlan(World world)
    {
        _world = world;
        var devices = world.Count(Kind.System);
        _members = [.. Enumerable.Range(0, world.Count(Kind.SystemGroup)).Select(g => (IndexSet)(g == 0
            ? new RangeSet([(0, devices)])
            : new ScatterSet(devices, Math.Max(1, devices / (g + 2)), world.Noise.At(600, g))))];
    }

    public IndexSet Members(int group) => _members[group];

    public static string Name(int group)
        => group < FirstNames.Length ? FirstNames[group] : $"Device Group {(group + 1).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The user group that may use the device group's devices, for every third one.</summary>
    public int? BoundUserGroup(int group)
        => _world.Devices.Bound && group % 3 == 1 && _world.Count(Kind.UserGroup) > 0 ? group % _world.Count(Kind.UserGroup) : null;

    public void Write(Utf8JsonWriter json, int group)
    {
        json.WriteStartObject();
        json.WriteNull("attributes"u8);
        json.WriteString("description"u8, ""u8);
        json.WriteString("email"u8, ""u8);
        json.Id("id"u8, _world, Kind.SystemGroup, group);
        json.WriteNull("memberQuery"u8);
        json.EmptyArray("memberQueryExemptions"u8);
        json.WriteBoolean("memberSuggestionsNotify"u8, false);
        json.WriteString("membershipMethod"u8, "STATIC"u8);
        json.WriteString("name"u8, Name(group));
        json.WriteString("organizationObjectId"u8, _world.OrganizationId);
        json.WriteString("type"u8, "system_group"u8);
        json.WriteEndObject();
    }
}
