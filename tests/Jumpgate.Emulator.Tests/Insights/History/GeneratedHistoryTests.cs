using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Tests.Insights.History;

public sealed class GeneratedHistoryTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_tells_the_same_past_byte_for_byte()
    {
        var first = Told(Past(500, seed: 7));
        Told(Past(500, seed: 7)).ShouldBe(first);
        Told(Past(500, seed: 8)).ShouldNotBe(first);
    }

    [Fact]
    public void Times_shown_are_times_sorted_by_and_none_is_in_the_future()
    {
        var past = Past(20_000);
        long last = 0;
        foreach (var (index, milliseconds, _) in past.Rows(0, long.MaxValue, descending: false))
        {
            milliseconds.ShouldBeGreaterThanOrEqualTo(last);
            last = milliseconds;
            if (index % 97 == 0)
                EventPagingTests.Time(System.Text.Json.Nodes.JsonNode.Parse(Text(past, index))).ToUnixTimeMilliseconds().ShouldBe(milliseconds);
        }
        last.ShouldBeLessThanOrEqualTo(Until.ToUnixTimeMilliseconds());
        past.Rows(0, long.MaxValue, descending: true).Reverse().ShouldBe(past.Rows(0, long.MaxValue, descending: false));
    }

    [Fact]
    public void A_range_holds_exactly_the_events_of_its_milliseconds()
    {
        var past = Past(3000);
        var all = past.Rows(0, long.MaxValue, descending: false).ToList();
        foreach (var at in new[] { 0, 1, 999, 1500, 2999 })
        {
            var (from, to) = (all[at].Milliseconds, all[Math.Min(2999, at + 700)].Milliseconds);
            past.Rows(from, to, descending: false).ShouldBe(all.Where(e => e.Milliseconds >= from && e.Milliseconds <= to));
        }
    }

    [Fact]
    public void The_oddities_of_live_events_are_there()
    {
        var past = Past(4000);
        var events = Enumerable.Range(0, 4000).Select(i => JsonDocument.Parse(Text(past, i)).RootElement).ToList();
        var byType = events.ToLookup(e => e.GetProperty("event_type").GetString()!);

        byType["sso_auth"].ShouldNotBeEmpty();
        byType["sso_auth"].ShouldAllBe(e => !Has(e, "success") && e.GetProperty("timestamp").GetString()!.Length == 30);
        byType["user_update"].ShouldNotBeEmpty();
        byType["user_update"].ShouldAllBe(e => !Has(e, "success"));
        byType["radius_auth_attempt"].ShouldNotBeEmpty();
        byType["radius_auth_attempt"].ShouldAllBe(e =>
            System.Text.RegularExpressions.Regex.IsMatch(e.GetProperty("id").GetString()!, "^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$")
            && e.GetProperty("timestamp").GetString()!.Length == 20);
        foreach (var type in new[] { "admin_login_attempt", "user_login_attempt", "login_attempt", "ldap_bind", "ldap_search", "association_change", "software_change", "mdm_command_result", "alert_created" })
            byType[type].ShouldNotBeEmpty(type);
        events.Select(e => e.GetProperty("id").GetString()).Distinct().Count().ShouldBe(4000);
        events.ShouldAllBe(e => e.GetProperty("organization").GetString() == InsightsHost.Organization && e.GetProperty("@version").GetString() == "1");
    }

    [Fact]
    public void People_work_by_day_and_on_working_days()
    {
        var times = Past(10_000).Rows(0, long.MaxValue, descending: false).Select(e => DateTimeOffset.FromUnixTimeMilliseconds(e.Milliseconds)).ToList();
        times.Count(t => t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).ShouldBeLessThan(1000);
        times.Count(t => t.Hour is >= 7 and < 18).ShouldBeGreaterThan(6000);
    }

    [Fact]
    public void The_knobs_change_names_and_success()
    {
        var options = new InsightsOptions { RadiusEventType = "radius_auth", AlertService = "alert", OmitSuccess = false };
        var past = new GeneratedHistory(InsightsHost.Subjects(), 4000, 7, Until, options);
        var text = Told(past);
        text.ShouldNotContain("radius_auth_attempt");
        text.ShouldContain("\"service\":\"alert\"");
        text.Split('\n').Where(e => e.Contains("\"user_update\"", StringComparison.Ordinal)).ShouldAllBe(e => e.Contains("\"success\":true"));
    }

    [Fact]
    public void A_world_of_users_alone_has_a_past_too()
    {
        var subjects = InsightsHost.Subjects() with { Admins = 0, Groups = 0, Applications = 0, Devices = 0 };
        Told(new GeneratedHistory(subjects, 300, 7, Until, new())).Split('\n').Length.ShouldBe(301);
    }

    [Fact]
    public void A_page_out_of_the_middle_of_many_millions_is_quick()
    {
        var past = Past(50_000_000);
        var from = Until.AddDays(-3).ToUnixTimeMilliseconds();
        var watch = Stopwatch.StartNew();
        past.Rows(from, long.MaxValue, descending: false).Take(1000).Count().ShouldBe(1000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static GeneratedHistory Past(long count, ulong seed = 7)
    {
        var past = new GeneratedHistory(InsightsHost.Subjects(), count, seed, Until, new InsightsOptions());
        past.Number(new EventKinds());
        return past;
    }

    private static string Told(GeneratedHistory past)
    {
        past.Number(new EventKinds());
        return string.Concat(Enumerable.Range(0, (int)past.Count).Select(i => Text(past, i) + "\n"));
    }

    private static bool Has(JsonElement e, string name) => e.TryGetProperty(name, out _);

    private static string Text(GeneratedHistory past, long index)
    {
        var bytes = new ArrayBufferWriter<byte>();
        past.Write(index, bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
