using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Jumpgate.Server.Events.Sinks.Files;

/// <summary>
/// Lines go to an open file, flushed to the disk before its length is committed; a finished file gets its name in one step. Whatever a killed run left is
/// brought back to what was committed: bytes behind that are cut off, a file that was finished is taken as finished, and a file that is gone is written again
/// from its first event. Each event so stands in finished files once.
/// </summary>
internal sealed class FileSession : ISinkSession
{
    public const string OpenName = "open.part";
    private const string GzipName = "open.gz";
    private const string LockName = "lock";

    private readonly string folder;
    private readonly string prefix;
    private readonly FileSettings settings;
    private readonly TimeProvider time;
    private readonly FileStream held;
    private SafeFileHandle? open;
    private FileState? state;
    private long position;

    private FileSession(string folder, string prefix, FileSettings settings, TimeProvider time, FileStream held) =>
        (this.folder, this.prefix, this.settings, this.time, this.held) = (folder, prefix, settings, time, held);

    public SinkProgress Progress => new(position, state?.ToJson(), state is null ? null : state.OpenedAt + (long)settings.MaxAge.TotalMilliseconds);

    private string OpenPath => Path.Combine(folder, OpenName);

    /// <param name="prefix">Before the names of finished files: replays have one.</param>
    public static async Task<FileSession> OpenAsync(
        string folder, string prefix, FileSettings settings, SinkProgress committed, TimeProvider time, CancellationToken cancellation)
    {
        FileSession? session = null;
        await Disk.RunAsync(async () =>
        {
            System.IO.Directory.CreateDirectory(folder);
            // Held by a run that was overtaken and has not ended: it may still write.
            var held = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            session = new FileSession(folder, prefix, settings, time, held);
            try
            {
                await session.RecoverAsync(committed, cancellation);
            }
            catch
            {
                // Whatever it was: nobody else has the session yet, to let go of its lock.
                await session.DisposeAsync();
                throw;
            }
        });
        return session!;
    }

    public Task DeliverAsync(SinkBatch batch, CancellationToken cancellation) => Disk.RunAsync(async () =>
    {
        if (batch.Records.Count > 0)
        {
            var before = state?.Length ?? 0;
            if (open is null)
            {
                open = File.OpenHandle(OpenPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                Disk.FlushFolder(folder);
            }

            await RandomAccess.WriteAsync(open, batch.Lines, before, cancellation);
            RandomAccess.FlushToDisk(open);
            state = new FileState(
                state?.First ?? batch.Records[0].Event.Position, batch.Records[^1].Event.Position, before + batch.Lines.Length, state?.OpenedAt ?? time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        position = batch.ReadTo;
    });

    public Task AcknowledgeAsync(CancellationToken cancellation) =>
        state is { } file && (file.Length >= settings.MaxBytes || Progress.WakeAt <= time.GetUtcNow().ToUnixTimeMilliseconds()) ? FinishAsync(cancellation) : Task.CompletedTask;

    public Task FinishAsync(CancellationToken cancellation) => state is not { } file ? Task.CompletedTask : Disk.RunAsync(async () =>
    {
        RandomAccess.SetLength(open!, file.Length);
        RandomAccess.FlushToDisk(open!);
        string hash;
        await using (var lines = File.Open(OpenPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)) hash = await FinishedFile.HashAsync(lines, cancellation);
        var from = settings.Gzip ? await CompressAsync(cancellation) : OpenPath;
        File.Move(from, Path.Combine(folder, FinishedFile.NameOf(prefix, file, hash, settings.Gzip)), overwrite: true);
        Disk.FlushFolder(folder);
        Forget();
    });

    public async ValueTask DisposeAsync()
    {
        open?.Dispose();
        await held.DisposeAsync();
    }

    private async Task RecoverAsync(SinkProgress committed, CancellationToken cancellation)
    {
        (position, state) = (committed.Position, FileState.Read(committed.State));
        File.Delete(Path.Combine(folder, GzipName));
        if (state is not { } file)
        {
            Forget();
        }
        else if (await FinishedFile.FindAsync(folder, prefix, file, cancellation) is not null)
        {
            Disk.FlushFolder(folder);
            Forget();
        }
        else if (new FileInfo(OpenPath) is { Exists: true } found && found.Length >= file.Length)
        {
            open = File.OpenHandle(OpenPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (found.Length > file.Length) RandomAccess.SetLength(open, file.Length);
        }
        else
        {
            // Another disk, as that of another server, or somebody has removed it: what it held comes again.
            Forget();
            position = file.First - 1;
        }
    }

    private async Task<string> CompressAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, GzipName);
        await using var lines = File.Open(OpenPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var file = new FileStream(path, FileMode.Create);
        await using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) await lines.CopyToAsync(gzip, cancellation);
        file.Flush(flushToDisk: true);
        return path;
    }

    /// <summary>No file is open any more.</summary>
    private void Forget()
    {
        open?.Dispose();
        open = null;
        state = null;
        File.Delete(OpenPath);
    }
}
