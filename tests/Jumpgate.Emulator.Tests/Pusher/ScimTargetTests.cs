using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ScimTargetTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_or_broken_target_is_asked_again_and_the_push_succeeds(int status)
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", 2, () => FakeScimServer.Error(status, "later"));
        var answer = await organization.DoAsync("bind-group");
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        organization.Target.Lines.Count(l => l == "POST /Users").ShouldBe(3);
        ((int)answer["requests"]!["retried"]!).ShouldBe(2);
        answer["log"]!.AsArray().Where(e => (string?)e!["method"] == "POST" && (string?)e["path"] == "/Users").Select(e => (string?)e!["verdict"]).ShouldBe(["retry", "retry", "ok"]);
    }

    [Fact]
    public async Task Retries_end_and_the_failure_is_told()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", int.MaxValue, () => FakeScimServer.Error(500, "broken"));
        var answer = await organization.DoAsync("bind-group", new { retries = 2 });
        organization.Target.Lines.Count(l => l == "POST /Users").ShouldBe(3);
        ((bool)answer["success"]!).ShouldBeFalse();
        ((int)answer["users"]!["failed"]!).ShouldBe(1);
        var failure = answer["failures"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)failure["for"]!["username"]).ShouldBe("ana");
        ((string?)failure["event"]).ShouldBe("user_create_provision");
        ((int)failure["status"]!).ShouldBe(500);
        ((string?)failure["message"]).ShouldBe("500: broken");
    }

    [Fact]
    public async Task Retry_After_of_the_target_is_waited_for()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", 1, () => new Later());
        var started = Stopwatch.GetTimestamp();
        await organization.DoAsync("bind-group");
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.99));
    }

    [Fact]
    public async Task Retry_After_is_not_waited_for_beyond_the_limit()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", 1, () => new Later("86400"));
        ((bool)(await organization.DoAsync("bind-group", new { maxRetryDelay = "5ms" }))["success"]!).ShouldBeTrue();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(501)]
    public async Task A_refusal_is_not_repeated(int status)
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", int.MaxValue, () => FakeScimServer.Error(status, "no"));
        await organization.DoAsync("bind-group");
        organization.Target.Lines.Count(l => l == "POST /Users").ShouldBe(1);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_token_ends_the_run_at_once(int status)
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        Spoil(organization, "GET", int.MaxValue, () => FakeScimServer.Error(status, "no"));
        var answer = await organization.DoAsync("bind-group");
        organization.Target.Requests.ShouldHaveSingleItem();
        ((string)answer["message"]!).ShouldContain("token");
    }

    [Fact]
    public async Task A_target_that_keeps_failing_is_left_alone()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 40, Groups = 1, GroupSizes = GroupSizes.Equal, Applications = 0, Devices = 0 });
        Spoil(organization, "", int.MaxValue, () => FakeScimServer.Error(503, "away"));
        var answer = await organization.DoAsync("bind-group", new { retries = 0, stopAfter = 5 });
        organization.Target.Requests.Count.ShouldBe(5);
        ((string)answer["message"]!).ShouldContain("5 requests failed in a row");
    }

    [Fact]
    public async Task A_request_that_hangs_is_given_up_and_repeated()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", 1, () => new Hanging());
        var answer = await organization.DoAsync("bind-group", new { timeout = "1s" });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        ((string)answer["log"]!.AsArray().First(e => (string?)e!["verdict"] == "retry")!["message"]!).ShouldBe("no answer within 1 s");
    }

    [Fact]
    public async Task A_user_that_was_made_although_no_answer_came_is_found_by_the_409_and_taken_over()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        Spoil(organization, "POST /Users", 1, () =>
        {
            organization.Target.Put(new JsonObject { ["userName"] = "ana" });
            return FakeScimServer.Error(504, "too late");
        });
        var answer = await organization.DoAsync("bind-group");
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        organization.Target.Users.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await using var other = await FakeScimServer.StartAsync();
        Spoil(organization, "", int.MaxValue, () => Results.Redirect(other.Url + "/Users", permanent: false, preserveMethod: true));
        var answer = await organization.DoAsync("test-connection");
        ((string)answer["message"]!).ShouldContain("redirects are not followed");
        other.Count.ShouldBe(0);
        organization.Target.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_page_for_people_fails_the_test()
    {
        await using var organization = await PushedOrganization.StartAsync();
        Spoil(organization, "", int.MaxValue, () => Results.Content("<html>One moment</html>", "text/html"));
        ((string)(await organization.DoAsync("test-connection"))["message"]!).ShouldContain("not JSON");
    }

    [Fact]
    public async Task A_created_user_without_a_body_is_a_failure()
    {
        await using var organization = await PushedOrganization.StartAsync();
        Spoil(organization, "POST /Users", int.MaxValue, () => Results.StatusCode(200));
        ((string)(await organization.DoAsync("test-connection"))["message"]!).ShouldContain("200 with an empty body");
    }

    [Fact]
    public async Task A_DELETE_that_is_not_answered_204_is_repeated()
    {
        await using var organization = await PushedOrganization.StartAsync();
        Spoil(organization, "DELETE /Users", 2, () => Results.Json(new { }));
        var answer = await organization.DoAsync("test-connection");
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        organization.Target.Lines.Count(l => l.StartsWith("DELETE /Users", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_told_plainly()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var answer = await organization.DoAsync("test-connection", new { baseUrl = "http://127.0.0.1:9/scim", retries = 1 });
        ((bool)answer["success"]!).ShouldBeFalse();
        ((string)answer["message"]!).ShouldContain("the connection failed");
        ((int)answer["requests"]!["byStatus"]!["GET none"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("none", FakeScimServer.Base + "/Users?startIndex=1&count=1")]
    [InlineData("base", FakeScimServer.Base + "//Users?startIndex=1&count=1")]
    [InlineData("path", FakeScimServer.Base + "/Users/?startIndex=1&count=1")]
    public async Task Slashes_too_many_go_out_as_they_are_set(string setting, string target)
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection", new { trailingSlash = setting });
        organization.Target.Requests[0].Target.ShouldBe(target);
    }

    [Fact]
    public async Task A_base_url_that_ends_in_a_slash_sends_two()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection", new { baseUrl = organization.Target.Url + "/" });
        organization.Target.Requests[0].Target.ShouldStartWith(FakeScimServer.Base + "//Users");
    }

    [Fact]
    public async Task The_log_holds_as_many_requests_as_asked_and_counts_the_rest()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var answer = await organization.DoAsync("test-connection", new { log = 3 });
        answer["log"]!.AsArray().Count.ShouldBe(3);
        ((int)answer["omitted"]!).ShouldBe(6);
        answer["log"]![2]!["sent"]!["schemas"].ShouldNotBeNull();
        ((string?)answer["log"]![2]!["answered"]!["id"]).ShouldBe("u1");
        answer.ToJsonString().ShouldNotContain(FakeScimServer.Token);
    }

    /// <summary>Answers the first so many requests whose line begins so.</summary>
    private static void Spoil(PushedOrganization organization, string line, int times, Func<IResult> answer)
        => organization.Target.Interfere = r => r.Line.StartsWith(line, StringComparison.Ordinal) && times-- > 0 ? answer() : null;

    private sealed class Later(string seconds = "1") : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 429;
            httpContext.Response.Headers.RetryAfter = seconds;
            return Task.CompletedTask;
        }
    }

    private sealed class Hanging : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var end = new TaskCompletionSource();
            httpContext.RequestAborted.Register(end.SetResult);
            return end.Task;
        }
    }
}
