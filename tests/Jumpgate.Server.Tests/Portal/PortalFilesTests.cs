using System.Net;
using System.Text.RegularExpressions;

namespace Jumpgate.Server.Tests.Portal;

public sealed partial class PortalFilesTests
{
    [Fact]
    public async Task Every_page_address_answers_the_one_document_with_a_fresh_nonce()
    {
        await using var server = await JumpgateHost.StartAsync();
        var first = await PageAsync(server, "/");
        var second = await PageAsync(server, "/directory/users?open=x");
        first.Nonce.ShouldNotBe(second.Nonce);
        first.Policy.ShouldContain($"'nonce-{first.Nonce}'");
        first.Policy.ShouldNotContain("unsafe-inline");
        Nonce().Replace(first.Html, "").ShouldBe(Nonce().Replace(second.Html, ""));
    }

    [Fact]
    public async Task Assets_are_packed_cached_for_good_and_named_by_their_content()
    {
        await using var server = await JumpgateHost.StartAsync();
        var html = (await PageAsync(server, "/")).Html;
        var script = Script().Match(html).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var packed = await server.Anonymous.SendAsync(request);
        packed.StatusCode.ShouldBe(HttpStatusCode.OK);
        packed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        packed.Headers.CacheControl!.ToString().ShouldContain("immutable");
        packed.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");

        using var plain = await server.Anonymous.GetAsync(new Uri(script, UriKind.Relative));
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        using var again = new HttpRequestMessage(HttpMethod.Get, script);
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
        using var unchanged = await server.Anonymous.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing")]
    [InlineData("GET", "/portal/nothing")]
    [InlineData("GET", "/assets/nothing.js")]
    [InlineData("GET", "/assets/../appsettings.json")]
    [InlineData("GET", "/nothing.js")]
    public async Task A_mistyped_address_of_a_program_answers_a_problem_not_a_page(string method, string path)
    {
        await using var server = await JumpgateHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await server.Anonymous.SendAsync(request);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_wrong_method_on_a_program_path_is_still_told_apart()
    {
        await using var server = await JumpgateHost.StartAsync();
        using var answer = await server.Admin.DeleteAsync(new Uri("/health/live", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Every_code_has_its_meaning_and_its_place_in_the_guide()
    {
        await using var server = await JumpgateHost.StartAsync();
        var codes = await server.Anonymous.GetStringAsync(new Uri("/portal/codes", UriKind.Relative));
        codes.ShouldContain("\"code\":\"invalid_credentials\"");
        codes.ShouldContain("/docs/guide/troubles.md#invalid_credentials");
    }

    private static async Task<(string Html, string Nonce, string Policy)> PageAsync(JumpgateHost server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await server.Anonymous.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, "The portal was not built into the server: run npm run build in src/Jumpgate.Portal.");
        var html = await answer.Content.ReadAsStringAsync();
        return (html, Nonce().Match(html).Groups[1].Value, answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [GeneratedRegex("name=\"style-nonce\" content=\"([0-9a-f]{32})\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("src=\"(/assets/[^\"]+\\.js)\"")]
    private static partial Regex Script();
}
