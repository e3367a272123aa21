using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;
using Jumpgate.Server.Directory.Sync;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Refresh;

/// <summary>What a refresh read and changed.</summary>
internal sealed class RefreshCounts
{
    private readonly Dictionary<string, KindCounts> kinds = [];

    public int Requests { get; set; }

    public IReadOnlyDictionary<string, KindCounts> Kinds => kinds;

    public void Add(string kind, long seen = 0, long created = 0, long updated = 0, long deleted = 0)
    {
        var before = kinds.GetValueOrDefault(kind) ?? new KindCounts(0, 0, 0, 0, 0);
        kinds[kind] = new KindCounts(
            before.Seen + seen, before.Created + created, before.Updated + updated, before.Deleted + deleted, before.Written + created + updated + deleted);
    }
}

/// <summary>Reads again what events named, and writes only that. Each read carries its tick: a full sync and a refresh cannot undo each other.</summary>
internal sealed class DirectoryRefresh(Store store, WriteQueue queue)
{
    private const int PageSize = 100;

    private readonly DirectoryWriter writer = new(queue);

    public async Task<RefreshCounts> RunAsync(
        SyncTarget target, RefreshPlan plan, JumpCloudClient client, Cause cause, Func<WriteScope, ValueTask> fence, CancellationToken cancellation)
    {
        var maps = SyncReading.MapsOf(target.Settings);
        var read = new Reading(store, writer, target, client, maps, SyncReading.SeedOf(target.Settings), cause, fence, cancellation);
        foreach (var resource in plan.Objects.OrderBy(resource => resource.Kind))
        {
            await read.ObjectAsync(resource);
        }

        foreach (var (group, members) in plan.Members)
        {
            await read.MembersAsync(group, members);
        }

        foreach (var (owner, other) in plan.Bindings)
        {
            await read.BindingsAsync(owner, other);
        }

        return read.Counts;
    }

    private sealed class Reading(
        Store store, DirectoryWriter writer, SyncTarget target, JumpCloudClient client, IReadOnlyDictionary<ResourceKind, KindMap> maps, ulong seed, Cause cause,
        Func<WriteScope, ValueTask> fence, CancellationToken cancellation)
    {
        public RefreshCounts Counts { get; } = new();

        public async Task ObjectAsync(RemoteRef resource)
        {
            var tick = await TickAsync();
            if (await Kind.For(resource.Kind).GetAsync(client, resource.RemoteId, cancellation) is not { } found)
            {
                Count(resource.Kind, await writer.DeleteAsync(target.Tenant, target.Directory, resource, tick, cause, cancellation, fence));
                return;
            }

            Count(resource.Kind, await writer.UpsertAsync(
                target.Tenant, target.Directory, resource.Kind, new RawItem(found.Id, found.Json), tick, maps[resource.Kind].Map, seed, cause, cancellation, fence));
            if (resource.Kind == ResourceKind.Admin)
            {
                await RolesAsync(found);
            }
        }

        /// <summary>Few people in a large group are asked for their groups; else the group is asked for its members.</summary>
        public async Task MembersAsync(RemoteRef group, HashSet<RemoteRef> members)
        {
            var pages = 1 + await MemberCountAsync(group) / PageSize;
            if (members.Count == 0 || members.Count >= pages || members.Any(member => member.Kind == group.Kind))
            {
                await ListAsync(group, Kind.For(group.Kind).EdgeSources[0]);
                return;
            }

            foreach (var member in members)
            {
                await GroupsOfAsync(member, group.Kind);
            }
        }

        public Task BindingsAsync(RemoteRef owner, ResourceKind other) => ListAsync(
            owner, Kind.For(owner.Kind).EdgeSources.First(source => source.Shapes.Any(shape => shape.Kind == EdgeKind.BoundTo && shape.Other == other)));

        private async Task GroupsOfAsync(RemoteRef member, ResourceKind groups)
        {
            var (type, groupType) = member.Kind == ResourceKind.User ? (GraphTypes.User, GraphTypes.UserGroup) : (GraphTypes.System, GraphTypes.SystemGroup);
            var tick = await TickAsync(request: false);
            List<RemoteRef> direct = [];
            for (var skip = 0; ; skip += PageSize)
            {
                Counts.Requests++;
                PathPage page;
                try
                {
                    page = await client.Graph.MemberOfPageAsync(type, member.RemoteId, skip, PageSize, cancellation);
                }
                catch (JumpCloudException gone) when (gone.Kind == JumpCloudErrorKind.NotFound)
                {
                    // The person is deleted; that event comes, or came, by itself.
                    return;
                }

                direct.AddRange(page.Items.Where(reach => reach.Type == groupType && reach.Paths.Any(path => path.Count == 1)).Select(reach => new RemoteRef(groups, reach.Id)));
                if (page.Items.Count < PageSize || page.Total == skip + page.Items.Count)
                {
                    break;
                }
            }

            await SetAsync(new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.From, member, direct), groups, tick);
        }

