using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Server.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Server.Tests.Events.Sinks.Elasticsearch;

/// <summary>
/// A cluster that follows what Elasticsearch and OpenSearch have published of <c>_bulk</c>: one answer for each document in their order, <c>create</c> of an id that is
/// there as conflict, faults of the mapping by document. No cluster was at hand to compare it with.
/// </summary>
internal sealed class FakeElasticsearch : IAsyncDisposable
{
    public const string ApiKey = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==";
    public const string Password = "correct-horse-battery";

    private readonly Receiver receiver;
    private readonly List<(string Index, string Id, JsonObject Document)> documents = [];

    private FakeElasticsearch(Receiver receiver) => this.receiver = receiver;

    public string Url => receiver.Url[..^"/hooks".Length];

    public bool IsDown { get; set; }

    /// <summary>Bytes of the longest body.</summary>
    public int Longest { get; set; } = int.MaxValue;

    /// <summary>What a document that the mapping does not take holds.</summary>
    public string? Poison { get; set; }

    /// <summary>What becomes of a document instead of being taken, by its id; null: it is taken.</summary>
    public Func<string, JsonObject?> Instead { get; set; } = _ => null;

    /// <summary>Documents of each request.</summary>
    public List<int> Requests { get; } = [];

    /// <summary>The documents of an index in the order of their creation.</summary>
    public IReadOnlyList<JsonObject> Documents(string index)
    {
        lock (documents) return [.. documents.Where(one => one.Index == index).Select(one => one.Document)];
    }

    public static async Task<FakeElasticsearch> StartAsync()
    {
        var cluster = new FakeElasticsearch(await Receiver.StartAsync());
        cluster.receiver.Answer = cluster.AnswerAsync;
        return cluster;
    }

    /// <summary>An item's fault.</summary>
    public static JsonObject Fault(int status, string type, string reason) =>
        new() { ["status"] = status, ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason } };

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private async Task<int> AnswerAsync(Received received, HttpContext context)
    {
        var (status, answer) = Answer(received);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
        return status;
    }

    private (int, JsonObject) Answer(Received received)
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"jumpgate:{Password}"));
        if (received.Headers.GetValueOrDefault("Authorization") is not { } given || (given != $"ApiKey {ApiKey}" && given != basic))
            return Refused(401, "security_exception", "missing authentication credentials for REST request");
        if (IsDown) return Refused(503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];");
        if (received.Body.Length > Longest) return (413, []);
        if (received.Path.Split('/') is not ["", var index, "_bulk"]) return Refused(405, "method_not_allowed", "no such route");
        var lines = Lines(received);
        if (lines.Length == 0) return Refused(400, "parse_exception", "request body is required");
        var items = new JsonArray();
        for (var i = 0; i < lines.Length; i += 2)
        {
            var id = (string)JsonNode.Parse(lines[i])!["create"]!["_id"]!;
            items.Add(new JsonObject { ["create"] = Take(index, id, JsonNode.Parse(lines[i + 1])!.AsObject()) });
        }

        lock (documents) Requests.Add(items.Count);
        return (200, new JsonObject { ["errors"] = items.Any(item => (int)item!["create"]!["status"]! >= 300), ["items"] = items });
    }

    private JsonObject Take(string index, string id, JsonObject document)
    {
        lock (documents)
        {
            if (documents.Any(one => one.Index == index && one.Id == id)) return Fault(409, "version_conflict_engine_exception", $"[{id}]: version conflict, document already exists (current version [1])");
            if (Instead(id) is { } instead) return instead;
            if (Poison is not null && document.ToJsonString().Contains(Poison, StringComparison.Ordinal))
                return Fault(400, "document_parsing_exception", $"[1:532] failed to parse field [device.ip] of type [ip] in document with id '{id}'. Preview of field's value: 'somebody@example.com'");
            if (!document.ContainsKey("@timestamp")) return Fault(400, "document_parsing_exception", "data stream timestamp field [@timestamp] is missing");
            documents.Add((index, id, document));
            return new JsonObject { ["status"] = 201 };
        }
    }

    private static string[] Lines(Received received)
    {
        using var text = new StreamReader(received.Headers.GetValueOrDefault("Content-Encoding") == "gzip"
            ? new GZipStream(new MemoryStream(received.Body), CompressionMode.Decompress) : new MemoryStream(received.Body));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int, JsonObject) Refused(int status, string type, string reason) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason }, ["status"] = status });
}
