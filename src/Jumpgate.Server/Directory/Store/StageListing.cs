using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>The row of a listing: how far it is and, for an owner's edges, what it has shown of those there are.</summary>
internal sealed class StageListing(string name)
{
    public string Name => name;

    public ResourceKind? Kind { get; set; }

    public EdgeFamily? Family { get; set; }

    public long Tick { get; set; } = long.MaxValue;

    public int Pages { get; set; }

    public long Items { get; set; }

    public int? Total { get; set; }

    public bool Complete { get; set; }

    /// <summary>Edges it showed that hold already, and the sum of their keys' hashes: repeats do not pass unnoticed.</summary>
    public long Known { get; set; }

    public UInt128 Digest { get; set; }

    /// <summary>How many edges that hold it did not show (about, until the owner is listed in detail).</summary>
    public long Lost { get; set; }

    public bool Detail { get; set; }

    public bool IsNew { get; private init; } = true;

    private const string Columns =
        "l.listing, l.kind, l.edge_kind, l.owner, l.owner_end, l.other_kind, l.tick, l.pages, l.items, l.total, l.complete, l.known, l.lost, l.digest, l.detail, r.kind";

    /// <summary>How many columns <see cref="Read"/> reads; those asked for beside them follow.</summary>
    public const int Width = 16;

    /// <summary>The text that reads listings <c>l</c> from where <paramref name="from"/> says.</summary>
    public static string Select(string from, params string[] beside) =>
        $"select {string.Join(", ", [Columns, .. beside])} from {from} left join resource r on r.tenant = @tenant and r.resource = l.owner";

    public static StageListing Read(System.Data.Common.DbDataReader row) => new(row.GetString(0))
    {
        Kind = row.IsDBNull(1) ? null : (ResourceKind)row.GetInt16(1),
        Family = row.IsDBNull(2)
            ? null
            : new EdgeFamily((EdgeKind)row.GetInt16(2), (EdgeEnd)row.GetInt16(4), row.GetInt64(3), (ResourceKind)row.GetInt16(15), (ResourceKind)row.GetInt16(5)),
        Tick = row.GetInt64(6),
        Pages = row.GetInt32(7),
        Items = row.GetInt64(8),
        Total = row.IsDBNull(9) ? null : row.GetInt32(9),
        Complete = row.GetBoolean(10),
        Known = row.GetInt64(11),
        Lost = row.GetInt64(12),
        Digest = row.IsDBNull(13) ? 0 : Hash128.FromBytes(row.GetFieldValue<byte[]>(13)),
        Detail = row.GetBoolean(14),
        IsNew = false,
    };

    public static async ValueTask SaveAsync(WriteScope scope, long run, List<StageListing> listings) => await scope.Sql.ForEachAsync(
        """
        insert into stage_listing (tenant, run, listing, kind, edge_kind, owner, owner_end, other_kind, tick, pages, items, total, complete, known, lost, digest, detail)
        select @tenant, @run, x.listing, x.kind, x.edge_kind, x.owner, x.owner_end, x.other_kind, x.tick, x.pages, x.items, x.total, x.complete, x.known, x.lost,
          x.digest, x.detail from {rows} x where true
        on conflict (tenant, run, listing) do update set tick = excluded.tick, pages = excluded.pages, items = excluded.items, total = excluded.total,
          complete = excluded.complete, known = excluded.known, lost = excluded.lost, digest = excluded.digest
        """,
        new SqlRows().Add("listing", listings.ConvertAll(l => (string?)l.Name)).Add("kind", listings.ConvertAll(l => (long?)(short?)l.Kind))
            .Add("edge_kind", listings.ConvertAll(l => (long?)(short?)l.Family?.Kind)).Add("owner", listings.ConvertAll(l => l.Family?.Owner))
            .Add("owner_end", listings.ConvertAll(l => (long?)(short?)l.Family?.OwnerEnd)).Add("other_kind", listings.ConvertAll(l => (long?)(short?)l.Family?.OtherKind))
            .Add("tick", listings.ConvertAll(l => l.Tick)).Add("pages", listings.ConvertAll(l => (long)l.Pages)).Add("items", listings.ConvertAll(l => l.Items))
            .Add("total", listings.ConvertAll(l => (long?)l.Total)).Add("complete", listings.ConvertAll(l => l.Complete))
            .Add("known", listings.ConvertAll(l => l.Known)).Add("lost", listings.ConvertAll(l => l.Lost))
            .Add("digest", listings.ConvertAll(l => l.Digest == 0 ? null : Hash128.ToBytes(l.Digest))).Add("detail", listings.ConvertAll(l => l.Detail)),
        default, ("run", run));
}
