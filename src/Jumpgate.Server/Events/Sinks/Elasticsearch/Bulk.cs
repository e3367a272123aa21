using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Elasticsearch;

/// <summary>The call of <c>_bulk</c>, as Elasticsearch and OpenSearch document it; of the answer only what is needed is asked for.</summary>
internal sealed class Bulk
{
    // 1000 items with a reason each.
    private const int Kept = 8 * 1024 * 1024;

    private readonly SinkHttp http;
    private readonly ElasticsearchSettings own;
    private readonly string url;
    private readonly AuthenticationHeaderValue? authorization;

    public Bulk(SinkHttp http, SinkSettings settings)
    {
        (this.http, own) = (http, ElasticsearchSettings.Read(settings.Shown));
        url = $"{own.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Uri.EscapeDataString(own.Index)}/_bulk?filter_path=errors,error,items.*.status,items.*.error.type,items.*.error.reason"
            + (own.Pipeline is null ? "" : $"&pipeline={Uri.EscapeDataString(own.Pipeline)}");
        authorization = own.Method switch
        {
            ElasticsearchSettings.ByApiKey => new AuthenticationHeaderValue("ApiKey", settings.Secret(ElasticsearchSettings.ApiKey)!.Reveal()),
            ElasticsearchSettings.Basic => new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{own.Username}:{settings.Secret(ElasticsearchSettings.Password)!.Reveal()}"))),
            _ => null,
        };
    }

    public async Task<BulkAnswer> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var packed = own.Gzip && body.Length > 0;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(packed ? SinkHttp.Packed(body) : body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (packed) request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.Authorization = authorization;
        return BulkAnswer.Of(await http.SendAsync(request, cancellation, Kept));
    }
}

/// <param name="Items">What became of each document, in their order; null: nothing that can be read says so.</param>
/// <param name="Reason">Why the whole is refused.</param>
internal sealed record BulkAnswer(GuardedAnswer Http, IReadOnlyList<BulkItem>? Items, string? Reason)
{
    public static BulkAnswer Of(GuardedAnswer answer)
    {
        try
        {
            var said = JsonSerializer.Deserialize(answer.Text, BulkJson.Default.BulkSaid);
            // Of items that were all taken nothing is left by filter_path but their status.
            return new BulkAnswer(answer, said?.Items?.Select(item => item.Values.First()).ToList(), said?.Error is { } error ? ReasonOf(error) : null);
        }
        catch (JsonException)
        {
            return new BulkAnswer(answer, null, null);
        }
    }

    /// <summary>An object with a reason, or a text.</summary>
    private static string? ReasonOf(JsonElement error) => error.ValueKind == JsonValueKind.String ? error.GetString()
        : error.ValueKind == JsonValueKind.Object && error.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString()
        : error.ValueKind == JsonValueKind.Object ? "" : null;
}

internal sealed record BulkSaid(IReadOnlyList<Dictionary<string, BulkItem>>? Items, JsonElement? Error);

/// <summary>What became of a document.</summary>
internal sealed record BulkItem(int Status, BulkError? Error)
{
    /// <summary>It is there, now or since an earlier delivery.</summary>
    public bool IsThere => Status is (>= 200 and < 300) or 409;

    public bool IsBusy => Status is 429 or 500 or 502 or 503 or 504;

    /// <summary>
    /// Whether the document itself is at fault, and not the index, its alias or a pipeline: those are <c>illegal_argument_exception</c> as well, and speak of no field.
    /// </summary>
    public bool IsOfDocument => Status == 413 || (Status == 400 && Error?.Type switch
    {
        "mapper_parsing_exception" or "document_parsing_exception" or "strict_dynamic_mapping_exception" or "x_content_parse_exception" or "json_parse_exception"
            or "parsing_exception" or "ingest_processor_exception" => true,
        "illegal_argument_exception" => DocumentWords.Any(word => Error.Reason?.Contains(word, StringComparison.OrdinalIgnoreCase) == true),
        _ => false,
    });

    /// <summary>What was said, without the values of fields that stand at its end.</summary>
    public string Said => $"{Error?.Type}: {Cut(Error?.Reason ?? "")}";

    private static readonly string[] DocumentWords = ["field", "mapp", "immense term", "document"];
    private static readonly string[] Values = ["Preview of field's value", "prefix of the first immense term"];

    private static string Cut(string reason)
    {
        foreach (var words in Values)
            if (reason.IndexOf(words, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) reason = reason[..at].TrimEnd();
        return reason;
    }
}

internal sealed record BulkError(string? Type, string? Reason);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BulkSaid))]
internal sealed partial class BulkJson : JsonSerializerContext;
