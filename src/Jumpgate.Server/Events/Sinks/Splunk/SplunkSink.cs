using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Sinks.Splunk;

/// <summary>The HTTP Event Collector of Splunk. With indexer acknowledgement events count as delivered once they are indexed; at least once in any case.</summary>
internal sealed class SplunkSink(SinkHttp http, TimeProvider time, IOptions<EventsOptions> options) : IEventSink
{
    private const int LeastBytes = 10_000;
    private const int MostBytes = 64 * 1024 * 1024;
    private const int LongestText = 200;

    public string Kind => "splunk";

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (own, old) = (wanted.Splunk ?? new SplunkSinkSettings(), present is null ? null : SplunkSettings.Read(present.Shown));
        var url = http.Target(own.Url, old?.Url, "splunk.url", faults);
        if (url?.Query.Length > 0) faults.Add("splunk.url", "url_has_query", "The address ends in a query.", "Leave out ? and what follows.");
        var secrets = new SecretChoice(present, SinkHttp.IsElsewhere(url, old?.Url), faults);
        secrets.Require(SplunkSettings.Token, own.Token, "splunk.token", "The token");
        foreach (var (text, member) in (ReadOnlySpan<(string?, string)>)[(own.Index, "index"), (own.Source, "source"), (own.Sourcetype, "sourcetype"), (own.Host, "host")])
            faults.Plain(text, $"splunk.{member}", LongestText);
        faults.Range(own.MaxBytes, "splunk.maxBytes", LeastBytes, MostBytes);
        var kept = new SplunkSettings(
            url is null ? new Uri("about:blank") : Hec.Base(url), own.Acknowledge ?? old?.Acknowledge ?? true, own.Index ?? old?.Index, own.Source ?? old?.Source,
            own.Sourcetype ?? old?.Sourcetype, own.Host ?? old?.Host, own.MaxBytes ?? old?.MaxBytes ?? 800_000, own.Gzip ?? old?.Gzip ?? false);
        return new SinkSettings(kept.ToJson(), secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings) => sink with { Splunk = SplunkSettings.Read(settings).Effective(sink.Format) };

    /// <summary>Sends nothing, which the collector refuses as "No data" where the token is good.</summary>
    public async Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation)
    {
        var own = SplunkSettings.Read(settings.Shown);
        var hec = new Hec(http, own, settings.Secret(SplunkSettings.Token)!, id);
        var answer = await hec.EventsAsync(Array.Empty<byte>(), cancellation);
        if (answer is not ({ Status: 200 } or { Code: HecAnswer.NoData })) throw hec.NotNow(answer);
        if (own.Acknowledge && await hec.AcknowledgedAsync([0], cancellation) is ({ Status: not 200 } not, _)) throw hec.NotNow(not);
    }

    public Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation)
    {
        var own = SplunkSettings.Read(settings.Shown);
        return Task.FromResult<ISinkSession>(new SplunkSession(
            row, own, new Hec(http, own, settings.Secret(SplunkSettings.Token)!, row.Id), time, TimeSpan.FromSeconds(options.Value.AcknowledgeSeconds)));
    }
}
