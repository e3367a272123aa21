using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

/// <summary>Few rows and many go different ways into PostgreSQL: in a statement, and by its copy.</summary>
public sealed class InsertTests
{
    private static readonly Cause Cause = new(CauseKind.System, null);

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1000)]
    public async Task Values_of_every_type_come_back_as_they_were_given(int n)
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        Resource[] given = [.. Enumerable.Range(0, n).Select(i => new Resource(
            i + 1, (short)(i % 9), i == 0 ? "" : $"Zoë \"{i}\"\t東京 {i}", new Guid(i, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), long.MaxValue - i, i % 2 == 0,
            i % 4 == 0 ? null : [0, 255, (byte)i], i % 5 == 0 ? null : $"{{\"n\":{i}}}"))];
        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await InsertAsync(scope, given);
            // Read in the same request, before anything was committed.
            (await scope.Sql.ScalarAsync<long>("select count(*) from resource where tenant = @tenant")).ShouldBe(n);
            return n;
        });

        await using var read = await fixture.Store.ReadAsync(tenant);
        var found = await read.Sql.QueryAsync(
            "select resource, kind, remote_id, id, version, active, raw_hash, volatile, directory, state from resource where tenant = @tenant order by resource",
            row => (new Resource(
                row.GetInt64(0), row.GetInt16(1), row.GetString(2), row.GetGuid(3), row.GetInt64(4), row.GetBoolean(5),
                row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6), row.IsDBNull(7) ? null : row.GetString(7)), row.GetInt32(8), row.GetInt16(9)));
        found.Count.ShouldBe(n);
        foreach (var ((row, directory, state), expected) in found.Zip(given))
        {
            (directory, state).ShouldBe((7, (short)1));
            row.ShouldBeEquivalentTo(expected);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public async Task Rows_that_are_refused_take_their_request_with_them_and_the_next_one_writes(int n)
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var rows = Enumerable.Range(0, n).Select(i => new Resource(i + 1, 0, $"r{i}", Guid.NewGuid(), 1, true, null, null)).ToArray();
        var twice = rows.Append(rows[0] with { RemoteId = "again", Id = Guid.NewGuid() }).ToArray();
        await Should.ThrowAsync<Exception>(fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause);
            await InsertAsync(scope, twice);
            return 0;
        }));
        await using (var read = await fixture.Store.ReadAsync(tenant))
        {
            (await read.Sql.ScalarAsync<long>("select count(*) from resource where tenant = @tenant")).ShouldBe(0);
            (await read.Sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant")).ShouldBe(0);
        }

        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await InsertAsync(scope, rows); return 0; });
        await using var after = await fixture.Store.ReadAsync(tenant);
        (await after.Sql.ScalarAsync<long>("select count(*) from resource where tenant = @tenant")).ShouldBe(n);
    }

    [Fact]
    public async Task A_request_that_fails_while_its_rows_are_on_their_way_leaves_the_others_of_its_group_whole()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var busy = fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await Task.Delay(50); return 0; });
        var before = fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await InsertAsync(scope, Of(0)); return 0; });
        var fails = fixture.Queue.WriteAsync<int>(tenant, WritePriority.Bulk, async scope =>
        {
            await InsertAsync(scope, Of(1));
            throw new InvalidOperationException("on purpose");
        });
        var after = fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await InsertAsync(scope, Of(2)); return 0; });
        (await fails.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldBe("on purpose");
        await Task.WhenAll(busy, before, after);

        await using var read = await fixture.Store.ReadAsync(tenant);
        (await read.Sql.QueryAsync("select distinct kind from resource where tenant = @tenant order by kind", row => row.GetInt16(0))).ShouldBe([(short)0, (short)2]);
        (await read.Sql.ScalarAsync<long>("select count(*) from resource where tenant = @tenant")).ShouldBe(1000);

        static Resource[] Of(short kind) =>
            [.. Enumerable.Range(0, 500).Select(i => new Resource((kind * 1000) + i + 1, kind, $"r{i}", Guid.NewGuid(), 1, true, null, null))];
    }

    private static ValueTask InsertAsync(WriteScope scope, IReadOnlyCollection<Resource> rows) => scope.Sql.InsertAsync(
        "resource",
        new SqlRows().Add("resource", rows.Select(row => row.Key).ToArray()).Add("kind", rows.Select(row => row.Kind).ToArray())
            .Add("remote_id", rows.Select(row => (string?)row.RemoteId).ToArray()).Add("id", rows.Select(row => row.Id).ToArray())
            .Add("version", rows.Select(row => row.Version).ToArray()).Add("active", rows.Select(row => row.Active).ToArray())
            .Add("raw_hash", rows.Select(row => row.RawHash).ToArray()).Add("volatile", rows.Select(row => row.Volatile).ToArray()),
        ("directory", 7), ("state", (short)1), ("observed", 5L));

    private sealed record Resource(long Key, short Kind, string RemoteId, Guid Id, long Version, bool Active, byte[]? RawHash, string? Volatile);
}
