namespace Jumpgate.Server.Data;

/// <summary>
/// The counters of a tenant, read under the lock of its row and written back once before the commit: no one else can take a
/// sequence in between, so they are dense, in commit order, and their time never goes back.
/// </summary>
internal sealed class TenantCounters
{
    private long savedSequence, savedKey;

    public long Sequence { get; private set; }

    public long At { get; private set; }

    public long NextKey { get; private set; }

    public bool Exists { get; private init; }

    public bool Moved => Sequence != savedSequence;

    public static async ValueTask<TenantCounters> LockAsync(TenantSql sql)
    {
        var found = await sql.QueryAsync(
            $"select sequence, sequence_at, next_key from tenant where tenant = @tenant {sql.Dialect.ForUpdate}",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        if (found is not [var (sequence, at, key)]) return new TenantCounters();
        return new TenantCounters { Exists = true, Sequence = sequence, At = at, NextKey = key, savedSequence = sequence, savedKey = key };
    }

    public TenantCounters Copy() => (TenantCounters)MemberwiseClone();

    /// <summary>The first of <paramref name="count"/> sequences.</summary>
    public long Take(int count, long now)
    {
        MustExist();
        At = Math.Max(At, now);
        var first = Sequence + 1;
        Sequence += count;
        return first;
    }

    public long TakeKeys(int count)
    {
        MustExist();
        var first = NextKey;
        NextKey += count;
        return first;
    }

    public async ValueTask SaveAsync(TenantSql sql)
    {
        if (Sequence == savedSequence && NextKey == savedKey) return;
        await sql.SendAsync(
            "update tenant set sequence = @sequence, sequence_at = @at, next_key = @key where tenant = @tenant",
            ("sequence", Sequence), ("at", At), ("key", NextKey));
    }

    private void MustExist()
    {
        if (!Exists) throw new InvalidOperationException("The tenant does not exist.");
    }
}
