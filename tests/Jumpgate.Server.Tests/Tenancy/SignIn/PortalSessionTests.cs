using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jumpgate.Server.Tests.Tenancy.SignIn;

public sealed class PortalSessionTests
{
    private const string Email = "ops@example.com";
    private const string Password = "a sentence is a good password";

    [Fact]
    public async Task The_first_account_is_set_up_with_the_printed_token_and_only_once()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var token = hub.Printed.ToString().Trim().Split(' ')[^1];
        hub.Log.Text.ShouldNotContain(token);
        using var browser = Browser(hub);
        (await Session(browser)).GetProperty("setUpNeeded").GetBoolean().ShouldBeTrue();
        var account = new { name = "Ops", email = Email, password = Password };
        (await browser.RefusedAsync(HttpMethod.Post, "/portal/set-up", new { token = "000000000000000000000000", account.name, account.email, account.password }))
            .Code.ShouldBe("set_up_token_invalid");
        (await browser.RefusedAsync(HttpMethod.Post, "/portal/set-up", new { token, account.name, account.email, password = "short" })).Field.ShouldBe("password");
        await browser.PostAsync<JsonElement>("/portal/set-up", new { token, account.name, account.email, account.password });
        (await Session(browser)).GetProperty("role").GetString().ShouldBe("Super Administrator");
        (await browser.RefusedAsync(HttpMethod.Post, "/portal/set-up", new { token, account.name, account.email, account.password })).Code.ShouldBe("set_up_done");
        await StoredText.ShouldNotHoldAsync(hub, Password);
    }

    [Fact]
    public async Task A_session_lasts_over_a_restart_acts_only_with_its_token_and_ends_at_sign_out()
    {
        await using var hub = await StartWithAccountAsync();
        using var browser = Browser(hub);
        var session = await browser.PostAsync<JsonElement>("/portal/sign-in", new { email = Email.ToUpperInvariant(), password = Password });
        var csrf = session.GetProperty("csrfToken").GetString()!;
        (await browser.RefusedAsync(HttpMethod.Post, "/v1/tenants", new { name = "by cookie" })).Code.ShouldBe("csrf_token_invalid");
        browser.DefaultRequestHeaders.Add("X-CSRF-Token", csrf);
        using (var made = await browser.PostAsJsonAsync("/v1/tenants", new { name = "by cookie" })) made.StatusCode.ShouldBe(HttpStatusCode.Created);

        await hub.StopAsync();
        await hub.StartAgainAsync(hub.Address.Port);
        (await Session(browser)).GetProperty("csrfToken").GetString().ShouldBe(csrf);
        using (var signedOut = await browser.PostAsync("/portal/sign-out", null)) signedOut.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Session(browser)).GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        (await browser.RefusedAsync(HttpMethod.Get, "/v1/tenants")).Code.ShouldBe("api_key_missing");
    }

    [Fact]
    public async Task Another_site_can_neither_sign_in_nor_act()
    {
        await using var hub = await StartWithAccountAsync();
        using var browser = Browser(hub);
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        (await browser.RefusedAsync(HttpMethod.Post, "/portal/sign-in", new { email = Email, password = Password })).Code.ShouldBe("origin_refused");
    }

    [Fact]
    public async Task The_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites()
    {
        await using var hub = await StartWithAccountAsync();
        using var response = await hub.Anonymous.PostAsJsonAsync("/portal/sign-in", new { email = Email, password = Password });
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        await using var hub = await StartWithAccountAsync();
        for (var i = 0; i < 5; i++)
            (await hub.Anonymous.RefusedAsync(HttpMethod.Post, "/portal/sign-in", new { email = Email, password = $"wrong {i}" })).Code.ShouldBe("sign_in_failed");
        using var response = await hub.Anonymous.PostAsJsonAsync("/portal/sign-in", new { email = Email, password = Password });
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.ProblemAsync()).Code.ShouldBe("sign_in_throttled");
    }

    [Fact]
    public async Task An_unknown_account_is_told_the_same_as_a_wrong_password()
    {
        await using var hub = await StartWithAccountAsync();
        var unknown = await hub.Anonymous.RefusedAsync(HttpMethod.Post, "/portal/sign-in", new { email = "nobody@example.com", password = Password });
        var wrong = await hub.Anonymous.RefusedAsync(HttpMethod.Post, "/portal/sign-in", new { email = Email, password = "wrong wrong wrong" });
        unknown.ShouldBe(wrong);
    }

    private static Task<JumpgateHost> StartWithAccountAsync() => JumpgateHost.StartAsync(new JumpgateHostOptions
    {
        Configure = builder =>
        {
            builder.Configuration["JUMPGATE_ADMIN_EMAIL"] = Email;
            builder.Configuration["JUMPGATE_ADMIN_PASSWORD"] = Password;
        },
    });

    private static HttpClient Browser(JumpgateHost hub) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = hub.Address };

    private static Task<JsonElement> Session(HttpClient browser) => browser.GetAsync<JsonElement>("/portal/session");
}
