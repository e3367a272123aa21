using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.JumpCloud.Tests.Http;

public sealed class WireTests
{
    private static readonly JumpCloudOptions Hasty = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(1),
        MaxRetries = 1,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
    };

    private static readonly byte[] NoUsers = """{"totalCount":0,"results":[]}"""u8.ToArray();

    [Fact]
    public async Task A_redirect_is_not_followed_and_means_that_no_credential_arrived()
    {
        var paths = new List<string>();
        await using var server = await WireServer.StartAsync(context =>
        {
            lock (paths) paths.Add(context.Request.Path);
            context.Response.Redirect("/login");
            return Task.CompletedTask;
        });
        using var client = server.Client();

        var error = await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.CredentialMissing);

        error.Status.ShouldBe(302);
        error.IsRetryable.ShouldBeFalse();
        paths.ShouldBe(["/api/systemusers"]);
    }

    [Fact]
    public async Task An_answer_that_hangs_is_given_up_and_asked_for_again()
    {
        var asked = 0;
        await using var server = await WireServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 1) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.Body.WriteAsync(NoUsers);
        });
        using var client = server.Client(options: Hasty);

        (await client.SystemUsers.ListPageAsync(0, 1)).Items.ShouldBeEmpty();

        asked.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_hangs_in_its_middle_is_given_up_too()
    {
        await using var server = await WireServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("[{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var governor = new RateGovernor();
        using var client = server.Client(options: Hasty, governor: governor);

        var error = await client.UserGroups.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.Timeout);

        error.Message.ShouldContain("complete");
        governor.Counters.InFlight.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_cut_in_the_middle_is_asked_for_again(bool announced)
    {
        var asked = 0;
        await using var server = await WireServer.StartAsync(async context =>
        {
            var body = Encoding.UTF8.GetBytes("""{"totalCount":1,"results":[{"_id":"u1","username":"ana"}]}""");
            if (announced) context.Response.ContentLength = body.Length;
            if (Interlocked.Increment(ref asked) == 1)
            {
                await context.Response.Body.WriteAsync(body.AsMemory(0, 30));
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(body);
        });
        using var client = server.Client();

        (await client.SystemUsers.ListPageAsync(0, 1)).Items.ShouldHaveSingleItem();

        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_creation_whose_answer_is_cut_is_not_sent_twice_and_its_outcome_is_unknown()
    {
        var asked = 0;
        await using var server = await WireServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        });
        using var client = server.Client();

        var create = client.SystemUsers.CreateAsync(new SystemUserWrite { Username = "ana", Email = "ana@example.com" });
        var error = await create.ShouldFailAsync(JumpCloudErrorKind.ConnectionFailed);

        error.OutcomeUnknown.ShouldBeTrue();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_listening_is_a_connection_failed_and_a_write_surely_unsent()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        using var governor = new RateGovernor();
        using var client = new JumpCloudClient(
            new JumpCloudConnection(Regions.FromOrigin("none", new Uri($"http://127.0.0.1:{port}")), Clients.Key), governor, options: Hasty);

        (await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.ConnectionFailed)).IsRetryable.ShouldBeTrue();
        var write = client.SystemUsers.CreateAsync(new SystemUserWrite { Username = "ana", Email = "ana@example.com" });
        (await write.ShouldFailAsync(JumpCloudErrorKind.ConnectionFailed)).OutcomeUnknown.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_refused(bool announced)
    {
        await using var server = await WireServer.StartAsync(async context =>
        {
            var body = Encoding.UTF8.GetBytes($"[{{\"id\":\"{new string('x', 100_000)}\"}}]");
            if (announced) context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        using var client = server.Client(options: new JumpCloudOptions { MaxResponseBytes = 50_000 });

        await client.UserGroups.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.InvalidResponse);
    }

    [Fact]
    public async Task A_large_unannounced_body_is_read_whole()
    {
        await using var server = await WireServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("[");
            for (var i = 0; i < 100; i++)
            {
                await context.Response.WriteAsync($"{(i == 0 ? "" : ",")}{{\"id\":\"g{i}\",\"description\":\"{new string('é', 2000)}\"}}");
                await context.Response.Body.FlushAsync();
            }

            await context.Response.WriteAsync("]");
        });
        using var client = server.Client();

        var page = await client.UserGroups.ListPageAsync(0, 100);

        page.Items.Select(item => item.Id).ShouldBe(Enumerable.Range(0, 100).Select(i => $"g{i}"));
        page.Bytes.ShouldBeGreaterThan(400_000);
        page.Date.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_429_storm_passes_without_an_error()
    {
        var refused = 0;
        await using var server = await WireServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref refused) <= 20)
            {
                context.Response.StatusCode = 429;
                await context.Response.WriteAsync("""{"error":"Too Many Requests","message":"Too Many Requests"}""");
                return;
            }

            await context.Response.Body.WriteAsync(NoUsers);
        });
        using var governor = new RateGovernor(new RateGovernorOptions { ThrottlePause = TimeSpan.FromMilliseconds(2), MaxThrottlePause = TimeSpan.FromMilliseconds(20) });
        using var client = server.Client(governor: governor, options: new JumpCloudOptions { RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(20), MaxRetries = 20 });

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.SystemUsers.ListPageAsync(0, 1)));

        pages.ShouldAllBe(page => page.Items.Count == 0);
        governor.Counters.Throttled.ShouldBe(20);
    }
}
