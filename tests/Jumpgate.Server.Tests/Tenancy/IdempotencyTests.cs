using System.Net.Http.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy;

public sealed class IdempotencyTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task The_same_again_is_answered_word_for_word_and_done_once()
    {
        var body = new { name = $"twice-{Guid.NewGuid():N}" };
        using var first = await SendAsync(Hub.Admin, "a-key-1", body);
        using var second = await SendAsync(Hub.Admin, "a-key-1", body);
        first.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        second.StatusCode.ShouldBe(first.StatusCode);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        using var first = await SendAsync(Hub.Admin, "a-key-2", new { name = $"one-{Guid.NewGuid():N}" });
        first.EnsureSuccessStatusCode();
        using var second = await SendAsync(Hub.Admin, "a-key-2", new { name = "other" });
        (await second.ProblemAsync()).Code.ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task A_failed_request_may_be_tried_again_under_its_key()
    {
        using var failed = await SendAsync(Hub.Admin, "a-key-3", new { name = "" });
        (await failed.ProblemAsync()).Code.ShouldBe("validation_failed");
        using var mended = await SendAsync(Hub.Admin, "a-key-3", new { name = $"mended-{Guid.NewGuid():N}" });
        mended.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Many_at_a_time_make_one_tenant()
    {
        var body = new { name = $"storm-{Guid.NewGuid():N}" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync(Hub.Admin, "a-key-4", body)));
        foreach (var answer in answers)
        {
            using (answer)
            {
                if (!answer.IsSuccessStatusCode) (await answer.ProblemAsync()).Code.ShouldBe("idempotency_in_progress");
            }
        }

        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBeGreaterThan(0);
        (await Hub.Admin.GetAsync<Page<Tenant>>("/v1/tenants?limit=1000")).Items.Count(tenant => tenant.Name == body.name).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_made_under_an_idempotency_key_is_replayed_but_not_stored_readably()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var body = new { name = "sealed", role = ProductRoles.ReadOnly, tenant = "default" };
        using var first = await SendAsync(hub.Admin, "a-key-5", body, "/v1/api-keys");
        var made = (await first.Content.ReadFromJsonAsync<ApiKey>())!;
        await hub.RestartAsync();
        using var second = await SendAsync(hub.Admin, "a-key-5", body, "/v1/api-keys");
        (await second.Content.ReadFromJsonAsync<ApiKey>())!.Key.ShouldBe(made.Key);
        await StoredText.ShouldNotHoldAsync(hub, made.Key!);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_refused()
    {
        using var response = await SendAsync(Hub.Admin, new string('k', 256), new { name = "x" });
        (await response.ProblemAsync()).Code.ShouldBe("idempotency_key_invalid");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string key, object body, string path = "/v1/tenants")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }
}
