using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Makes, changes and removes directories that are pushed by SCIM.</summary>
internal sealed class ScimDirectories(WriteQueue queue, ScimTokens tokens)
{
    public const string Source = "scim";

    /// <summary>The key of the tenant's pushed directory with this id; null: it has none such.</summary>
    public static async ValueTask<DirectoryKey?> KeyAsync(TenantSql sql, Guid id, CancellationToken ct = default) =>
        await sql.QueryAsync(
            "select directory from directory where tenant = @tenant and id = @id and source = 'scim'", row => row.GetInt32(0), ct, ("id", id)) is [var key]
            ? new DirectoryKey(key)
            : null;

    /// <summary>Makes a directory with its first token.</summary>
    public Task<(Guid Id, DateTimeOffset CreatedAt, ScimToken Token)> CreateAsync(
        Caller by, TenantId tenant, string name, string provider, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        var id = Guid.CreateVersion7(at);
        var key = new DirectoryKey(await scope.Sql.ScalarAsync<int>(
            "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, @name, 'scim', @now, @hash) returning directory",
            default, ("id", id), ("name", name), ("now", scope.Now), ("hash", new byte[16])));
        await scope.Sql.ExecuteAsync(
            "insert into scim_directory (tenant, directory, provider) values (@tenant, @directory, @provider)", default, ("directory", key.Value), ("provider", provider));
        scope.Audit(tenant, by.Who, "directory.create", id.ToString(), $"{name}, pushed by {provider}");
        await scope.Changes.AddAsync(ChangeOp.DirectoryCreated, new Cause(CauseKind.Api, by.Id), key, note: name);
        return (id, at, await tokens.AddAsync(scope, by, key, id, null, null));
    }, ct);

    /// <summary>False: the tenant has no such directory.</summary>
    public async Task<bool> UpdateAsync(Caller by, TenantId tenant, Guid id, DirectoryUpdate wanted, CancellationToken ct)
    {
        var found = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await KeyAsync(scope.Sql, id) is not { } key) return false;
            (string, object?) directory = ("directory", key.Value);
            List<string> said = [];
            if (wanted.Name?.Trim() is { } name && await scope.Sql.ExecuteAsync(
                "update directory set name = @name where tenant = @tenant and directory = @directory and name <> @name", default, directory, ("name", name)) > 0) said.Add($"name {name}");
            if (wanted.Provider is { } provider && await scope.Sql.ExecuteAsync(
                "update scim_directory set provider = @provider where tenant = @tenant and directory = @directory and provider <> @provider", default, directory, ("provider", provider)) > 0)
                said.Add($"provider {provider}");
            if (wanted.Enabled is { } enabled && await scope.Sql.ExecuteAsync(
                "update scim_directory set enabled = @enabled where tenant = @tenant and directory = @directory and enabled <> @enabled", default, directory, ("enabled", enabled)) > 0)
                said.Add(enabled ? "enabled" : "disabled");
            if (said.Count == 0) return true;
            scope.Audit(tenant, by.Who, "directory.update", id.ToString(), string.Join(", ", said));
            await scope.Changes.AddAsync(ChangeOp.DirectoryUpdated, new Cause(CauseKind.Api, by.Id), key, note: string.Join(", ", said));
            return true;
        }, ct);
        tokens.Forget();
        return found;
    }

    /// <summary>Ends the endpoint and hides the directory at once; <c>DirectoryRemoval</c> empties it. False: the tenant has no such directory.</summary>
    public async Task<bool> RemoveAsync(Caller by, TenantId tenant, Guid id, CancellationToken ct)
    {
        var found = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await KeyAsync(scope.Sql, id) is not { } key) return false;
            foreach (var table in (string[])["scim_token", "scim_directory"])
                await scope.Sql.ExecuteAsync($"delete from {table} where tenant = @tenant and directory = @directory", default, ("directory", key.Value));
            await scope.Sql.ExecuteAsync("update directory set source = 'removed' where tenant = @tenant and directory = @directory", default, ("directory", key.Value));
            scope.Audit(tenant, by.Who, "directory.remove", id.ToString());
            await scope.Changes.AddAsync(ChangeOp.DirectoryRemoved, new Cause(CauseKind.Api, by.Id), key, note: id.ToString());
            return true;
        }, ct);
        tokens.Forget();
        return found;
    }
}
