using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>User groups, device groups and policy groups.</summary>
internal static class Groups
{
    public static readonly (string Path, Kind Kind, string Type)[] Families =
    [
        ("usergroups", Kind.UserGroup, "user_group"), ("systemgroups", Kind.SystemGroup, "system_group"), ("policygroups", Kind.PolicyGroup, "policy_group"),
    ];

    public static void Map(Routes v2)
    {
        foreach (var (path, kind, _) in Families)
        {
            v2.Get($"/{path}", "groups", call => Lists.Array(call, call.Organization.Table(kind)))
                .Get($"/{path}/{{id}}", "groups", call => Objects.Get(call, kind));
        }
    }
}
