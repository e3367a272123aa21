using System.Net;
using System.Net.Sockets;

namespace Jumpgate.Cli.Tests;

public sealed class SinkAddTests(CommandHost command) : IClassFixture<CommandHost>
{
    [Fact]
    public async Task F14_Sinks_of_each_kind_are_added_and_what_is_wrong_with_them_is_named()
    {
        await command.Host.ConnectedAsync((await command.Host.LinkOrganizationAsync()).Id, TimeSpan.FromSeconds(60));
        (await command.RunAsync("feed", "create")).ShouldSucceed();
        (await command.RunAsync("feed", "sink", "add", "syslog", "--host", "10.0.0.1")).Error.ShouldContain("syslog.host");
        (await command.RunAsync("feed", "sink", "add", "s3", "--bucket", "No", "--region", "eu-central-1", "--access-key-id", "a", "--secret-access-key", "b")).Error.ShouldContain("s3.bucket");
        (await command.RunAsync("feed", "sink", "add", "kafka", "--broker", "nobody", "--topic", "t")).Error.ShouldContain("kafka.brokers");
        (await command.RunAsync("feed", "sink", "add", "kafka", "--broker", "k.example.com:9093", "--topic", "t", "--mechanism", "PLAIN", "--username", "u")).Code.ShouldBe(2, "the password is missing");
        (await command.RunAsync("feed", "sink", "add", "syslog", "--host", "logs.example.com", "--ca", "/nowhere.pem")).Code.ShouldBe(2);

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var receiving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync();
            while (await socket.ReceiveAsync(new byte[4096]) > 0)
            {
            }
        });
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var sink = (await command.RunAsync(
            "feed", "sink", "add", "syslog", "--host", "127.0.0.1", "--port", $"{port}", "--tcp", "--facility", "audit", "--no-bom", "--class", "3002", "--type", "sso_auth", "--json")).ShouldSucceed().Json;
        await receiving;
        (sink["syslog"]!["transport"]!.GetValue<string>(), sink["syslog"]!["bom"]!.GetValue<bool>(), sink["classes"]![0]!.GetValue<int>()).ShouldBe(("tcp", false, 3002));
        (await command.RunAsync("feed", "show")).ShouldSucceed().Output.ShouldContain($"127.0.0.1:{port}");
    }
}