        private async Task ListAsync(RemoteRef owner, EdgeSource source)
        {
            var tick = await TickAsync(request: false);
            List<GraphEdge> edges = [];
            try
            {
                var pages = new ListingPages(PageSize, 8);
                var content = new System.Collections.Concurrent.ConcurrentDictionary<int, IReadOnlyList<GraphEdge>>();
                await pages.ReadAsync<IReadOnlyList<GraphEdge>>(
                    source.Name, new Dictionary<int, TakenPage>(),
                    async (skip, token) =>
                    {
                        Counts.Requests++;
                        var page = await source.PageAsync(client, owner.RemoteId, skip, PageSize, token);
                        return new(page.Items, page.Items.Count, page.Total, SyncReading.SignatureOf(page.Items.Select(edge => edge.Id)));
                    },
                    (skip, page, _, _) =>
                    {
                        content[skip] = page.Content;
                        return Task.CompletedTask;
                    },
                    cancellation);
                edges.AddRange(content.OrderBy(page => page.Key).SelectMany(page => page.Value));
            }
            catch (JumpCloudException gone) when (gone.Kind == JumpCloudErrorKind.NotFound)
            {
                return;
            }

            foreach (var shape in source.Shapes)
            {
                List<RemoteRef> others = [.. edges.Where(edge => edge.Type == shape.Type).Select(edge => new RemoteRef(shape.Other, edge.Id)).Distinct()];
                await SetAsync(new EdgePageItems(shape.Kind, EdgeEnd.To, owner, others), shape.Other, tick);
            }
        }

        private async Task SetAsync(EdgePageItems edges, ResourceKind other, long tick)
        {
            var (added, removed) = await writer.SetEdgesAsync(target.Tenant, target.Directory, edges, other, tick, cause, cancellation, fence);
            Counts.Add(edges.Kind.Word(), seen: edges.Others.Count, created: added, deleted: removed);
        }

        /// <summary>An administrator may hold a role nobody has read yet.</summary>
        private async Task RolesAsync(Jumpgate.JumpCloud.RawItem admin)
        {
            using var document = JsonDocument.Parse(admin.Json);
            foreach (var (id, _) in Admins.RolesOf(document.RootElement).ToList())
            {
                if (!await IsKnownAsync(new RemoteRef(ResourceKind.Role, id)))
                {
                    await ObjectAsync(new RemoteRef(ResourceKind.Role, id));
                }
            }
        }

        private async Task<bool> IsKnownAsync(RemoteRef resource)
        {
            await using var read = await store.ReadAsync(target.Tenant, cancellation);
            return await read.Sql.ScalarAsync<long>(
                "select count(*) from resource where tenant = @tenant and directory = @directory and kind = @kind and remote_id = @remote and state = 1",
                cancellation, ("directory", target.Directory.Value), ("kind", (short)resource.Kind), ("remote", resource.RemoteId)) > 0;
        }

        private async Task<long> MemberCountAsync(RemoteRef group)
        {
            await using var read = await store.ReadAsync(target.Tenant, cancellation);
            return await read.Sql.ScalarAsync<long>(
                """
                select count(*) from resource g join edge e on e.tenant = @tenant and e.kind = @member and e.to_resource = g.resource and e.to_seq is null
                where g.tenant = @tenant and g.directory = @directory and g.kind = @kind and g.remote_id = @remote
                """,
                cancellation, ("directory", target.Directory.Value), ("kind", (short)group.Kind), ("remote", group.RemoteId), ("member", (short)EdgeKind.MemberOf));
        }

        private async Task<long> TickAsync(bool request = true)
        {
            if (request)
            {
                Counts.Requests++;
            }

            return await store.NextTickAsync(cancellation);
        }

        private void Count(ResourceKind kind, WriteOutcome outcome) => Counts.Add(
            kind.Route(), seen: 1, created: outcome == WriteOutcome.Created ? 1 : 0, updated: outcome == WriteOutcome.Updated ? 1 : 0,
            deleted: outcome == WriteOutcome.Deleted ? 1 : 0);
    }
}
