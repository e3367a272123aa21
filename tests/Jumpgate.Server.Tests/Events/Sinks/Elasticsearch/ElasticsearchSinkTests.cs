using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Elasticsearch;

public sealed class ElasticsearchSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    private const string Index = ElasticsearchHarness.Index;

    private FakeElasticsearch Cluster => ((ElasticsearchHarness)Harness).Cluster;

    internal override async Task<SinkHarness> StartAsync(Fed fed) => new ElasticsearchHarness(await FakeElasticsearch.StartAsync());

    [Fact]
    public async Task F11_A_replay_makes_no_document_twice_and_counts_what_is_there_as_delivered()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        var before = Cluster.Documents(Index).Count;
        sink = await ReplayedAsync(sink, 1);
        Cluster.Documents(Index).Count.ShouldBe(before);
        sink.Counts.Values.Sum(count => count.Delivered).ShouldBe(2 * before);
        sink.Counts.Values.Sum(count => count.DeadLetters).ShouldBe(0);
    }

    [Fact]
    public async Task A_document_has_the_time_of_its_event_where_data_streams_look_for_it()
    {
        await DeliveredAsync(await CreateAsync());
        foreach (var document in Cluster.Documents(Index))
            DateTimeOffset.Parse((string)document["@timestamp"]!, null).ToUnixTimeMilliseconds().ShouldBe((long)document["time"]!);
    }

    [Fact]
    public async Task What_the_cluster_is_too_busy_for_goes_again_alone()
    {
        HashSet<string> seen = [];
        Cluster.Instead = id => seen.Count < 3 && seen.Add(id) ? FakeElasticsearch.Fault(429, "es_rejected_execution_exception", "rejected execution of coordinating operation") : null;
        var sink = await DeliveredAsync(await CreateAsync());
        sink.Fault.ShouldBeNull();
        Cluster.Requests.ShouldContain(3);
        Cluster.Documents(Index).Count.ShouldBe((int)sink.Position);
    }

    [Theory]
    [InlineData(400, "illegal_argument_exception", "pipeline with id [nowhere] does not exist")]
    [InlineData(400, "illegal_argument_exception", "no write index is defined for alias [logs].")]
    [InlineData(404, "index_not_found_exception", "no such index [logs]")]
    [InlineData(403, "security_exception", "action [indices:data/write/bulk] is unauthorized")]
    public async Task A_fault_of_the_cluster_or_its_settings_makes_no_dead_letter(int status, string type, string reason)
    {
        Cluster.Instead = _ => FakeElasticsearch.Fault(status, type, reason);
        var sink = await CreateAsync();
        var failed = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Failed);
        failed.Fault!.Detail.ShouldContain(reason);
        failed.Counts.ShouldBeEmpty();
        failed.Position.ShouldBe(0);
        Cluster.Instead = _ => null;
        await DeliveredAsync(sink);
    }

    [Fact]
    public async Task A_dead_letter_tells_no_value_of_the_event()
    {
        Cluster.Poison = "user_create";
        var sink = await DeliveredAsync(await CreateAsync());
        var dead = (await Fed.Hub.Admin.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters?limit=2"));
        dead.Items.ShouldAllBe(one => one.Type == "user_create" && one.Reason.Detail.Contains("failed to parse field [device.ip]") && !one.Reason.Detail.Contains("somebody"));
        dead.Next.ShouldNotBeNull();
        (await Fed.Hub.Admin.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters?limit=2&cursor={dead.Next}")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_halved_until_it_is_taken()
    {
        var settings = Harness.Settings;
        settings["gzip"] = false;
        Cluster.Longest = 10_000;
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        Cluster.Documents(Index).Count.ShouldBe((int)sink.Position);
    }

    [Fact]
    public async Task A_user_name_and_password_take_the_place_of_an_API_key()
    {
        var sink = await CreateAsync();
        sink.Elasticsearch!.Method.ShouldBe("api_key");
        var wrong = await Fed.Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/sinks/{sink.Id}", new { elasticsearch = new { username = "jumpgate", password = "wrong" } });
        wrong.Code.ShouldBe("sink_unreachable");
        sink = await Fed.Hub.Admin.PatchAsync<Sink>($"/v1/sinks/{sink.Id}", new { elasticsearch = new { username = "jumpgate", password = FakeElasticsearch.Password } });
        sink.Elasticsearch!.ShouldBe(new ElasticsearchSinkSettings(Cluster.Url, Index, null, "jumpgate", null, null, 5 * 1024 * 1024, true, "basic"));
        await Fed.HappenAsync(1);
        await DeliveredAsync(sink);
    }
}
