using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2.SystemInsights;

/// <summary>System Insights: one table over the fleet and of one device, with its own limit and operators.</summary>
public sealed class InsightRoutesTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 80, Devices = 40 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Every_device_tells_its_system_and_agrees_with_its_own_object()
    {
        var devices = (await _client.AllAsync("/api/systems")).ToDictionary(d => (string)d["_id"]!);
        var rows = (await _client.ReadAsync("/api/v2/systeminsights/system_info?limit=100")).AsArray();
        rows.Count.ShouldBe(devices.Count);
        foreach (var row in rows)
            ((string)row!["hardware_serial"]!).ShouldBe((string)devices[(string)row["system_id"]!]["serialNumber"]!);
        var encrypted = (await _client.ReadAsync("/api/v2/systeminsights/bitlocker_info?limit=100")).AsArray();
        encrypted.ShouldNotBeEmpty();
        foreach (var row in encrypted)
            ((int)row!["protection_status"]! == 1).ShouldBe((bool)devices[(string)row["system_id"]!]["fde"]!["active"]!);
    }

    [Fact]
    public async Task A_table_belongs_to_its_platforms()
    {
        var families = (await _client.AllAsync("/api/systems")).ToDictionary(d => (string)d["_id"]!, d => (string)d["osFamily"]!);
        foreach (var (table, family) in ((string, string)[])[("apps", "darwin"), ("programs", "windows"), ("patches", "windows"), ("linux_packages", "linux")])
        {
            var rows = (await _client.ReadAsync($"/api/v2/systeminsights/{table}?limit=10000")).AsArray();
            rows.ShouldNotBeEmpty();
            rows.Select(r => families[(string)r!["system_id"]!]).Distinct().ShouldHaveSingleItem().ShouldBe(family);
        }
    }

    [Fact]
    public async Task Pages_are_ten_by_default_ten_thousand_at_most_and_join_without_seam()
    {
        using var first = await _client.GetAsync("/api/v2/systeminsights/users");
        JsonNode.Parse(await first.Content.ReadAsStringAsync())!.AsArray().Count.ShouldBe(10);
        var total = int.Parse(first.Headers.GetValues("x-total-count").Single(), System.Globalization.CultureInfo.InvariantCulture);
        total.ShouldBe(80);
        var whole = (await _client.ReadAsync("/api/v2/systeminsights/users?limit=10000")).AsArray();
        List<string> joined = [];
        for (var skip = 0; skip < total; skip += 7)
            joined.AddRange((await _client.ReadAsync($"/api/v2/systeminsights/users?limit=7&skip={skip}")).AsArray().Select(r => r!.ToJsonString()));
        joined.ShouldBe(whole.Select(r => r!.ToJsonString()));
    }

    [Fact]
    public async Task A_filter_by_system_and_the_route_of_one_system_give_the_same_rows()
    {
        var device = _client.Emulator.World.DeviceId(3);
        var filtered = await _client.ReadAsync($"/api/v2/systeminsights/users?filter=system_id:eq:{device}");
        filtered.AsArray().Count.ShouldBe(2);
        (await _client.ReadAsync($"/api/v2/systeminsights/{device}/users")).ToJsonString().ShouldBe(filtered.ToJsonString());
        var two = $"{device}|{_client.Emulator.World.DeviceId(5)}";
        (await _client.ReadAsync($"/api/v2/systeminsights/os_version?filter=system_id:in:{two}")).AsArray().Count.ShouldBe(2);
        await _client.ReadAsync("/api/v2/systeminsights/665f0c1e8a1b2c0001d3e4f5/users", 404);
    }

    [Fact]
    public async Task Rows_are_filtered_and_sorted_by_their_own_fields()
    {
        var rows = (await _client.ReadAsync("/api/v2/systeminsights/uptime?filter=days:gte:5&sort=-days&limit=100")).AsArray();
        rows.ShouldNotBeEmpty();
        var days = rows.Select(r => (int)r!["days"]!).ToList();
        days.ShouldAllBe(d => d >= 5);
        days.ShouldBe(days.OrderDescending());
        (await _client.ReadAsync("/api/v2/systeminsights/chrome_extensions?filter=name:eq:JumpCloud%20Password%20Manager&limit=100")).AsArray()
            .Select(r => (string)r!["name"]!).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_device_that_does_not_collect_tells_nothing()
    {
        var device = _client.Emulator.World.DeviceId(3);
        _client.Emulator.World.Set(device, new JsonObject { ["systemInsights"] = new JsonObject { ["state"] = "disabled" } });
        (await _client.ReadAsync($"/api/v2/systeminsights/{device}/users")).AsArray().ShouldBeEmpty();
    }
}
