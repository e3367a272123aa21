using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Splunk;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Events.Sinks.Splunk;

public sealed class SplunkSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    private FakeSplunk Splunk => ((SplunkHarness)Harness).Splunk;

    internal override async Task<SinkHarness> StartAsync(Fed fed) => new SplunkHarness(await FakeSplunk.StartAsync());

    [Fact]
    public async Task An_event_has_its_own_time_and_what_Splunk_files_it_by()
    {
        var settings = Harness.Settings;
        (settings["index"], settings["host"], settings["source"], settings["gzip"]) = ("security", "jumpcloud.example.com", "", true);
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        sink.Splunk!.ShouldBe(new SplunkSinkSettings(Splunk.Url, null, true, "security", null, "jumpgate:ocsf", "jumpcloud.example.com", 800_000, true));
        var one = Splunk.Indexed(sink.Id)[0];
        ((decimal)one["time"]!).ShouldBe((long)one["event"]!["time"]! / 1000m);
        ((string)one["index"]!, (string)one["sourcetype"]!, (string)one["host"]!).ShouldBe(("security", "jumpgate:ocsf", "jumpcloud.example.com"));
        one.ContainsKey("source").ShouldBeFalse();
    }

    [Fact]
    public async Task Events_count_as_delivered_once_they_are_acknowledged_and_not_before()
    {
        Splunk.IndexersStand = true;
        var sink = await CreateAsync();
        await Task.Delay(1500);
        (await SinkAsync(sink)).Position.ShouldBe(0);
        Splunk.IndexersStand = false;
        sink = await DeliveredAsync(sink);
        (await Harness.ReadAsync(sink)).Count.ShouldBe((int)sink.Position);
    }

    [Fact]
    public async Task F11_What_Splunk_forgets_before_it_has_acknowledged_it_goes_again()
    {
        var sink = await CreateAsync(new { from = 1_000_000 });
        var (row, settings, batch) = await BatchAsync(sink);
        Splunk.IndexersStand = true;
        await using (var session = Session(TimeSpan.FromMilliseconds(200)))
        {
            (await Should.ThrowAsync<SinkUnavailableException>(() => session.DeliverAsync(batch, default))).Code.ShouldBe("unacknowledged");
            session.Progress.Position.ShouldBe(0);
        }

        Splunk.Restart();
        Splunk.IndexersStand = false;
        await using var again = Session(TimeSpan.FromSeconds(30));
        await again.DeliverAsync(batch, default);
        (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf).ShouldBe(batch.Records.Select(record => record.Event.Id));

        SplunkSession Session(TimeSpan patience)
        {
            var own = SplunkSettings.Read(row.Settings);
            return new(row, own, new Hec(Fed.Hub.Services.GetRequiredService<SinkHttp>(), own, settings.Secret(SplunkSettings.Token)!, row.Id), TimeProvider.System, patience);
        }
    }

    [Fact]
    public async Task A_token_without_acknowledgement_is_told_apart_and_taken_when_that_is_said()
    {
        Splunk.Acknowledges = false;
        var settings = Harness.Settings;
        var body = new JsonObject { ["kind"] = "splunk", ["splunk"] = settings.DeepClone() };
        (await Fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", body)).Detail!.ShouldContain("acknowledgement");
        settings["acknowledge"] = false;
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        (await Harness.ReadAsync(sink)).Count.ShouldBe((int)sink.Position);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_in_Splunks_words()
    {
        var body = new JsonObject { ["kind"] = "splunk", ["splunk"] = new JsonObject { ["url"] = Splunk.Url, ["token"] = "another" } };
        var refused = await Fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", body);
        refused.Code.ShouldBe("sink_unreachable");
        refused.Detail!.ShouldContain("Invalid token (code 4)");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_halved_until_it_is_taken()
    {
        Splunk.Longest = 10_000;
        var sink = await DeliveredAsync(await CreateAsync());
        (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf).ShouldBeUnique();
        (await Harness.ReadAsync(sink)).Count.ShouldBe((int)sink.Position);
    }

    [Theory]
    [InlineData("https://splunk.example.com:8088/services/collector/event", "https://splunk.example.com:8088/")]
    [InlineData("https://splunk.example.com:8088/services/collector", "https://splunk.example.com:8088/")]
    [InlineData("https://proxy.example.com/hec", "https://proxy.example.com/hec")]
    public void An_address_is_taken_with_the_path_of_the_collector_and_without(string given, string kept) => Hec.Base(new Uri(given)).AbsoluteUri.ShouldBe(kept);
}
