using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class EventLogTests
{
    [Fact]
    public async Task An_appended_event_gets_the_keys_it_lacks_and_keeps_the_ones_it_has()
    {
        await using var host = await InsightsHost.StartAsync();
        host.Log.Append(InsightsHost.Event());
        var kept = InsightsHost.Event(at: "2026-03-01T00:00:00.123456789Z");
        kept["id"] = "0A1B2C3D-4E5F-3A6B-8C7D-9E0F1A2B3C4D";
        host.Log.Append(kept);

        var events = await host.EventsAsync();
        events[0]!["id"]!.GetValue<string>().ShouldBe("0A1B2C3D-4E5F-3A6B-8C7D-9E0F1A2B3C4D");
        events[0]!["timestamp"]!.GetValue<string>().ShouldBe("2026-03-01T00:00:00.123456789Z");
        events[1]!["id"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{24}$");
        events[1]!["timestamp"]!.GetValue<string>().ShouldBe("2026-03-18T12:00:00.000Z");
        events[1]!["@version"]!.GetValue<string>().ShouldBe("1");
    }

    [Fact]
    public async Task Events_that_arrive_late_stand_at_their_own_time()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var day in new[] { 5, 1, 3, 2, 4 })
            host.Log.Append(InsightsHost.Event(at: $"2026-03-0{day}T00:00:00Z"));
        (await host.EventsAsync()).Select(e => e!["timestamp"]!.GetValue<string>()[9]).ShouldBe("12345");
    }

    [Theory]
    [InlineData("""{"service":"sso","event_type":"sso_auth"}""")]
    [InlineData("""{"organization":"x","event_type":"sso_auth"}""")]
    [InlineData("""{"organization":"x","service":"sso"}""")]
    [InlineData("""{"organization":"x","service":"sso","event_type":"sso_auth","timestamp":"noon"}""")]
    public void An_event_without_owner_service_type_or_time_is_a_mistake(string json) =>
        Should.Throw<ArgumentException>(() => new EventLog(TimeProvider.System, new()).Append((JsonObject)JsonNode.Parse(json)!));

    [Fact]
    public async Task Writers_and_readers_at_once_lose_nothing()
    {
        await using var host = await InsightsHost.StartAsync();
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
                host.Log.Append(InsightsHost.Event("w" + w, at: $"2026-03-01T00:{i % 60:00}:{i % 59:00}Z"));
        })).ToList();
        while (writers.Exists(w => !w.IsCompleted))
            await host.EventsAsync(new() { ["limit"] = 500 });
        await Task.WhenAll(writers);

        (await host.EventsAsync(new() { ["limit"] = 10000 })).Select(e => e!["id"]!.GetValue<string>()).Distinct().Count().ShouldBe(8000);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public async Task Changes_of_users_say_only_sometimes_that_they_succeeded(bool omit, int said)
    {
        await using var host = await InsightsHost.StartAsync(set: o => o.OmitSuccess = omit);
        for (var i = 0; i < 4; i++)
        {
            var @event = InsightsHost.Event();
            @event["success"] = true;
            host.Log.Append(@event);
        }
        (await host.EventsAsync()).Count(e => e!.AsObject().ContainsKey("success")).ShouldBe(said);
    }
}
