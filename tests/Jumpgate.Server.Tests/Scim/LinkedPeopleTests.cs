using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>People who come by API and by SCIM.</summary>
public sealed class LinkedPeopleTests
{
    [Fact]
    public async Task G13_What_comes_by_SCIM_and_by_API_is_one_person()
    {
        await using var synced = await SyncedHub.StartAsync(new EmulatorOptions { Users = 20, Groups = 3, Devices = 0, Applications = 0, Admins = 0 }, SyncedHub.ByHand);
        var pushed = await PushedClient.StartAsync(synced.Hub, "jumpcloud", "default");
        var answer = await synced.Emulator.ScimAsync(new JsonObject
        {
            ["do"] = "bind-group",
            ["baseUrl"] = pushed.Directory.EndpointUrl,
            ["token"] = pushed.Directory.BearerToken,
            ["events"] = false,
        });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());

        var users = (await synced.Hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{pushed.Directory.Id}/users?expand=person")).Items;
        users.ShouldNotBeEmpty();
        foreach (var user in users)
        {
            user.Person.ShouldNotBeNull();
            user.Person.Accounts.Select(account => account.Directory).ShouldBe([pushed.Directory.Id, synced.Directory], ignoreOrder: true);
        }
    }
}
