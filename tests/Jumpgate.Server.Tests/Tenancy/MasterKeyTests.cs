using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Tests.Tenancy;

public sealed class MasterKeyTests
{
    [Fact]
    public void PostgreSQL_without_a_master_key_is_refused_with_the_way_to_make_one()
    {
        var refused = Should.Throw<StartRefusedException>(() => MasterKey.Open(Options("Host=127.0.0.1")));
        refused.Message.ShouldContain("openssl rand -base64 32");
        refused.Message.ShouldContain("--master-key-file");
    }

    [Fact]
    public void Without_one_a_key_file_is_made_that_only_its_owner_reads()
    {
        var options = Options(null);
        var key = MasterKey.Open(options);
        var file = Path.Combine(options.Data, MasterKey.FileName);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        MasterKey.Open(options).For("a").ShouldBe(key.For("a"));
        key.For("b").ShouldNotBe(key.For("a"));
        System.IO.Directory.Delete(options.Data, true);
    }

    [Fact]
    public async Task Another_master_key_knows_no_key_of_the_first()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var made = await hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "x", role = ProductRoles.ReadOnly, tenant = "default" });
        await hub.RestartAsync();
        await hub.Client(made.Key).GetAsync<Self>("/v1/self");
        await hub.StopAsync();
        await hub.StartAgainAsync(0, "another-master-key-0123456789abcdef0123456789");
        (await hub.Client(made.Key).RefusedAsync(HttpMethod.Get, "/v1/self")).Code.ShouldBe("api_key_invalid");
    }

    private static ServerOptions Options(string? database) => new()
    {
        Urls = "http://127.0.0.1:0",
        Data = Path.Combine(Path.GetTempPath(), $"jumpgate-{Guid.NewGuid():N}"),
        Database = database,
        Regions = new Dictionary<string, Uri>(),
    };
}
