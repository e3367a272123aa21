using Jumpgate.Emulator;

namespace Jumpgate.JumpCloud.Tests.Emulated;

public sealed class WeatherTests
{
    [Fact]
    public async Task S0_1_The_token_endpoint_sees_client_credentials_and_calls_carry_bearer()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client(serviceAccount: true);

        (await client.SystemUsers.ListPageAsync(0, 1)).Total.ShouldBe(230);

        emulator.Stats.Of("POST /oauth2/token").ShouldBe(1);
    }

    [Fact]
    public async Task S0_2_Five_minutes_of_60_second_tokens_pass_without_one_refusal()
    {
        var clock = new ManualClock();
        await using var emulator = await EmulatorClients.SmallWorldAsync(new EmulatorOptions { TokenLife = TimeSpan.FromSeconds(60) }, clock);
        using var governor = new RateGovernor(time: clock);
        using var client = emulator.Client(serviceAccount: true, governor: governor, time: clock, options: new JumpCloudOptions { MaxRetries = 0 });

        for (var second = 0; second < 300; second += 3)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.SystemUsers.ListPageAsync(0, 5)));
            clock.Advance(TimeSpan.FromSeconds(3));
        }

        emulator.Stats.Of("POST /oauth2/token").ShouldBeInRange(5, 6);
        emulator.Stats.Of("GET /api/systemusers").ShouldBe(400, "a refused call would have been repeated");
    }

    [Fact]
    public async Task S0_2_Tokens_that_end_in_mid_life_are_renewed_once()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client(serviceAccount: true);
        await client.SystemUsers.ListPageAsync(0, 1);
        emulator.ExpireTokens();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.SystemUsers.ListPageAsync(0, 1)));

        emulator.Stats.Of("POST /oauth2/token").ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_and_not_repeated()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var key = emulator.Client(credential: new ApiKeyCredential(new Secret("jca_wrong")));
        using var account = emulator.Client(credential: new ServiceAccountCredential(emulator.ClientId, new Secret("wrong")));

        await key.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);
        await account.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);

        emulator.Stats.Of("GET /api/systemusers").ShouldBe(1);
        emulator.Stats.Of("POST /oauth2/token").ShouldBe(1);
    }

    [Theory]
    [InlineData("not-hex", JumpCloudErrorKind.OrganizationMalformed)]
    [InlineData("000000000000000000000000", JumpCloudErrorKind.OrganizationNotFound)]
    public async Task T5_Wrong_organization_ids_are_told_apart(string organizationId, JumpCloudErrorKind kind)
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync(new EmulatorOptions { Organizations = 2 });
        using var client = emulator.Client(organizationId: organizationId);

        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(kind);
    }

    [Fact]
    public async Task A_role_without_the_right_is_told_as_such()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var owner = emulator.Client();
        var role = await owner.Roles.CreateAsync("Groups only", ["groups.readonly"]);
        var account = await owner.ServiceAccounts.CreateAsync("limited", role.Id, SecretLifetimes.Days30);
        using var client = emulator.Client(credential: new ServiceAccountCredential(account.ClientId!, account.ClientSecret!));

        (await client.UserGroups.ListPageAsync(0, 1)).Items.Count.ShouldBe(1);
        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.MissingPermission);
    }

    [Theory]
    [InlineData("GET /api/systemusers 500 1/2")]
    [InlineData("GET /api/systemusers 503 x2")]
    [InlineData("GET /api/systemusers 429 x5")]
    [InlineData("GET /api/systemusers cut x2")]
    [InlineData("GET /api/systemusers truncate x2")]
    public async Task Passing_troubles_leave_a_whole_listing(string fault)
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        emulator.Faults.Add(fault);

        var users = await client.SystemUsers.ListAsync().AllAsync();

        users.Select(user => user.Id).Distinct().Count().ShouldBe(230);
        emulator.Faults.Rules[0].Played.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_that_hangs_is_given_up_and_asked_for_again()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client(options: new JumpCloudOptions { AttemptTimeout = TimeSpan.FromSeconds(1), RetryDelay = TimeSpan.FromMilliseconds(2) });
        await client.SystemUsers.ListPageAsync(0, 1);
        emulator.Faults.Add("GET /api/systemusers hang x1");

        (await client.SystemUsers.ListPageAsync(0, 1)).Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("GET /api/systemusers html", JumpCloudErrorKind.InvalidResponse)]
    [InlineData("GET /api/systemusers repeat", JumpCloudErrorKind.PagingStuck)]
    [InlineData("GET /api/systemusers endless", JumpCloudErrorKind.PagingStuck)]
    public async Task A_listing_that_cannot_be_trusted_is_an_error(string fault, JumpCloudErrorKind kind)
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        emulator.Faults.Add(fault);

        await client.SystemUsers.ListAsync().AllAsync().ShouldFailAsync(kind);
    }

    [Fact]
    public async Task Totals_that_lie_lose_nobody_silently()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        emulator.Faults.Add("GET /api/systemusers lie");

        try
        {
            (await client.SystemUsers.ListAsync().AllAsync()).Count.ShouldBe(230);
        }
        catch (JumpCloudException error)
        {
            error.Kind.ShouldBe(JumpCloudErrorKind.PagingStuck);
        }
    }

    [Fact]
    public async Task Without_a_credential_JumpCloud_redirects_and_we_say_so()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client(credential: new ApiKeyCredential(new Secret("")));

        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.CredentialMissing);
    }

    [Fact]
    public async Task A_rate_limit_nobody_published_is_kept_to()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var governor = new RateGovernor();
        using var client = emulator.Client(governor: governor, options: new JumpCloudOptions { MaxRetries = 10, RetryDelay = TimeSpan.FromMilliseconds(50) });
        emulator.RateLimit = 10;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.SystemUsers.ListPageAsync(0, 1)));

        governor.Counters.RatePerSecond.ShouldNotBeNull().ShouldBeLessThan(30);
        governor.Counters.Throttled.ShouldBeInRange(1, 30);
    }

    [Fact]
    public async Task At_50_milliseconds_an_answer_many_calls_are_out_at_a_time()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var governor = new RateGovernor();
        using var client = emulator.Client(governor: governor);
        emulator.Latency = TimeSpan.FromMilliseconds(50);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.UserGroups.ListPageAsync(0, 1)));

        emulator.Stats.HighestInFlight.ShouldBeGreaterThan(8);
        governor.Counters.Concurrency.ShouldBeGreaterThan(8);
    }
}
