namespace Jumpgate.Contracts;

/// <summary>Rotating NDJSON files.</summary>
/// <param name="MaxBytes">A file ends with the batch that reaches this size; 64 MiB when left out.</param>
/// <param name="MaxAge">A file ends when its first event was written so long ago, an ISO 8601 duration; PT1H when left out.</param>
/// <param name="Gzip">Finished files are compressed.</param>
/// <param name="Folder">Where they are, below the data folder of the server; only in answers.</param>
public sealed record FileSinkSettings(long? MaxBytes = null, string? MaxAge = null, bool? Gzip = null, string? Folder = null);

/// <summary>An HTTP address that takes batches, signed as Standard Webhooks has it.</summary>
/// <param name="Url">Where to; another host needs the secrets again.</param>
/// <param name="Secret">The signing secret, <c>whsec_…</c>; made by the server when left out, and then shown in the answer that makes the sink and never again.</param>
/// <param name="Authorization">The whole value of an <c>Authorization</c> header, as <c>Bearer …</c>; never in answers. <c>""</c> takes it away.</param>
/// <param name="HasAuthorization">Whether there is one; only in answers.</param>
/// <param name="Body"><c>ndjson</c> (when left out): one record on a line. <c>array</c>: a JSON array of them.</param>
/// <param name="MaxBytes">The most bytes in one request before it is compressed; 1 MiB when left out. A single record may be larger.</param>
/// <param name="MaxEvents">The most events in one request; 1000 when left out.</param>
/// <param name="Gzip">Bodies are compressed.</param>
public sealed record WebhookSinkSettings(
    string? Url = null, string? Secret = null, string? Authorization = null, bool? HasAuthorization = null, string? Body = null, int? MaxBytes = null, int? MaxEvents = null,
    bool? Gzip = null);

/// <summary>The HTTP Event Collector of Splunk.</summary>
/// <param name="Url">Its address without a path, as <c>https://splunk.example.com:8088</c>; another host needs the token again.</param>
/// <param name="Token">The token of the collector; never in answers.</param>
/// <param name="Acknowledge">Whether the token has indexer acknowledgement, so that events count as delivered when they are indexed; true when left out.</param>
/// <param name="Index">The index; the token's own when left out. <c>""</c> takes it away, as with the three below.</param>
/// <param name="Source"><c>jumpcloud</c> when left out.</param>
/// <param name="Sourcetype"><c>jumpgate:ocsf</c> or <c>jumpgate:raw</c>, by format, when left out.</param>
/// <param name="Host">Left to the collector when left out.</param>
/// <param name="MaxBytes">The most bytes in one request; 800,000 when left out. A single record may be larger.</param>
/// <param name="Gzip">Bodies are compressed.</param>
public sealed record SplunkSinkSettings(
    string? Url = null, string? Token = null, bool? Acknowledge = null, string? Index = null, string? Source = null, string? Sourcetype = null, string? Host = null, int? MaxBytes = null,
    bool? Gzip = null);

/// <summary>Elasticsearch or OpenSearch, by their <c>_bulk</c>.</summary>
/// <param name="Url">The address of the cluster, with the path of a proxy where there is one; another host needs the secret again.</param>
/// <param name="Index">The index or data stream.</param>
/// <param name="ApiKey">An API key as <c>encoded</c> by Elasticsearch; never in answers. <c>""</c> takes it away.</param>
/// <param name="Username">With <paramref name="Password"/>, instead of an API key.</param>
/// <param name="Password">Never in answers.</param>
/// <param name="Pipeline">The ingest pipeline; none when left out. <c>""</c> takes it away.</param>
/// <param name="MaxBytes">The most bytes in one request before it is compressed; 5 MiB when left out. A single record may be larger.</param>
/// <param name="Gzip">Bodies are compressed; true when left out.</param>
/// <param name="Method"><c>none</c>, <c>api_key</c> or <c>basic</c>; only in answers.</param>
public sealed record ElasticsearchSinkSettings(
    string? Url = null, string? Index = null, string? ApiKey = null, string? Username = null, string? Password = null, string? Pipeline = null, int? MaxBytes = null, bool? Gzip = null,
    string? Method = null);

