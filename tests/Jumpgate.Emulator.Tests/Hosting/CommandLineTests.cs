using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void The_contract_s_options_are_understood()
    {
        var (options, faults) = CommandLine.Parse(
        [
            "--urls", "http://127.0.0.1:9", "--seed", "7", "--users", "1_000", "--admins", "2", "--groups", "3", "--memberships", "4", "--device-groups", "5", "--devices", "6",
            "--applications", "7", "--roles", "8", "--events", "9", "--group-sizes", "equal", "--api-key", "K", "--client-id", "I", "--client-secret", "S",
            "--organization-id", "5a1234567890abcdef123456", "--organizations", "2", "--latency", "50ms", "--rate-limit", "20/s", "--token-life=3600",
            "--fault", "GET /api/systemusers 500 1/40", "--fault", "GET /api/systems hang",
        ]);
        faults.ShouldBeEmpty();
        options.Users.ShouldBe(1000);
        options.GroupSizes.ShouldBe(GroupSizes.Equal);
        options.Latency.ShouldBe(TimeSpan.FromMilliseconds(50));
        options.RateLimit.ShouldBe(20);
        options.TokenLife.ShouldBe(TimeSpan.FromHours(1));
        options.Faults.Count.ShouldBe(2);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var (_, faults) = CommandLine.Parse(["--users", "many", "--colour", "--latency", "soon", "--organization-id", "5", "--fault", "GET x", "--seed"]);
        faults.Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_program_prints_one_ready_line_plays_its_world_file_and_answers()
    {
        var world = Path.Combine(Path.GetTempPath(), $"world-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(world, """
            {"users":3,"groups":1,"devices":0,"applications":0,"objects":[{"path":"/api/systemusers","body":{"username":"from.file","email":"from.file@example.com"}}]}
            """);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "jumpgate-emulator.dll"), "--urls", "http://127.0.0.1:0", "--world", world, "--api-key", "abc"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var ready = JsonNode.Parse((await process.StandardOutput.ReadLineAsync(patience.Token))!)!;
            ((bool)ready["ready"]!).ShouldBeTrue();
            ((string)ready["apiKey"]!).ShouldBe("abc");
            ready.AsObject().Select(p => p.Key).ShouldBe(["ready", "url", "apiKey", "clientId", "clientSecret", "organizationId"]);
            using var handler = new SocketsHttpHandler();
            using var http = new HttpClient(handler) { BaseAddress = new Uri((string)ready["url"]!) };
            http.DefaultRequestHeaders.Add("x-api-key", "abc");
            var users = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/systemusers", UriKind.Relative), patience.Token))!;
            users["results"]!.AsArray().Select(u => (string)u!["username"]!).ShouldContain("from.file");
        }
        finally
        {
            process.Kill();
            File.Delete(world);
        }
    }
}
