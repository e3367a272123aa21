using Jumpgate.Emulator.Auth;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.Published;
using Jumpgate.Emulator.Pusher;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Hosting;

/// <summary>One running stand-in: its organizations, credentials, knobs and counters.</summary>
internal sealed class Installation
{
    public Installation(EmulatorOptions options, TimeProvider time)
    {
        Options = options;
        Switches = options.Switches;
        Clock = new EmulatorClock(time);
        Events = new EventLog(Clock, options.Insights);
        Credentials = new Credentials(Clock, Gate) { TokenLife = options.TokenLife };
        Latency = options.Latency;
        Rate = new RateBucket(time, options.RateLimit);
        Faults = new FaultBook(options.Faults);
        for (var number = 0; number < Math.Max(1, options.Organizations); number++)
            Organizations = [.. Organizations, new Organization(options, number, Clock, Events)];
        if (options.Events > 0)
            Organizations.ForEach(o => Events.Remember(o.Id, WorldHistory.Of(o.World, Clock.GetUtcNow(), options.Insights)));
        Organizations.ForEach(o => Events.Inhabit(o.Id, WorldHistory.Subjects(o.World), o.World.Noise.At(901, 0)));
        Faults.Turn(Events.Weather.Faults);
        Published = new PublishedFallback(this);
        Pusher = new ScimPusher(this);
        Seed();
    }

    public EmulatorOptions Options { get; }

    public Switches Switches { get; set; }

    public EmulatorClock Clock { get; }

    public EventLog Events { get; }

    public Credentials Credentials { get; }

    /// <summary>Replaced whole when one is added, so that it is read without a lock.</summary>
    public List<Organization> Organizations { get; private set; } = [];

    /// <summary>What is published but served by nobody else.</summary>
    public PublishedFallback Published { get; }

    /// <summary>JumpCloud as SCIM client.</summary>
    public ScimPusher Pusher { get; }

    public FaultBook Faults { get; }

    public RateBucket Rate { get; }

    public TimeSpan Latency { get; set; }

    public TrafficStats Stats { get; } = new();

    /// <summary>Reads share it, writes hold it alone. It is never held while sending.</summary>
    public ReaderWriterLockSlim Gate { get; } = new(LockRecursionPolicy.SupportsRecursion);

    public Organization Home => Organizations[0];

    public bool MultiTenant => Organizations.Count > 1;

    public string ProviderId => OrganizationProfile.ProviderId(Options);

    private readonly Dictionary<string, HashSet<string>> _links = [];

    /// <summary>Organizations an administrator of the provider may see: all there were, unless changed since.</summary>
    public HashSet<string> LinksOf(string admin)
    {
        lock (_links)
            return _links.TryGetValue(admin, out var links) ? links : _links[admin] = [.. Organizations.Select(o => o.Id)];
    }

    /// <summary>A new, empty organization of the provider.</summary>
    public Organization AddOrganization(string name)
    {
        var empty = Options with { Users = 0, Admins = 0, Groups = 0, Memberships = 0, DeviceGroups = 0, Devices = 0, Applications = 0, Roles = 0, OrganizationId = null };
        var organization = new Organization(empty, Organizations.Count, Clock, Events);
        organization.Settings.Document["displayName"] = name;
        organization.Settings.Document["settings"]!["name"] = name;
        Organizations = [.. Organizations, organization];
        return organization;
    }

    /// <summary>From now on another weather holds.</summary>
    public void Turn(Weather weather)
    {
        Events.Turn(weather);
        Faults.Turn(weather.Faults);
    }

    public Organization? FindOrganization(string id) => Organizations.Find(o => o.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives the first administrator the API key and makes the service account behind the client id.</summary>
    private void Seed()
    {
        var admin = Home.Admins.Count > 0
            ? 0
            : Home.Admins.Add(Clock.GetUtcNow(), id => Console.V1.AdminDocument.New(Home, id, "owner@" + Home.World.Domain, "First", "Owner", 0));
        Credentials.AddAdminKey(Options.ApiKey, Home, admin);
        var role = Home.Roles.Id(Company.BuiltInRoles.IndexOf("Administrator"));
        var (account, secretId) = Console.V2.ServiceAccountDocument.Add(Home, "Emulator integration", role, expires: null);
        Credentials.AddSecret(Options.ClientId, Options.ClientSecret, Home, account, secretId, null);
    }
}
