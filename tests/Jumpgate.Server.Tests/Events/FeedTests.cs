using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;
using Jumpgate.Server.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Events;

/// <summary>From JumpCloud's event log to files.</summary>
public sealed class FeedTests
{
    [Theory]
    [InlineData("1.8.0", OcsfVersion.V180)]
    [InlineData("1.1.0", OcsfVersion.V110)]
    public async Task F14_Every_event_stands_in_the_files_once_as_valid_OCSF_though_refresh_is_off(string schema, OcsfVersion version)
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.SinkAsync(new { kind = "file", schema, file = new { maxBytes = 2048, maxAge = "PT1S", gzip = version == OcsfVersion.V110 } });
        for (var i = 0; i < 3; i++)
        {
            await fed.HappenAsync(20);
            await fed.FetchedAsync("group_create", (i + 1) * 20);
            await JumpgateHost.WaitForAsync(fed.NowAsync, now => now.Backlog == 0);
        }

        sink = await fed.FinishedAsync(sink);
        var lines = fed.Lines(sink);
        lines.Select(Fed.IdOf).ShouldBe((await fed.LogAsync()).Select(item => item.EventId), ignoreOrder: true);
        var validator = new RecordValidator(version);
        foreach (var line in lines) validator.Check(Encoding.UTF8.GetBytes(line)).ShouldBeEmpty(line);
        System.IO.Directory.GetFiles(Path.Combine(fed.Out, sink.Id.ToString()), "*.ndjson*").Length.ShouldBeGreaterThan(1, "files rotate");
        sink.Counts.Values.Sum(count => count.Delivered).ShouldBe(lines.Count);
        sink.Counts["group_create"].Delivered.ShouldBe(60);
        var feed = await fed.NowAsync();
        feed.Cursor.Position.ShouldBe(lines.Count);
        feed.Backlog.ShouldBe(0);
        feed.LagSeconds.ShouldNotBeNull().ShouldBeLessThan(30);
        feed.Sinks.ShouldHaveSingleItem().State.ShouldBe(SinkStates.Paused);
    }

    [Fact]
    public async Task S3_25_F7_Event_types_that_are_not_ticked_are_not_delivered()
    {
        await using var fed = await Fed.StartAsync(new { eventTypes = new[] { "user_create", "group_delete" } });
        var sink = await fed.FileAsync();
        await fed.HappenAsync(5);
        var feed = await fed.FetchedAsync("group_create", 5);
        sink = await fed.FinishedAsync(sink);
        fed.Lines(sink).ShouldBeEmpty();
        sink.Position.ShouldBe(feed.Cursor.Position);

        (await fed.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{feed.Id}", new { eventTypes = new[] { "*" } })).EventTypes.ShouldBeNull("all are ticked");
        await fed.Hub.Admin.PostAsync<Sink>($"/v1/sinks/{sink.Id}/resume");
        await fed.HappenAsync(3);
        await fed.FetchedAsync("group_create", 8);
        sink = await fed.FinishedAsync(sink);
        sink.Counts["group_create"].Delivered.ShouldBe(3);
    }

    [Fact]
    public async Task S3_21_F9_A_contact_has_a_name_and_an_e_mail_that_is_checked()
    {
        await using var fed = await Fed.StartAsync(new { contact = new { name = "SOC", email = "soc@example.com" } });
        fed.Feed.Contact.ShouldBe(new FeedContact("SOC", "soc@example.com"));
        foreach (var email in (string[])["soc", "soc@", "soc@localhost", "a b@example.com", "SOC <soc@example.com>"])
        {
            var refused = await fed.Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/feeds/{fed.Feed.Id}", new { contact = new { email } });
            refused.Errors.ShouldNotBeNull().ShouldContain(fault => fault.Field == "contact.email", email);
        }

        (await fed.NowAsync()).Contact.ShouldBe(new FeedContact("SOC", "soc@example.com"));
    }

    [Fact]
    public async Task A_replay_delivers_again_what_was_delivered_in_files_that_say_so_and_new_events_once()
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.FileAsync();
        await fed.HappenAsync(12);
        await fed.FetchedAsync("group_create", 12);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backlog == 0);
        var upTo = (await fed.NowAsync()).Cursor.Position;

        var replayed = await fed.Hub.Admin.PostAsync<SinkReplayed>($"/v1/sinks/{sink.Id}/replay", new { from = upTo - 4 });
        replayed.ShouldBe(new SinkReplayed(upTo - 4, upTo, 1));
        await fed.HappenAsync(3);
        var feed = await fed.FetchedAsync("group_create", 15);
        sink = await fed.FinishedAsync(sink);

        sink.Replays.ShouldBe(1);
        var log = await fed.LogAsync();
        fed.Lines(sink, "0*").Select(Fed.IdOf).ShouldBe(log.Select(item => item.EventId), ignoreOrder: true);
        fed.Lines(sink, "replay1-*").Select(Fed.IdOf).ShouldBe(log.Where(item => item.Position >= upTo - 4 && item.Position <= upTo).Select(item => item.EventId), ignoreOrder: true);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/sinks/{sink.Id}/replay", new { from = feed.Cursor.Position + 1 })).Code.ShouldBe("nothing_to_replay");
        (await fed.Hub.Admin.PostAsync<SinkReplayed>($"/v1/sinks/{sink.Id}/replay", new { from = "2001-01-01T00:00:00Z" })).From.ShouldBe(1);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/sinks/{sink.Id}/replay", new { from = 1 })).Code.ShouldBe("replay_running");
    }

    [Fact]
    public async Task A_replay_ends_though_the_last_of_its_events_are_kept_no_more()
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.FileAsync();
        await fed.HappenAsync(6);
        var feed = await fed.FetchedAsync("group_create", 6);
        await JumpgateHost.WaitForAsync(fed.NowAsync, now => now.Backlog == 0);
        await fed.Hub.Services.GetRequiredService<WriteQueue>().WriteAsync(new TenantId(1), WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
            "delete from event where tenant = @tenant and position > @last", default, ("last", feed.Cursor.Position - 2)));
        await fed.Hub.Admin.PostAsync<SinkReplayed>($"/v1/sinks/{sink.Id}/replay", new { from = 1 });
        await fed.HappenAsync(1);
        await fed.FetchedAsync("group_create", 7);
        sink = await fed.FinishedAsync(sink);
        sink.Replays.ShouldBe(1);
        fed.Lines(sink, "replay1-*").Count.ShouldBe((int)feed.Cursor.Position - 2);
        sink.Position.ShouldBeGreaterThan(feed.Cursor.Position);
    }

    [Fact]
    public async Task A_sink_whose_folder_cannot_be_used_says_so_waits_and_holds_up_no_other()
    {
        await using var fed = await Fed.StartAsync();
        var (broken, well) = (await fed.FileAsync(), await fed.FileAsync());
        var folder = Path.Combine(fed.Out, broken.Id.ToString());
        System.IO.Directory.CreateDirectory(fed.Out);
        if (System.IO.Directory.Exists(folder)) System.IO.Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "in the way");
        await fed.HappenAsync(6);
        await fed.FetchedAsync("group_create", 6);
        await JumpgateHost.WaitForAsync(() => fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{well.Id}"), sink => sink.Counts.GetValueOrDefault("group_create")?.Delivered == 6);
        var failed = await JumpgateHost.WaitForAsync(() => fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{broken.Id}"), sink => sink.State == SinkStates.Failed);
        failed.Fault!.Code.ShouldBe("folder_unusable");
        failed.NextAttemptAt.ShouldNotBeNull();

        File.Delete(folder);
        var mended = await fed.FinishedAsync(broken);
        mended.Fault.ShouldBeNull();
        fed.Lines(mended).Count.ShouldBe((int)mended.Position);
    }

    [Fact]
    public async Task An_open_file_that_somebody_removed_is_written_again()
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.FileAsync(new { maxAge = "PT1H" });
        await fed.HappenAsync(4);
        await fed.FetchedAsync("group_create", 4);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backlog == 0);
        await fed.Hub.StopAsync();
        File.Delete(Path.Combine(fed.Out, sink.Id.ToString(), "open.part"));
        await fed.Hub.StartAgainAsync();
        await fed.HappenAsync(2);
        await fed.FetchedAsync("group_create", 6);
        sink = await fed.FinishedAsync(sink);
        fed.Lines(sink).Select(Fed.IdOf).ShouldBe((await fed.LogAsync()).Select(item => item.EventId), ignoreOrder: true);
    }

    [Fact]
    public async Task Raw_events_go_out_as_they_came_one_on_a_line()
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.SinkAsync(new { kind = "file", format = "raw" });
        sink.Schema.ShouldBeNull();
        await fed.HappenAsync(5);
        await fed.FetchedAsync("group_create", 5);
        sink = await fed.FinishedAsync(sink);
        fed.Lines(sink).Select(line => (string)JsonNode.Parse(line)!["id"]!).ShouldBe((await fed.LogAsync()).Select(item => item.EventId), ignoreOrder: true);
    }

    [Fact]
    public async Task The_log_is_filtered_by_type_service_and_time_and_paged_newest_first()
    {
        await using var fed = await Fed.StartAsync();
        await fed.HappenAsync(20);
        await fed.FetchedAsync("group_create", 20);
        var all = await fed.LogAsync();
        all.Select(item => item.At).ShouldBe(all.Select(item => item.At).OrderDescending());
        all.Select(item => item.Position).ShouldBeUnique();
        (await fed.LogAsync("&type=group_create")).Count.ShouldBe(20);
        (await fed.LogAsync("&type=nothing")).ShouldBeEmpty();
        (await fed.LogAsync("&service=directory&organization=" + fed.Organization.Id)).ShouldAllBe(item => item.Service == "directory");
        var middle = all[all.Count / 2].At;
        var text = Uri.EscapeDataString(middle.ToString("O"));
        (await fed.LogAsync("&from=" + text)).Count.ShouldBe(all.Count(item => item.At >= middle));
        (await fed.LogAsync("&to=" + text)).Count.ShouldBe(all.Count(item => item.At < middle));
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Get, "/v1/events?from=yesterday")).Field.ShouldBe("from");
        var reader = await fed.Hub.ApiAsync(ProductRoles.ReadOnly);
        (await reader.RefusedAsync(HttpMethod.Get, "/v1/events")).Code.ShouldBe("role_insufficient");
    }

    [Fact]
    public async Task What_is_wrong_with_a_feed_or_sink_is_said_at_once()
    {
        await using var fed = await Fed.StartAsync();
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = fed.Organization.Id })).Code.ShouldBe("feed_exists");
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = Guid.NewGuid() })).Code.ShouldBe("not_found");
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { eventTypes = new[] { "nonsense" }, contact = new { email = "x" } })).Errors!.Count.ShouldBe(3);
        var refused = await fed.Hub.Admin.RefusedAsync(
            HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/sinks", new { kind = "file", schema = "2.0", format = "csv", from = "soon", file = new { maxBytes = 1, maxAge = "1h", folder = "/etc" } });
        refused.Errors!.Select(fault => fault.Field).ShouldBe(["schema", "format", "from", "file.maxBytes", "file.maxAge", "file.folder"], ignoreOrder: true);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/sinks", new { kind = "carrier pigeon" })).Field.ShouldBe("kind");
        System.IO.Directory.CreateDirectory(fed.Hub.DataDirectory);
        await File.WriteAllTextAsync(fed.Out, "in the way");
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/sinks", new { kind = "file" })).Code.ShouldBe("sink_unreachable");
    }

    [Fact]
    public async Task A_feed_goes_with_its_sinks_and_leaves_what_was_written()
    {
        await using var fed = await Fed.StartAsync();
        var sink = await fed.FileAsync();
        await fed.HappenAsync(3);
        await fed.FetchedAsync("group_create", 3);
        sink = await fed.FinishedAsync(sink);
        var lines = fed.Lines(sink).Count;
        (await fed.Hub.Admin.DeleteAsync($"/v1/feeds/{fed.Feed.Id}")).EnsureSuccessStatusCode();
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/sinks/{sink.Id}")).Code.ShouldBe("not_found");
        (await fed.Hub.Admin.GetAsync<Page<Feed>>("/v1/feeds")).Items.ShouldBeEmpty();
        fed.Lines(sink).Count.ShouldBe(lines);
        var audit = (await fed.Hub.Admin.GetAsync<Page<AuditEntry>>("/v1/audit?limit=1000")).Items.Select(entry => entry.Act).ToList();
        foreach (var act in (string[])["feed.create", "sink.create", "sink.pause", "feed.remove"]) audit.ShouldContain(act);
    }
}
