using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events;

/// <summary>A feed whose clock, and JumpCloud's, are moved.</summary>
internal sealed class Story(Fed fed, FakeClock time, Meddler meddler) : IAsyncDisposable
{
    public Fed Fed => fed;

    public JumpgateHost Hub => fed.Hub;

    public FakeClock Time => time;

    public Meddler Meddler => meddler;

    public DateTimeOffset Now => time.GetUtcNow();

    public static async Task<Story> BeginAsync(params string[] more)
    {
        var (time, meddler) = (new FakeClock(), new Meddler());
        // Shortly after a full hour, so that what a test does falls into one.
        time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(time.GetUtcNow().Ticks % TimeSpan.TicksPerHour) + TimeSpan.FromSeconds(5));
        var fed = await Fed.StartAsync(configure: meddler.Configure, time: time, more: more);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        // The hour in which the log begins is not compared: on to the next.
        var story = new Story(fed, time, meddler);
        await story.GoOnAsync(TimeSpan.FromHours(1));
        return story;
    }

    /// <summary>Time passes, something happens, and the live tail goes past it.</summary>
    public async Task GoOnAsync(TimeSpan by)
    {
        time.Advance(by);
        var at = Now;
        await new EmulatedConsole(Hub.Emulator).GroupAsync($"g{Guid.NewGuid():N}");
        await WaitAsync(feed => feed.Cursor.ReachedAt > at.AddSeconds(1) && feed.Cursor.NewestAt >= at.AddSeconds(-1));
    }

    public Task<Feed> WaitAsync(Func<Feed, bool> until) => JumpgateHost.WaitForAsync(fed.NowAsync, until);

    /// <summary>JumpCloud counts an event, and no page shows it.</summary>
    public void Hide(string id) => meddler.Answers = (_, text) =>
    {
        if (!text.Contains(id, StringComparison.Ordinal)) return null;
        var events = JsonNode.Parse(text)!.AsArray();
        foreach (var hidden in events.Where(item => (string?)item!["id"] == id).ToList()) events.Remove(hidden);
        return Encoding.UTF8.GetBytes(events.ToJsonString());
    };

    public ValueTask DisposeAsync() => fed.DisposeAsync();
}
