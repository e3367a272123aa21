using Jumpgate.Server.Tenancy.Handover;

namespace Jumpgate.Server.Tests.Tenancy.Handover;

public sealed class EmbedOriginTests
{
    [Theory]
    [InlineData("https://app.example.com", "https://app.example.com")]
    [InlineData(" https://APP.example.com:443/ ", "https://app.example.com")]
    [InlineData("https://app.example.com:8443", "https://app.example.com:8443")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("http://127.0.0.1:3000", "http://127.0.0.1:3000")]
    public void A_site_by_https_or_on_this_machine_is_taken(string text, string origin) => EmbedOrigin.Read(text).ShouldBe(origin);

    [Theory]
    [InlineData("http://app.example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://app.example.com/page")]
    [InlineData("https://app.example.com?x=1")]
    [InlineData("https://app.example.com#x")]
    [InlineData("https://user@app.example.com")]
    [InlineData("https://app.example.com; script-src *")]
    [InlineData("https://a.example https://b.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("*")]
    public void Anything_else_is_none(string text) => EmbedOrigin.Read(text).ShouldBeNull();
}
