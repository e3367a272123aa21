using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.S3;

public sealed class S3SinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    internal override async Task<SinkHarness> StartAsync(Fed fed)
    {
        var harness = new S3Harness();
        await harness.RestoreAsync();
        return harness;
    }

    [Fact]
    public async Task F14_Objects_stand_by_organization_day_and_hour_of_their_events()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        var names = ((S3Harness)Harness).Server.Names();
        names.ShouldNotBeEmpty("and the try has left nothing");
        foreach (var name in names)
        {
            var lines = ((S3Harness)Harness).Server.Lines(name).ConvertAll(line => JsonNode.Parse(line)!);
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)lines[0]["time"]!);
            name.ShouldStartWith($"feeds/{Fed.Organization.Id}/{at:yyyy-MM-dd}/{at:HH}/{sink.Id:N}-0000000");
            lines.ShouldAllBe(line => DateTimeOffset.FromUnixTimeMilliseconds((long)line["time"]!).Hour == at.Hour);
        }
    }

    [Fact]
    public async Task F14_The_layout_of_Security_Lake_parts_by_region_account_and_day()
    {
        var settings = Harness.Settings;
        (settings["layout"], settings["source"], settings["accountId"], settings["prefix"]) = ("security-lake", "jumpcloud", "123456789012", "");
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        foreach (var name in ((S3Harness)Harness).Server.Names())
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)JsonNode.Parse(((S3Harness)Harness).Server.Lines(name)[0])!["time"]!);
            name.ShouldStartWith($"ext/jumpcloud/region=eu-central-1/accountId=123456789012/eventDay={at:yyyyMMdd}/{sink.Id:N}-");
        }
    }

    [Fact]
    public async Task Events_wait_for_others_and_go_out_in_one_object_when_the_first_is_old_enough()
    {
        var settings = Harness.Settings;
        settings["maxAge"] = "PT4S";
        // Behind the log: what is there is old enough already.
        var sink = await CreateAsync(new { from = (await Fed.NowAsync()).Cursor.Position + 1 }, settings);
        await Fed.HappenAsync(3);
        var waiting = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Backlog >= 3);
        waiting.State.ShouldBe(SinkStates.Active);
        waiting.NextAttemptAt.ShouldBeNull("it has not failed");
        ((S3Harness)Harness).Server.Names().ShouldBeEmpty();
        await DeliveredAsync(sink);
        ((S3Harness)Harness).Server.Lines().Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_bucket_that_is_missing_and_a_wrong_key_are_told()
    {
        var (missing, wrong) = (Harness.Settings, Harness.Settings);
        missing["bucket"] = "elsewhere";
        wrong["accessKeyId"] = "NOBODY";
        (await RefusedAsync(missing)).ShouldContain("NoSuchBucket");
        (await RefusedAsync(wrong)).ShouldContain("InvalidAccessKeyId");

        async Task<string> RefusedAsync(JsonObject settings)
        {
            var refused = await Fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", new JsonObject { ["kind"] = "s3", ["s3"] = settings });
            refused.Code.ShouldBe("sink_unreachable");
            return refused.Detail!;
        }
    }

    private sealed class S3Harness : SinkHarness
    {
        private bool runs;

        public S3Rver Server { get; } = new();

        public override string Kind => "s3";

        public override JsonObject Settings => new()
        {
            ["bucket"] = S3Rver.Bucket,
            ["region"] = "eu-central-1",
            ["endpoint"] = Server.Endpoint,
            ["prefix"] = "feeds",
            ["accessKeyId"] = S3Rver.AccessKeyId,
            ["secretAccessKey"] = S3Rver.SecretAccessKey,
            ["maxAge"] = "PT1S",
        };

        public override IReadOnlyList<(JsonObject, string)> Faulty =>
        [
            (Without(Settings, "bucket"), "s3.bucket"), (With(Settings, "bucket", "Not A Bucket"), "s3.bucket"), (With(Settings, "region", "eu central"), "s3.region"),
            (With(Settings, "endpoint", "ftp://s3.example.com"), "s3.endpoint"), (With(Settings, "endpoint", "https://10.0.0.1"), "s3.endpoint"), (With(Settings, "prefix", "a b"), "s3.prefix"),
            (Without(Settings, "accessKeyId"), "s3.accessKeyId"), (Without(Settings, "secretAccessKey"), "s3.secretAccessKey"), (With(Settings, "layout", "swamp"), "s3.layout"),
            (With(Settings, "layout", "security-lake"), "s3.source"), (With(Settings, "layout", "security-lake"), "s3.accountId"), (With(Settings, "source", "jumpcloud"), "s3.layout"),
            (With(Settings, "maxBytes", 1), "s3.maxBytes"), (With(Settings, "maxAge", "1h"), "s3.maxAge"),
        ];

        public override (JsonObject, string)? Elsewhere => (new JsonObject { ["endpoint"] = "https://s3.example.com" }, "s3.secretAccessKey");

        public override bool IsIdempotent => true;

        public override bool IsOrdered => false;

        public override bool RefusesRecords => false;

        public override async Task<JsonObject> UnreachableAsync()
        {
            await StopAsync();
            return Settings;
        }

        public override Task RefuseAsync(Sink sink) => StopAsync();

        public override async Task RestoreAsync()
        {
            if (runs) return;
            await Server.StartAsync();
            runs = true;
        }

        public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>(
            [.. Server.Names().Where(name => name.Contains($"{sink.Id:N}", StringComparison.Ordinal)).SelectMany(Server.Lines).Select(line => JsonNode.Parse(line)!)]);

        public override ValueTask DisposeAsync()
        {
            Server.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task StopAsync()
        {
            await Server.KillAsync();
            runs = false;
        }
    }
}
