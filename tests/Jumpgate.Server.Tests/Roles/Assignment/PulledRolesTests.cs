using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Roles.Assignment;

/// <summary>Roles in a directory that is pulled from JumpCloud.</summary>
public sealed class PulledRolesTests
{
    [Fact]
    public async Task A_pulled_directory_gives_roles_as_a_pushed_one_does()
    {
        await using var pulled = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var (hub, directory) = (pulled.Hub, pulled.Directory);
        await hub.RolesAsync("default");
        var users = await pulled.AllAsync("users");
        var memberships = await pulled.EdgesAsync("member_of");
        var smallest = memberships.Where(edge => edge.To.Kind == "group").GroupBy(edge => edge.To.Id).Where(group => group.Count() > 1).MinBy(group => group.Count())!;
        var (group, members) = ((await pulled.AllAsync("groups")).Single(one => one.Id == smallest.Key), smallest.Select(edge => edge.From.Id).ToHashSet());
        users.Count.ShouldBeGreaterThan(members.Count);

        await hub.MapAsync(directory, $"precedence: Admin > Editor > Viewer\ndefault Viewer\ngroup \"{group.Name}\" gives Editor");
        await hub.SettledAsync(directory);
        foreach (var user in await pulled.AllAsync("users")) user.Roles!.Single().RoleName.ShouldBe(members.Contains(user.Id) ? "Editor" : "Viewer", user.Name);

        var (leaving, joining) = (users.First(user => members.Contains(user.Id)), users.First(user => !members.Contains(user.Id)));
        await MemberAsync(pulled, group, leaving, "remove");
        await MemberAsync(pulled, group, joining, "add");
        (await pulled.SyncAsync()).State.ShouldBe(RunStates.Done);
        (await hub.RolesOfAsync(directory, leaving.RemoteId)).ShouldBe("Viewer");
        (await hub.RolesOfAsync(directory, joining.RemoteId)).ShouldBe("Editor");
        using var csv = await hub.Admin.GetAsync($"/v1/directories/{directory}/users?format=csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        lines[0].ShouldEndWith(",appRoles");
        lines.Single(line => line.Contains(joining.RemoteId, StringComparison.Ordinal)).ShouldEndWith(",Editor");
    }

    private static async Task MemberAsync(SyncedHub pulled, Resource group, Resource user, string op) =>
        await pulled.UpstreamAsync(HttpMethod.Post, $"/api/v2/usergroups/{group.RemoteId}/members", new { op, type = "user", id = user.RemoteId });
}
