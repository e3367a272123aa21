namespace Jumpgate.Server.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task A_started_server_is_live_and_ready_and_writes_metrics()
    {
        await using var host = await JumpgateHost.StartAsync();
        using var live = await host.Anonymous.GetAsync("/health/live");
        live.IsSuccessStatusCode.ShouldBeTrue();
        using var ready = await host.Anonymous.GetAsync("/health/ready");
        (await ready.Content.ReadAsStringAsync()).ShouldContain("\"ready\"");
        var metrics = await host.Anonymous.GetStringAsync("/metrics");
        metrics.ShouldContain("# TYPE http_server_request_duration_seconds histogram");
        metrics.ShouldContain("http_server_request_duration_seconds_count{");
        metrics.ShouldContain("process_resident_memory_bytes ");
    }
}
