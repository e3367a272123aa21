using System.Globalization;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>The one process counts in memory; the database keeps a mark that no restart goes below.</summary>
internal sealed class SqliteTicks : IDisposable
{
    private const long Block = 100_000;
    private readonly SemaphoreSlim gate = new(1, 1);
    private long next = 1, end = 1;

    public async ValueTask<long> NextAsync(Func<CancellationToken, ValueTask<StoreConnection>> open, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (next >= end)
            {
                await using var connection = await open(ct);
                await using var command = connection.Connection.CreateCommand();
                command.CommandText = $"update read_tick set next = next + {Block.ToString(CultureInfo.InvariantCulture)} returning next";
                end = Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
                next = end - Block;
            }

            return next++;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
