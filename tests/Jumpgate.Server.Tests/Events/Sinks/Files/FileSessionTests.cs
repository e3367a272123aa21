using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Files;

namespace Jumpgate.Server.Tests.Events.Sinks.Files;

/// <summary>The file sink without a server: what is committed is what the test remembers.</summary>
public sealed class FileSessionTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"jumpgate-sink-{Guid.NewGuid():N}");
    private readonly FakeClock clock = new();
    private FileSettings settings = new(400, 60, false);

    public void Dispose()
    {
        if (System.IO.Directory.Exists(folder)) System.IO.Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task Whenever_a_run_is_cut_off_each_event_stands_in_the_finished_files_once(int seed, bool gzip)
    {
        const long Events = 400;
        settings = settings with { Gzip = gzip };
        var random = new Random(seed);
        var committed = new SinkProgress(0);
        while (committed.Position < Events)
        {
            await using var session = await OpenAsync(committed);
            // A cut: the run is gone between what it did to files and the commit of that.
            if (random.Next(10) == 0) continue;
            committed = session.Progress;
            for (var batches = random.Next(6); batches > 0 && committed.Position < Events; batches--)
            {
                await session.DeliverAsync(Batch(committed.Position + 1, Math.Min(Events, committed.Position + 1 + random.Next(8)), skip: random.Next(3) == 0), default);
                if (random.Next(5) == 0) break;
                committed = session.Progress;
                await (random.Next(4) == 0 ? session.FinishAsync(default) : session.AcknowledgeAsync(default));
                if (random.Next(3) == 0) break;
                committed = session.Progress;
            }

            if (random.Next(8) == 0) File.Delete(Path.Combine(folder, FileSession.OpenName));
        }

        await using (var last = await OpenAsync(committed))
        {
            committed = last.Progress;
            if (committed.Position < Events) await last.DeliverAsync(Batch(committed.Position + 1, Events, skip: false), default);
            await last.FinishAsync(default);
            last.Progress.State.ShouldBeNull();
        }

        var found = Finished().SelectMany(file => Lines(file)).Select(line => long.Parse(line.Split(':')[1].TrimEnd('}'), null)).ToList();
        found.ShouldBe(found.Distinct(), "nothing twice");
        Enumerable.Range(1, (int)Events).Select(position => (long)position).Where(position => !skipped.Contains(position)).Except(found).ShouldBeEmpty("nothing lost");
        System.IO.Directory.GetFiles(folder).Select(Path.GetFileName).Where(name => !name!.Contains(".ndjson", StringComparison.Ordinal)).ShouldBe(["lock"]);
    }

    [Fact]
    public async Task A_finished_file_is_named_by_its_first_and_last_position_and_its_content()
    {
        await using (var session = await OpenAsync(new SinkProgress(6)))
        {
            await session.DeliverAsync(Batch(7, 12, skip: false), default);
            await session.FinishAsync(default);
            session.Progress.ShouldBe(new SinkProgress(12));
        }

        var file = Finished().ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe($"000000000007-000000000012-{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)))[..32]}.ndjson");
    }

    [Fact]
    public async Task A_file_ends_by_size_and_by_age()
    {
        settings = new FileSettings(60, 60, false);
        await using var session = await OpenAsync(new SinkProgress(0));
        await session.DeliverAsync(Batch(1, 1, skip: false), default);
        await session.AcknowledgeAsync(default);
        Finished().ShouldBeEmpty();
        session.Progress.WakeAt!.Value.ShouldBeInRange(clock.GetUtcNow().AddSeconds(50).ToUnixTimeMilliseconds(), clock.GetUtcNow().AddSeconds(60).ToUnixTimeMilliseconds());
        clock.Advance(TimeSpan.FromSeconds(61));
        await session.AcknowledgeAsync(default);
        Finished().Count.ShouldBe(1, "by age");

        await session.DeliverAsync(Batch(2, 20, skip: false), default);
        await session.AcknowledgeAsync(default);
        Finished().Count.ShouldBe(2, "by size");
    }

    [Fact]
    public async Task A_file_that_another_run_still_holds_is_not_written_to()
    {
        await using var first = await OpenAsync(new SinkProgress(0));
        (await Should.ThrowAsync<SinkUnavailableException>(() => OpenAsync(new SinkProgress(0)))).Code.ShouldBe("folder_unusable");
    }

    [Fact]
    public async Task A_full_disk_is_told_as_one_and_nothing_of_the_batch_counts()
    {
        if (!File.Exists("/dev/full")) return;
        System.IO.Directory.CreateDirectory(folder);
        await using var session = await OpenAsync(new SinkProgress(0));
        File.CreateSymbolicLink(Path.Combine(folder, FileSession.OpenName), "/dev/full");
        (await Should.ThrowAsync<SinkUnavailableException>(() => session.DeliverAsync(Batch(1, 5, skip: false), default))).Code.ShouldBe("disk_full");
        session.Progress.ShouldBe(new SinkProgress(0));
    }

    private readonly HashSet<long> skipped = [];

    private Task<FileSession> OpenAsync(SinkProgress committed) => FileSession.OpenAsync(folder, "", settings, committed, clock, default);

    /// <param name="skip">The first one is not meant for this sink.</param>
    private SinkBatch Batch(long from, long to, bool skip)
    {
        var batch = new SinkBatch { ReadTo = to };
        for (var position = from; position <= to; position++)
        {
            if ((skip && position == from && !skipped.Contains(position) && skipped.Add(position)) || skipped.Contains(position)) continue;
            System.Buffers.BuffersExtensions.Write(batch.Writer, Encoding.UTF8.GetBytes($"{{\"event\":{position}}}"));
            batch.Add(new EventName(position, $"e{position}"));
        }

        return batch;
    }

    private List<string> Finished() => [.. System.IO.Directory.GetFiles(folder).Where(file => file.Contains(".ndjson", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static List<string> Lines(string file)
    {
        using Stream bytes = File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
