using System.Net;
using System.Net.Sockets;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.S3;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Events.Sinks.S3;

/// <summary>The SDK calls what it is told to call, and nothing else.</summary>
public sealed class S3StoreTests
{
    private static readonly S3Settings Settings = new("http://127.0.0.1:1", "eu-central-1", "events", "", "a", true, null, null, S3Settings.UsualBytes, S3Settings.UsualAge);

    [Theory]
    [InlineData("http://127.0.0.1:1", true, "unreachable")]
    [InlineData("https://127.0.0.1:1", false, "target_refused")]
    [InlineData("https://169.254.169.254", true, "target_refused")]
    [InlineData("https://nowhere.invalid", true, "unreachable")]
    public async Task An_address_is_judged_before_it_is_called(string endpoint, bool allowLoopback, string code)
    {
        using var outside = Outside(allowLoopback);
        using var store = new S3Store(Settings with { Endpoint = endpoint }, new Secret("b"), outside);
        (await Should.ThrowAsync<SinkUnavailableException>(() => store.PutAsync("x", [1, 2, 3], default))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_metadata_of_the_machine_are_never_asked()
    {
        using var metadata = new TcpListener(IPAddress.Loopback, 0);
        metadata.Start();
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT", $"http://127.0.0.1:{((IPEndPoint)metadata.LocalEndpoint).Port}");
        try
        {
            using var outside = Outside(allowLoopback: true);
            using var store = new S3Store(Settings with { Endpoint = null }, new Secret("b"), outside);
            using var cut = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await Should.ThrowAsync<Exception>(() => store.PutAsync("x", [1, 2, 3], cut.Token));
            metadata.Pending().ShouldBeFalse();
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT", null);
        }
    }

    [Theory]
    [InlineData(null, "eu-central-1", "https://s3.eu-central-1.amazonaws.com/")]
    [InlineData(null, "cn-north-1", "https://s3.cn-north-1.amazonaws.com.cn/")]
    [InlineData("https://minio.example.com:9000", "us-east-1", "https://minio.example.com:9000/")]
    public void The_address_follows_the_region_unless_one_is_named(string? endpoint, string region, string address) =>
        (Settings with { Endpoint = endpoint, Region = region }).Address.ToString().ShouldBe(address);

    private static GuardedClient Outside(bool allowLoopback) => new(new TargetGuard(Options.Create(new OutboundOptions { AllowLoopback = allowLoopback, AllowHttp = true }), null!));
}
