using Jumpgate.Server.Data;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

/// <summary>What the tables say, read as plainly as can be.</summary>
internal sealed record StoreState(HashSet<string> Resources, HashSet<string> Edges)
{
    /// <param name="at">A sequence; null: now.</param>
    public static async Task<StoreState> ReadAsync(StoreFixture fixture, Mirror mirror, long? at = null)
    {
        await using var read = await fixture.Store.SnapshotAsync(mirror.Tenant);
        (string, object?)[] args = [("directory", mirror.Directory.Value), ("at", at ?? long.MaxValue)];
        var resources = await read.Sql.QueryAsync(
            """
            select r.kind, r.remote_id, v.name, v.active from resource_version v join resource r on r.tenant = @tenant and r.resource = v.resource
            where v.tenant = @tenant and v.directory = @directory and v.from_seq <= @at and (v.to_seq is null or v.to_seq > @at)
            """,
            row => $"{(ResourceKind)row.GetInt16(0)} {row.GetString(1)} {row.GetString(2)} {row.GetBoolean(3)}", default, args);
        var edges = await read.Sql.QueryAsync(
            """
            select e.kind, f.kind, f.remote_id, t.kind, t.remote_id from edge e
            join resource f on f.tenant = @tenant and f.resource = e.from_resource join resource t on t.tenant = @tenant and t.resource = e.to_resource
            join resource_version fv on fv.tenant = @tenant and fv.resource = f.resource and fv.from_seq <= @at and (fv.to_seq is null or fv.to_seq > @at)
            join resource_version tv on tv.tenant = @tenant and tv.resource = t.resource and tv.from_seq <= @at and (tv.to_seq is null or tv.to_seq > @at)
            where e.tenant = @tenant and e.directory = @directory and e.from_seq <= @at and (e.to_seq is null or e.to_seq > @at)
            """,
            row => new Tie((EdgeKind)row.GetInt16(0), new((ResourceKind)row.GetInt16(1), row.GetString(2)), new((ResourceKind)row.GetInt16(3), row.GetString(4))).Text, default, args);
        resources.Count.ShouldBe(resources.Distinct().Count(), "a resource has two versions at one moment");
        edges.Count.ShouldBe(edges.Distinct().Count(), "an edge holds twice at one moment");
        return new StoreState([.. resources], [.. edges]);
    }

    public void ShouldMirror(World world, string because)
    {
        Differences(Resources, world.Resources()).ShouldBeEmpty(because);
        Differences(Edges, world.Edges()).ShouldBeEmpty(because);
    }

    private static List<string> Differences(HashSet<string> stored, HashSet<string> wanted) =>
        [.. stored.Except(wanted).Select(extra => "extra " + extra), .. wanted.Except(stored).Select(missing => "missing " + missing)];
}
