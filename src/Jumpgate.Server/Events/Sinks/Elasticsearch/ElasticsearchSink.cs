using System.Buffers;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Elasticsearch;

/// <summary>Elasticsearch and OpenSearch, by the part of <c>_bulk</c> that is the same in both. An event's id is the document's, so that it stands in an index once.</summary>
internal sealed class ElasticsearchSink(SinkHttp http, TimeProvider time) : IEventSink
{
    private const int LeastBytes = 10_000;
    private const int MostBytes = 64 * 1024 * 1024;
    private const int LongestText = 200;
    private const int LongestIndex = 255;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("\\/*?\"<>| ,#:");

    public string Kind => "elasticsearch";

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (own, old) = (wanted.Elasticsearch ?? new ElasticsearchSinkSettings(), present is null ? null : ElasticsearchSettings.Read(present.Shown));
        var url = http.Target(own.Url, old?.Url, "elasticsearch.url", faults);
        if (url?.Query.Length > 0) faults.Add("elasticsearch.url", "url_has_query", "The address ends in a query.", "Leave out ? and what follows.");
        var index = own.Index ?? old?.Index;
        if (faults.Require(index, "elasticsearch.index", "The index") && !IsIndex(index!))
            faults.Add("elasticsearch.index", "index_malformed", "No index or data stream can have this name.", "Take lower case letters, digits, and - _ . within, as logs-jumpcloud-default.");
        faults.Plain(own.Username, "elasticsearch.username", LongestText);
        faults.Plain(own.Pipeline, "elasticsearch.pipeline", LongestText);
        faults.Range(own.MaxBytes, "elasticsearch.maxBytes", LeastBytes, MostBytes);
        if (own.Method is not null) faults.Add("elasticsearch.method", "not_wanted", "method is only in answers.", "Send apiKey, or username and password.");
        var secrets = new SecretChoice(present, SinkHttp.IsElsewhere(url, old?.Url), faults);
        var (method, username) = Method(own, old, secrets, faults);
        var kept = new ElasticsearchSettings(
            url ?? new Uri("about:blank"), index ?? "", method, username, own.Pipeline is null ? old?.Pipeline : own.Pipeline.Length == 0 ? null : own.Pipeline,
            own.MaxBytes ?? old?.MaxBytes ?? 5 * 1024 * 1024, own.Gzip ?? old?.Gzip ?? true);
        return new SinkSettings(kept.ToJson(), secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = ElasticsearchSettings.Read(settings);
        return sink with { Elasticsearch = new ElasticsearchSinkSettings(own.Url.OriginalString, own.Index, null, own.Username, null, own.Pipeline, own.MaxBytes, own.Gzip, own.Method) };
    }

    /// <summary>Sends nothing, which is refused as a request without a body where the credentials are good.</summary>
    public async Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation)
    {
        var answer = await new Bulk(http, settings).SendAsync(Array.Empty<byte>(), cancellation);
        if (answer.Http.Status is not (200 or 400)) throw http.NotNow(answer.Http, answer.Reason);
        if (answer.Http.Status == 400 && answer.Reason is null) throw new SinkUnavailableException("answer_unreadable", "What answers there is neither Elasticsearch nor OpenSearch.");
    }

    public Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation) =>
        Task.FromResult<ISinkSession>(new ElasticsearchSession(row, new Bulk(http, settings), http, time));

    /// <summary>An API key or a password, whichever was given last.</summary>
    private static (string Method, string? Username) Method(ElasticsearchSinkSettings own, ElasticsearchSettings? old, SecretChoice secrets, FieldFaults faults)
    {
        var (key, basic) = (own.ApiKey is { Length: > 0 }, own.Username is { Length: > 0 } || own.Password is { Length: > 0 });
        if (key && basic) faults.Add("elasticsearch.apiKey", "not_both", "There is an API key, and a user name with a password.", "Send one of them.");
        if (!basic && own.ApiKey is not { Length: 0 } && (key || old?.Method == ElasticsearchSettings.ByApiKey))
        {
            secrets.Require(ElasticsearchSettings.ApiKey, own.ApiKey, "elasticsearch.apiKey", "The API key");
            return (ElasticsearchSettings.ByApiKey, null);
        }

        var username = own.Username ?? old?.Username;
        if (string.IsNullOrEmpty(username))
        {
            if (own.Password is { Length: > 0 }) faults.Require(username, "elasticsearch.username", "The user name");
            return (ElasticsearchSettings.None, null);
        }

        secrets.Require(ElasticsearchSettings.Password, own.Password, "elasticsearch.password", "The password");
        return (ElasticsearchSettings.Basic, username);
    }

    private static bool IsIndex(string name) => name is not ("." or "..") && name[0] is not ('-' or '_' or '+') && !name.Any(one => char.IsUpper(one) || char.IsControl(one))
        && name.AsSpan().IndexOfAny(NotInNames) < 0 && Encoding.UTF8.GetByteCount(name) <= LongestIndex;
}
