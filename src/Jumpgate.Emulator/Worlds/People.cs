using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>The people of a world. User 0 leads; the next ten head the departments; everybody else has a manager of the same department.</summary>
internal sealed class People
{
    private const int NameSalt = 200, StateSalt = 201, TypeSalt = 202, MfaSalt = 203, PhoneSalt = 204, PasswordSalt = 205, ElementSalt = 206;

    private static readonly byte[] PlaceOfResidue = SpreadPlaces();

    private readonly World _world;
    private readonly int _count;
    private readonly long _combinations = (long)Names.Given.Length * Names.Family.Length;
    private readonly long _step;
    private readonly long _start;

    public People(World world)
    {
        _world = world;
        _count = world.Count(Kind.User);
        _start = (long)(world.Noise.At(NameSalt, 0) % (ulong)_combinations);
        _step = 1 + (long)(world.Noise.At(NameSalt, 1) % (ulong)(_combinations - 1));
        while (System.Numerics.BigInteger.GreatestCommonDivisor(_step, _combinations) != 1)
            _step++;
        Lookup = new NameLookup(_combinations, _step, _start);
    }

    public NameLookup Lookup { get; }

    public string First(int index) => Names.Given[NameAt(index).Given].Text;

    public string Last(int index) => Names.Family[NameAt(index).Family].Text;

    public string Username(int index)
    {
        var (given, family) = NameAt(index);
        var round = index / _combinations;
        return $"{Names.Given[given].Latin}.{Names.Family[family].Latin}{(round == 0 ? "" : (round + 1).ToString(CultureInfo.InvariantCulture))}";
    }

    public string Email(int index) => $"{Username(index)}@{_world.Domain}";

    public string State(int index)
    {
        if (IsManager(index))
            return "ACTIVATED";
        return _world.Noise.Below(100, StateSalt, index) switch { < 3 => "SUSPENDED", < 5 => "STAGED", _ => "ACTIVATED" };
    }

    public static int? Manager(int index) => index == 0 ? null : (index - 1) / Company.ReportsPerManager;

    public bool IsManager(int index) => ((long)index * Company.ReportsPerManager) + 1 < _count;

    public static Department? DepartmentOf(int index)
    {
        if (index == 0)
            return null;
        while (index > Company.Heads.Length)
            index = (index - 1) / Company.ReportsPerManager;
        return Company.Heads[index - 1];
    }

    /// <summary>Everyone of a department: the heads' subtrees, which are whole stretches of indices level by level.</summary>
    public IndexSet InDepartment(string name)
    {
        List<(int, int)> ranges = [];
        for (var head = 0; head < Company.Heads.Length; head++)
        {
            if (Company.Heads[head].Name != name)
                continue;
            for (var (start, end) = (head + 1L, head + 2L); start < _count; (start, end) = ((start * Company.ReportsPerManager) + 1, (end * Company.ReportsPerManager) + 1))
                ranges.Add(((int)start, (int)Math.Min(end, _count)));
        }

        return new RangeSet([.. ranges]);
    }

    public static Place PlaceOf(int index) => Company.Places[PlaceOfResidue[index % Company.PlaceCycle]];

    public IndexSet InPlace(int place)
        => new ResidueSet([.. Enumerable.Range(0, Company.PlaceCycle).Where(r => PlaceOfResidue[r] == place)], Company.PlaceCycle, _count);

    /// <summary>Writes the user as the list route does. The generation moves what JumpCloud makes anew on every save.</summary>
    public void Write(Utf8JsonWriter json, int index, int generation)
    {
        var noise = _world.Noise;
        var created = _world.Created(Kind.User, index);
        var state = State(index);
        var (department, place) = (DepartmentOf(index), PlaceOf(index));
        var (first, last, username) = (First(index), Last(index), Username(index));
        var email = $"{username}@{_world.Domain}";
        var active = state == "ACTIVATED";
        var activated = state != "STAGED";
        var mfa = noise.Below(10, MfaSalt, index);
        var enrolled = activated && mfa < 7;
        var passwordDate = created + (noise.Below(90, PasswordSalt, index) * 86_400_000L);
        var element = noise.At(ElementSalt + generation, index);

        json.WriteStartObject();
        json.WriteBoolean("account_locked"u8, false);
        json.WriteNull("account_locked_date"u8);
        json.WriteBoolean("activated"u8, activated);
        json.WriteStartArray("addresses"u8);
        if (place.Street.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "work"u8);
            json.WriteString("streetAddress"u8, place.Street);
            json.WriteString("extendedAddress"u8, ""u8);
            json.WriteString("poBox"u8, ""u8);
            json.WriteString("locality"u8, place.City);
            json.WriteString("region"u8, place.Region);
            json.WriteString("postalCode"u8, place.PostalCode);
            json.WriteString("country"u8, place.Country);
            WriteElementIds(json, element, created);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_world.Admins.OfUser(index) is { } admin)
        {
            json.WriteStartObject("admin"u8);
            json.Id("id"u8, _world, Kind.Admin, admin);
            var role = Administrators.RoleName(_world.Admins.RoleOf(admin));
            json.WriteString("roleName"u8, role);
            json.WriteStartArray("roleNames"u8);
            json.WriteStringValue(role);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("admin"u8);
        }

