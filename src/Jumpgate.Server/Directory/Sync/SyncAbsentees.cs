using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>
/// Asks once more for what the listings did not show. Only an object that JumpCloud says it does not have (404) ends; one that is there after
/// all is taken as it is. The edges of an owner end when they are missing from a second listing too.
/// </summary>
internal sealed class SyncAbsentees(
    Store store, DirectoryStage stage, JumpCloudClient client, SyncSettings settings, SyncReading reading, RunProgress progress, RunLog log)
{
    private const int Abreast = 16;

    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        var maps = SyncReading.MapsOf(settings);
        var (gone, back, again) = (0L, 0L, 0L);
        await Parallel.ForEachAsync(
            stage.AbsenteesAsync(cancellation), new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = cancellation },
            async (absentee, token) =>
            {
                if (absentee.Edges is { } edges)
                {
                    await AgainAsync(absentee, edges, token);
                    Interlocked.Increment(ref again);
                    return;
                }

                var tick = await store.NextTickAsync(token);
                progress.Request();
                if (await Kind.For(absentee.Kind).GetAsync(client, absentee.RemoteId, token) is { } found)
                {
                    await stage.TakePageAsync(
                        new Listing($"found:{absentee.Kind.Word()}:{absentee.RemoteId}"), absentee.Kind, 0, null, [new RawItem(found.Id, found.Json)], tick,
                        maps[absentee.Kind].Map, false, token);
                    Interlocked.Increment(ref back);
                }
                else
                {
                    await stage.ConfirmAbsentAsync([absentee], tick, token);
                    Interlocked.Increment(ref gone);
                }
            });
        if (gone + back + again > 0)
        {
            log.Write(RunLog.Info, $"Asked again: {gone} objects are gone, {back} are still there, {again} lists of edges were read a second time.", null, gone);
        }
    }

    private async Task AgainAsync(Absentee absentee, EdgeKind kind, CancellationToken token)
    {
        foreach (var source in Kind.For(absentee.Kind).EdgeSources.Where(source => source.Shapes.Any(shape => shape.Kind == kind && shape.Other == absentee.OtherKind)))
        {
            await reading.EdgesAsync(absentee.Kind, absentee.RemoteId, source, again: true, token);
        }
    }
}
