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
}
