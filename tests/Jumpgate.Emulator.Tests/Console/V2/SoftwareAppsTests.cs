namespace Jumpgate.Emulator.Tests.Console.V2;

/// <summary>Software packages, the device groups they are bound to and the devices they reach.</summary>
public sealed class SoftwareAppsTests
{
    [Fact]
    public async Task A_package_bound_to_a_device_group_stands_on_its_devices()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 40, Devices = 20 });
        var package = (string)(await client.ReadAsync("/api/v2/softwareapps?filter=displayName:eq:Google%20Chrome")).AsArray().ShouldHaveSingleItem()!["id"]!;
        (await client.AllAsync($"/api/v2/softwareapps/{package}/statuses")).Count.ShouldBe(20);
        (await client.AllAsync($"/api/v2/softwareapps/{package}/systems")).Count.ShouldBe(20);
        var onDevice = (await client.ReadAsync($"/api/v2/systems/{client.Emulator.World.DeviceId(0)}/softwareappstatuses")).AsArray();
        onDevice.Select(s => (string)s!["app"]!["id"]!).ShouldContain(package);
        ((string)onDevice[0]!["status"]!["systemId"]!).ShouldBe(client.Emulator.World.DeviceId(0));
    }

    [Fact]
    public async Task A_package_is_made_changed_and_dropped()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 40, Devices = 20 });
        var made = (await client.WriteAsync(HttpMethod.Post, "/api/v2/softwareapps", new { displayName = "Adobe Reader", settings = new[] { new { packageId = "adobereader" } } }, 201))!;
        await client.WriteAsync(HttpMethod.Post, "/api/v2/softwareapps", new { settings = Array.Empty<object>() }, 400);
        await client.WriteAsync(HttpMethod.Put, $"/api/v2/softwareapps/{made["id"]}", new { displayName = "Reader" }, 200);
        var read = await client.ReadAsync($"/api/v2/softwareapps/{made["id"]}");
        ((string)read["displayName"]!).ShouldBe("Reader");
        ((string)read["settings"]![0]!["packageId"]!).ShouldBe("adobereader");
        await client.WriteAsync(HttpMethod.Delete, $"/api/v2/softwareapps/{made["id"]}", null, 204);
        await client.ReadAsync($"/api/v2/softwareapps/{made["id"]}", 404);
    }
}
