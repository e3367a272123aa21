using System.Numerics;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Knobs;

/// <summary>What <c>GET /emulator/world</c> tells of one organization.</summary>
internal static class WorldReport
{
    private static readonly (Kind From, Kind To)[] Bound =
    [
        (Kind.Application, Kind.User), (Kind.Application, Kind.UserGroup), (Kind.System, Kind.User), (Kind.System, Kind.UserGroup),
        (Kind.SystemGroup, Kind.User), (Kind.SystemGroup, Kind.UserGroup),
    ];

    public static JsonObject Of(Organization organization)
    {
        var edges = Edges(organization);
        var reads = MinimalReads.Of(organization);
        return new JsonObject
        {
            ["organizationId"] = organization.Id,
            ["name"] = organization.World.Name,
            ["seed"] = organization.World.Options.Seed,
            ["counts"] = new JsonObject
            {
                ["users"] = organization.Users.Count,
                ["admins"] = organization.Admins.Count,
                ["groups"] = organization.UserGroups.Count,
                ["deviceGroups"] = organization.SystemGroups.Count,
                ["devices"] = organization.Systems.Count,
                ["applications"] = organization.Applications.Count,
                ["roles"] = organization.Roles.Count,
                ["serviceAccounts"] = organization.Table(Kind.ServiceAccount).Count,
                ["edges"] = edges.Total,
            },
            ["edges"] = new JsonObject(edges.Kinds.Select(k => KeyValuePair.Create(k.Name, (JsonNode?)k.Count))),
            ["edgeHash"] = edges.Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ["minRequests"] = reads.Total,
            ["minRequestsBy"] = reads.ToJson(),
        };
    }

    /// <summary>Counted again only when something was written since: at ten million edges that takes a while.</summary>
    private static EdgeCount Edges(Organization organization)
    {
        var version = organization.Version;
        if (organization.CountedEdges is { } counted && counted.Version == version)
            return counted;
        return organization.CountedEdges = Count(organization, version);
    }

    private static EdgeCount Count(Organization organization, long version)
    {
        var (total, hash, kinds) = (0L, 0UL, new List<(string, long)>());
        var nested = 0L;
        foreach (var kind in (Kind[])[Kind.UserGroup, Kind.SystemGroup])
        {
            var count = 0L;
            foreach (var index in organization.Table(kind).All())
            {
                var group = new Node(kind, index);
                var end = organization.Table(kind).Chance(index);
                foreach (var member in organization.Graph.Members.All(group))
                {
                    var start = organization.Table(member.Kind).Chance(member.Index);
                    if (member.Kind == Kind.UserGroup)
                        nested++;
                    else
                        count++;
                    hash += HashOf(member.Kind == Kind.UserGroup ? 1u : 2u, start, end);
                }
            }

            kinds.Add((kind == Kind.UserGroup ? "groupMembers" : "deviceGroupMembers", count));
            total += count;
        }

        kinds.Add(("nestedGroups", nested));
        total += nested;
        foreach (var (from, to) in Bound)
        {
            var count = 0L;
            foreach (var index in organization.Table(from).All())
            {
                var end = organization.Table(from).Chance(index);
                foreach (var other in organization.Graph.Associations.Of(new Node(from, index), to))
                {
                    count++;
                    hash += HashOf(3, organization.Table(to).Chance(other.Index), end);
                }
            }

            kinds.Add(($"{GraphTypes.Name(to)}-{GraphTypes.Name(from)}", count));
            total += count;
        }

        return new EdgeCount(version, total, hash, kinds);
    }

    /// <summary>The hash of all edges is the sum of each one's own, so that their order does not matter.</summary>
    private static ulong HashOf(uint kind, ulong from, ulong to) => Noise.Mix((from * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(to, 32) ^ kind);
}
