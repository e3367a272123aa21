using System.Text.RegularExpressions;
using System.Xml;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.S3;

/// <summary>Objects in S3, or in a store that speaks its API.</summary>
internal sealed partial class S3Sink(GuardedClient outside, SinkHttp http) : IEventSink
{
    private const string Lake = "lake";
    private const string SecurityLake = "security-lake";
    private const int LeastBytes = 64 * 1024;
    private const int MostBytes = 32 * 1024 * 1024;
    private const int LongestPrefix = 500;
    private const int LongestWord = 128;
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(1);

    public string Kind => "s3";

    public bool NamesBatches => true;

    public BatchSize SizeOf(SinkSettings settings)
    {
        var own = S3Settings.Read(settings.Shown)!;
        return new BatchSize(int.MaxValue, own.MaxBytes, own.MaxAge);
    }

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (given, old) = (wanted.S3 ?? new S3SinkSettings(), S3Settings.Read(present?.Shown));
        var region = Word(given.Region, old?.Region, "region", RegionForm(), "is a region, as eu-central-1.", faults);
        var bucket = Word(given.Bucket, old?.Bucket, "bucket", BucketForm(), "is 3 to 63 lower-case letters, digits, hyphens and dots.", faults);
        var endpoint = given.Endpoint switch
        {
            null => old?.Endpoint,
            "" => null,
            _ => http.Target(given.Endpoint, null, "s3.endpoint", faults)?.GetLeftPart(UriPartial.Authority),
        };
        var prefix = (given.Prefix ?? old?.Prefix ?? "").Trim('/');
        if (prefix.Length > LongestPrefix || !PrefixForm().IsMatch(prefix))
            faults.Add("s3.prefix", "prefix_malformed", $"prefix is letters, digits and !-_.*'()=/ within ASCII, at most {LongestPrefix} of them.");
        var accessKeyId = (given.AccessKeyId ?? old?.AccessKeyId)?.Trim();
        if (faults.Require(accessKeyId, "s3.accessKeyId", "The access key id")) faults.Plain(accessKeyId, "s3.accessKeyId", LongestWord);
        if (given.Layout is not (null or Lake or SecurityLake)) faults.Add("s3.layout", "unknown_word", $"layout is {Lake} or {SecurityLake}.");
        var isSecurityLake = given.Layout is { } layout ? layout == SecurityLake : old?.Source is not null;
        var source = isSecurityLake ? Word(given.Source, old?.Source, "source", SourceForm(), "is letters, digits, - and _, at most 64 of them.", faults) : null;
        var account = isSecurityLake ? Word(given.AccountId, old?.Account, "accountId", AccountForm(), "is the 12 digits of an account, or external.", faults) : null;
        if (!isSecurityLake && given is { Source: not null } or { AccountId: not null })
            faults.Add("s3.layout", "not_wanted", $"source and accountId belong to the layout {SecurityLake}.", $"Choose {SecurityLake}, or leave them out.");
        if (given.MaxBytes is < LeastBytes or > MostBytes) faults.Add("s3.maxBytes", "out_of_range", $"maxBytes lies between {LeastBytes} and {MostBytes}.");
        var age = given.MaxAge is { } text ? faults.Duration(text, "s3.maxAge", LeastAge, MostAge) : null;
        var settings = new S3Settings(
            endpoint, region, bucket, prefix, accessKeyId ?? "", given.PathStyle ?? old?.PathStyle ?? endpoint is not null, source, account,
            given.MaxBytes ?? old?.MaxBytes ?? S3Settings.UsualBytes, (long)(age?.TotalSeconds ?? old?.MaxAgeSeconds ?? S3Settings.UsualAge));
        var secrets = new SecretChoice(present, old is not null && !faults.Any && SinkHttp.IsElsewhere(settings.Address, old.Address), faults);
        secrets.Require(S3Settings.Key, given.SecretAccessKey, "s3.secretAccessKey", "The secret access key");
        return new SinkSettings(settings.ToJson(), secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = S3Settings.Read(settings)!;
        return sink with
        {
            S3 = new S3SinkSettings(
                own.Bucket, own.Region, own.Endpoint, own.Prefix, own.AccessKeyId, null, own.PathStyle, own.Source is null ? Lake : SecurityLake, own.Source, own.Account, own.MaxBytes,
                XmlConvert.ToString(own.MaxAge)),
        };
    }

    public async Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation)
    {
        using var store = StoreOf(settings);
        await store.ProbeAsync($"{S3Layout.RootOf(S3Settings.Read(settings.Shown)!)}probe-{id:N}", cancellation);
    }

    public Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation)
    {
        var layout = new S3Layout(S3Settings.Read(settings.Shown)!, row.Id, row.OrganizationId, row.IsReplaying ? row.Replays : 0);
        return Task.FromResult<ISinkSession>(new S3Session(row, layout, StoreOf(settings)));
    }

    private S3Store StoreOf(SinkSettings settings) => new(S3Settings.Read(settings.Shown)!, settings.Secret(S3Settings.Key)!, outside);

    private static string Word(string? wanted, string? present, string field, Regex form, string what, FieldFaults faults)
    {
        var word = (wanted ?? present)?.Trim();
        if (faults.Require(word, $"s3.{field}", field) && !form.IsMatch(word!)) faults.Add($"s3.{field}", $"{field}_malformed", $"{field} {what}");
        return word ?? "";
    }

    [GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial Regex RegionForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketForm();

    [GeneratedRegex("^[A-Za-z0-9!_.*'()=/-]*$")]
    private static partial Regex PrefixForm();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex SourceForm();

    [GeneratedRegex("^([0-9]{12}|external)$")]
    private static partial Regex AccountForm();
}
