namespace Jumpgate.JumpCloud.Tests;

public sealed class RegionsTests
{
    [Theory]
    [InlineData("us", "console.jumpcloud.com", "https://api.jumpcloud.com/insights/directory/v1", "https://admin-oauth.id.jumpcloud.com/oauth2/token")]
    [InlineData("eu", "console.eu.jumpcloud.com", "https://api.eu.jumpcloud.com/insights/directory/v1", "https://admin-oauth.id.eu.jumpcloud.com/oauth2/token")]
    [InlineData("in", "console.in.jumpcloud.com", "https://api.in.jumpcloud.com/insights/directory/v1", "https://admin-oauth.id.in.jumpcloud.com/oauth2/token")]
    public void Each_region_has_its_four_host_families(string name, string console, string insights, string token)
    {
        var region = Regions.Find(name).ShouldNotBeNull();

        region.Console.Host.ShouldBe(console);
        region.Insights.AbsoluteUri.ShouldBe(insights);
        region.OAuth.AbsoluteUri.ShouldBe(token);
        region.MaxRequestsPerSecond.ShouldBe(8);
    }

    [Theory]
    [InlineData("https://console.jumpcloud.com/#/users", "us")]
    [InlineData("console.eu.jumpcloud.com", "eu")]
    [InlineData("  HTTPS://Console.In.JumpCloud.com/login ", "in")]
    [InlineData("https://console.jumpcloud.com.example.com/", null)]
    [InlineData("https://example.com/console.jumpcloud.com", null)]
    [InlineData("not an address", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_console_address_tells_its_region(string? address, string? region) =>
        (Regions.FromConsoleUrl(address)?.Name).ShouldBe(region);

    [Theory]
    [InlineData("http://127.0.0.1:8085")]
    [InlineData("http://127.0.0.1:8085/")]
    public void One_origin_serves_all_families_by_path(string origin)
    {
        var region = Regions.FromOrigin("emulator", new Uri(origin));

        region.Console.AbsoluteUri.ShouldBe("http://127.0.0.1:8085/");
        region.Insights.AbsoluteUri.ShouldBe("http://127.0.0.1:8085/insights/directory/v1");
        region.OAuth.AbsoluteUri.ShouldBe("http://127.0.0.1:8085/oauth2/token");
        region.MaxRequestsPerSecond.ShouldBeNull();
    }

    [Fact]
    public void A_region_needs_a_web_address() =>
        Should.Throw<ArgumentException>(() => Regions.FromOrigin("files", new Uri("file:///etc")));
}
