namespace Jumpgate.Emulator.Worlds;

/// <summary>
/// One organization as it is before anybody writes: every object and edge is a pure function of seed and index,
/// so a million users cost nothing until they are asked for.
/// </summary>
internal sealed class World
{
    /// <summary>Objects are as old as their index says, between these two moments.</summary>
    private const long FirstSecond = 1_609_747_200;

    private const long LastSecond = 1_767_600_000;

    private readonly int[] _counts = new int[Enum.GetValues<Kind>().Length];

    public World(EmulatorOptions options, int number)
    {
        Options = options;
        Number = number;
        Noise = new Noise(Noise.Mix((ulong)(uint)options.Seed) ^ Noise.Mix(0x4A47_0000UL + (ulong)number));
        var tag = (uint)(Noise.At(0, 0) & 0xFFFFFF);
        Ids = new ObjectIds(tag);
        OrganizationId = number == 0 && options.OrganizationId is { } given ? given.ToLowerInvariant() : Ids.Of(Kind.Organization, number, (uint)FirstSecond);
        Name = number == 0 ? Company.Name : $"{Company.Name} {number + 1}";
        Domain = number == 0 ? Company.Domain : $"org{number + 1}.{Company.Domain}";
        Count(
            (Kind.User, options.Users),
            (Kind.Admin, options.Admins),
            (Kind.UserGroup, options.Groups),
            (Kind.System, options.Devices),
            (Kind.SystemGroup, options.DeviceGroupCount),
            (Kind.Application, options.Applications),
            (Kind.Role, Company.BuiltInRoles.Length + options.Roles),
            (Kind.AppleMdm, options.Devices > 0 ? 1 : 0),
            (Kind.ApplicationTemplate, Company.Catalogue.Length),
            (Kind.LdapServer, 1),
            (Kind.GSuite, CompanyLike ? 1 : 0),
            (Kind.Office365, CompanyLike ? 1 : 0),
            (Kind.ActiveDirectory, CompanyLike ? 1 : 0),
            (Kind.SoftwareApp, CompanyLike ? ServicePlan.SoftwareCount : 0),
            (Kind.Provider, 1),
            (Kind.Command, 2),
            (Kind.Policy, 4),
            (Kind.PolicyTemplate, 4));
        People = new People(this);
        Groups = new GroupPlan(this);
        DeviceGroups = new DeviceGroupPlan(this);
        Devices = new Devices(this);
        Applications = new ApplicationPlan(this);
        Admins = new Administrators(this);
        Services = new ServicePlan(this);
    }

    public EmulatorOptions Options { get; }

    public int Number { get; }

    public Noise Noise { get; }

    public ObjectIds Ids { get; }

    public string OrganizationId { get; }

    public string Name { get; }

    public string Domain { get; }

    public People People { get; }

    public GroupPlan Groups { get; }

    public DeviceGroupPlan DeviceGroups { get; }

    public Devices Devices { get; }

    public ApplicationPlan Applications { get; }

    public Administrators Admins { get; }

    public ServicePlan Services { get; }

    public bool CompanyLike => Options.GroupSizes == GroupSizes.Company;

    public int Count(Kind kind) => _counts[(int)kind];

    private void Count(params ReadOnlySpan<(Kind Kind, int Count)> counts)
    {
        foreach (var (kind, count) in counts)
            _counts[(int)kind] = count;
    }

    public uint CreatedSecond(Kind kind, int index)
    {
        var count = Math.Max(1, Count(kind));
        var span = LastSecond - FirstSecond;
        var step = Math.Max(1, span / count);
        return (uint)(FirstSecond + ((long)index * span / count) + (long)(Noise.At(1 + (int)kind, index) % (ulong)step));
    }

    public long Created(Kind kind, int index) => (CreatedSecond(kind, index) * 1000L) + Noise.Below(1000, 64 + (int)kind, index);

    public string Id(Kind kind, int index) => Ids.Of(kind, index, CreatedSecond(kind, index));
}
