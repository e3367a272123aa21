using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Elasticsearch;

/// <summary>A cluster with a data stream; what it was given is read without the time that the sink adds.</summary>
internal sealed class ElasticsearchHarness(FakeElasticsearch cluster) : SinkHarness
{
    public const string Index = "logs-jumpcloud-default";

    public FakeElasticsearch Cluster => cluster;

    public override string Kind => "elasticsearch";

    public override JsonObject Settings => new() { ["url"] = cluster.Url, ["index"] = Index, ["apiKey"] = FakeElasticsearch.ApiKey };

    public override IReadOnlyList<(JsonObject, string)> Faulty =>
    [
        (Without(Settings, "url"), "elasticsearch.url"), (Without(Settings, "index"), "elasticsearch.index"), (With(Settings, "index", "Logs"), "elasticsearch.index"),
        (With(Settings, "index", "_all"), "elasticsearch.index"), (With(Settings, "index", "a,b"), "elasticsearch.index"), (With(Settings, "url", "https://10.1.2.3:9200"), "elasticsearch.url"),
        (With(Settings, "password", "x"), "elasticsearch.apiKey"), (With(Without(Settings, "apiKey"), "username", "somebody"), "elasticsearch.password"),
        (With(Settings, "maxBytes", 1), "elasticsearch.maxBytes"),
    ];

    public override IReadOnlyList<string> Secrets => [FakeElasticsearch.ApiKey];

    public override (JsonObject, string)? Elsewhere => (new JsonObject { ["url"] = "http://127.0.0.1:9/" }, "elasticsearch.apiKey");

    public override bool IsIdempotent => true;

    public override Task<JsonObject> UnreachableAsync() => Task.FromResult(With(Settings, "url", "http://127.0.0.1:1"));

    public override Task RefuseAsync(Sink sink) => Set(true);

    public override Task RestoreAsync() => Set(false);

    public override void Poison(string? eventId) => cluster.Poison = eventId;

    public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>([.. cluster.Documents(Index).Select(document =>
    {
        var record = document.DeepClone().AsObject();
        record.Remove("@timestamp");
        return record;
    })]);

    public override ValueTask DisposeAsync() => cluster.DisposeAsync();

    private Task Set(bool down)
    {
        cluster.IsDown = down;
        return Task.CompletedTask;
    }
}
