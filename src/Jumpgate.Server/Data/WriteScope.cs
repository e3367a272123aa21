using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Data;

/// <summary>What a request of the <see cref="WriteQueue"/> writes with: the transaction, the tenant's counters, the change log.</summary>
public sealed class WriteScope : IAsyncDisposable
{
    private readonly WriteQueue queue;
    private readonly TenantCounters counters;
    private JumpgateDb? db;

    internal WriteScope(WriteQueue queue, TenantSql sql, TenantCounters counters)
    {
        (this.queue, Sql, this.counters) = (queue, sql, counters);
        Now = queue.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Changes = new ChangeWriter(this);
    }

    public TenantSql Sql { get; }

    public TenantId Tenant => Sql.Tenant;

    public DbConnection DbConnection => Sql.Connection.Connection;

    public DbTransaction DbTransaction => Sql.Transaction!;

    /// <summary>Unix milliseconds, the same for all of the request.</summary>
    public long Now { get; }

    public ChangeWriter Changes { get; }

    /// <summary>The configuration tables in this transaction. <see cref="DbContext.SaveChangesAsync(CancellationToken)"/> is called at the end if needed.</summary>
    public JumpgateDb Db => db ??= OpenDb();

    internal List<Action> CommittedActions { get; } = [];

    /// <summary>The newest sequence taken in the tenant, by whomever.</summary>
    internal long Sequence => counters.Sequence;

    /// <summary>The first of <paramref name="count"/> sequences in a row; they are nobody else's until the commit.</summary>
    public ValueTask<long> TakeSequencesAsync(int count) => new(counters.Take(count, Now));

    /// <summary>The first of <paramref name="count"/> resource keys.</summary>
    public ValueTask<long> TakeKeysAsync(int count) => new(counters.TakeKeys(count));

    /// <summary>Time of the changes written by this scope: never before that of an earlier sequence.</summary>
    public long SequenceTime => Math.Max(counters.At, Now);

    /// <summary>Runs after the commit, and only then.</summary>
    public void OnCommitted(Action action) => CommittedActions.Add(action);

    internal async ValueTask<long> CauseKeyAsync(Cause cause)
    {
        if (queue.Causes.TryGetValue((Tenant, cause), out var key)) return key;
        var id = cause.Id ?? Guid.Empty;
        var found = await Sql.QueryAsync(
            "select cause from cause where tenant = @tenant and kind = @kind and id = @id", row => row.GetInt64(0), default, ("kind", (short)cause.Kind), ("id", id));
        if (found is [var existing]) key = existing;
        else
        {
            key = await TakeKeysAsync(1);
            await Sql.ExecuteAsync(
                "insert into cause (tenant, cause, kind, id) values (@tenant, @cause, @kind, @id)", default, ("cause", key), ("kind", (short)cause.Kind), ("id", id));
        }

        // There is one for every request: they are not to be remembered.
        if (cause.Kind != CauseKind.ScimRequest) OnCommitted(() => queue.Causes.TryAdd((Tenant, cause), key));
        return key;
    }

    /// <summary>The key of a cause that has no row yet.</summary>
    internal async ValueTask<long> NewCauseAsync(Cause cause)
    {
        var key = await TakeKeysAsync(1);
        await Sql.SendAsync(
            "insert into cause (tenant, cause, kind, id) values (@tenant, @cause, @kind, @id)", ("cause", key), ("kind", (short)cause.Kind), ("id", cause.Id ?? Guid.Empty));
        return key;
    }

    /// <summary>Sends what is left; it may still wait on its way.</summary>
    internal async ValueTask FlushAsync()
    {
        if (db is not null && db.ChangeTracker.HasChanges())
        {
            await Sql.SettleAsync();
            await db.SaveChangesAsync();
        }

        await Changes.FlushAsync();
    }

    private JumpgateDb OpenDb()
    {
        var builder = new DbContextOptionsBuilder<JumpgateDb>();
        Sql.Dialect.Configure(builder, DbConnection);
        var opened = new JumpgateDb(builder.Options, CurrentTenant.Of(Tenant));
        opened.Database.UseTransaction(DbTransaction);
        return opened;
    }

    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
