using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.Queries;

/// <summary>Filtered and sorted lists stay true while objects change under them.</summary>
public sealed class SelectionTests
{
    [Fact]
    public async Task A_filtered_list_follows_every_write()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 80 });
        const string Staff = "/api/systemusers?filter=department:$eq:Night%20Shift&sort=username&limit=100";
        ((int)(await client.ReadAsync(Staff))["totalCount"]!).ShouldBe(0);
        foreach (var number in (int[])[7, 9])
            await client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{client.Emulator.World.UserId(number)}", new { department = "Night Shift" }, 200);
        ((int)(await client.ReadAsync(Staff))["totalCount"]!).ShouldBe(2);
        await client.WriteAsync(HttpMethod.Delete, $"/api/systemusers/{client.Emulator.World.UserId(7)}", null, 200);
        ((int)(await client.ReadAsync(Staff))["totalCount"]!).ShouldBe(1);
        client.Emulator.World.Set(client.Emulator.World.UserId(3), new JsonObject { ["department"] = "Night Shift" });
        ((int)(await client.ReadAsync(Staff))["totalCount"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Volatile_fields_move_in_sorted_lists_too()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 40, Devices = 30 });
        var before = (await client.AllAsync("/api/systems?sort=lastContact")).Select(s => (string)s["_id"]!).ToList();
        client.Emulator.World.MoveVolatile();
        var after = await client.AllAsync("/api/systems?sort=lastContact");
        after.Select(s => (string)s["lastContact"]!).ShouldBe(after.Select(s => (string)s["lastContact"]!).Order(StringComparer.Ordinal));
        after.Select(s => (string)s["_id"]!).ShouldNotBe(before);
    }

    [Theory]
    [InlineData("filter=department:$eq:Sales", "filter=department:$ne:Sales")]
    [InlineData("filter=department:$eq:Sales&filter=state:$eq:ACTIVATED", "filter[or][0]=department:$eq:Sales&filter[or][1]=state:$eq:ACTIVATED")]
    [InlineData("sort=username", "sort=-username")]
    [InlineData("search[fields]=email&search[searchTerm]=a", "search[fields]=username&search[searchTerm]=an")]
    public async Task One_choice_is_not_taken_for_another(string first, string second)
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 80 });
        var a = (await client.ReadAsync($"/api/systemusers?limit=100&fields=username&{first}")).ToJsonString();
        (await client.ReadAsync($"/api/systemusers?limit=100&fields=username&{second}")).ToJsonString().ShouldNotBe(a);
        (await client.ReadAsync($"/api/systemusers?limit=100&fields=username&{first}")).ToJsonString().ShouldBe(a);
    }
}
