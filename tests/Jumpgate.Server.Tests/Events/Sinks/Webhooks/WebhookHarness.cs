using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Webhooks;

namespace Jumpgate.Server.Tests.Events.Sinks.Webhooks;

/// <summary>A receiver that does what the guide asks of one: checks the signature, and takes a batch whose id it has seen as taken.</summary>
internal sealed class WebhookHarness : SinkHarness
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
    private const string Authorization = "Bearer the-receivers-own-token";

    private readonly Receiver receiver;
    private string? poison;

    private WebhookHarness(Receiver receiver) => this.receiver = receiver;

    public override string Kind => "webhook";

    public override JsonObject Settings => new() { ["url"] = receiver.Url, ["secret"] = Secret, ["authorization"] = Authorization };

    public override IReadOnlyList<(JsonObject, string)> Faulty =>
    [
        (Without(Settings, "url"), "webhook.url"), (With(Settings, "url", "nowhere"), "webhook.url"), (With(Settings, "url", "https://10.1.2.3/hooks"), "webhook.url"),
        (With(Settings, "url", "https://a:b@example.com/"), "webhook.url"), (With(Settings, "secret", "whsec_short"), "webhook.secret"), (With(Settings, "secret", "secret"), "webhook.secret"),
        (With(Settings, "authorization", "Bearer a\nX: b"), "webhook.authorization"), (With(Settings, "body", "xml"), "webhook.body"), (With(Settings, "maxBytes", 1), "webhook.maxBytes"),
        (With(Settings, "maxEvents", 0), "webhook.maxEvents"),
    ];

    public override IReadOnlyList<string> Secrets => [Secret, Authorization];

    public override (JsonObject, string)? Elsewhere => (new JsonObject { ["url"] = "http://127.0.0.1:9/hooks" }, "webhook.authorization");

    public override bool IsIdempotent => true;

    /// <summary>What it answers instead of taking a batch; null: it takes it.</summary>
    public Func<Received, Microsoft.AspNetCore.Http.HttpContext, int?> Instead { get; set; } = (_, _) => null;

    /// <summary>Everything that came but probes.</summary>
    public IReadOnlyList<Received> All => [.. receiver.All.Where(one => !one.Id.StartsWith("probe_", StringComparison.Ordinal))];

    public static async Task<WebhookHarness> StartAsync()
    {
        var harness = new WebhookHarness(await Receiver.StartAsync());
        harness.receiver.Answer = (received, context) => Task.FromResult(harness.Answer(received, context));
        return harness;
    }

    public override Task<JsonObject> UnreachableAsync() => Task.FromResult(With(Settings, "url", "http://127.0.0.1:1/hooks"));

    public override Task RefuseAsync(Sink sink)
    {
        Instead = (_, _) => 503;
        return Task.CompletedTask;
    }

    public override Task RestoreAsync()
    {
        Instead = (_, _) => null;
        return Task.CompletedTask;
    }

    public override void Poison(string? eventId) => poison = eventId;

    public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>(
        [.. receiver.Taken.Where(one => one.Id.StartsWith(sink.Id.ToString("N"), StringComparison.Ordinal)).DistinctBy(one => one.Id).SelectMany(Records)]);

    public override ValueTask DisposeAsync() => receiver.DisposeAsync();

    public static string Text(Received received)
    {
        if (received.Headers.GetValueOrDefault("Content-Encoding") != "gzip") return Encoding.UTF8.GetString(received.Body);
        using var text = new StreamReader(new GZipStream(new MemoryStream(received.Body), CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    private static IEnumerable<JsonNode> Records(Received received) => received.Headers["Content-Type"] == "application/json"
        ? JsonNode.Parse(Text(received))!.AsArray().Select(record => record!)
        : Text(received).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    private int Answer(Received received, Microsoft.AspNetCore.Http.HttpContext context) =>
        Instead(received, context) is { } status ? status
        : received.Headers.GetValueOrDefault("Authorization") is not (null or Authorization) ? 401
        : received.Headers.ContainsKey("Authorization") && received.SignedBy(Secret) != 1 ? 401
        : poison is not null && Text(received).Contains(poison, StringComparison.Ordinal) ? 422
        : 204;
}
