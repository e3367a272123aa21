using Jumpgate.Contracts;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Tests.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.EventLog;

public sealed class EventRetentionTests
{
    [Fact]
    public async Task F12_Events_older_than_the_install_keeps_are_forgotten_once_every_sink_has_them()
    {
        await using var fed = await Fed.StartAsync(more: ["--EventLog:KeepDays", "90", "--EventLog:RetentionDays", "200"]);
        fed.Hub.Emulator.Events.Options.Retention = TimeSpan.FromDays(200);
        var now = TimeProvider.System.GetUtcNow();
        FetchTests.Append(fed, "old", now.AddDays(-120));
        FetchTests.Append(fed, "kept", now.AddDays(-60));
        var sink = await fed.FileAsync();
        await fed.Hub.Admin.PostAsync<Sink>($"/v1/sinks/{sink.Id}/pause");
        await fed.Hub.Admin.PostAsync<FeedBackfill>($"/v1/feeds/{fed.Feed.Id}/backfill", new { from = now.AddDays(-150) });
        await fed.FetchedAsync("user_update", 2);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backfill!.State == BackfillStates.Done, TimeSpan.FromSeconds(30));

        var retention = fed.Hub.Services.GetRequiredService<EventRetention>();
        await retention.RunAsync(default);
        (await IdsAsync()).ShouldBe(["kept", "old"], "the sink has not had it yet");

        await fed.Hub.Admin.PostAsync<Sink>($"/v1/sinks/{sink.Id}/resume");
        await fed.FinishedAsync(sink);
        await retention.RunAsync(default);
        (await IdsAsync()).ShouldBe(["kept"]);
        (await fed.LogAsync("&id=old")).ShouldBeEmpty();

        async Task<List<string>> IdsAsync() => [.. (await fed.LogAsync("&type=user_update")).Select(item => item.EventId).Order()];
    }
}
