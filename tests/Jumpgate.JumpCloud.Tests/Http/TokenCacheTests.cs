using System.Text;

namespace Jumpgate.JumpCloud.Tests.Http;

public sealed class TokenCacheTests
{
    private const string NoUsers = """{"totalCount":0,"results":[]}""";

    [Fact]
    public async Task S0_1_A_service_account_gets_its_token_by_client_credentials_and_calls_with_bearer()
    {
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent) ? ScriptedHandler.Token("ory_at_1") : ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, Clients.Account);

        await client.SystemUsers.ListPageAsync(0, 100);

        var token = handler.TokenRequests.ShouldHaveSingleItem();
        token.Method.ShouldBe(HttpMethod.Post);
        token.ContentType.ShouldBe("application/x-www-form-urlencoded");
        token.Body.Split('&').ShouldBe(["grant_type=client_credentials", "scope=api"], ignoreOrder: true);
        token.Headers.Authorization!.Scheme.ShouldBe("Basic");
        Encoding.UTF8.GetString(Convert.FromBase64String(token.Headers.Authorization.Parameter!)).ShouldBe($"{Clients.ClientId}:{Clients.ClientSecret}");
        var call = handler.Calls.ShouldHaveSingleItem();
        call.Header("Authorization").ShouldBe("Bearer ory_at_1");
        call.Header("x-api-key").ShouldBeNull();
    }

    [Fact]
    public async Task S0_2_Parallel_calls_cause_one_token_request()
    {
        var handler = new ScriptedHandler(async (sent, token) =>
        {
            if (!ScriptedHandler.IsToken(sent)) return ScriptedHandler.Json(NoUsers);
            await Task.Delay(50, token);
            return ScriptedHandler.Token("t1");
        });
        using var client = Clients.For(handler, Clients.Account);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.SystemUsers.ListPageAsync(0, 100)));

        handler.TokenRequests.Count.ShouldBe(1);
        handler.Calls.Count.ShouldBe(50);
    }

    [Fact]
    public async Task S0_2_Tokens_of_60_seconds_serve_5_minutes_without_one_401()
    {
        var clock = new ManualClock();
        var ends = new Dictionary<string, DateTimeOffset>();
        var refused = 0;
        var handler = new ScriptedHandler(sent =>
        {
            if (ScriptedHandler.IsToken(sent))
            {
                var token = $"t{ends.Count}";
                ends[token] = clock.GetUtcNow() + TimeSpan.FromSeconds(60);
                return ScriptedHandler.Token(token, 60);
            }

            var given = sent.Headers.Authorization!.Parameter!;
            if (ends[given] > clock.GetUtcNow()) return ScriptedHandler.Json(NoUsers);
            refused++;
            return ScriptedHandler.Json("""{"message":"Unauthorized"}""", 401);
        });
        using var client = Clients.For(handler, Clients.Account, time: clock);

        for (var second = 0; second < 300; second++)
        {
            await client.SystemUsers.ListPageAsync(0, 100);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        refused.ShouldBe(0);
        handler.TokenRequests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task S0_2_A_401_in_mid_life_causes_one_renewal_and_one_repeat_for_all_who_wait()
    {
        var valid = "t1";
        var asked = 0;
        var handler = new ScriptedHandler(async (sent, _) =>
        {
            await Task.Yield();
            if (ScriptedHandler.IsToken(sent)) return ScriptedHandler.Token(valid = $"t{Interlocked.Increment(ref asked)}");
            return sent.Headers.Authorization!.Parameter == valid ? ScriptedHandler.Json(NoUsers) : ScriptedHandler.Json("""{"message":"Unauthorized"}""", 401);
        });
        using var client = Clients.For(handler, Clients.Account);
        await client.SystemUsers.ListPageAsync(0, 100);
        valid = "revoked";

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.SystemUsers.ListPageAsync(0, 100)));

        handler.TokenRequests.Count.ShouldBe(2);
        handler.Calls.Count.ShouldBeLessThanOrEqualTo(1 + 16);
    }

    [Fact]
    public async Task S0_2_A_second_401_is_told_and_not_repeated_for_ever()
    {
        var asked = 0;
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent)
            ? ScriptedHandler.Token($"t{Interlocked.Increment(ref asked)}")
            : ScriptedHandler.Json("""{"message":"Unauthorized"}""", 401));
        using var client = Clients.For(handler, Clients.Account);

        await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);
        handler.Calls.Count.ShouldBe(2);
        handler.TokenRequests.Count.ShouldBe(2);

        await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);
        handler.TokenRequests.Count.ShouldBe(2, "a token that was never accepted is not renewed over and over");
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client","error_description":"Client authentication failed"}""", JumpCloudErrorKind.InvalidCredentials)]
    [InlineData(400, """{"error":"invalid_client"}""", JumpCloudErrorKind.InvalidCredentials)]
    [InlineData(401, """{"error":"invalid_client","error_description":"The service account is disabled"}""", JumpCloudErrorKind.ServiceAccountDisabled)]
    [InlineData(401, """{"error":"invalid_client","error_description":"The client secret has expired"}""", JumpCloudErrorKind.CredentialExpired)]
    [InlineData(403, """{"error":"access_denied"}""", JumpCloudErrorKind.MissingPermission)]
    [InlineData(400, """{"error":"invalid_scope"}""", JumpCloudErrorKind.MissingPermission)]
    [InlineData(200, """{"token_type":"bearer"}""", JumpCloudErrorKind.InvalidResponse)]
    [InlineData(200, "<html></html>", JumpCloudErrorKind.InvalidResponse)]
    public async Task What_the_token_endpoint_refuses_is_told_apart(int status, string body, JumpCloudErrorKind kind)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(body, status));
        using var client = Clients.For(handler, Clients.Account);

        var error = await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(kind);

        error.Route.ShouldBe("POST /oauth2/token");
        handler.Sent.Count.ShouldBe(1, "nothing but passing troubles is repeated");
    }

    [Fact]
    public async Task A_token_endpoint_that_stumbles_is_asked_again()
    {
        var asked = 0;
        var handler = new ScriptedHandler(sent => !ScriptedHandler.IsToken(sent) ? ScriptedHandler.Json(NoUsers)
            : Interlocked.Increment(ref asked) < 3 ? ScriptedHandler.Json("{}", 503)
            : ScriptedHandler.Token("t1"));
        using var client = Clients.For(handler, Clients.Account);

        await client.SystemUsers.ListPageAsync(0, 100);

        asked.ShouldBe(3);
    }

    [Fact]
    public async Task A_token_that_still_lives_is_used_while_renewal_fails()
    {
        var clock = new ManualClock();
        var asked = 0;
        var handler = new ScriptedHandler(sent => !ScriptedHandler.IsToken(sent) ? ScriptedHandler.Json(NoUsers)
            : Interlocked.Increment(ref asked) == 1 ? ScriptedHandler.Token("t1", 3600)
            : ScriptedHandler.Json("{}", 503));
        using var client = Clients.For(handler, Clients.Account, time: clock);
        await client.SystemUsers.ListPageAsync(0, 100);

        clock.Advance(TimeSpan.FromSeconds(3580));
        await clock.RunAsync(client.SystemUsers.ListPageAsync(0, 100), TimeSpan.FromMilliseconds(5));

        handler.Calls[^1].Headers.Authorization!.Parameter.ShouldBe("t1");
    }

    [Theory]
    [InlineData("""{"message":"Unauthorized"}""")]
    [InlineData("""{"message":"Unauthorized: expired"}""")]
    [InlineData("")]
    public async Task S0_2_Whatever_a_401_says_of_the_token_it_is_renewed_once(string body)
    {
        var asked = 0;
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent) ? ScriptedHandler.Token($"t{++asked}")
            : sent.Headers.Authorization!.Parameter == "t1" ? ScriptedHandler.Json(body, 401)
            : ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, Clients.Account);

        await client.SystemUsers.ListPageAsync(0, 100);

        handler.TokenRequests.Count.ShouldBe(2);
        handler.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_waits_for_an_early_renewal()
    {
        var clock = new ManualClock();
        var asked = 0;
        var handler = new ScriptedHandler(async (sent, token) =>
        {
            if (!ScriptedHandler.IsToken(sent)) return ScriptedHandler.Json(NoUsers);
            if (Interlocked.Increment(ref asked) == 1) return ScriptedHandler.Token("t1", 3600);
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var client = Clients.For(handler, Clients.Account, time: clock);
        await client.SystemUsers.ListPageAsync(0, 100);

        clock.Advance(TimeSpan.FromSeconds(3575));
        await client.SystemUsers.ListPageAsync(0, 100).WaitAsync(TimeSpan.FromSeconds(5));

        handler.Calls[^1].Headers.Authorization!.Parameter.ShouldBe("t1");
    }

    [Fact]
    public async Task The_first_caller_giving_up_does_not_take_the_token_from_the_others()
    {
        using var impatient = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        var asking = new TaskCompletionSource();
        var handler = new ScriptedHandler(async (sent, token) =>
        {
            if (!ScriptedHandler.IsToken(sent)) return ScriptedHandler.Json(NoUsers);
            asking.TrySetResult();
            await release.Task.WaitAsync(token);
            return ScriptedHandler.Token("t1");
        });
        using var client = Clients.For(handler, Clients.Account);

        var first = client.SystemUsers.ListPageAsync(0, 100, impatient.Token);
        await asking.Task;
        var second = client.SystemUsers.ListPageAsync(0, 100);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        release.SetResult();

        (await second).Items.ShouldBeEmpty();
        handler.TokenRequests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_secret_and_the_token_are_in_no_error()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Clients.ClientId}:{Clients.ClientSecret}"));
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent)
            ? ScriptedHandler.Token("ory_at_very-long-token")
            : ScriptedHandler.Json($$"""{"message":"echo {{sent.Headers.Authorization}} {{basic}} {{Clients.ClientSecret}}"}""", 400));
        using var client = Clients.For(handler, Clients.Account);

        var error = await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.BadRequest);

        var told = $"{error} {error.UpstreamMessage} {error.Excerpt}";
        told.ShouldNotContain("ory_at_very-long-token");
        told.ShouldNotContain(Clients.ClientSecret);
        told.ShouldNotContain(basic);
    }
}
