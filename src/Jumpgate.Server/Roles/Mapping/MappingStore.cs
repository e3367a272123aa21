using System.Collections.Concurrent;
using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Tenancy;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A saved version of a directory's mapping text.</summary>
internal sealed record MappingRow(int Version, string Text, string? Note, int? Restores, string SavedBy, long SavedAt, bool Current)
{
    public const string Columns = "m.version, m.text, m.note, m.restores, m.saved_by, m.saved_at, c.version = m.version";

    public static MappingRow Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetString(4), row.GetInt64(5), row.GetBoolean(6));
}

/// <summary>Keeps the mapping texts of directories, every version of them, and the mappings they compile to.</summary>
internal sealed class MappingStore(WriteQueue queue, RoleWake wake)
{
    private readonly ConcurrentDictionary<(TenantId, DirectoryKey), (int Version, long Stamp, RoleMapping Mapping)> compiled = new();

    private const string From = "from role_mapping m join role_cursor c on c.tenant = m.tenant and c.directory = m.directory where m.tenant = @tenant and m.directory = @directory";

    /// <summary>A version; without one, that which holds. Null: there is none.</summary>
    public static async Task<MappingRow?> FindAsync(TenantSql sql, DirectoryKey directory, int? version, CancellationToken ct) =>
        (await sql.QueryAsync(
            $"select {MappingRow.Columns} {From} and m.version = {(version is null ? "c.version" : "@version")}", MappingRow.Read, ct,
            [("directory", directory.Value), .. version is { } one ? new (string, object?)[] { ("version", one) } : []])).FirstOrDefault();

    /// <summary>Versions before one, the newest first.</summary>
    public static async Task<List<MappingRow>> BeforeAsync(TenantSql sql, DirectoryKey directory, int before, int limit, CancellationToken ct) => await sql.QueryAsync(
        $"select {MappingRow.Columns} {From} and m.version < @before order by m.version desc limit @limit", MappingRow.Read, ct,
        ("directory", directory.Value), ("before", before), ("limit", limit));

    /// <summary>The mapping that holds, compiled; null: the directory has none.</summary>
    public async ValueTask<(int Version, RoleMapping Mapping)?> CurrentAsync(TenantSql sql, DirectoryKey directory, CancellationToken ct)
    {
        var found = await sql.QueryAsync(
            """
            select c.version, coalesce(k.stamp, 0) from role_cursor c left join app_role_catalogue k on k.tenant = c.tenant
            where c.tenant = @tenant and c.directory = @directory
            """,
            row => (Version: row.GetInt32(0), Stamp: row.GetInt64(1)), ct, ("directory", directory.Value));
        if (found is not [var now]) return null;
        if (compiled.TryGetValue((sql.Tenant, directory), out var kept) && (kept.Version, kept.Stamp) == (now.Version, now.Stamp)) return (now.Version, kept.Mapping);
        var row = await FindAsync(sql, directory, now.Version, ct);
        var mapping = MappingCompiler.Compile(row!.Text, await RoleRow.SetAsync(sql, ct)).Mapping
            ?? throw new InvalidOperationException($"Version {now.Version} of a saved mapping does not compile.");
        compiled[(sql.Tenant, directory)] = (now.Version, now.Stamp, mapping);
        return (now.Version, mapping);
    }

