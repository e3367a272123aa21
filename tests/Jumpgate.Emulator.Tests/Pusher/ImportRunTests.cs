using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ImportRunTests
{
    [Fact]
    public async Task All_users_of_the_target_are_read_page_by_page_and_the_known_ones_counted()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.HireAsync("ana");
        for (var i = 0; i < 249; i++)
            organization.Target.Put(new JsonObject { ["userName"] = string.Create(CultureInfo.InvariantCulture, $"stranger{i}") });
        organization.Target.Put(new JsonObject { ["userName"] = "Ana@example.com" });
        var answer = await organization.DoAsync("import");
        organization.Target.Lines.ShouldBe(["GET /Users?startIndex=1&count=100", "GET /Users?startIndex=101&count=100", "GET /Users?startIndex=201&count=100"]);
        ((int)answer["users"]!["found"]!).ShouldBe(250);
        ((int)answer["users"]!["matched"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_target_without_users_is_read_once()
    {
        await using var organization = await PushedOrganization.StartAsync();
        ((bool)(await organization.DoAsync("import"))["success"]!).ShouldBeTrue();
        organization.Target.Requests.ShouldHaveSingleItem();
    }
}
