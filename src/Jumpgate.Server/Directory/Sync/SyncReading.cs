using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>
/// Reads all of an organization into the stage of a run: every kind side by side, and the edges of an object's kind as soon as
/// that kind is listed. What an earlier try of the run committed is not read again.
/// </summary>
internal sealed class SyncReading(
    Store store, DirectoryStage stage, JumpCloudClient client, SyncSettings settings, RunProgress progress, RunLog log,
    IReadOnlyDictionary<string, CommittedPages> committed, TimeProvider time, CancellationToken cancellation)
{
    private const int PageSize = 100;

    /// <summary>Pages of one listing, and owners of one kind, that are read side by side; the governor decides how many are really under way.</summary>
    private const int Abreast = 8;
    private const int OwnersAbreast = 32;
    private const int LooksAtUnreadable = 3;
    private static readonly TimeSpan UnreadableWait = TimeSpan.FromMilliseconds(300);

    private readonly ListingPages pages = new(PageSize, Abreast);
    private readonly Dictionary<ResourceKind, KindMap> maps = MapsOf(settings);
    private readonly ConcurrentDictionary<ResourceKind, string> missing = new();
    private readonly ConcurrentDictionary<string, string?> heldRoles = new();
    private readonly ConcurrentDictionary<string, bool> accountDevices = new();

    /// <summary>Kinds the credentials may not read, with JumpCloud's words.</summary>
    public IReadOnlyDictionary<ResourceKind, string> Missing => missing;

    public static Dictionary<ResourceKind, KindMap> MapsOf(SyncSettings settings) =>
        Words.ResourceKinds.ToDictionary(kind => kind, kind => new KindMap(kind, settings));

    public static ulong SeedOf(SyncSettings settings) => KindMap.SeedOf(Words.ResourceKinds.Select(kind => new KindMap(kind, settings)));

    public async Task ReadAllAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var admins = KindAsync(ResourceKind.Admin, stop.Token);
        await AllAsync(
            stop,
            admins, RolesAsync(admins, stop.Token), KindAsync(ResourceKind.User, stop.Token), WithEdgesAsync(ResourceKind.Group, stop.Token),
            WithEdgesAsync(ResourceKind.DeviceGroup, stop.Token), WithEdgesAsync(ResourceKind.Application, stop.Token), WithEdgesAsync(ResourceKind.Device, stop.Token));
    }

    /// <summary>Lists the edges of one owner; again, when some were missing the first time.</summary>
    public async Task EdgesAsync(ResourceKind ownerKind, string ownerId, EdgeSource source, bool again, CancellationToken token)
    {
        var name = source.ListingOf(ownerId, source.Shapes[0]);
        List<CommittedPages?> before = [.. source.Shapes.Select(shape => committed.GetValueOrDefault(source.ListingOf(ownerId, shape)))];
        if (!again && before.TrueForAll(listing => listing is { Complete: true }))
        {
            return;
        }

        var end = await pages.ReadAsync<(Jumpgate.JumpCloud.EdgePage Page, long Tick)>(
            again ? name + " (again)" : name,
            again ? NoPages : InAll(before),
            async (skip, inner) =>
            {
                var tick = await store.NextTickAsync(inner);
                progress.Request();
                var page = await ReadableAsync(() => source.PageAsync(client, ownerId, skip, PageSize, inner), inner);
                progress.PageRead();
                return new((page, tick), page.Items.Count, page.Total, SignatureOf(page.Items.Select(edge => edge.Id)));
            },
            (skip, page, last, inner) => TakeEdgesAsync(ownerKind, ownerId, source, skip, page, last, again, inner),
            token);
        if (end.Pages > 1)
        {
            progress.Expect(end.Pages - 1);
        }

        if (!end.Told)
        {
            foreach (var shape in source.Shapes)
            {
                await stage.CompleteAsync(ListingOf(source, ownerId, shape, again), token);
            }
        }
    }

    private static readonly Dictionary<int, TakenPage> NoPages = [];

    private static Listing ListingOf(EdgeSource source, string ownerId, EdgeShape shape, bool again) =>
        new(source.ListingOf(ownerId, shape) + (again ? ":again" : ""));

    private async Task TakeEdgesAsync(
        ResourceKind ownerKind, string ownerId, EdgeSource source, int skip, FetchedPage<(Jumpgate.JumpCloud.EdgePage Page, long Tick)> page, bool last, bool again,
        CancellationToken token)
    {
        var (edges, tick) = page.Content;

        // All shapes of a page go into the stage together; the write queue makes one transaction of them.
        await Task.WhenAll(source.Shapes.Select(async shape =>
        {
            List<RemoteRef> others = [.. edges.Items.Where(edge => edge.Type == shape.Type).Select(edge => new RemoteRef(shape.Other, edge.Id))];
            var items = new EdgePageItems(shape.Kind, EdgeEnd.To, new RemoteRef(ownerKind, ownerId), others);
            await stage.TakeEdgePageAsync(ListingOf(source, ownerId, shape, again), items, shape.Other, skip, page.Total, tick, last, token);
            if (!again)
            {
                progress.Seen(shape.Kind.Word(), others.Count);
            }
        }));
    }

    private async Task WithEdgesAsync(ResourceKind kind, CancellationToken token)
    {
        await KindAsync(kind, token);
        if (missing.ContainsKey(kind))
        {
            return;
        }

        var sources = Kind.For(kind).EdgeSources;
        await Parallel.ForEachAsync(
            OwnersAsync(kind, token), new ParallelOptions { MaxDegreeOfParallelism = OwnersAbreast, CancellationToken = token },
            async (ownerId, inner) =>
            {
                foreach (var source in sources)
                {
                    await EdgesAsync(kind, ownerId, source, again: false, inner);
                }
            });
    }

    /// <summary>Only devices that show an account JumpCloud manages, or had a binding before, are asked for their bindings: the others have none.</summary>
    private async IAsyncEnumerable<string> OwnersAsync(ResourceKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var sources = Kind.For(kind).EdgeSources.Count;
        var bound = kind == ResourceKind.Device ? await BoundDevices.OfAsync(store, stage.Run, token) : null;
        await foreach (var owner in StagedOwners.OfAsync(store, stage.Run, kind, token))
        {
            if (bound is null || bound.Contains(owner) || accountDevices.ContainsKey(owner))
            {
                progress.Expect(sources);
                yield return owner;
            }
        }
    }

    private async Task RolesAsync(Task admins, CancellationToken token)
    {
        await admins;
        await KindAsync(ResourceKind.Role, token, closing: HeldRoles);
    }

    /// <summary>Lists one kind. A refusal (403) leaves the kind out of this run: nothing of it is read, nothing of it ends.</summary>
    private async Task KindAsync(ResourceKind kind, CancellationToken token, Func<HashSet<string>, IReadOnlyList<RawItem>>? closing = null)
    {
        var name = kind.Route();
        var before = committed.GetValueOrDefault(name);
        if (before is { Complete: true } && !IsReadAgain(kind))
        {
            progress.Seen(name, before.Items.Values.Sum(count => (long)count));
            progress.Done(name);
            return;
        }

        try
        {
            await ListAsync(kind, IsReadAgain(kind) ? NoPages : Pages(before), closing, token);
        }
        catch (JumpCloudException refused) when (refused.Kind == JumpCloudErrorKind.MissingPermission)
        {
            missing[kind] = refused.UpstreamMessage ?? refused.Message;
            log.Write(RunLog.Warning, $"JumpCloud does not let these credentials read {name.Replace('-', ' ')}; they were left as they are.", name);
            if (closing is not null && closing([]) is { Count: > 0 } held)
            {
                await stage.TakePageAsync(new Listing(name + ":held"), kind, 0, null, held, await store.NextTickAsync(token), maps[kind].Map, false, token);
            }
        }

        progress.Done(name);
    }

    /// <summary>What is learned from every object of these kinds is not in the stage: a resumed run reads them once more.</summary>
    private static bool IsReadAgain(ResourceKind kind) => kind is ResourceKind.Admin or ResourceKind.Device or ResourceKind.Role;

    private async Task ListAsync(
        ResourceKind kind, IReadOnlyDictionary<int, TakenPage> known, Func<HashSet<string>, IReadOnlyList<RawItem>>? closing, CancellationToken token)
    {
        var name = kind.Route();
        var listing = new Listing(name);
        var source = Kind.For(kind);
        var map = maps[kind];
        var ids = closing is null ? null : new HashSet<string>();
        progress.Seen(name, known.Values.Sum(page => (long)page.Count));
        progress.Expect(1);
        var end = await pages.ReadAsync<(RawPage Page, long Tick)>(
            name, known,
            async (skip, inner) =>
            {
                var tick = await store.NextTickAsync(inner);
                progress.Request();
                var page = await ReadableAsync(() => source.PageAsync(client, skip, PageSize, inner), inner);
                progress.PageRead();
                if (skip == 0 && page.Total is { } total)
                {
                    progress.Total(name, total);
                    progress.Expect((total - 1) / PageSize);
                }

                return new((page, tick), page.Items.Count, page.Total, SignatureOf(page.Items.Select(item => item.Id)));
            },
            async (skip, page, _, inner) =>
            {
                var (content, tick) = page.Content;
                Learn(kind, content);
                if (ids is not null)
                {
                    lock (ids)
                    {
                        ids.UnionWith(content.Items.Select(item => item.Id));
                    }
                }

                var items = content.Items.Select(item => new RawItem(item.Id, item.Json)).ToList();
                await stage.TakePageAsync(listing, kind, skip, page.Total, items, tick, map.Map, false, inner);
                progress.Seen(name, page.Count);
            },
            token);
        if (ids is not null && closing!(ids) is { Count: > 0 } more)
        {
            await stage.TakePageAsync(listing, kind, end.Pages * PageSize, null, more, await store.NextTickAsync(token), map.Map, false, token);
            progress.Seen(name, more.Count);
        }

        // Never told with the last page: even what a list of one page does not show is asked for by id before it ends.
        await stage.CompleteAsync(listing, token);
        log.Write(RunLog.Info, $"{Words_(name)} listed.", name, end.Items + 0L);
        if (!end.Steady && end.Total is { } told && told != end.Items)
        {
            log.Write(RunLog.Warning, $"JumpCloud told a total of {told}, and gave {end.Items}. Nothing is taken for deleted without asking for it by id.", name, end.Items);
        }
    }

    private static string Words_(string route) => char.ToUpperInvariant(route[0]) + route[1..].Replace('-', ' ');

    /// <summary>Roles that administrators hold and the list does not show (built-in ones, in some organizations).</summary>
    private IReadOnlyList<RawItem> HeldRoles(HashSet<string> listed) =>
        [.. heldRoles.Where(role => !listed.Contains(role.Key)).Select(role => new RawItem(role.Key, RoleJson(role.Key, role.Value)))];

    private static byte[] RoleJson(string id, string? name)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void Learn(ResourceKind kind, RawPage page)
    {
        if (kind is not (ResourceKind.Admin or ResourceKind.Device))
        {
            return;
        }

        foreach (var item in page.Items)
        {
            using var document = JsonDocument.Parse(item.Json);
            if (kind == ResourceKind.Device && Devices.ShowsManagedAccount(document.RootElement))
            {
                accountDevices[item.Id] = true;
            }
            else if (kind == ResourceKind.Admin)
            {
                foreach (var (id, name) in Admins.RolesOf(document.RootElement))
                {
                    heldRoles.TryAdd(id, name);
                }
            }
        }
    }

    /// <summary>A proxy's page or half an answer in between is no reason to end a run; one that stays is.</summary>
    private async Task<T> ReadableAsync<T>(Func<Task<T>> read, CancellationToken token)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await read();
            }
            catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.InvalidResponse && tries < LooksAtUnreadable)
            {
                log.Write(RunLog.Warning, $"An answer could not be read and is asked for again: {error.Message}");
                progress.Request();
                await Task.Delay(UnreadableWait * tries, time, token);
            }
        }
    }

    private static Dictionary<int, TakenPage> Pages(CommittedPages? committed) =>
        committed?.Items.ToDictionary(page => page.Key, page => new TakenPage(page.Value, committed.Total)) ?? NoPages;

    /// <summary>Pages that every shape of a listing has committed; together the shapes hold what was on the page.</summary>
    private static Dictionary<int, TakenPage> InAll(List<CommittedPages?> listings)
    {
        if (listings.Contains(null))
        {
            return NoPages;
        }

        var counts = listings[0]!.Items.Keys.Where(skip => listings.TrueForAll(listing => listing!.Items.ContainsKey(skip)))
            .ToDictionary(skip => skip, skip => listings.Sum(listing => listing!.Items[skip]));
        return counts.ToDictionary(page => page.Key, page => new TakenPage(page.Value, listings[0]!.Total));
    }

    public static UInt128 SignatureOf(IEnumerable<string> ids) => Hash128.Of(Encoding.UTF8.GetBytes(string.Join(',', ids)));

    /// <summary>Waits for all; the first fault stops the others and is the one thrown.</summary>
    private static async Task AllAsync(CancellationTokenSource stop, params Task[] tasks)
    {
        Exception? first = null;
        await foreach (var task in Task.WhenEach(tasks))
        {
            try
            {
                await task;
            }
            catch (Exception error) when (first is null)
            {
                // Whatever it was: the others stop first, then it is thrown below.
                first = error;
                await stop.CancelAsync();
            }
            catch (Exception)
            {
                // A consequence of the first.
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
