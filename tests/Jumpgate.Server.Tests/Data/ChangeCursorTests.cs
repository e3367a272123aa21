using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

public sealed class ChangeCursorTests
{
    private static readonly Cause Cause = new(CauseKind.System, null);

    [Fact]
    public async Task A_cursor_reader_misses_nothing_while_many_write_and_commits_are_slow()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();

        // PostgreSQL: two servers on one database. SQLite has one writer, so both sets of writers share it.
        await using var second = StoreFixture.Postgres ? fixture.NewStore() : null;
        WriteQueue[] queues = [fixture.Queue, second is null ? fixture.Queue : fixture.NewQueue(second)];
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(fixture, tenant, done.Token), CancellationToken.None);
        var writers = Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            var random = new Random(n);
            for (var i = 0; i < 12; i++)
            {
                await queues[n % 2].WriteAsync(tenant, n % 3 == 0 ? WritePriority.Interactive : WritePriority.Bulk, async scope =>
                {
                    for (var c = random.Next(1, 4); c > 0; c--) await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause, note: $"{n}.{i}.{c}");

                    // Sequences are taken; the commit comes only now.
                    await Task.Delay(random.Next(3));
                });
            }
        }));
        await Task.WhenAll(writers);

        await using var read = await fixture.Store.ReadAsync(tenant);
        var all = await read.Sql.QueryAsync("select seq, note from change where tenant = @tenant order by seq", row => (row.GetInt64(0), row.GetString(1)));
        await done.CancelAsync();
        var seen = await reading;
        seen.ShouldBe(all[..seen.Count], "the reader went past a sequence that was committed later");
        all.Select(change => change.Item1).ShouldBe(Enumerable.Range(1, all.Count).Select(seq => (long)seq));
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_the_commit()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var waiting = fixture.Signal.WaitAsync(tenant, TimeSpan.FromSeconds(20), TimeProvider.System, default);
        await fixture.Queue.WriteAsync(tenant, WritePriority.Interactive, async scope => { await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause); });
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<List<(long, string)>> ReadAsync(StoreFixture fixture, TenantId tenant, CancellationToken done)
    {
        List<(long, string)> seen = [];
        long after = 0;
        while (!done.IsCancellationRequested)
        {
            await using var read = await fixture.Store.ReadAsync(tenant, CancellationToken.None);
            foreach (var change in await read.Sql.QueryAsync(
                "select seq, note from change where tenant = @tenant and seq > @after order by seq limit 7", row => (row.GetInt64(0), row.GetString(1)), default, ("after", after)))
            {
                seen.Add(change);
                after = change.Item1;
            }
        }

        return seen;
    }
}
