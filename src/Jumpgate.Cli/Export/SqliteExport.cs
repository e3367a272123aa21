using System.Globalization;
using Jumpgate.Contracts;
using Microsoft.Data.Sqlite;

namespace Jumpgate.Cli.Export;

/// <summary>Tables <c>resource</c>, <c>edge</c> and <c>manifest</c>, with a view a kind and one for memberships.</summary>
internal sealed class SqliteExport : IExport
{
    private const string Schema = """
        pragma journal_mode = off;
        create table manifest (name text primary key, value text not null) without rowid;
        create table resource (
          id text primary key, remote_id text not null, kind text not null, name text, email text,
          status text not null, source_status text, version integer not null, updated_at text, attributes text
        ) without rowid;
        create table edge (
          kind text not null, from_kind text not null, from_id text not null, to_kind text not null, to_id text not null, since integer not null,
          primary key (kind, from_id, to_id)
        ) without rowid;
        create view users as select * from resource where kind = 'user';
        create view admins as select * from resource where kind = 'admin';
        create view groups as select * from resource where kind = 'group';
        create view device_groups as select * from resource where kind = 'device_group';
        create view devices as select * from resource where kind = 'device';
        create view applications as select * from resource where kind = 'application';
        create view roles as select * from resource where kind = 'role';
        create view memberships as
          select e.from_id as member_id, m.name as member, m.kind as member_kind, e.to_id as group_id, g.name as "group"
          from edge e join resource m on m.id = e.from_id join resource g on g.id = e.to_id where e.kind in ('member_of', 'nested_in');
        """;

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SqliteCommand addResource;
    private readonly SqliteCommand addEdge;

    public SqliteExport(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using (var create = new SqliteCommand(Schema, connection)) create.ExecuteNonQuery();
        transaction = connection.BeginTransaction();
        addResource = Prepare("insert into resource values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", 10);
        addEdge = Prepare("insert into edge values ($1, $2, $3, $4, $5, $6)", 6);
    }

    public ValueTask AddAsync(Resource resource) => Run(
        addResource, resource.Id.ToString(), resource.RemoteId, resource.Kind, resource.Name, resource.Email, resource.Status.Value, resource.Status.SourceValue,
        resource.Version, resource.UpdatedAt?.ToString("O", CultureInfo.InvariantCulture), resource.Attributes?.GetRawText());

    public ValueTask AddAsync(Edge edge) => Run(addEdge, edge.Kind, edge.From.Kind, edge.From.Id.ToString(), edge.To.Kind, edge.To.Id.ToString(), edge.Since);

    public async ValueTask FinishAsync(ExportManifest manifest)
    {
        using var add = Prepare("insert into manifest values ($1, $2)", 2);
        foreach (var (name, value) in ((string, string)[])
            [("directory", manifest.Directory.ToString()), ("name", manifest.Name), ("as_of", manifest.AsOf), ("server", manifest.Server),
             .. manifest.Counts.Select(c => ($"count.{c.Key}", c.Value.ToString(CultureInfo.InvariantCulture)))])
        {
            await Run(add, name, value);
        }

        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await addResource.DisposeAsync();
        await addEdge.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static ValueTask Run(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }
}
