using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Roles.Assignment;

/// <summary>The server as a process of its own, killed without warning while it calculates roles.</summary>
public sealed class KilledRolesTests
{
    private static readonly EmulatorOptions World = new() { Users = 6000, Groups = 20, Memberships = 15_000, Admins = 1, Roles = 1 };

    [Fact]
    public async Task Roles_calculated_under_a_dozen_kills_are_whole_and_each_changed_once()
    {
        await using var emulator = await RunningEmulator.StartAsync(World);
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        var linked = await JumpgateHost.WaitForAsync(
            () => server.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), found => found.Status == OrganizationStatus.Connected, TimeSpan.FromSeconds(120));
        var mapping = $"/v1/directories/{linked.DirectoryId}/role-mapping";
        foreach (var name in (string[])["Editor", "Viewer"]) await server.Api.PostAsync<AppRole>("/v1/app-roles", new { name });
        var group = (await server.Api.GetAsync<Page<Resource>>($"/v1/directories/{linked.DirectoryId}/groups")).Items[0];
        var text = $"precedence: Editor > Viewer\ndefault Viewer\ngroup \"{group.Name}\" gives Editor";
        using (var saved = await server.Api.PutAsync(mapping, new StringContent(text, Encoding.UTF8, "text/plain"))) saved.EnsureSuccessStatusCode();

        var chance = new Random(20261122);
        for (var kill = 0; kill < 12; kill++)
        {
            await Task.Delay(chance.Next(0, 120));
            await server.KillAsync();
            await server.StartAsync();
        }

        var settled = await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<RoleMappingText>(mapping), now => now.Calculation!.State == "current");
        settled.Calculation!.Holders.Values.Sum().ShouldBe(World.Users);
        var (after, changed) = (0L, new List<Guid>());
        while (true)
        {
            var page = await server.Api.GetAsync<Page<Change>>($"/v1/changes?after={after}&limit=1000");
            changed.AddRange(page.Items.Where(change => change.Note == "roles").Select(change => change.Id!.Value));
            if (page.Items.Count == 0) break;
            after = page.Items[^1].Seq;
        }

        changed.Count.ShouldBe(World.Users);
        changed.Distinct().Count().ShouldBe(World.Users);
    }
}
