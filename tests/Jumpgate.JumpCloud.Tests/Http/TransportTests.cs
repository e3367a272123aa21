using Jumpgate.JumpCloud.Tests.Resources;

namespace Jumpgate.JumpCloud.Tests.Http;

public sealed class TransportTests
{
    private const string NoUsers = """{"totalCount":0,"results":[]}""";

    [Fact]
    public async Task S2_21_An_api_key_goes_out_as_x_api_key_and_nothing_else()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler);

        await client.SystemUsers.ListPageAsync(0, 100);

        var call = handler.Sent.ShouldHaveSingleItem();
        call.Header("x-api-key").ShouldBe(Clients.ApiKey);
        call.Headers.Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task S2_21_The_api_key_is_in_no_error()
    {
        var handler = new ScriptedHandler(sent => ScriptedHandler.Json($$"""{"message":"bad key {{sent.Header("x-api-key")}}","apiKey":"jca_other"}""", 400));
        using var client = Clients.For(handler);

        var error = await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.BadRequest);

        $"{error} {error.UpstreamMessage} {error.Excerpt}".ShouldNotContain(Clients.ApiKey);
        error.Excerpt.ShouldNotBeNull().ShouldNotContain("jca_other");
    }

    [Fact]
    public async Task S1_17_Without_an_organization_id_no_header_is_sent()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, organizationId: "");

        await client.SystemUsers.ListPageAsync(0, 100);
        await client.Insights.EventsPageAsync(new EventQuery { Start = DateTimeOffset.UnixEpoch });

        handler.Sent.Count.ShouldBe(2);
        handler.Sent.ShouldAllBe(sent => sent.Header("x-org-id") == null);
    }

    [Fact]
    public async Task S1_18_The_organization_id_goes_with_every_call_but_to_routes_that_refuse_it()
    {
        var handler = new ScriptedHandler(sent => sent.Address.AbsolutePath.EndsWith("/events/count", StringComparison.Ordinal)
            ? ScriptedHandler.Json("""{"count":0}""")
            : ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, organizationId: Clients.OrganizationId);

        await client.SystemUsers.ListPageAsync(0, 100);
        await client.UserGroups.ListMembersPageAsync("g1", 0, 100);
        await client.Search.SystemUsersPageAsync(new SearchQuery());
        await client.Insights.CountAsync(new EventQuery { Start = DateTimeOffset.UnixEpoch });
        handler.Sent.Count.ShouldBe(4);
        handler.Sent.ShouldAllBe(sent => sent.Header("x-org-id") == Clients.OrganizationId);

        await client.Organizations.ListPageAsync(0, 100);
        await client.Organizations.GetRawAsync(Clients.OrganizationId);
        await client.Providers.ListOrganizationsPageAsync("p1", 0, 100);
        handler.Sent.Skip(4).Count().ShouldBe(3);
        handler.Sent.Skip(4).ShouldAllBe(sent => sent.Header("x-org-id") == null);
    }

    [Fact]
    public async Task S1_18_Two_organizations_of_one_credential_share_the_token_and_never_the_header()
    {
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent) ? ScriptedHandler.Token("t1") : ScriptedHandler.Json(NoUsers));
        using var first = Clients.For(handler, Clients.Account, "aaaaaaaaaaaaaaaaaaaaaaaa");
        var second = first.ForOrganization("bbbbbbbbbbbbbbbbbbbbbbbb");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(index => index % 2 == 0
            ? first.SystemUsers.ListPageAsync(0, 100)
            : second.UserGroups.ListPageAsync(0, 100)));

        handler.TokenRequests.Count.ShouldBe(1);
        handler.Calls.Where(sent => sent.Address.AbsolutePath == "/api/systemusers").ShouldAllBe(sent => sent.Header("x-org-id") == "aaaaaaaaaaaaaaaaaaaaaaaa");
        handler.Calls.Where(sent => sent.Address.AbsolutePath == "/api/v2/usergroups").ShouldAllBe(sent => sent.Header("x-org-id") == "bbbbbbbbbbbbbbbbbbbbbbbb");
    }

    [Theory]
    [InlineData("us")]
    [InlineData("eu")]
    [InlineData("in")]
    public async Task S1_15_All_calls_go_to_the_regions_hosts_and_to_no_other(string name)
    {
        var region = Regions.Find(name)!;
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent) ? ScriptedHandler.Token("t1") : ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, Clients.Account, region: region);

        await client.Organizations.ListPageAsync(0, 1);
        await client.SystemUsers.ListPageAsync(0, 1);
        await client.UserGroups.ListPageAsync(0, 1);
        await client.Insights.EventsPageAsync(new EventQuery { Start = DateTimeOffset.UnixEpoch });

        var infix = name == "us" ? "" : name + ".";
        handler.Sent.Select(sent => $"{sent.Address.Scheme}://{sent.Address.Host}{sent.Address.AbsolutePath}").ShouldBe(
            [
                $"https://admin-oauth.id.{infix}jumpcloud.com/oauth2/token",
                $"https://console.{infix}jumpcloud.com/api/organizations",
                $"https://console.{infix}jumpcloud.com/api/systemusers",
                $"https://console.{infix}jumpcloud.com/api/v2/usergroups",
                $"https://api.{infix}jumpcloud.com/insights/directory/v1/events",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("us")]
    [InlineData("eu")]
    [InlineData("in")]
    public async Task S1_15_No_read_and_no_write_leaves_the_region(string name)
    {
        var region = Regions.Find(name)!;
        var handler = new ScriptedHandler(sent => ScriptedHandler.IsToken(sent) ? ScriptedHandler.Token("t1") : ScriptedHandler.Json("""{"_id":"x1","results":[],"count":0,"buckets":[]}"""));
        using var client = Clients.For(handler, Clients.Account, region: region);
        var insights = new EventQuery { Start = DateTimeOffset.UnixEpoch };

        foreach (var row in WritesTests.Expected) await WritesTests.RunAsync(client, (string)row[0]);
        foreach (var read in ReadsTests.Names) await ReadsTests.RunAsync(client, read);
        await client.Insights.EventsPageAsync(insights);
        await client.Insights.CountAsync(insights);
        await client.Insights.DistinctAsync(insights, "event_type");
        await client.Insights.IntervalAsync(insights, IntervalUnit.Days);
        await client.Search.SystemsPageAsync(new SearchQuery());

        handler.Calls.Count.ShouldBeGreaterThan(80);
        handler.Sent.ShouldAllBe(sent => Regions.Hosts(region).Contains(sent.Address.Host) && sent.Address.Scheme == "https");
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(402, false)]
    [InlineData(403, false)]
    [InlineData(409, false)]
    [InlineData(302, false)]
    public async Task Reads_are_repeated_after_passing_troubles_only(int status, bool repeated)
    {
        var clock = new ManualClock();
        var answers = 0;
        var handler = new ScriptedHandler(_ => Interlocked.Increment(ref answers) == 1 ? ScriptedHandler.Json("{}", status) : ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, time: clock, options: new JumpCloudOptions());

        var read = client.SystemUsers.ListPageAsync(0, 100);
        if (repeated) (await clock.RunAsync(read)).Items.ShouldBeEmpty();
        else await Should.ThrowAsync<JumpCloudException>(() => clock.RunAsync(read));

        answers.ShouldBe(repeated ? 2 : 1);
    }

    [Fact]
    public async Task Repeats_end_and_the_last_error_is_told()
    {
        var clock = new ManualClock();
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""{"message":"down for maintenance"}""", 503));
        using var client = Clients.For(handler, time: clock, options: new JumpCloudOptions { MaxRetries = 3 });

        var error = await clock.RunAsync(client.SystemUsers.ListPageAsync(0, 100)).ShouldFailAsync(JumpCloudErrorKind.Unavailable);

        handler.Sent.Count.ShouldBe(4);
        error.Status.ShouldBe(503);
        error.Route.ShouldBe("GET /api/systemusers");
        error.UpstreamMessage.ShouldBe("down for maintenance");
        error.IsRetryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Interactive_calls_give_up_sooner()
    {
        var clock = new ManualClock();
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("{}", 500));
        using var client = Clients.For(handler, time: clock, options: new JumpCloudOptions());

        await clock.RunAsync(client.With(CallPriority.Interactive).SystemUsers.ListPageAsync(0, 1)).ShouldFailAsync(JumpCloudErrorKind.Unavailable);

        handler.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        var clock = new ManualClock();
        var times = new List<DateTimeOffset>();
        var handler = new ScriptedHandler(_ =>
        {
            times.Add(clock.GetUtcNow());
            return times.Count == 1 ? ScriptedHandler.Json("{}", 429, ("Retry-After", "7")) : ScriptedHandler.Json(NoUsers);
        });
        using var client = Clients.For(handler, time: clock, options: new JumpCloudOptions());

        await clock.RunAsync(client.SystemUsers.ListPageAsync(0, 100));

        (times[1] - times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        (times[1] - times[0]).ShouldBeLessThan(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData(429, 2)]
    [InlineData(500, 1)]
    [InlineData(503, 1)]
    public async Task A_creation_is_repeated_only_when_it_surely_did_not_run(int status, int sent)
    {
        var clock = new ManualClock();
        var answers = 0;
        var handler = new ScriptedHandler(_ => Interlocked.Increment(ref answers) == 1 ? ScriptedHandler.Json("{}", status) : ScriptedHandler.Json("""{"_id":"u1"}"""));
        using var client = Clients.For(handler, time: clock, options: new JumpCloudOptions());

        var create = clock.RunAsync(client.SystemUsers.CreateAsync(new SystemUserWrite { Username = "ana", Email = "ana@example.com" }));
        if (sent > 1) (await create).Id.ShouldBe("u1");
        else (await create.ShouldFailAsync(JumpCloudErrorKind.Unavailable)).OutcomeUnknown.ShouldBeTrue();

        answers.ShouldBe(sent);
    }

    [Fact]
    public async Task A_body_cut_short_is_asked_for_again()
    {
        var answers = 0;
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(
            Interlocked.Increment(ref answers) == 1 ? """{"totalCount":1,"results":[{"_id":"u1","userna""" : """{"totalCount":1,"results":[{"_id":"u1"}]}"""));
        using var client = Clients.For(handler);

        var page = await client.SystemUsers.ListPageAsync(0, 100);

        page.Items.ShouldHaveSingleItem().Id.ShouldBe("u1");
        answers.ShouldBe(2);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Log in</body></html>")]
    [InlineData("""{"totalCount":1,"results":"none"}""")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("[1,2]")]
    [InlineData("""[{"name":"no id"}]""")]
    [InlineData("{]")]
    [InlineData("null")]
    public async Task A_success_that_is_no_listing_is_told_and_not_repeated(string body)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(body));
        using var client = Clients.For(handler);

        var error = await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.InvalidResponse);

        error.Status.ShouldBe(200);
        handler.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("key with space")]
    [InlineData("key\u200b")]
    [InlineData("кey")]
    [InlineData("key\r\nx-org-id: 1")]
    public async Task A_key_no_header_can_carry_is_refused_before_it_is_sent(string key)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(NoUsers));
        using var client = Clients.For(handler, new ApiKeyCredential(new Secret(key)));

        await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);

        handler.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credential_is_switched_under_load_without_a_failed_call(bool toAccount)
    {
        Credential next = toAccount ? Clients.Account : new ApiKeyCredential(new Secret("jca_the-next-key"));
        var old = true;
        var handler = new ScriptedHandler(async (sent, token) =>
        {
            await Task.Delay(1, token);
            if (ScriptedHandler.IsToken(sent)) return ScriptedHandler.Token("t1");
            return sent.Header("x-api-key") == Clients.ApiKey && !Volatile.Read(ref old)
                ? ScriptedHandler.Json("""{"message":"Unauthorized: api key user not found"}""", 401)
                : ScriptedHandler.Json(NoUsers);
        });
        using var client = Clients.For(handler);

        var load = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 60; i++) await client.SystemUsers.ListPageAsync(0, 100);
        }).ToArray();
        await Task.Delay(20);
        client.SwitchCredential(next);
        Volatile.Write(ref old, false);
        await Task.WhenAll(load);

        client.Connection.Credential.ShouldBe(next);
        handler.Calls[^1].Header("x-api-key").ShouldNotBe(Clients.ApiKey);
    }

    [Fact]
    public void A_handler_that_follows_redirects_is_refused()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = true };
        using var governor = new RateGovernor();

        Should.Throw<ArgumentException>(() => new JumpCloudClient(new JumpCloudConnection(Regions.Us, Clients.Key), governor, handler));
    }

    [Fact]
    public async Task An_id_with_odd_characters_stays_one_path_segment()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("{}", 404));
        using var client = Clients.For(handler);

        (await client.SystemUsers.GetRawAsync("../users?x=1#y")).ShouldBeNull();

        handler.Sent.ShouldHaveSingleItem().Address.AbsolutePath.ShouldBe("/api/systemusers/..%2Fusers%3Fx%3D1%23y");
    }

    [Fact]
    public async Task A_call_that_is_given_up_ends_at_once()
    {
        using var given = new CancellationTokenSource();
        var handler = new ScriptedHandler(async (_, token) =>
        {
            await given.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var client = Clients.For(handler);

        await Should.ThrowAsync<OperationCanceledException>(() => client.SystemUsers.ListPageAsync(0, 100, given.Token));

        handler.Sent.Count.ShouldBe(1);
    }
}
