using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>One organization as it stands now: its world and everything that was written since.</summary>
internal sealed class Organization
{
    private readonly Dictionary<Kind, Table> _tables = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, IReadOnlySet<string>> _scopes = [];
    private long _serial;

    public Organization(EmulatorOptions options, int number, EmulatorClock clock, EventLog events)
    {
        World = new World(options, number);
        Clock = clock;
        Today = clock.GetUtcNow().UtcDateTime.Date is var day ? new DateTimeOffset(day, TimeSpan.Zero).ToUnixTimeMilliseconds() : 0;
        foreach (var kind in Enum.GetValues<Kind>())
            _tables[kind] = new Table(kind, World, Writers.For(this, kind));
        Graph = new Graph(World, this);
        Settings = new OrganizationProfile(this);
        Events = events;
        Journal = new Journal(this);
        UserNames = new UserNames(this);
        Schedule = new Schedule(this);
        Queue = new CommandQueue(this);
    }

    public World World { get; }

    public EmulatorClock Clock { get; }

    public string Id => World.OrganizationId;

    /// <summary>Start of the day the emulator began on; the devices' last contacts lie around it.</summary>
    public long Today { get; }

    /// <summary>How often the volatile fields have moved.</summary>
    public int Generation { get; private set; }

    public Graph Graph { get; }

    public OrganizationProfile Settings { get; }

    public EventLog Events { get; }

    public Journal Journal { get; }

    public UserNames UserNames { get; }

    public Schedule Schedule { get; }

    public CommandQueue Queue { get; }

    /// <summary>Rules of the directories that have been looked at.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<Node, List<JsonObject>> TranslationRules { get; } = [];

    public Table Users => Table(Kind.User);

    public Table Admins => Table(Kind.Admin);

    public Table UserGroups => Table(Kind.UserGroup);

    public Table Systems => Table(Kind.System);

    public Table SystemGroups => Table(Kind.SystemGroup);

    public Table Applications => Table(Kind.Application);

    public Table Roles => Table(Kind.Role);

    public Table Table(Kind kind) => _tables[kind];

    public bool Exists(Node node) => _tables[node.Kind].Exists(node.Index);

    public string IdOf(Node node) => _tables[node.Kind].Id(node.Index);

    /// <summary>Moves what changes by itself in JumpCloud (last contacts, policy results, session counts, ids of array elements) and nothing else.</summary>
    public void MoveVolatile()
    {
        Generation++;
        foreach (var table in _tables.Values)
            table.Touch();
        foreach (var (index, user) in Users.Written)
            ElementIds.Renew(this, user, index);
        foreach (var (_, device) in Systems.Written)
            device["lastContact"] = JsonWriting.Iso(DateTimeOffset.FromUnixTimeMilliseconds(Today + (Generation * 600_000L)));
        foreach (var (_, admin) in Admins.Written)
            admin["sessionCount"] = Generation;
    }

    /// <summary>Goes up with everything that is written.</summary>
    public long Version => Graph.Version + _tables.Values.Sum(table => table.Version);

    /// <summary>The edges as they were last counted.</summary>
    public EdgeCount? CountedEdges { get; set; }

    /// <summary>Removes an object with all its edges.</summary>
    public void Delete(Node node)
    {
        if (node.Kind == Kind.User)
        {
            UserNames.Forget(node.Index);
            foreach (var device in World.Devices.OwnedBy(node.Index).Where(Systems.Exists))
                Systems.Change(device).Remove("primarySystemUser");
        }

        Graph.Members.Forget(node);
        Graph.Associations.Forget(node);
        _tables[node.Kind].Delete(node.Index);
    }

    /// <summary>Scopes of a role of the world that nobody has changed.</summary>
    public IReadOnlySet<string> BaseScopes(int role) => _scopes.GetOrAdd(role, r => Worlds.Roles.Scopes(World, r).ToHashSet());

    /// <summary>A number no other call gets.</summary>
    public long Serial() => Interlocked.Increment(ref _serial);

    public JsonObject? Find(Kind kind, string? id) => _tables[kind].TryFind(id, out var index) ? _tables[kind].Read(index) : null;
}
