using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Splunk;

/// <summary>A collector whose token has acknowledgement.</summary>
internal sealed class SplunkHarness(FakeSplunk splunk) : SinkHarness
{
    public FakeSplunk Splunk => splunk;

    public override string Kind => "splunk";

    public override JsonObject Settings => new() { ["url"] = splunk.Url, ["token"] = FakeSplunk.Token };

    public override IReadOnlyList<(JsonObject, string)> Faulty =>
    [
        (Without(Settings, "url"), "splunk.url"), (Without(Settings, "token"), "splunk.token"), (With(Settings, "token", ""), "splunk.token"),
        (With(Settings, "url", "https://10.1.2.3:8088"), "splunk.url"), (With(Settings, "url", "https://splunk.example.com:8088/?a=b"), "splunk.url"),
        (With(Settings, "index", "a\nb"), "splunk.index"), (With(Settings, "maxBytes", 5), "splunk.maxBytes"),
    ];

    public override IReadOnlyList<string> Secrets => [FakeSplunk.Token];

    public override (JsonObject, string)? Elsewhere => (new JsonObject { ["url"] = "http://127.0.0.1:9/" }, "splunk.token");

    public override bool IsIdempotent => false;

    public override Task<JsonObject> UnreachableAsync() => Task.FromResult(With(Settings, "url", "http://127.0.0.1:1"));

    public override Task RefuseAsync(Sink sink) => Set(true);

    public override Task RestoreAsync() => Set(false);

    public override void Poison(string? eventId) => splunk.Poison = eventId;

    public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>([.. splunk.Indexed(sink.Id).Select(one => one["event"]!)]);

    public override ValueTask DisposeAsync() => splunk.DisposeAsync();

    private Task Set(bool busy)
    {
        splunk.IsBusy = busy;
        return Task.CompletedTask;
    }
}
