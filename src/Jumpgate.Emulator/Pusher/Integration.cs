using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Pusher;

/// <summary>What the target holds of a person, as far as JumpCloud knows.</summary>
internal sealed class PushedUser(string sourceId, string userName, string remoteId)
{
    public string SourceId => sourceId;

    public string UserName { get; set; } = userName;

    public string RemoteId => remoteId;

    public bool Active { get; set; }

    /// <summary>A number made of each value that was sent, in the order of the map; what differs was changed since.</summary>
    public ulong[] Sent { get; set; } = [];

    /// <summary>The map they were made by.</summary>
    public int MapVersion { get; set; }

    /// <summary>Sent as the world made the person: as long as nobody writes it, there is nothing new.</summary>
    public bool AsMade { get; set; }
}

/// <summary>What the target holds of a group.</summary>
internal sealed class PushedGroup(string sourceId, string name, string remoteId)
{
    public string SourceId => sourceId;

    public string Name { get; set; } = name;

    public string RemoteId => remoteId;

    /// <summary>Users of the world whose membership was sent.</summary>
    public HashSet<int> Members { get; } = [];

    /// <summary>Detached groups stay in the target and are taken over again when they are bound once more.</summary>
    public bool Bound { get; set; } = true;
}

/// <summary>What an integration is doing at the moment.</summary>
internal sealed record RunningPush(string Do, PushLog Log);

/// <summary>Identity management of one application towards one base URL: how it is set, whether it is active, what it has pushed.</summary>
internal sealed class Integration(Organization organization, int application, string baseUrl)
{
    private string _mapKey = "";

    public Organization Organization => organization;

    public Node Application { get; } = new(Kind.Application, application);

    public string BaseUrl => baseUrl;

    public PushSettings Settings { get; private set; } = new();

    public AttributeMap Map { get; private set; } = new(new PushSettings());

    /// <summary>Goes up when other attributes are sent: then everybody is sent anew.</summary>
    public int MapVersion { get; private set; }

    /// <summary>The verbs the target was found to need, where they are not the set ones.</summary>
    public Verb? UserVerb { get; set; }

    public Verb? GroupVerb { get; set; }

    /// <summary>Null before the first activation.</summary>
    public bool? Active { get; set; }

    /// <summary>Test addresses made up so far, so that none is used twice.</summary>
    public int Tests { get; set; }

    public ConcurrentDictionary<int, PushedUser> Users { get; } = [];

    public ConcurrentDictionary<int, PushedGroup> Groups { get; } = [];

    /// <summary>One run at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>What runs now, for looking at from outside.</summary>
    public RunningPush? Running { get; set; }

    public JsonObject? LastRun { get; set; }

    /// <summary>The name of this integration in events (<c>idm_client_id</c>).</summary>
    public string ClientId { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{organization.Id} {application} {baseUrl}"))[..12]);

    /// <summary>The application as events and answers name it. To be read once under the gate: a deleted application has no name any more.</summary>
    public JsonObject Named => new() { ["id"] = Id, ["name"] = Label };

    public string Id { get; } = organization.Applications.Id(application);

    public string Label { get; set; } = "";

    public void Configure(PushSettings settings)
    {
        if (settings == Settings)
            return;
        if (settings.Update != Settings.Update)
            UserVerb = null;
        if (settings.GroupUpdate != Settings.GroupUpdate)
            GroupVerb = null;
        var map = new AttributeMap(settings);
        var key = $"{settings.Old} {settings.UserNameField} {settings.Enterprise} {settings.Mapping.ToJsonString()}";
        Settings = settings;
        Map = map;
        if (key != _mapKey)
            MapVersion++;
        _mapKey = key;
    }

    /// <summary>A person the target lost, and all memberships with it.</summary>
    public void Forget(int user)
    {
        Users.TryRemove(user, out _);
        foreach (var group in Groups.Values)
        {
            lock (group.Members)
                group.Members.Remove(user);
        }
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["application"] = Named,
            ["organization"] = organization.Id,
            ["baseUrl"] = baseUrl,
            ["active"] = Active,
            ["settings"] = Settings.ToJson(),
            ["users"] = new JsonObject { ["provisioned"] = Users.Count, ["active"] = Users.Values.Count(u => u.Active) },
            ["groups"] = new JsonArray([.. Groups.Values.OrderBy(g => g.SourceId, StringComparer.Ordinal).Select(g => (JsonNode)new JsonObject
            {
                ["id"] = g.SourceId,
                ["name"] = g.Name,
                ["remoteId"] = g.RemoteId,
                ["bound"] = g.Bound,
                ["members"] = g.Members.Count,
            })]),
            ["running"] = null,
            ["lastRun"] = LastRun?.DeepClone(),
        };
        if (Running is { } running)
        {
            var now = new JsonObject { ["do"] = running.Do };
            running.Log.WriteTo(now, withLog: false);
            json["running"] = now;
        }

        return json;
    }
}