        json.WriteBoolean("allow_public_key"u8, true);
        json.WriteString("alternateEmail"u8, ""u8);
        json.WriteStartArray("attributes"u8);
        if (index % 3 == 0)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, "division"u8);
            json.WriteString("value"u8, place.Country is "US" or "BR" ? "AMER"u8 : place.Country is "IN" or "JP" ? "APAC"u8 : "EMEA"u8);
            WriteElementIds(json, element + 1, created);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("badLoginAttempts"u8, 0);
        json.WriteString("company"u8, _world.Name);
        json.WriteString("costCenter"u8, department?.CostCenter ?? "");
        json.WriteString("creationSource"u8, index % 4 == 0 ? "jumpcloud:workday"u8 : "jumpcloud:bulk"u8);
        json.WriteNull("delegatedAuthority"u8);
        json.WriteString("department"u8, department?.Name ?? "Executive");
        json.WriteString("description"u8, ""u8);
        json.WriteBoolean("disableDeviceMaxLoginAttempts"u8, false);
        json.WriteString("displayname"u8, string.Concat(first, " ", last));
        json.WriteString("email"u8, email);
        json.WriteString("employeeIdentifier"u8, $"E-{100_001 + index}");
        json.WriteString("employeeType"u8, index <= Company.Heads.Length ? "Full-time" : Company.EmployeeTypes[noise.Below(Company.EmployeeTypes.Length, TypeSalt, index)]);
        json.WriteBoolean("enable_managed_uid"u8, false);
        json.WriteBoolean("enable_user_portal_multifactor"u8, mfa < 8);
        json.WriteString("external_dn"u8, ""u8);
        json.WriteNull("external_password_expiration_date"u8);
        json.WriteString("external_source_type"u8, ""u8);
        json.WriteBoolean("externally_managed"u8, false);
        json.WriteString("firstname"u8, first);
        json.WriteString("jobTitle"u8, index == 0 ? "Chief Executive Officer" : Title(index, department!));
        json.WriteString("lastname"u8, last);
        json.WriteBoolean("ldap_binding_user"u8, false);
        json.WriteString("location"u8, place.City);
        json.WriteString("managedAppleId"u8, ""u8);
        if (Manager(index) is { } manager)
            json.Id("manager"u8, _world, Kind.User, manager);
        else
            json.WriteNull("manager"u8);
        json.WriteStartObject("mfa"u8);
        json.WriteBoolean("exclusion"u8, false);
        json.WriteBoolean("configured"u8, enrolled);
        json.WriteEndObject();
        json.WriteStartObject("mfaEnrollment"u8);
        json.WriteString("jcGoStatus"u8, "NOT_ENROLLED"u8);
        json.WriteString("overallStatus"u8, enrolled ? "ENROLLED"u8 : "NOT_ENROLLED"u8);
        json.WriteString("pushStatus"u8, enrolled && mfa < 4 ? "ENROLLED"u8 : "NOT_ENROLLED"u8);
        json.WriteString("totpStatus"u8, enrolled ? "ENROLLED"u8 : "NOT_ENROLLED"u8);
        json.WriteString("webAuthnStatus"u8, "NOT_ENROLLED"u8);
        json.WriteEndObject();
        json.WriteString("middlename"u8, ""u8);
        json.WriteString("organization"u8, _world.OrganizationId);
        if (activated)
        {
            json.Time("password_date"u8, passwordDate);
            json.Time("password_expiration_date"u8, passwordDate + (180 * 86_400_000L));
        }
        else
        {
            json.WriteNull("password_date"u8);
            json.WriteNull("password_expiration_date"u8);
        }

        json.WriteBoolean("password_never_expires"u8, false);
        json.WriteBoolean("passwordless_sudo"u8, false);
        json.WriteStartArray("phoneNumbers"u8);
        if (index % 2 == 0)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "mobile"u8);
            json.WriteString("number"u8, $"+1555{noise.Below(10_000_000, PhoneSalt, index):D7}");
            WriteElementIds(json, element + 2, created);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("public_key"u8, ""u8);
        json.WriteStartObject("recoveryEmail"u8);
        json.WriteString("address"u8, ""u8);
        json.WriteBoolean("verified"u8, false);
        json.WriteEndObject();
        json.EmptyArray("relationships"u8);
        json.EmptyArray("restrictedFields"u8);
        json.WriteBoolean("samba_service_user"u8, false);
        json.EmptyArray("ssh_keys"u8);
        json.WriteString("state"u8, state);
        json.WriteBoolean("sudo"u8, false);
        json.WriteBoolean("suspended"u8, !active && activated);
        json.WriteString("systemUsername"u8, ""u8);
        json.WriteNumber("unix_guid"u8, 5000 + index);
        json.WriteNumber("unix_uid"u8, 5000 + index);
        json.WriteString("username"u8, username);
        json.Time("created"u8, created);
        json.WriteBoolean("password_expired"u8, false);
        json.WriteBoolean("totp_enabled"u8, enrolled);
        json.Id("_id"u8, _world, Kind.User, index);
        json.Id("id"u8, _world, Kind.User, index);
        json.WriteEndObject();
    }

    private string Title(int index, Department department)
        => index <= Company.Heads.Length
            ? $"Head of {department.Name}"
            : IsManager(index) ? department.Titles[^1] : department.Titles[index % (department.Titles.Length - 1)];

    private void WriteElementIds(Utf8JsonWriter json, ulong chance, long ms)
    {
        json.ElementId("_id"u8, _world, chance, ms);
        json.ElementId("id"u8, _world, chance, ms);
    }

    private (int Given, int Family) NameAt(int index)
    {
        var combination = ((index % _combinations * _step) + _start) % _combinations;
        return ((int)(combination % Names.Given.Length), (int)(combination / Names.Given.Length));
    }

    private static byte[] SpreadPlaces()
    {
        var residues = new List<byte>();
        for (var round = 0; residues.Count < Company.PlaceCycle; round++)
        {
            for (byte place = 0; place < Company.Places.Length; place++)
            {
                if (round < Company.Places[place].Share)
                    residues.Add(place);
            }
        }

        return [.. residues];
    }
}
