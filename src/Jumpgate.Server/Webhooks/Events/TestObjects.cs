using System.Buffers.Binary;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>
/// Users and groups that a client makes only to try its connection, in directories that are to say nothing of them. Nothing marks them as such but that they
/// are gone again at once: what was just made waits until it is known what becomes of it, so that of none of them only the half is told.
/// </summary>
internal sealed class TestObjects(TimeProvider time)
{
    /// <summary>State of a resource that is there.</summary>
    private const short Current = 1;

    /// <summary>What was gone again so soon was a test. JumpCloud's makes, changes and deletes a user and a group by some eight requests.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    /// <summary>A deletion within that life is seen by then, even if its transaction was long or another node's clock is behind.</summary>
    private static readonly TimeSpan Decided = Life + TimeSpan.FromSeconds(5);

    /// <summary>Takes out the rows that tell of test objects, and everything from the first row on that may.</summary>
    /// <returns>Null: nothing waits. Else up to where the log counts as read, and when it is known what that row tells of (Unix milliseconds).</returns>
    public async Task<(long ReadTo, long Until)?> TakeOutAsync(TenantSql sql, List<EventRow> rows, CancellationToken ct)
    {
        var silent = await SilentAsync(sql, rows, ct);
        if (silent.Count == 0) return null;
        HashSet<long> tests = [];
        Dictionary<long, long> open = [];
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await sql.QueryEachAsync(
            """
            select x.resource, r.id, r.state, c.at from {rows} x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            left join change c on c.tenant = @tenant and c.seq = r.version
            """,
            new SqlRows().Add("resource", rows.Where(IsSilent).SelectMany(Touched).Distinct().ToArray()),
            row =>
            {
                var made = MadeAt(row.GetGuid(1));
                if (row.GetInt16(2) == Current)
                {
                    if (now - made < (long)Decided.TotalMilliseconds) open[row.GetInt64(0)] = made + (long)Decided.TotalMilliseconds;
                }
                else if (!row.IsDBNull(3) && row.GetInt64(3) - made < (long)Life.TotalMilliseconds) tests.Add(row.GetInt64(0));
            },
            ct);
        rows.RemoveAll(row => IsSilent(row) && Touched(row).Any(tests.Contains));
        if (rows.FindIndex(row => IsSilent(row) && Touched(row).Any(open.ContainsKey)) is not (>= 0 and var first)) return null;
        var (readTo, until) = (rows[first].Seq - 1, Touched(rows[first]).Max(resource => open.GetValueOrDefault(resource)));
        rows.RemoveRange(first, rows.Count - first);
        return (readTo, until);

        bool IsSilent(EventRow row) => row.IsOfContent && silent.Contains(row.Directory);
    }

    /// <summary>The directories of these rows that say nothing of test objects.</summary>
    private static async Task<HashSet<int>> SilentAsync(TenantSql sql, List<EventRow> rows, CancellationToken ct)
    {
        HashSet<int> silent = [];
        await sql.QueryEachAsync(
            "select s.directory, s.settings from {rows} x join scim_directory s on s.tenant = @tenant and s.directory = x.directory",
            new SqlRows().Add("directory", rows.Where(row => row.IsOfContent && row.Directory > 0).Select(row => (int?)row.Directory).Distinct().ToArray()),
            row =>
            {
                if (JsonSerializer.Deserialize(row.GetString(1), ContractsJson.Default.ScimSettings)?.SuppressTestObjects == true) silent.Add(row.GetInt32(0));
            },
            ct);
        return silent;
    }

    private static IEnumerable<long> Touched(EventRow row) => new[] { row.Resource, row.To }.OfType<long>();

    /// <summary>When something pushed was made, Unix milliseconds: its id of version 7 begins with that (RFC 9562 §5.7).</summary>
    private static long MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }
}
