using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Jumpgate.Server.Data;

/// <summary>Runs the numbered schema scripts of the store, one transaction per step.</summary>
public sealed class Migrator(IStoreDialect dialect, IReadOnlyList<SchemaStep>? given = null)
{
    private readonly IReadOnlyList<SchemaStep> steps = given ?? SchemaStep.Of(dialect.Name);

    public int Newest => steps[^1].Number;

    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var connection = await dialect.OpenForMigrationAsync(ct);
        await ExecuteAsync(connection, null, "create table if not exists schema_version (version integer primary key, name text not null)", ct);
        var current = await VersionAsync(connection, ct);
        if (current > Newest)
        {
            throw new StoreRefusedException(
                $"The database has schema {current}, this server knows up to {Newest}. It was used by a newer Jumpgate: start that version, or restore a backup.");
        }

        foreach (var step in steps.Where(step => step.Number > current))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await ExecuteAsync(connection, transaction, step.Sql, ct);
            await ExecuteAsync(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"insert into schema_version (version, name) values ({step.Number}, '{step.Name}')"), ct);
            await transaction.CommitAsync(ct);
        }
    }

    public static async Task<int> VersionAsync(DbConnection connection, CancellationToken ct = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(version), 0) from schema_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>One numbered script, e.g. <c>Postgres/001_base.sql</c>.</summary>
public sealed record SchemaStep(int Number, string Name, string Sql)
{
    public static IReadOnlyList<SchemaStep> Of(string store)
    {
        var assembly = typeof(SchemaStep).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains($".Data.{store}.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(step => step.Number)];
    }

    private static SchemaStep Read(Assembly assembly, string resource)
    {
        var name = resource.Split('.')[^2];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new SchemaStep(int.Parse(name[..3].TrimStart('_'), CultureInfo.InvariantCulture), name[4..], reader.ReadToEnd());
    }
}
