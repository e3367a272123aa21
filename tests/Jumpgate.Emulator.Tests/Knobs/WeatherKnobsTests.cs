using System.Net;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Knobs;

namespace Jumpgate.Emulator.Tests.Knobs;

/// <summary>The weather as it is set, shown and told over HTTP.</summary>
public sealed class WeatherKnobsTests
{
    private const string Events = "/insights/directory/v1/events";

    [Fact]
    public void The_command_line_takes_a_preset_and_what_comes_after_it()
    {
        var (options, faults) = CommandLine.Parse(
        [
            "--weather", "worst", "--event-rate", "3/s", "--event-spacing", "even", "--event-since", "10m", "--event-bursts", "1200/5m", "--event-late", "7.5%/2h", "--event-repeats", "4%",
            "--event-null-organizations", "3%", "--event-odd", "0.1%", "--event-odd-shapes", "deep,noId", "--event-types", "documented", "--header-case", "upper", "--miscounts", "20%",
            "--date-skew", "-7m", "--insights-in-plan", "false",
        ]);
        faults.ShouldBeEmpty();
        var weather = options.Insights.Weather;
        weather.Faults.ShouldBe(Weather.Worst.Faults);
        weather.Rate.ShouldBe(3);
        weather.BurstEvery.ShouldBe(TimeSpan.FromMinutes(5));
        weather.LateShare.ShouldBe(0.075, 1e-9);
        weather.Shapes.ShouldBe([OddShape.Deep, OddShape.NoId]);
        weather.DateSkew.ShouldBe(TimeSpan.FromMinutes(-7));
        weather.NotInPlan.ShouldBeTrue();
        CommandLine.Parse(["--weather", "fine", "--event-rate", "fast", "--event-late", "120%", "--event-odd-shapes", "round", "--event-bursts", "1e9", "--insights-in-plan", "maybe"]).Faults.Count.ShouldBe(6);
    }

    [Fact]
    public void What_is_shown_can_be_set()
    {
        var shown = WeatherKnobs.Show(Weather.Worst);
        WeatherKnobs.Show(WeatherKnobs.Turn(Weather.Calm, shown)).ToJsonString().ShouldBe(WeatherKnobs.Show(Weather.Worst).ToJsonString());
    }

    [Fact]
    public async Task The_weather_turns_while_it_runs_and_its_faults_with_it()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5 });
        emulator.Emulator.Faults.Add("GET /api/none 500");
        var shown = await emulator.WriteAsync(HttpMethod.Post, "/emulator/weather", new JsonObject { ["rate"] = "5/s", ["since"] = "1m", ["preset"] = "worst" }, 200);
        shown!["rate"]!.GetValue<string>().ShouldBe("5/s");
        shown["late"]!.GetValue<string>().ShouldBe("5%/5400s");
        emulator.Emulator.Faults.Rules.Count.ShouldBe(1 + Weather.Worst.Faults.Count);
        foreach (var wrong in (string[])["""{"colour":"blue"}""", """{"rate":"9/s","late":"much"}""", """{"preset":"fine"}""", """{"faults":["GET nowhere"]}"""])
            await emulator.WriteAsync(HttpMethod.Post, "/emulator/weather", JsonNode.Parse(wrong), 400);
        (await emulator.ReadAsync("/emulator/weather"))["rate"]!.GetValue<string>().ShouldBe("5/s");
        emulator.Emulator.Weather = Weather.Calm;
        emulator.Emulator.Faults.Rules.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_may_let_some_pass_first()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 1 });
        emulator.Emulator.Faults.Add("GET /api/systemusers 500 1/3 +2");
        List<int> statuses = [];
        for (var i = 0; i < 6; i++)
        {
            using var answer = await emulator.GetAsync("/api/systemusers?limit=1");
            statuses.Add((int)answer.StatusCode);
        }

        statuses.ShouldBe([200, 200, 500, 200, 200, 500]);
    }

    [Fact]
    public async Task The_truth_names_everything_that_can_be_read_once()
    {
        await using var emulator = await EmulatorClient.StartAsync(new()
        {
            Users = 20,
            Groups = 3,
            Devices = 3,
            Applications = 3,
            Events = 500,
            Insights = new() { Weather = Weather.Calm with { Rate = 10, Since = TimeSpan.FromMinutes(1), Repeats = 0.1 } },
        });
        await emulator.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new JsonObject { ["name"] = "One more" }, 201);
        var odd = (await emulator.WriteAsync(HttpMethod.Post, "/emulator/insights/odd", new JsonObject { ["shapes"] = "noId,deep" }, 200))!.AsObject();
        emulator.Emulator.Weather = Weather.Calm;
        await Task.Delay(20);

        var truth = (await emulator.Http.GetStringAsync("/emulator/insights/truth")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        using var answer = await emulator.SendAsync(HttpMethod.Post, Events, new JsonObject { ["service"] = new JsonArray("all"), ["start_time"] = "2020-01-01T00:00:00Z", ["limit"] = 10_000 });
        var text = await answer.Content.ReadAsStringAsync();
        var read = JsonNode.Parse(text, documentOptions: new() { MaxDepth = 300 })!.AsArray();
        truth.Where(line => line["id"] is not null).Select(line => (string)line["id"]!).ShouldBe(read.Select(e => (string?)e!["id"]!).OfType<string>().Distinct(), ignoreOrder: true);
        truth.Single(line => line["mark"] is not null).ToJsonString().ShouldContain((string)odd["noId"]!);
        truth.Single(line => (string?)line["shape"] == "Deep")["id"]!.ToString().ShouldBe((string)odd["deep"]!);
        var later = truth.Max(line => (long)line["visible"]!) + 1;
        (await emulator.Http.GetStringAsync($"/emulator/insights/truth?since={later}")).ShouldBeEmpty();
        using var stranger = await emulator.Http.GetAsync("/emulator/insights/truth?organization=5a1234567890abcdef123456");
        stranger.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
