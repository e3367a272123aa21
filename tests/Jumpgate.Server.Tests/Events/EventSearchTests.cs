using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events;

/// <summary>The log searched, counted and followed.</summary>
public sealed class EventSearchTests
{
    private const int Many = 60;

    [Fact]
    public async Task F13_Events_are_found_by_doer_target_outcome_words_and_id_and_counted()
    {
        using var added = new AddedEvents();
        await using var fed = await Fed.StartAsync(configure: added.Configure);
        added.Events = [.. Enumerable.Range(0, Many).Select(SignIn), Suspension];
        await fed.HappenAsync(2);
        await fed.FetchedAsync("sso_auth", Many);

        (await Ids(fed, "&type=sso_auth")).Count.ShouldBe(Many);
        (await Ids(fed, "&type=SSO_AUTH")).ShouldBeEmpty("types are written as JumpCloud writes them");
        (await Ids(fed, "&service=sso&outcome=failure")).ShouldBe(Enumerable.Range(0, Many).Where(i => i % 3 == 0).Select(i => $"signin-{i}"), ignoreOrder: true);
        (await Ids(fed, "&outcome=success&text=sales")).Count.ShouldBe(Many * 2 / 3);
        (await Ids(fed, "&actor=ana.ruiz-7")).ShouldBe(["signin-7"]);
        (await Ids(fed, "&actor=ANA.RUIZ-7%40example.com")).ShouldBe(["signin-7"]);
        (await Ids(fed, "&actor=ruiz")).ShouldBeEmpty("a doer is named whole");
        (await Ids(fed, "&text=ruiz")).Count.ShouldBe(Many + 1);
        (await Ids(fed, "&text=ruiz+sales")).Count.ShouldBe(Many);
        (await Ids(fed, "&target=ana.ruiz-7")).ShouldBe(["suspension"]);
        (await Ids(fed, "&target=Sales+Force")).Count.ShouldBe(Many);
        (await Ids(fed, "&text=198.51.100.7")).ShouldBe(["signin-7"]);
        (await Ids(fed, "&text=nobody")).ShouldBeEmpty();
        (await Ids(fed, "&id=signin-7")).ShouldBe(["signin-7"]);
        (await Ids(fed, "&id=signin-7&outcome=failure")).ShouldBeEmpty();
        var found = (await fed.LogAsync("&actor=ana.ruiz-7"))[0];
        found.Outcome.ShouldBe("success");
        found.ClassUid.ShouldBe(3002);
        var inOrder = await fed.LogAsync("&text=ruiz");
        inOrder.Select(item => (item.At, item.Position)).ShouldBe(inOrder.Select(item => (item.At, item.Position)).OrderDescending());
        (await fed.LogAsync("&text=ruiz&from=2026-01-01T00:00:10Z&to=2026-01-01T00:00:20Z")).Count.ShouldBe(10);

        var counts = await fed.Hub.Admin.GetAsync<EventCounts>("/v1/events/counts?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&by=outcome");
        counts.Buckets.ShouldHaveSingleItem().Counts.ShouldBe(new Dictionary<string, long> { ["failure"] = Many / 3, ["success"] = Many * 2 / 3 + 1 }, ignoreOrder: true);
        (await fed.Hub.Admin.GetAsync<EventCounts>("/v1/events/counts?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&interval=PT6H&type=sso_auth")).Buckets[0].Counts.ShouldBe(
            new Dictionary<string, long> { ["3002"] = Many });
        (await fed.Hub.Admin.GetAsync<EventCounts>("/v1/events/counts?by=service")).Buckets.Sum(bucket => bucket.Counts.GetValueOrDefault("directory")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_cannot_be_looked_for_is_said()
    {
        await using var fed = await Fed.StartAsync();
        foreach (var (path, field) in new[]
        {
            ("/v1/events?outcome=maybe", "outcome"),
            ("/v1/events?text=+a", "text"),
            ("/v1/events?text=ruiz&cursor=x", "cursor"),
            ("/v1/events/counts?interval=PT5M", "interval"),
            ("/v1/events/counts?interval=soon", "interval"),
            ("/v1/events/counts?by=colour", "by"),
            ("/v1/events/counts?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from"),
            ("/v1/events/counts?from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "interval"),
        })
            (await fed.Hub.Admin.RefusedAsync(HttpMethod.Get, path)).Field.ShouldBe(field, path);
    }

    [Fact]
    public async Task The_tail_tells_of_events_as_they_come_and_goes_on_where_it_broke_off()
    {
        await using var fed = await Fed.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var first = await TailAsync(fed, "type=group_create", null, 3, () => fed.HappenAsync(3), limit.Token);
        await fed.HappenAsync(2);
        await fed.FetchedAsync("group_create", 5);
        var second = await TailAsync(fed, "type=group_create", first[^2].Position, 3, () => Task.CompletedTask, limit.Token);
        second.Select(item => item.Position).ShouldBe([first[^1].Position, .. second.Skip(1).Select(item => item.Position)]);
        first.Concat(second.Skip(1)).Select(item => item.EventId).ShouldBeUnique();
    }

    [Fact]
    public async Task C5_Sign_ins_are_shown_with_users_and_applications()
    {
        using var added = new AddedEvents();
        await using var fed = await Fed.StartAsync(configure: added.Configure);
        var directory = $"/v1/directories/{fed.Organization.DirectoryId}";
        var users = (await fed.Hub.Admin.GetAsync<Page<Resource>>($"{directory}/users?limit=2")).Items;
        var application = (await fed.Hub.Admin.GetAsync<Page<Resource>>($"{directory}/applications?limit=1")).Items[0];
        var name = users[1].Attributes!.Value.GetProperty("userName").GetString();
        added.Events =
        [
            $$"""{"id":"one","service":"sso","event_type":"sso_auth","timestamp":"2026-01-01T10:00:00Z","sso_token_success":true,"initiated_by":{"type":"user","id":"{{users[0].RemoteId}}"},"application":{"id":"{{application.RemoteId}}","name":"x"} }""",
            $$"""{"id":"two","service":"sso","event_type":"sso_auth","timestamp":"2026-01-01T11:00:00Z","sso_token_success":false,"error_message":"no","initiated_by":{"type":"user","id":"{{users[0].RemoteId}}"},"application":{"id":"{{application.RemoteId}}","name":"x"} }""",
            $$"""{"id":"three","service":"radius","event_type":"radius_auth_attempt","timestamp":"2026-01-02T10:00:00Z","success":true,"username":"{{name!.ToUpperInvariant()}}","initiated_by":{"type":"user","username":"{{name.ToUpperInvariant()}}"} }""",
        ];
        await fed.HappenAsync(1);
        await fed.FetchedAsync("radius_auth_attempt", 1);

        var activity = (await fed.Hub.Admin.GetAsync<Resource>($"{directory}/users/{users[0].Id}?expand=activity")).Activity.ShouldNotBeNull();
        activity.LastLoginAt.ShouldBe(DateTimeOffset.Parse("2026-01-01T10:00:00Z", CultureInfo.InvariantCulture), "a refused one is no sign-in");
        activity.With.ShouldHaveSingleItem().Id.ShouldBe(application.Id);
        (await fed.Hub.Admin.GetAsync<Resource>($"{directory}/users/{users[1].Id}?expand=activity")).Activity!.LastLoginAt.ShouldBe(DateTimeOffset.Parse("2026-01-02T10:00:00Z", CultureInfo.InvariantCulture));
        var used = (await fed.Hub.Admin.GetAsync<Page<Resource>>($"{directory}/applications?expand=activity")).Items.Single(one => one.Id == application.Id).Activity.ShouldNotBeNull();
        used.With.ShouldHaveSingleItem().Id.ShouldBe(users[0].Id);
        (await fed.Hub.Admin.GetAsync<Resource>($"{directory}/users/{users[0].Id}")).Activity.ShouldBeNull();
    }

    private const string Suspension =
        """
        {"id":"suspension","service":"directory","event_type":"user_update","timestamp":"2026-01-01T00:30:00Z","success":true,"initiated_by":{"type":"admin","email":"ops@example.com"},
         "resource":{"type":"user","id":"u7","username":"ana.ruiz-7"}}
        """;

    private static string SignIn(int i) =>
        $$$"""
        {"id":"signin-{{{i}}}","service":"sso","event_type":"sso_auth","timestamp":"2026-01-01T00:00:{{{i:00}}}Z","sso_token_success":{{{(i % 3 == 0 ? "false" : "true")}}},
         {{{(i % 3 == 0 ? "\"error_message\":\"not authorized\"," : "")}}}"client_ip":"198.51.100.{{{i}}}",
         "initiated_by":{"type":"user","id":"u{{{i}}}","username":"Ana.Ruiz-{{{i}}}","email":"ana.ruiz-{{{i}}}@example.com"},"application":{"id":"a1","name":"Sales Force"}}
        """;

    private static async Task<List<string>> Ids(Fed fed, string query) => [.. (await fed.LogAsync(query)).Select(item => item.EventId)];

    private static async Task<List<FeedEvent>> TailAsync(Fed fed, string query, long? after, int count, Func<Task> once, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/events/stream?{query}");
        if (after is { } position) request.Headers.TryAddWithoutValidation("Last-Event-ID", position.ToString(CultureInfo.InvariantCulture));
        using var answer = await fed.Hub.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        List<FeedEvent> items = [];
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation)).EnumerateAsync(cancellation))
        {
            if (item.EventType == "hello") await once();
            if (item.EventType != "event") continue;
            items.Add(JsonSerializer.Deserialize<FeedEvent>(item.Data, ApiCalls.Json)!);
            item.EventId.ShouldBe(items[^1].Position.ToString(CultureInfo.InvariantCulture));
            if (items.Count == count) break;
        }

        return items;
    }
}
