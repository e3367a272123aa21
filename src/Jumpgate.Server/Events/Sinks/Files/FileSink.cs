using System.Xml;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Sinks.Files;

/// <summary>Rotating NDJSON files in a folder of the sink's own, below the data folder of this server and nowhere else.</summary>
internal sealed class FileSink(IOptions<StoreOptions> store, TimeProvider time) : IEventSink
{
    private const long LeastBytes = 1024;
    private const long MostBytes = 4L * 1024 * 1024 * 1024;
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(7);

    public string Kind => "file";

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (file, old) = (wanted.File, FileSettings.Read(present?.Shown));
        if (file?.MaxBytes is < LeastBytes or > MostBytes) faults.Add("file.maxBytes", "out_of_range", $"maxBytes lies between {LeastBytes} and {MostBytes}.");
        if (file?.Folder is not null) faults.Add("file.folder", "not_wanted", "The folder is chosen by the server: out/ and the id of the sink, below its data folder.", "Leave folder out.");
        var age = file?.MaxAge is { } text ? faults.Duration(text, "file.maxAge", LeastAge, MostAge) : null;
        return new SinkSettings(new FileSettings(file?.MaxBytes ?? old.MaxBytes, (long)(age ?? old.MaxAge).TotalSeconds, file?.Gzip ?? old.Gzip).ToJson());
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = FileSettings.Read(settings);
        return sink with { File = new FileSinkSettings(own.MaxBytes, XmlConvert.ToString(own.MaxAge), own.Gzip, $"out/{sink.Id}") };
    }

    public Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation) => Disk.RunAsync(async () =>
    {
        var folder = FolderOf(id);
        var isNew = !System.IO.Directory.Exists(folder);
        System.IO.Directory.CreateDirectory(folder);
        var probe = Path.Combine(folder, "probe");
        await File.WriteAllTextAsync(probe, "probe", cancellation);
        File.Delete(probe);
        if (isNew) System.IO.Directory.Delete(folder);
    });

    public async Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation) =>
        await FileSession.OpenAsync(
            FolderOf(row.Id), row.IsReplaying ? $"replay{row.Replays}-" : "", FileSettings.Read(settings.Shown), row.Progress, time, cancellation);

    private string FolderOf(Guid id) => Path.Combine(Path.GetFullPath(store.Value.Data), "out", id.ToString());
}
