using System.Buffers;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events;
using Jumpgate.Server.Events.Sending;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Tests.Events.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Events.Sending;

public sealed class RecordSampleTests(SinkFeed feed) : IClassFixture<SinkFeed>
{
    [Fact]
    public async Task One_of_so_many_records_is_held_against_the_schema_and_one_that_breaks_it_is_shown_and_holds_nothing_up()
    {
        var hub = feed.Fed.Hub;
        var sink = await feed.Fed.SinkAsync(new { kind = "file", from = 1_000_000 });
        sink.Warning.ShouldBeNull();
        var row = (await hub.Services.GetRequiredService<SinkBook>().FindAsync(new TenantId(1), sink.Id, default))!;
        using var metrics = new SinkMetrics(TimeProvider.System);
        var sample = new RecordSample(metrics, Options.Create(new EventsOptions { SampleOneIn = 3 }), NullLogger<RecordSample>.Instance);
        var batch = new SinkBatch();
        for (var position = 1; position <= 7; position++)
        {
            batch.Writer.Write(Encoding.UTF8.GetBytes("""{"class_uid":3002,"nonsense":1}"""));
            batch.Add(new EventName(position, $"e{position}"));
        }

        // Of a kind of its own, for meters are the whole process's.
        var found = sample.Look(row with { Kind = "sampled" }, batch);
        (found.Sampled, found.Violations).ShouldBe((3, 3), "the first, the fourth and the seventh");
        found.Last.ShouldNotBeNull().ShouldContain("position 7: nonsense: UnknownAttribute");
        sample.Look(row with { Format = SinkRow.Raw }, batch).Sampled.ShouldBe(0);

        var ledger = hub.Services.GetRequiredService<SinkLedger>();
        await ledger.CommitAsync(row, await ledger.BeginAsync(row, default), row.Progress, new BatchOutcome(new Dictionary<string, SinkTally>(), [], found));
        var warned = await hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}");
        warned.State.ShouldBe(SinkStates.Active);
        warned.Warning!.Code.ShouldBe("schema_violations");
        warned.Warning.Detail.ShouldContain("3 of 3 records");
    }

    [Fact]
    public async Task What_the_server_sends_is_sampled_and_breaks_nothing()
    {
        var sink = await feed.Fed.FileAsync();
        await JumpgateHost.WaitForAsync(() => feed.Fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Position > 0 && one.Backlog == 0);
        var metrics = await JumpgateHost.WaitForAsync(
            () => feed.Fed.Hub.Anonymous.GetStringAsync("/metrics"), text => text.Contains("jumpgate_sink_backlog{kind=\"file\"}", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        metrics.ShouldContain("jumpgate_sink_sampled_total{kind=\"file\"}");
        metrics.ShouldNotContain("jumpgate_sink_violations_total{kind=\"file\"}");
    }
}
