using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

public sealed class WriteQueueTests
{
    private static readonly Cause Cause = new(CauseKind.System, null);

    [Fact]
    public async Task Sequences_are_dense_and_in_commit_order_and_a_failed_request_leaves_no_gap()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var writers = Enumerable.Range(0, 40).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var write = fixture.Queue.WriteAsync(tenant, i % 2 == 0 ? WritePriority.Interactive : WritePriority.Bulk, async scope =>
                {
                    for (var c = 0; c < 3; c++) await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause, note: $"{n}.{i}.{c}");
                    if ((n + i) % 7 == 0) throw new InvalidOperationException("on purpose");
                });
                if ((n + i) % 7 == 0) await write.ShouldThrowAsync<InvalidOperationException>();
                else await write;
            }
        }));
        await Task.WhenAll(writers);

        await using var read = await fixture.Store.ReadAsync(tenant);
        var changes = await read.Sql.QueryAsync(
            "select seq, at, note from change where tenant = @tenant order by seq", row => (Seq: row.GetInt64(0), At: row.GetInt64(1), Note: row.GetString(2)));
        changes.Select(change => change.Seq).ShouldBe(Enumerable.Range(1, changes.Count).Select(seq => (long)seq));
        changes.Zip(changes.Skip(1)).ShouldAllBe(pair => pair.First.At <= pair.Second.At);
        changes.Count.ShouldBe(Enumerable.Range(0, 40).Sum(n => Enumerable.Range(0, 10).Count(i => (n + i) % 7 != 0)) * 3);
        changes.Select(change => change.Note).Distinct().Count().ShouldBe(changes.Count);
        (await read.Sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant")).ShouldBe(changes.Count);
    }

    [Fact]
    public async Task A_row_that_is_refused_takes_its_request_with_it_and_no_other()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await fixture.Queue.WriteAsync(tenant, WritePriority.Interactive, scope => CountAsync(scope, "b"));
        // Together in one transaction: the first keeps the lane busy while the others queue.
        Task[] writes =
        [
            fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await CountAsync(scope, "x"); await Task.Delay(50); }),
            fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, scope => CountAsync(scope, "y")),
            fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, scope => CountAsync(scope, "a", "b", "c")),
            fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, scope => CountAsync(scope, "z")),
        ];
        await Should.ThrowAsync<System.Data.Common.DbException>(writes[2]);
        await Task.WhenAll(writes[0], writes[1], writes[3]);

        await using var read = await fixture.Store.ReadAsync(tenant);
        var written = await read.Sql.QueryAsync("select what from directory_count where tenant = @tenant order by what", row => row.GetString(0));
        written.ShouldBe(["b", "x", "y", "z"]);
    }

    [Fact]
    public async Task Statements_sent_without_waiting_run_in_their_order_before_what_is_asked_next()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var seen = await fixture.Queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            await CountAsync(scope, "a", "b");
            await scope.Sql.SendAsync("update directory_count set n = 5 where tenant = @tenant and what = @what", ("what", "a"));
            await scope.Sql.SendAsync("update directory_count set n = n + 1 where tenant = @tenant");
            return await scope.Sql.QueryAsync("select n from directory_count where tenant = @tenant order by what", row => row.GetInt64(0));
        });
        seen.ShouldBe([6, 2]);
    }

    private static async ValueTask CountAsync(WriteScope scope, params string[] what) => await scope.Sql.ForEachAsync(
        "insert into directory_count (tenant, directory, what, n) select @tenant, 1, x.what, 1 from {rows} x", new SqlRows().Add("what", what));
}