/// <summary>A syslog receiver, RFC 5424 over TCP (RFC 6587, octet counting) or TLS (RFC 5425).</summary>
/// <param name="Host">Its name or address; another one needs the key of the certificate again.</param>
/// <param name="Port">6514 for TLS and 601 for TCP when left out.</param>
/// <param name="Transport"><c>tls</c> (when left out) or <c>tcp</c>.</param>
/// <param name="Facility"><c>local0</c> when left out, or another word of syslog, as <c>authpriv</c>.</param>
/// <param name="Hostname">The host that messages name; the name of the server's machine when left out. <c>""</c> takes it away.</param>
/// <param name="MaxBytes">The longest message the receiver takes, its header included; 8192 when left out. A longer one goes without <c>raw_data</c>.</param>
/// <param name="Bom">Whether a text beyond ASCII begins with the byte order mark, as RFC 5424 wants it; true when left out.</param>
/// <param name="Confirm">Whether messages count once the receiver has ended the connection after this side did; true when left out.</param>
/// <param name="Ca">The authorities of the receiver's certificate, PEM; those the system trusts when left out. <c>""</c> takes them away.</param>
/// <param name="ClientCertificate">The certificate shown to the receiver, PEM; none when left out. <c>""</c> takes it and its key away.</param>
/// <param name="ClientKey">Its key, PEM; never in answers.</param>
public sealed record SyslogSinkSettings(
    string? Host = null, int? Port = null, string? Transport = null, string? Facility = null, string? Hostname = null, int? MaxBytes = null, bool? Bom = null, bool? Confirm = null,
    string? Ca = null, string? ClientCertificate = null, string? ClientKey = null);

/// <summary>Objects in S3, or in a store that speaks its API.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">Its region, as <c>eu-central-1</c>.</param>
/// <param name="Endpoint">The address of a store other than Amazon's; another host needs the secret again. <c>""</c> takes it away.</param>
/// <param name="Prefix">Before the names of objects.</param>
/// <param name="AccessKeyId">The id of the key.</param>
/// <param name="SecretAccessKey">Never in answers.</param>
/// <param name="PathStyle">Whether the bucket stands in the path instead of the host; true with an endpoint when left out.</param>
/// <param name="Layout"><c>lake</c> (when left out): <c>{organization}/2026-01-31/17/</c>; <c>security-lake</c>: <c>ext/{source}/region=…/accountId=…/eventDay=20260131/</c>.</param>
/// <param name="Source">The custom source, with <c>security-lake</c>.</param>
/// <param name="AccountId">With <c>security-lake</c>.</param>
/// <param name="MaxBytes">A batch ends with the event that reaches so many bytes of events as they came; 8 MiB when left out.</param>
/// <param name="MaxAge">The longest that events wait for others, an ISO 8601 duration; PT5M when left out.</param>
public sealed record S3SinkSettings(
    string? Bucket = null, string? Region = null, string? Endpoint = null, string? Prefix = null, string? AccessKeyId = null, string? SecretAccessKey = null, bool? PathStyle = null,
    string? Layout = null, string? Source = null, string? AccountId = null, int? MaxBytes = null, string? MaxAge = null);

/// <summary>A topic of Kafka; events are keyed by their ids.</summary>
/// <param name="Brokers">Addresses to begin with, as <c>kafka1.example.com:9093</c>; other hosts need the password and the key again.</param>
/// <param name="Topic">The topic; it has to exist.</param>
/// <param name="Tls">True when left out.</param>
/// <param name="Mechanism">Of SASL: <c>PLAIN</c>, <c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>; none when left out. <c>""</c> takes it away.</param>
/// <param name="Username">For SASL.</param>
/// <param name="Password">Never in answers.</param>
/// <param name="Compression"><c>none</c>, <c>gzip</c>, <c>snappy</c>, <c>lz4</c> (when left out) or <c>zstd</c>.</param>
/// <param name="MaxBytes">The largest message the topic takes; 1,000,000 when left out.</param>
/// <param name="Ca">The authorities of the brokers' certificates, PEM; those the system trusts when left out. <c>""</c> takes them away.</param>
/// <param name="ClientCertificate">The certificate shown to brokers, PEM; none when left out. <c>""</c> takes it and its key away.</param>
/// <param name="ClientKey">Its key, PEM; never in answers.</param>
public sealed record KafkaSinkSettings(
    IReadOnlyList<string>? Brokers = null, string? Topic = null, bool? Tls = null, string? Mechanism = null, string? Username = null, string? Password = null, string? Compression = null,
    int? MaxBytes = null, string? Ca = null, string? ClientCertificate = null, string? ClientKey = null);