    /// <summary>Saves a text as the version that holds. What is wrong with it is thrown.</summary>
    /// <param name="restores">The version whose text it is.</param>
    public async Task<int> SaveAsync(
        Caller by, TenantId tenant, DirectoryKey directory, Guid directoryId, string text, string? note, int? restores, int? ifVersion, CancellationToken ct)
    {
        var (version, shard) = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            (string, object?) of = ("directory", directory.Value);
            var cursors = await scope.Sql.QueryAsync(
                $"select version from role_cursor where tenant = @tenant and directory = @directory {scope.Sql.Dialect.ForUpdate}", row => row.GetInt32(0), default, of);
            var standing = cursors is [var held] ? held : 0;
            if (ifVersion is { } expected && expected != standing)
                throw new ProblemException(RoleProblems.MappingMoved.Because(
                    standing == 0 ? "The directory has no mapping yet." : $"Version {standing} holds, not {expected}.", "ifVersion"));
            RequireSound(MappingCompiler.Compile(text, await RoleRow.SetAsync(scope.Sql, default)));
            var next = 1 + await scope.Sql.ScalarAsync<long>(
                "select cast(coalesce(max(version), 0) as bigint) from role_mapping where tenant = @tenant and directory = @directory", default, of);
            await scope.Sql.ExecuteAsync(
                """
                insert into role_mapping (tenant, directory, version, text, note, restores, saved_by, saved_at)
                values (@tenant, @directory, @version, @text, @note, @restores, @by, @now)
                """,
                default, of, ("version", (int)next), ("text", text), ("note", note), ("restores", restores), ("by", by.Who), ("now", scope.Now));
            var seq = await scope.Changes.AddAsync(ChangeOp.DirectoryUpdated, new Cause(CauseKind.Api, by.Id), directory, note: $"role mapping version {next}");
            var shardOf = RoleWake.ShardOf(directory);
            await scope.Sql.ExecuteAsync(
                """
                insert into role_cursor (tenant, directory, version, seq, scan, shard) values (@tenant, @directory, @version, @seq, 0, @shard)
                on conflict (tenant, directory) do update set version = excluded.version, scan = 0
                """,
                default, of, ("version", (int)next), ("seq", seq), ("shard", shardOf));
            scope.Audit(tenant, by.Who, "role_mapping.save", directoryId.ToString(), $"version {next}");
            return ((int)next, shardOf);
        }, ct);
        wake.Add(tenant, shard);
        wake.Wake(shard);
        return version;
    }

    /// <summary>
    /// To be called in the transaction that changed the catalogue: every mapping of the tenant must still compile, and is calculated anew.
    /// </summary>
    /// <exception cref="ProblemException">A mapping relies on what was changed.</exception>
    public async ValueTask CatalogueChangedAsync(WriteScope scope)
    {
        await scope.Sql.ExecuteAsync(
            "insert into app_role_catalogue (tenant, stamp) values (@tenant, 1) on conflict (tenant) do update set stamp = app_role_catalogue.stamp + 1");
        var set = await RoleRow.SetAsync(scope.Sql, default);
        var texts = await scope.Sql.QueryAsync(
            """
            select d.id, d.name, m.version, m.text, c.shard from role_cursor c
            join role_mapping m on m.tenant = c.tenant and m.directory = c.directory and m.version = c.version
            join directory d on d.tenant = c.tenant and d.directory = c.directory and d.source not in ('removed', 'emptied')
            where c.tenant = @tenant order by c.directory
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Version: row.GetInt32(2), Text: row.GetString(3), Shard: (int)row.GetInt16(4)));
        List<FieldProblem> broken = [];
        foreach (var text in texts)
        {
            var outcome = MappingCompiler.Compile(text.Text, set);
            var where = $"The mapping of {text.Name} (version {text.Version})";
            broken.AddRange(outcome.Errors.Select(error => new FieldProblem($"directories/{text.Id}/role-mapping", error.Code, $"{where}, line {error.Line}: {error.Cause}", error.Fix, error.Line, error.Column)));
            broken.AddRange(outcome.Tests.Where(test => !test.Passed).Select(test => MappingProblems.Failed(test, where)));
        }

        if (broken.Count > 0)
            throw new ProblemException(RoleProblems.RoleInUse.Because(string.Join(" ", broken.Take(3).Select(fault => fault.Detail)), errors: broken));
        if (texts.Count == 0) return;
        await scope.Sql.ExecuteAsync("update role_cursor set scan = 0 where tenant = @tenant");
        scope.OnCommitted(() =>
        {
            foreach (var shard in texts.Select(text => text.Shard).Distinct()) wake.Wake(shard);
        });
    }

    private static void RequireSound(CompiledMapping outcome)
    {
        if (MappingProblems.Of(outcome) is { } refused) throw new ProblemException(refused);
    }
}
