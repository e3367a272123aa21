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
        var (edges, hash, kinds) = Edges(organization);
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
                ["edges"] = edges,
            },
            ["edges"] = kinds,
            ["edgeHash"] = hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ["minRequests"] = reads.Total,
            ["minRequestsBy"] = reads.ToJson(),
        };
    }

    /// <summary>
    /// Counts edges by kind and hashes them so that order does not matter: the sum of each edge's own hash over
    /// <c>kind from-id to-id</c> (FNV-1a, 64 bits, then mixed).
    /// </summary>
    private static (long Count, ulong Hash, JsonObject Kinds) Edges(Organization organization)
    {
        var (total, hash, kinds) = (0L, 0UL, new JsonObject());
        var nested = 0L;
        foreach (var kind in (Kind[])[Kind.UserGroup, Kind.SystemGroup])
        {
            var count = 0L;
            foreach (var index in organization.Table(kind).All())
            {
                var group = new Node(kind, index);
                foreach (var member in organization.Graph.Members.All(group))
                {
                    if (member.Kind == Kind.UserGroup)
                        nested++;
                    else
                        count++;
                    hash += HashOf(organization, member.Kind == Kind.UserGroup ? "nested_in" : "member_of", member, group);
                }
            }

            kinds[kind == Kind.UserGroup ? "groupMembers" : "deviceGroupMembers"] = count;
            total += count;
        }

        kinds["nestedGroups"] = nested;
        total += nested;
        foreach (var (from, to) in Bound)
        {
            var count = 0L;
            foreach (var index in organization.Table(from).All())
            {
                foreach (var other in organization.Graph.Associations.Of(new Node(from, index), to))
                {
                    count++;
                    hash += HashOf(organization, "bound_to", other, new Node(from, index));
                }
            }

            kinds[$"{GraphTypes.Name(to)}-{GraphTypes.Name(from)}"] = count;
            total += count;
        }

        return (total, hash, kinds);
    }

    private static ulong HashOf(Organization organization, string kind, Node from, Node to)
    {
        var hash = 0xCBF29CE484222325UL;
        Span<char> id = stackalloc char[24];
        Add(kind);
        Add(" ");
        organization.Table(from.Kind).WriteId(from.Index, id);
        Add(id);
        Add(" ");
        organization.Table(to.Kind).WriteId(to.Index, id);
        Add(id);
        return Noise.Mix(hash);

        void Add(ReadOnlySpan<char> text)
        {
            foreach (var letter in text)
                hash = (hash ^ letter) * 0x100000001B3UL;
        }
    }
}
