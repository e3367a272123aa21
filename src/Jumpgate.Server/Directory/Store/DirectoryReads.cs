using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// The base queries of a directory, now or as of a sequence. Callers add conditions, order and limit. Aliases: <c>v</c> the version,
/// <c>r</c> the identity; for edges <c>e</c> the edge, <c>f</c> and <c>t</c> the identities of its ends.
/// </summary>
/// <param name="asOf">A sequence from <see cref="Moments"/>; null: now.</param>
public sealed class DirectoryReads(DirectoryKey directory, long? asOf = null)
{
    /// <summary>Key of a name-ordered page: the folded name and the resource of its last row.</summary>
    public const string NameOrder = "v.f_name, v.resource";

    public const string NameAfter = "(v.f_name, v.resource) > (@after_name, @after_resource)";

    /// <summary>Resources that exist at the moment.</summary>
    public SqlQuery Resources(ResourceKind? kind = null)
    {
        var ofKind = kind is null ? "v.kind in (1, 2, 3, 4, 5, 6, 7)" : "v.kind = @kind";
        var query = new SqlQuery((asOf is null ? "resource_version v" : Past("v", ofKind)) + " join resource r on r.tenant = @tenant and r.resource = v.resource");
        query.And("v.tenant = @tenant and v.directory = @directory", ("directory", directory.Value)).And(ofKind, kind is null ? [] : [("kind", (short)kind)]);
        return asOf is null ? query.And("v.to_seq is null") : query.And("v.from_seq <= @at", ("at", asOf.Value));
    }

    /// <summary>One resource by its public id, as it is at the moment.</summary>
    public SqlQuery Resource(Guid id) => new SqlQuery("resource r join resource_version v on v.tenant = @tenant and v.resource = r.resource")
        .And("r.tenant = @tenant and r.id = @id and r.directory = @directory", ("id", id), ("directory", directory.Value))
        .And(asOf is null ? "v.to_seq is null" : "v.from_seq <= @at and (v.to_seq is null or v.to_seq > @at)", asOf is null ? [] : [("at", asOf.Value)]);

    /// <summary>Edges whose two ends exist at the moment.</summary>
    /// <param name="from">Key of the resource they come from.</param>
    /// <param name="to">Key of the resource they lead to.</param>
    public SqlQuery Edges(EdgeKind? kind = null, long? from = null, long? to = null)
    {
        var query = new SqlQuery(
            "edge e join resource f on f.tenant = @tenant and f.resource = e.from_resource join resource t on t.tenant = @tenant and t.resource = e.to_resource");
        query.And("e.tenant = @tenant");
        if (kind is { } one) query.And("e.kind = @edge_kind", ("edge_kind", (short)one));
        else query.And("e.kind in (1, 2, 3, 4, 5, 6)");
        if (from is not null) query.And("e.from_resource = @from", ("from", from.Value));
        if (to is not null) query.And("e.to_resource = @to", ("to", to.Value));
        query.And("e.directory = @directory", ("directory", directory.Value));
        if (asOf is null) return query.And("e.to_seq is null and f.state = 1 and t.state = 1");
        query.And("e.from_seq <= @at and (e.to_seq is null or e.to_seq > @at)", ("at", asOf.Value));
        foreach (var end in (string[])["f", "t"])
        {
            query.And(
                $"""
                exists (select 1 from resource_version x where x.tenant = @tenant and x.resource = {end}.resource
                  and x.from_seq <= @at and (x.to_seq is null or x.to_seq > @at))
                """);
        }

        return query;
    }

    /// <summary>Order of edges by their key, and the condition for the rows after one.</summary>
    public const string EdgeOrder = "e.kind, e.to_resource, e.from_resource";

    public const string EdgeAfter = "(e.kind, e.to_resource, e.from_resource) > (@after_kind, @after_to, @after_from)";

    /// <summary>Versions that hold now and began early enough, and those that ended later: each side has its index.</summary>
    private static string Past(string alias, string ofKind)
    {
        var kind = ofKind.Replace("v.", "", StringComparison.Ordinal);
        return $"""
            (select * from resource_version where tenant = @tenant and directory = @directory and {kind} and to_seq is null and from_seq <= @at
             union all
             select * from resource_version where tenant = @tenant and directory = @directory and {kind} and to_seq > @at and from_seq <= @at) {alias}
            """;
    }
}
