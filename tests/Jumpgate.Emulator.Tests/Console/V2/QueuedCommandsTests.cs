using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2;

/// <summary>A command for a device that is offline waits until it is back.</summary>
public sealed class QueuedCommandsTests
{
    [Fact]
    public async Task A_command_for_an_offline_device_runs_when_the_device_is_back()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 20, Devices = 20 });
        var systems = await client.AllAsync("/api/systems");
        var offline = (string)systems.First(s => !(bool)s["active"]!)["_id"]!;
        var online = (string)systems.First(s => (bool)s["active"]!)["_id"]!;
        var command = (await client.AllAsync("/api/commands"))[0]["_id"]!.ToString();
        var run = (await client.WriteAsync(HttpMethod.Post, "/api/runCommand", new { _id = command, systemIds = new[] { online, offline } }, 200))!;
        run["queueIds"]!.AsArray().Count.ShouldBe(2);
        ((int)(await client.ReadAsync("/api/commandresults"))["totalCount"]!).ShouldBe(1);
        var waiting = (await client.ReadAsync("/api/v2/queuedcommand/workflows"))["results"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)waiting["id"]!).ShouldBe((string)run["workflowInstanceId"]!);
        ((string)waiting["system"]!).ShouldBe(offline);
        ((int)waiting["pendingCount"]!).ShouldBe(1);

        client.Emulator.World.Set(offline, new JsonObject { ["active"] = true });
        ((int)(await client.ReadAsync("/api/commandresults"))["totalCount"]!).ShouldBe(2);
        ((int)(await client.ReadAsync("/api/v2/queuedcommand/workflows"))["totalCount"]!).ShouldBe(0);
    }
}
