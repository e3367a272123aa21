using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Directory.Refresh;

/// <summary>
/// What a stretch of the event log says may have changed: objects to be read again, and edges of owners to be listed again. Events only
/// name; what is true is then read. Events nobody knows change nothing.
/// </summary>
internal sealed class RefreshPlan
{
    private static readonly string[] WithoutEffect = ["_login_attempt", "_email", "_request", "_provision", "_deprovision", "_schedule_create", "_schedule_delete"];

    /// <summary>Objects to be read by id.</summary>
    public HashSet<RemoteRef> Objects { get; } = [];

    /// <summary>Groups whose members have changed, with the members named (people, or groups nested in them).</summary>
    public Dictionary<RemoteRef, HashSet<RemoteRef>> Members { get; } = [];

    /// <summary>Applications, devices and device groups whose bindings have changed, with the kind bound to them.</summary>
    public HashSet<(RemoteRef Owner, ResourceKind Other)> Bindings { get; } = [];

    public int Reads => Objects.Count + Members.Count + Bindings.Count;

    public static RefreshPlan Of(IEnumerable<LoggedEvent> events)
    {
        var plan = new RefreshPlan();
        foreach (var logged in events.Where(logged => logged.Service == "directory" && logged.Type is not null))
        {
            using var document = JsonDocument.Parse(logged.Raw, IncomingEvent.Depth);
            plan.Add(logged.Type!, document.RootElement);
        }

        return plan;
    }

    private void Add(string type, JsonElement root)
    {
        if (type == "association_change")
        {
            var connection = JsonText.Member(JsonText.Member(root, "association"), "connection");
            if (EndOf(JsonText.Member(connection, "from")) is { } from && EndOf(JsonText.Member(connection, "to")) is { } to)
            {
                AddEdge(from, to);
            }
        }
        else if (!WithoutEffect.Any(ending => type.EndsWith(ending, StringComparison.Ordinal)) && EndOf(JsonText.Member(root, "resource")) is { } resource)
        {
            Objects.Add(resource);
            if (type == "group_create")
            {
                Members.TryAdd(resource, []);
            }
        }
    }

    private void AddEdge(RemoteRef one, RemoteRef other)
    {
        if (GroupOf(one, other) is { } membership)
        {
            if (!Members.TryGetValue(membership.Group, out var members))
            {
                Members.Add(membership.Group, members = []);
            }

            members.Add(membership.Member);
            return;
        }

        foreach (var (owner, bound) in new[] { (one, other), (other, one) })
        {
            var sources = Kind.For(owner.Kind).EdgeSources;
            if (owner.Kind is ResourceKind.Application or ResourceKind.Device or ResourceKind.DeviceGroup
                && sources.SelectMany(source => source.Shapes).Any(shape => shape.Kind == EdgeKind.BoundTo && shape.Other == bound.Kind))
            {
                Bindings.Add((owner, bound.Kind));
                return;
            }
        }
    }

    /// <summary>Memberships name the group first; a group in a group is nested in the one named first.</summary>
    private static (RemoteRef Group, RemoteRef Member)? GroupOf(RemoteRef one, RemoteRef other) => (one.Kind, other.Kind) switch
    {
        (ResourceKind.Group, ResourceKind.User or ResourceKind.Group) => (one, other),
        (ResourceKind.User, ResourceKind.Group) => (other, one),
        (ResourceKind.DeviceGroup, ResourceKind.Device or ResourceKind.DeviceGroup) => (one, other),
        (ResourceKind.Device, ResourceKind.DeviceGroup) => (other, one),
        _ => null,
    };

    /// <summary>Documents say <c>systemuser</c>, live events <c>user</c>; associations say <c>object_id</c>, resources <c>id</c>.</summary>
    private static RemoteRef? EndOf(JsonElement end)
    {
        var kind = JsonText.Of(end, "type") switch
        {
            "user" or "systemuser" => ResourceKind.User,
            "admin" => ResourceKind.Admin,
            "user_group" => ResourceKind.Group,
            "system_group" => ResourceKind.DeviceGroup,
            "system" => ResourceKind.Device,
            "application" => ResourceKind.Application,
            "role" => ResourceKind.Role,
            _ => (ResourceKind?)null,
        };
        var id = JsonText.Of(end, "object_id") ?? JsonText.Of(end, "id");
        return kind is { } known && id is not null ? new RemoteRef(known, id) : null;
    }
}
