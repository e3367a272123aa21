using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>Administrators: four of five are also users (people of the IT department, with the same e-mail), the fifth is from outside.</summary>
internal sealed class Administrators(World world)
{
    private static readonly string[] CustomRoleNames = ["Directory Auditor", "Onboarding Desk", "Device Operator", "Access Reviewer", "Integration Reader"];

    private readonly IndexSet _people = PeopleWhoAdministrate(world);

    public int? UserOf(int admin)
        => admin % 5 == 4 ? null : admin < _people.Count ? _people.At(admin) : null;

    public int? OfUser(int user)
    {
        var admin = _people.PositionOf(user);
        return admin >= 0 && admin < world.Count(Kind.Admin) && admin % 5 != 4 ? admin : null;
    }

    public string Email(int admin) => UserOf(admin) is { } user ? world.People.Email(user) : $"admin{admin}@msp.example.net";

    /// <summary>The role's index: the first administrator may do everything, the others are spread over the roles.</summary>
    public int RoleOf(int admin) => admin == 0
        ? 0
        : (admin % 10) switch
        {
            4 or 5 => 5,
            6 => 2,
            7 => 7,
            8 when world.Options.Roles > 0 => Company.BuiltInRoles.Length + (admin / 10 % world.Options.Roles),
            9 => 4,
            _ => 1,
        };

    public static string RoleName(int role)
    {
        if (role < Company.BuiltInRoles.Length)
            return Company.BuiltInRoles[role];
        var custom = role - Company.BuiltInRoles.Length;
        var name = CustomRoleNames[custom % CustomRoleNames.Length];
        return custom < CustomRoleNames.Length ? name : $"{name} {(custom / CustomRoleNames.Length) + 1}";
    }

    public void Write(Utf8JsonWriter json, int admin, int generation)
    {
        var user = UserOf(admin);
        var created = world.Created(Kind.Admin, admin);
        var role = RoleOf(admin);
        json.WriteStartObject();
        json.WriteString("email"u8, Email(admin));
        json.WriteString("firstname"u8, user is { } u ? world.People.First(u) : "Partner");
        json.WriteString("lastname"u8, user is { } v ? world.People.Last(v) : "Admin " + admin.ToString(CultureInfo.InvariantCulture));
        json.WriteString("organization"u8, world.OrganizationId);
        json.WriteNull("provider"u8);
        json.Id("role"u8, world, Kind.Role, role);
        json.WriteString("roleName"u8, RoleName(role));
        json.WriteStartArray("roles"u8);
        Span<char> roleId = stackalloc char[24];
        world.Ids.Write(roleId, Kind.Role, role, world.CreatedSecond(Kind.Role, role));
        json.WriteStringValue(roleId);
        json.WriteEndArray();
        json.WriteStartArray("roleNames"u8);
        json.WriteStringValue(RoleName(role));
        json.WriteEndArray();
        json.WriteBoolean("enableMultiFactor"u8, true);
        json.WriteBoolean("totpEnrolled"u8, admin % 7 != 6);
        json.Time("totpUpdatedAt"u8, created + 3_600_000);
        json.WriteBoolean("suspended"u8, admin % 23 == 22);
        json.WriteBoolean("registered"u8, true);
        json.WriteBoolean("apiKeyAllowed"u8, admin % 3 != 2);
        json.WriteBoolean("apiKeySet"u8, admin % 3 == 0);
        if (admin % 3 == 0)
        {
            json.Time("apiKeyUpdatedAt"u8, created + 7_200_000);
            json.WriteStartObject("apiKeyHash"u8);
            json.WriteString("prefix"u8, $"jca_{world.Noise.At(400, admin) & 0xFFFF:x4}");
            json.Time("createdAt"u8, created + 7_200_000);
            json.Time("expireAt"u8, created + (3650 * 86_400_000L));
            json.WriteEndObject();
        }

        json.Time("created"u8, created);
        json.Time("passwordUpdatedAt"u8, created + 5_400_000);
        json.WriteNumber("sessionCount"u8, 1 + world.Noise.Below(9, 401 + generation, admin));
        json.WriteString("usersTimeZone"u8, "Etc/UTC"u8);
        json.WriteBoolean("disableIntroduction"u8, true);
        json.Time("lastWhatsNewChecked"u8, created + (generation * 86_400_000L));
        json.WriteStartObject("growthData"u8);
        json.WriteEndObject();
        json.Id("_id"u8, world, Kind.Admin, admin);
        json.Id("id"u8, world, Kind.Admin, admin);
        json.WriteEndObject();
    }

    private static IndexSet PeopleWhoAdministrate(World world)
    {
        var it = world.People.InDepartment("IT");
        return it.Count >= world.Count(Kind.Admin) ? it : new RangeSet([(0, world.Count(Kind.User))]);
    }
}
