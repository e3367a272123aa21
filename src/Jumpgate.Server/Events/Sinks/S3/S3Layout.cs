using System.Globalization;

namespace Jumpgate.Server.Events.Sinks.S3;

/// <summary>
/// Where events stand in a bucket: by when they happened, in objects named by the sink and the first and last position of the batch. A batch that is put again so has the same
/// names. Pure.
/// </summary>
internal sealed class S3Layout(S3Settings settings, Guid sink, Guid organization, int replay)
{
    private const string Ending = ".ndjson.gz";
    private readonly string root = RootOf(settings);

    /// <summary>What all names begin with.</summary>
    public static string RootOf(S3Settings settings) => (settings.Prefix.Length == 0 ? "" : settings.Prefix + "/") + (settings.Source is { } source ? $"ext/{source}/" : "");

    /// <summary>The folder of an event: <c>{organization}/2026-01-31/17/</c>, or as Security Lake has it <c>ext/{source}/region=…/accountId=…/eventDay=20260131/</c>.</summary>
    /// <param name="at">Unix milliseconds.</param>
    public string FolderOf(long at)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return settings.Source is null
            ? string.Create(CultureInfo.InvariantCulture, $"{root}{organization}/{time:yyyy-MM-dd}/{time:HH}/")
            : string.Create(CultureInfo.InvariantCulture, $"{root}region={settings.Region}/accountId={settings.Account}/eventDay={time:yyyyMMdd}/");
    }

    /// <summary>The name of a batch's object within each folder it has events for.</summary>
    public string NameOf(long first, long last) => string.Create(
        CultureInfo.InvariantCulture, $"{sink:N}-{(replay > 0 ? $"replay{replay}-" : "")}{first:D12}-{last:D12}{Ending}");
}
