using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Auth;

public sealed class TokenEndpointTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 20, Groups = 3, Devices = 4, Applications = 2 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_client_with_its_secret_in_the_basic_header_gets_a_token_that_opens_the_api()
    {
        var (status, body) = await AskAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret);
        status.ShouldBe(200);
        ((string)body["token_type"]!).ShouldBe("bearer");
        ((string)body["scope"]!).ShouldBe("api");
        ((int)body["expires_in"]!).ShouldBe(3599);
        (await CallAsync((string)body["access_token"]!)).ShouldBe(200);
    }

    [Fact]
    public async Task Wrong_secret_unknown_client_and_credentials_in_the_body_are_refused()
    {
        (await AskAsync(_client.Emulator.ClientId, "wrong")).Status.ShouldBe(401);
        var (status, body) = await AskAsync("nobody", "wrong");
        status.ShouldBe(401);
        ((string)body["error"]!).ShouldBe("invalid_client");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "api",
            ["client_id"] = _client.Emulator.ClientId,
            ["client_secret"] = _client.Emulator.ClientSecret,
        });
        using var answer = await _client.Http.PostAsync(new Uri("/oauth2/token", UriKind.Relative), form);
        ((int)answer.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task Another_grant_or_scope_is_a_bad_request()
    {
        var (status, body) = await AskAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret, grant: "password");
        (status, (string)body["error"]!).ShouldBe((400, "unsupported_grant_type"));
        (status, body) = await AskAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret, scope: "everything");
        (status, (string)body["error"]!).ShouldBe((400, "invalid_scope"));
    }

    [Fact]
    public async Task A_token_ends_with_its_life_and_with_the_knob()
    {
        _client.Emulator.TokenLife = TimeSpan.FromMinutes(5);
        var token = await TokenAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret);
        _client.Emulator.Clock.Advance(TimeSpan.FromMinutes(4));
        (await CallAsync(token)).ShouldBe(200);
        _client.Emulator.Clock.Advance(TimeSpan.FromMinutes(2));
        (await CallAsync(token)).ShouldBe(401);
        var second = await TokenAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret);
        _client.Emulator.ExpireTokens();
        (await CallAsync(second)).ShouldBe(401);
    }

    [Fact]
    public async Task A_secret_expires_and_says_so()
    {
        var (id, secret) = _client.Emulator.AddServiceAccount(expires: _client.Emulator.Clock.GetUtcNow().AddDays(30));
        (await AskAsync(id, secret)).Status.ShouldBe(200);
        _client.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        var (status, body) = await AskAsync(id, secret);
        status.ShouldBe(401);
        ((string)body["error_description"]!).ShouldContain("expired");
    }

    [Fact]
    public async Task An_inactive_account_is_told_apart_and_its_tokens_stop_working()
    {
        var token = await TokenAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret);
        _client.Emulator.SetServiceAccountStatus(_client.Emulator.ClientId, "INACTIVE");
        var (status, body) = await AskAsync(_client.Emulator.ClientId, _client.Emulator.ClientSecret);
        status.ShouldBe(401);
        ((string)body["error_description"]!).ShouldContain("inactive");
        (await CallAsync(token)).ShouldBe(401);
    }

    [Fact]
    public async Task An_api_key_is_also_taken_as_a_bearer()
        => (await CallAsync(_client.Emulator.ApiKey)).ShouldBe(200);

    private async Task<int> CallAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/systemusers?limit=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _client.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<string> TokenAsync(string client, string secret) => (string)(await AskAsync(client, secret)).Body["access_token"]!;

    private async Task<(int Status, JsonNode Body)> AskAsync(string client, string secret, string grant = "client_credentials", string scope = "api")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["scope"] = scope, ["grant_type"] = grant });
        using var answer = await _client.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
