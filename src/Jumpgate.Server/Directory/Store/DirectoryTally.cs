using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What a write does to the directory's counts and content hash; saved once at its end.</summary>
internal sealed class DirectoryTally(DirectoryKey directory)
{
    private readonly Dictionary<string, long> counts = [];
    private UInt128 hash;

    public static string ActiveOf(ResourceKind kind) => "active:" + kind.Word();

    /// <summary>The counts as they stand.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(TenantSql sql, DirectoryKey directory, CancellationToken ct) =>
        (await sql.QueryAsync(
            "select what, n from directory_count where tenant = @tenant and directory = @directory", row => (What: row.GetString(0), N: row.GetInt64(1)), ct,
            ("directory", directory.Value))).ToDictionary(count => count.What, count => count.N);

    public void Add(string what, long n)
    {
        if (n != 0) counts[what] = counts.GetValueOrDefault(what) + n;
    }

    public void Plus(UInt128 content) => hash = unchecked(hash + content);

    public void Minus(UInt128 content) => hash = unchecked(hash - content);

    /// <param name="content">The content hash as it stands in this transaction; null: it is read.</param>
    public async ValueTask SaveAsync(WriteScope scope, StageCache? cache = null, UInt128? content = null)
    {
        if (hash != 0)
        {
            var after = unchecked((content ?? cache?.Content ?? await ContentHash.OfAsync(scope.Sql, directory)) + hash);
            await scope.Sql.SendAsync(
                "update directory set content_hash = @hash where tenant = @tenant and directory = @directory",
                ("hash", Hash128.ToBytes(after)), ("directory", directory.Value));
            if (cache is not null) cache.Content = after;
        }

        List<KeyValuePair<string, long>> moved = [.. counts.Where(count => count.Value != 0)];
        await scope.Sql.ForEachAsync(
            """
            insert into directory_count (tenant, directory, what, n) select @tenant, @directory, x.what, x.n from {rows} x where true
            on conflict (tenant, directory, what) do update set n = directory_count.n + excluded.n
            """,
            new SqlRows().Add("what", moved.ConvertAll(count => count.Key)).Add("n", moved.ConvertAll(count => count.Value)), default, ("directory", directory.Value));
        counts.Clear();
        hash = 0;
    }
}
