using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Roles.Assignment;

/// <summary>Whatever is pushed in whatever order: in the end everybody has what the groups say, and the log tells how it came to that.</summary>
public sealed class RandomRolesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly string[] Names = ["YourApp Admins", "YourApp Editors", "Neither", "Other"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_pushes_end_in_the_roles_an_oracle_gives(int seed)
    {
        var random = new Random(seed);
        var hub = shared.Hub;
        var client = await hub.MappedAsync();
        var directory = client.Directory.Id;
        List<string> users = [];
        Dictionary<string, (string Name, HashSet<string> Members)> groups = [];
        for (var i = 0; i < 12; i++) users.Add(await client.UserAsync($"user{i}"));
        for (var step = 0; step < 150; step++)
        {
            var group = groups.Count == 0 ? "" : groups.Keys.ElementAt(random.Next(groups.Count));
            switch (random.Next(9))
            {
                case 0 or 1 when groups.Count < 10:
                    var name = Names[random.Next(Names.Length)];
                    groups.Add(await client.GroupAsync(name), (name, []));
                    break;
                case 2 when groups.Count > 3 && random.Next(2) == 0:
                    (await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}")).Status.ShouldBe(204);
                    groups.Remove(group);
                    foreach (var other in groups.Values) other.Members.Remove(group);
                    break;
                case 3 when groups.Count > 0:
                    name = Names[random.Next(Names.Length)];
                    (await client.PatchAsync($"/Groups/{group}", $$"""{"op":"replace","path":"displayName","value":"{{name}}"}""")).Status.ShouldBe(204);
                    groups[group] = (name, groups[group].Members);
                    break;
                case 4 when users.Count > 6:
                    var leaver = users[random.Next(users.Count)];
                    (await client.SendAsync(HttpMethod.Delete, $"/Users/{leaver}")).Status.ShouldBe(204);
                    users.Remove(leaver);
                    foreach (var other in groups.Values) other.Members.Remove(leaver);
                    users.Add(await client.UserAsync($"late{step}"));
                    break;
                case 5 or 6 or 7 when groups.Count > 0:
                    var member = random.Next(4) == 0 ? groups.Keys.ElementAt(random.Next(groups.Count)) : users[random.Next(users.Count)];
                    if (member == group) break;
                    (await client.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{"value":"{{member}}"}]}""")).Status.ShouldBe(204);
                    groups[group].Members.Add(member);
                    break;
                case 8 when groups.Count > 0 && groups[group].Members.Count > 0:
                    member = groups[group].Members.ElementAt(random.Next(groups[group].Members.Count));
                    (await client.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{member}}\"]"}""")).Status.ShouldBe(204);
                    groups[group].Members.Remove(member);
                    break;
            }
        }

        await hub.SettledAsync(directory);
        foreach (var user in users) (await hub.RolesOfAsync(directory, user)).ShouldBe(Oracle(user, groups), user);
        await FollowTheLogAsync(hub, client.Directory);
    }

    private static string Oracle(string user, Dictionary<string, (string Name, HashSet<string> Members)> groups)
    {
        HashSet<string> within = [user];
        int before;
        do
        {
            before = within.Count;
            foreach (var (id, group) in groups) if (group.Members.Overlaps(within)) within.Add(id);
        }
        while (within.Count > before);

        var names = groups.Where(group => within.Contains(group.Key)).Select(group => group.Value.Name).ToHashSet();
        return names.Contains("YourApp Admins") ? "Admin" : names.Contains("YourApp Editors") ? "Editor" : "Viewer";
    }

    /// <summary>At each change of roles the user has other roles than just before; between two of them none changes.</summary>
    private static async Task FollowTheLogAsync(JumpgateHost hub, DirectoryCreated directory)
    {
        Dictionary<Guid, string> known = [];
        foreach (var change in await hub.RoleChangesAsync(directory.Tenant))
        {
            var path = $"/v1/directories/{directory.Id}/users/{change.Id}";
            var now = await hub.RolesOfAsync(directory.Id, change.Id.ToString()!, $"?as_of={change.Seq}");
            now.ShouldNotBe(known.GetValueOrDefault(change.Id!.Value, ""), $"{path} at {change.Seq}");
            using var before = await hub.Admin.GetAsync($"{path}?as_of={change.Seq - 1}");
            if (before.IsSuccessStatusCode)
            {
                var roles = JsonSerializer.Deserialize<Resource>(await before.Content.ReadAsStringAsync(), ApiCalls.Json)!.Roles!;
                string.Join(",", roles.Select(role => role.RoleName)).ShouldBe(known.GetValueOrDefault(change.Id.Value, ""), $"{path} before {change.Seq}");
            }

            known[change.Id.Value] = now;
        }
    }
}
