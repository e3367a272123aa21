using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A directory of the caller's tenant, open for reading, with where the tenant's log stands.</summary>
internal sealed class DirectoryScope : IAsyncDisposable
{
    private readonly ReadScope read;

    private DirectoryScope(ReadScope read, DirectoryKey key, Guid id, long sequence, long historyFrom) =>
        (this.read, Key, Id, Sequence, HistoryFrom) = (read, key, id, sequence, historyFrom);

    public TenantSql Sql => read.Sql;

    public DirectoryKey Key { get; }

    public Guid Id { get; }

    /// <summary>The newest sequence when the scope was opened.</summary>
    public long Sequence { get; }

    /// <summary>The oldest sequence that can be read as a moment.</summary>
    public long HistoryFrom { get; }

    /// <exception cref="ProblemException">The tenant has no such directory.</exception>
    public static async Task<DirectoryScope> OpenAsync(Store store, CurrentTenant current, Guid id, CancellationToken ct)
    {
        var read = await store.ReadAsync(current.Id!.Value, ct);
        try
        {
            var found = await read.Sql.QueryAsync(
                """
                select d.directory, t.sequence, t.history_from from tenant t left join directory d on d.tenant = t.tenant and d.id = @id and d.source not in ('removed', 'emptied')
                where t.tenant = @tenant
                """,
                row => (Directory: row.IsDBNull(0) ? (int?)null : row.GetInt32(0), Sequence: row.GetInt64(1), From: row.GetInt64(2)), ct, ("id", id));
            if (found is not [{ Directory: { } key } head]) throw new ProblemException(HttpProblems.NotFound.Because("No directory has this id."));
            return new DirectoryScope(read, new DirectoryKey(key), id, head.Sequence, head.From);
        }
        catch
        {
            // Whatever it was: nobody else has the read yet, to close it.
            await read.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => read.DisposeAsync();
}
