using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events;
using Jumpgate.Server.Events.Sending;
using Jumpgate.Server.Events.Sinks;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Events.Sinks;

/// <summary>What every kind of sink must do (src/Jumpgate.Server/Events/Sinks/README.md): each kind has a class of its own that brings its receiver.</summary>
public abstract class SinkContractTests(SinkFeed feed) : IClassFixture<SinkFeed>, IAsyncLifetime
{
    private readonly List<Sink> made = [];

    internal SinkHarness Harness { get; private set; } = null!;

    internal Fed Fed => feed.Fed;

    private HttpClient Api => Fed.Hub.Admin;

    public async Task InitializeAsync() => Harness = await StartAsync(Fed);

    public async Task DisposeAsync()
    {
        await Harness.RestoreAsync();
        foreach (var sink in made) await Api.DeleteAsync($"/v1/sinks/{sink.Id}");
        await Harness.DisposeAsync();
    }

    internal abstract Task<SinkHarness> StartAsync(Fed fed);

    [Fact]
    public async Task F14_Every_event_is_delivered_in_the_order_of_the_log_where_the_kind_keeps_it()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        var log = await feed.LogAsync();
        var ids = (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf);
        ids.ShouldBe(log.Select(item => item.EventId), ignoreOrder: !Harness.IsOrdered);
        sink.Counts.Values.Sum(count => count.Delivered).ShouldBe(log.Count);
        (await Fed.Hub.Anonymous.GetStringAsync("/metrics")).ShouldContain($"jumpgate_sink_delivered_total{{kind=\"{Harness.Kind}\"}}");
    }

    [Fact]
    public async Task Raw_events_are_delivered_as_they_came()
    {
        var sink = await DeliveredAsync(await CreateAsync(new { format = "raw" }));
        var log = (await feed.LogAsync()).ToDictionary(item => item.EventId, item => JsonNode.Parse(item.Raw.GetRawText()));
        var records = await Harness.ReadAsync(sink);
        records.Count.ShouldBe(log.Count);
        foreach (var record in records) JsonNode.DeepEquals(record, log[SinkHarness.IdOf(record)]).ShouldBeTrue(record.ToJsonString());
    }

    [Theory]
    [InlineData("ocsf")]
    [InlineData("raw")]
    public async Task F7_A_sink_narrows_down_what_its_feed_delivers_by_type_and_by_class(string format)
    {
        var byType = await DeliveredAsync(await CreateAsync(new { format, eventTypes = new[] { "user_create" } }));
        byType.EventTypes.ShouldBe(["user_create"]);
        await OnlyAsync(byType, "user_create");
        var byClass = await DeliveredAsync(await CreateAsync(new { format, classes = new[] { ClassUids.AccountChange } }));
        byClass.Classes.ShouldBe([ClassUids.AccountChange]);
        await OnlyAsync(byClass, "user_create");

        var both = await Api.PatchAsync<Sink>($"/v1/sinks/{byClass.Id}", new { eventTypes = new[] { "group_create" }, classes = Array.Empty<int>() });
        both.Classes.ShouldBeNull("none are named: all");
        await ReplayedAsync(byClass, 1);
        (await Harness.ReadAsync(byClass)).Select(SinkHarness.IdOf).Distinct().ShouldBe((await feed.LogAsync()).Select(item => item.EventId), ignoreOrder: true);

        async Task OnlyAsync(Sink sink, string type) => (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf)
            .ShouldBe((await feed.LogAsync()).Where(item => item.Type == type).Select(item => item.EventId), ignoreOrder: !Harness.IsOrdered);
    }

    [Fact]
    public async Task What_is_wrong_with_settings_is_named_and_changes_nothing()
    {
        var sink = await CreateAsync();
        var before = (await Fed.NowAsync()).Sinks.Count;
        foreach (var (settings, field) in Harness.Faulty)
        {
            var refused = await Api.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", Body(settings));
            refused.Errors.ShouldNotBeNull().ShouldContain(fault => fault.Field == field, $"{settings.ToJsonString()} → {refused.Detail}");
            if (!settings.ContainsKey(field.Split('.')[^1])) continue;
            (await Api.RefusedAsync(HttpMethod.Patch, $"/v1/sinks/{sink.Id}", new JsonObject { [Harness.Kind] = settings.DeepClone() })).Errors!.ShouldContain(fault => fault.Field == field);
        }

        var other = Harness.Kind == "file" ? "webhook" : "file";
        (await Api.RefusedAsync(HttpMethod.Patch, $"/v1/sinks/{sink.Id}", new JsonObject { [other] = new JsonObject() })).Field.ShouldBe(other, "settings of another kind");
        (await Api.RefusedAsync(HttpMethod.Patch, $"/v1/sinks/{sink.Id}", new { eventTypes = new[] { "nonsense" }, classes = new[] { 4711 } })).Errors!.Select(fault => fault.Field)
            .ShouldBe(["eventTypes", "classes"]);
        (await Fed.NowAsync()).Sinks.Count.ShouldBe(before);
        Settings(await SinkAsync(sink)).ShouldBe(Settings(sink));
    }

    [Fact]
    public async Task A_receiver_that_cannot_be_reached_is_refused_and_nothing_is_stored()
    {
        var before = (await Fed.NowAsync()).Sinks.Count;
        var settings = await Harness.UnreachableAsync();
        (await Api.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", Body(settings))).Code.ShouldBe("sink_unreachable");
        (await Fed.NowAsync()).Sinks.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_receiver_that_refuses_for_a_while_holds_up_nobody_loses_nothing_and_position_waits()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        var well = await CreateAsync(new { kind = "file" }, settings: new JsonObject { ["maxAge"] = "PT1S" });
        var had = (await feed.LogAsync()).Count;
        await Harness.RefuseAsync(sink);
        await Fed.HappenAsync(4);
        var failed = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Failed);
        failed.Fault!.Code.ShouldNotBe("interrupted");
        failed.NextAttemptAt.ShouldNotBeNull();
        failed.Position.ShouldBe(sink.Position, "it does not have them");
        await JumpgateHost.WaitForAsync(() => SinkAsync(well), one => one.Position >= had + 4);
        (await Fed.Hub.Anonymous.GetStringAsync("/metrics")).ShouldContain($"kind=\"{Harness.Kind}\"");

        await Harness.RestoreAsync();
        var mended = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Position >= had + 4);
        mended.Fault.ShouldBeNull();
        var ids = (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf).ToList();
        (Harness.IsIdempotent ? ids : ids.Distinct()).ShouldBe((await feed.LogAsync()).Select(item => item.EventId), ignoreOrder: !Harness.IsOrdered || !Harness.IsIdempotent);
    }

    [Fact]
    public async Task F11_Killed_between_delivery_and_commit_nothing_is_lost_and_nothing_twice_where_the_kind_promises_it()
    {
        // Begins behind the log: this test alone delivers to it.
        var sink = await CreateAsync(new { from = 1_000_000 });
        var (row, settings, batch) = await BatchAsync(sink);
        var kind = Fed.Hub.Services.GetRequiredService<SinkKinds>().Of(row);
        if (kind.NamesBatches) row = row with { Progress = row.Progress with { PlannedTo = batch.ReadTo } };
        for (var kills = 0; kills < 2; kills++)
        {
            await using var cut = await kind.OpenAsync(row, settings, default);
            await cut.DeliverAsync(batch, default);
            cut.Progress.Position.ShouldBe(batch.ReadTo);
        }

        await using (var session = await kind.OpenAsync(row, settings, default))
        {
            session.Progress.Position.ShouldBe(0);
            await session.DeliverAsync(batch, default);
            await session.AcknowledgeAsync(default);
            await session.FinishAsync(default);
        }

        var records = await Harness.ReadAsync(sink);
        var ids = records.Select(SinkHarness.IdOf).ToList();
        var expected = batch.Records.Select(record => record.Event.Id).ToList();
        (Harness.IsIdempotent ? ids : ids.Distinct()).ShouldBe(expected, ignoreOrder: true);
        foreach (var same in records.GroupBy(SinkHarness.IdOf)) same.ShouldAllBe(record => JsonNode.DeepEquals(record, same.First()), "the key is that of the same record");
    }

    [Fact]
    public async Task A_record_that_is_never_taken_becomes_a_dead_letter_and_a_replay_delivers_it_once_it_is()
    {
        if (!Harness.RefusesRecords) return;
        var log = await feed.LogAsync();
        var poison = log[log.Count / 2];
        Harness.Poison(poison.EventId);
        var sink = await DeliveredAsync(await CreateAsync());
        (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf).Distinct()
            .ShouldBe(log.Where(item => item.EventId != poison.EventId).Select(item => item.EventId), ignoreOrder: !Harness.IsOrdered);
        var dead = (await Api.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters")).Items.ShouldHaveSingleItem();
        (dead.Position, dead.EventId, dead.Type).ShouldBe((poison.Position, poison.EventId, poison.Type));
        dead.Reason.Code.ShouldBeOneOf("refused", "too_large");
        sink.Fault.ShouldBeNull();
        sink.Counts[poison.Type!].DeadLetters.ShouldBe(1);
        sink.Counts.Values.Sum(count => count.Delivered).ShouldBe(log.Count - 1);
        (await Fed.Hub.Anonymous.GetStringAsync("/metrics")).ShouldContain($"jumpgate_sink_dead_total{{kind=\"{Harness.Kind}\"}}");

        Harness.Poison(null);
        await ReplayedAsync(sink, poison.Position);
        (await Api.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters")).Items.ShouldBeEmpty();
        (await Harness.ReadAsync(sink)).Select(SinkHarness.IdOf).ShouldContain(poison.EventId);
    }

    [Fact]
    public async Task Secrets_are_never_shown_and_stand_nowhere_in_the_open()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        await Api.PatchAsync<Sink>($"/v1/sinks/{sink.Id}", new { name = "renamed" });
        List<string> seen = [Fed.Hub.Log.Text];
        foreach (var path in (string[])["/v1/feeds", $"/v1/feeds/{Fed.Feed.Id}", $"/v1/sinks/{sink.Id}", "/v1/audit?limit=1000", "/metrics"]) seen.Add(await Api.GetStringAsync(path));
        foreach (var secret in Harness.Secrets) seen.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
        if (Harness.Secrets.Count > 0) await StoredText.ShouldNotHoldAsync(Fed.Hub, [.. Harness.Secrets]);
        // They were kept all the same.
        await Fed.HappenAsync(1);
        await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Position > sink.Position);
    }

    [Fact]
    public async Task Another_host_is_not_given_the_secrets_that_are_stored()
    {
        if (Harness.Elsewhere is not var (settings, field)) return;
        var sink = await CreateAsync();
        var refused = await Api.RefusedAsync(HttpMethod.Patch, $"/v1/sinks/{sink.Id}", new JsonObject { [Harness.Kind] = settings });
        refused.Errors!.ShouldContain(fault => fault.Field == field && fault.Code == "secret_again", refused.Detail);
        Settings(await SinkAsync(sink)).ShouldBe(Settings(sink));
    }

    /// <summary>Makes a sink that leads to the receiver.</summary>
    /// <param name="more">Members beside the settings.</param>
    internal async Task<Sink> CreateAsync(object? more = null, JsonObject? settings = null)
    {
        var sink = await Api.PostAsync<Sink>($"/v1/feeds/{Fed.Feed.Id}/sinks", Body(settings ?? Harness.Settings, more).ToJsonString());
        made.Add(sink);
        return sink;
    }

    internal Task<Sink> SinkAsync(Sink sink) => Api.GetAsync<Sink>($"/v1/sinks/{sink.Id}");

    /// <summary>Waits until a sink has everything that is in the log.</summary>
    internal async Task<Sink> DeliveredAsync(Sink sink)
    {
        var head = (await Fed.NowAsync()).Cursor.Position;
        return await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Position >= head && one.ReplayTo is null && one.Backlog == 0);
    }

    /// <summary>The whole log as a batch of a sink that has nothing yet.</summary>
    internal async Task<(SinkRow Row, SinkSettings Settings, SinkBatch Batch)> BatchAsync(Sink sink)
    {
        var services = Fed.Hub.Services;
        var row = (await services.GetRequiredService<SinkBook>().FindAsync(new TenantId(1), sink.Id, default))! with { Progress = new SinkProgress(0) };
        var batch = new SinkBatch();
        await services.GetRequiredService<SinkReads>().FillAsync(row, batch, new RecordWriter(row, [], TimeProvider.System), default);
        return (row, services.GetRequiredService<SinkSeal>().Open(row), batch);
    }

    internal async Task<Sink> ReplayedAsync(Sink sink, long from)
    {
        var replay = await Api.PostAsync<SinkReplayed>($"/v1/sinks/{sink.Id}/replay", new { from });
        return await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Replays == replay.Replay && one.ReplayTo is null);
    }

    private JsonObject Body(JsonObject settings, object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { }, ApiCalls.Json)!.AsObject();
        body["kind"] ??= Harness.Kind;
        body[(string)body["kind"]!] = settings.DeepClone();
        return body;
    }

    private string Settings(Sink sink) => System.Text.Json.JsonSerializer.SerializeToNode(sink, ApiCalls.Json)![Harness.Kind]!.ToJsonString();
}
