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

        var text = new JsonText();
        text.Raw("{\"account_locked\":false,\"account_locked_date\":null,\"activated\":"u8);
        text.Flag(activated);
        text.Raw(",\"addresses\":["u8);
        if (place.Street.Length > 0)
        {
            text.Raw("{\"type\":\"work\",\"streetAddress\":"u8);
            text.Text(place.Street);
            text.Raw(",\"extendedAddress\":\"\",\"poBox\":\"\",\"locality\":"u8);
            text.Text(place.City);
            text.Raw(",\"region\":"u8);
            text.Text(place.Region);
            text.Raw(",\"postalCode\":"u8);
            text.Text(place.PostalCode);
            text.Raw(",\"country\":"u8);
            text.Text(place.Country);
            ElementIds(ref text, element, created);
        }

        text.Raw("],\"admin\":"u8);
        if (_world.Admins.OfUser(index) is { } admin)
        {
            text.Raw("{\"id\":"u8);
            text.Id(_world, Kind.Admin, admin);
            var role = Administrators.RoleName(_world.Admins.RoleOf(admin));
            text.Raw(",\"roleName\":"u8);
            text.Text(role);
            text.Raw(",\"roleNames\":["u8);
            text.Text(role);
            text.Raw("]}"u8);
        }
        else
        {
            text.Raw("null"u8);
        }

        text.Raw(",\"allow_public_key\":true,\"alternateEmail\":\"\",\"attributes\":["u8);
        if (index % 3 == 0)
        {
            text.Raw("{\"name\":\"division\",\"value\":"u8);
            text.Raw(place.Country is "US" or "BR" ? "\"AMER\""u8 : place.Country is "IN" or "JP" ? "\"APAC\""u8 : "\"EMEA\""u8);
            ElementIds(ref text, element + 1, created);
        }

        text.Raw("],\"badLoginAttempts\":0,\"company\":"u8);
        text.Text(_world.Name);
        text.Raw(",\"costCenter\":"u8);
        text.Text(department?.CostCenter);
        text.Raw(index % 4 == 0 ? ",\"creationSource\":\"jumpcloud:workday\""u8 : ",\"creationSource\":\"jumpcloud:bulk\""u8);
        text.Raw(",\"delegatedAuthority\":null,\"department\":"u8);
        text.Text(department?.Name ?? "Executive");
        text.Raw(",\"description\":\"\",\"disableDeviceMaxLoginAttempts\":false,\"displayname\":"u8);
        text.Text(string.Concat(first, " ", last));
        text.Raw(",\"email\":"u8);
        text.Text(email);
        text.Raw(",\"employeeIdentifier\":\"E-"u8);
        text.Number(100_001 + index);
        text.Raw("\",\"employeeType\":"u8);
        text.Text(index <= Company.Heads.Length ? "Full-time" : Company.EmployeeTypes[noise.Below(Company.EmployeeTypes.Length, TypeSalt, index)]);
        text.Raw(",\"enable_managed_uid\":false,\"enable_user_portal_multifactor\":"u8);
        text.Flag(mfa < 8);
        text.Raw(",\"external_dn\":\"\",\"external_password_expiration_date\":null,\"external_source_type\":\"\",\"externally_managed\":false,\"firstname\":"u8);
        text.Text(first);
        text.Raw(",\"jobTitle\":"u8);
        text.Text(index == 0 ? "Chief Executive Officer" : Title(index, department!));
        text.Raw(",\"lastname\":"u8);
        text.Text(last);
        text.Raw(",\"ldap_binding_user\":false,\"location\":"u8);
        text.Text(place.City);
        text.Raw(",\"managedAppleId\":\"\",\"manager\":"u8);
        if (Manager(index) is { } manager)
            text.Id(_world, Kind.User, manager);
        else
            text.Raw("null"u8);
        text.Raw(",\"mfa\":{\"exclusion\":false,\"configured\":"u8);
        text.Flag(enrolled);
        text.Raw("},\"mfaEnrollment\":{\"jcGoStatus\":\"NOT_ENROLLED\",\"overallStatus\":"u8);
        text.Raw(enrolled ? "\"ENROLLED\",\"pushStatus\":"u8 : "\"NOT_ENROLLED\",\"pushStatus\":"u8);
        text.Raw(enrolled && mfa < 4 ? "\"ENROLLED\",\"totpStatus\":"u8 : "\"NOT_ENROLLED\",\"totpStatus\":"u8);
        text.Raw(enrolled ? "\"ENROLLED\""u8 : "\"NOT_ENROLLED\""u8);
        text.Raw(",\"webAuthnStatus\":\"NOT_ENROLLED\"},\"middlename\":\"\",\"organization\":"u8);
        text.Text(_world.OrganizationId);
        text.Raw(",\"password_date\":"u8);
        if (activated)
        {
            text.Time(passwordDate);
            text.Raw(",\"password_expiration_date\":"u8);
            text.Time(passwordDate + (180 * 86_400_000L));
        }
        else
        {
            text.Raw("null,\"password_expiration_date\":null"u8);
        }

        text.Raw(",\"password_never_expires\":false,\"passwordless_sudo\":false,\"phoneNumbers\":["u8);
        if (index % 2 == 0)
        {
            text.Raw("{\"type\":\"mobile\",\"number\":\"+1555"u8);
            text.Number(noise.Below(10_000_000, PhoneSalt, index), "D7");
            text.Raw("\""u8);
            ElementIds(ref text, element + 2, created);
        }

        text.Raw("],\"public_key\":\"\",\"recoveryEmail\":{\"address\":\"\",\"verified\":false},\"relationships\":[],\"restrictedFields\":[],\"samba_service_user\":false,\"ssh_keys\":[],\"state\":"u8);
        text.Text(state);
        text.Raw(",\"sudo\":false,\"suspended\":"u8);
        text.Flag(!active && activated);
        text.Raw(",\"systemUsername\":\"\",\"unix_guid\":"u8);
        text.Number(5000 + index);
        text.Raw(",\"unix_uid\":"u8);
        text.Number(5000 + index);
        text.Raw(",\"username\":"u8);
        text.Text(username);
        text.Raw(",\"created\":"u8);
        text.Time(created);
        text.Raw(",\"password_expired\":false,\"totp_enabled\":"u8);
        text.Flag(enrolled);
        text.Raw(",\"_id\":"u8);
        text.Id(_world, Kind.User, index);
        text.Raw(",\"id\":"u8);
        text.Id(_world, Kind.User, index);
        text.Raw("}"u8);
        json.WriteRawValue(text.Written, skipInputValidation: true);
    }

    /// <summary>The two ids that end an element of an array, and its end.</summary>
    private void ElementIds(ref JsonText text, ulong chance, long ms)
    {
        foreach (var name in (ReadOnlySpan<bool>)[false, true])
        {
            text.Raw(name ? ",\"id\":"u8 : ",\"_id\":"u8);
            text.Id(_world, Kind.Element, (int)(chance & 0x7FFFFFFF), (uint)(ms / 1000));
        }

        text.Raw("}"u8);
    }

    private string Title(int index, Department department)
        => index <= Company.Heads.Length
            ? $"Head of {department.Name}"
            : IsManager(index) ? department.Titles[^1] : department.Titles[index % (department.Titles.Length - 1)];

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
