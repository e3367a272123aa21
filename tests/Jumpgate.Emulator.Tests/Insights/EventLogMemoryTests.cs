using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator.Tests.Insights;

[Collection(Alone.Name)]
public sealed class EventLogMemoryTests
{
    [Fact]
    public void Many_events_take_little_room()
    {
        var clock = new StillClock(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));
        var log = new EventLog(clock, new());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20_000; i++)
        {
            log.Append(new JsonObject
            {
                ["service"] = "directory",
                ["event_type"] = "user_update",
                ["organization"] = InsightsHost.Organization,
                ["initiated_by"] = new JsonObject { ["type"] = "admin", ["id"] = "66e0e4946b3bf01b1ccf2909", ["email"] = "ops@example.com" },
                ["resource"] = new JsonObject { ["type"] = "user", ["id"] = $"{i:x24}", ["username"] = $"user.{i}" },
                ["useragent"] = new JsonObject { ["name"] = "curl", ["version"] = "7.68.0", ["os"] = "Other", ["os_name"] = "Other", ["os_full"] = "Other", ["device"] = "Other" },
                ["geoip"] = new JsonObject { ["country_code"] = "IE", ["continent_code"] = "EU", ["region_name"] = "Leinster", ["timezone"] = "Europe/Dublin" },
            });
        }
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / 20_000;
        GC.KeepAlive(log);
        each.ShouldBeLessThan(250);
    }
}
