using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Makes, changes and removes directories that are pushed by SCIM.</summary>
internal sealed class ScimDirectories(Store store, WriteQueue queue, ScimTokens tokens)
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
        Caller by, TenantId tenant, string name, string provider, ScimSettings? settings, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        var id = Guid.CreateVersion7(at);
        var key = new DirectoryKey(await scope.Sql.ScalarAsync<int>(
            "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, @name, 'scim', @now, @hash) returning directory",
            default, ("id", id), ("name", name), ("now", scope.Now), ("hash", new byte[16])));
        await scope.Sql.ExecuteAsync(
            "insert into scim_directory (tenant, directory, provider, settings) values (@tenant, @directory, @provider, @settings)", default,
            ("directory", key.Value), ("provider", provider), ("settings", PushSettings.Text(PushSettings.Over(new ScimSettings(), settings ?? new ScimSettings()))));
        scope.Audit(tenant, by.Who, "directory.create", id.ToString(), $"{name}, pushed by {provider}");
        await scope.UseSetupLinkForDirectoryAsync(by, id);
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
            if (wanted.Settings is { } settings && await SetAsync(scope, directory, settings) is { Length: > 0 } set) said.Add($"settings {set}");
            if (said.Count > 0) await scope.Changes.AddAsync(ChangeOp.DirectoryUpdated, new Cause(CauseKind.Api, by.Id), key, note: string.Join(", ", said));
            if (wanted.Enabled is { } enabled && await scope.Sql.ExecuteAsync(
                "update scim_directory set enabled = @enabled where tenant = @tenant and directory = @directory and enabled <> @enabled", default, directory, ("enabled", enabled)) > 0)
            {
                said.Add(enabled ? "enabled" : "disabled");
                await scope.Changes.AddAsync(enabled ? ChangeOp.DirectoryEnabled : ChangeOp.DirectoryDisabled, new Cause(CauseKind.Api, by.Id), key);
            }

            if (said.Count > 0) scope.Audit(tenant, by.Who, "directory.update", id.ToString(), string.Join(", ", said));
            return true;
        }, ct);
        tokens.Forget();
        return found;
    }

    /// <summary>Whether an organization is linked in the tenant.</summary>
    public async Task<bool> IsLinkedAsync(TenantId tenant, Guid organization, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await read.Sql.ScalarAsync<long>("select count(*) from organization where tenant = @tenant and id = @id", ct, ("id", organization)) > 0;
    }

    /// <summary>Writes what is set anew; answers the names of what differs.</summary>
    private static async ValueTask<string> SetAsync(WriteScope scope, (string, object?) directory, ScimSettings wanted)
    {
        var former = await scope.Sql.ScalarAsync<string>("select settings from scim_directory where tenant = @tenant and directory = @directory", default, directory) ?? "{}";
        var next = PushSettings.Text(PushSettings.Over(PushSettings.Parse(former), wanted));
        if (next == former) return "";
        await scope.Sql.ExecuteAsync("update scim_directory set settings = @settings where tenant = @tenant and directory = @directory", default, directory, ("settings", next));
        var (was, now) = (JsonNode.Parse(former)!.AsObject(), JsonNode.Parse(next)!.AsObject());
        return string.Join(' ', was.Concat(now).Select(member => member.Key).Distinct().Where(name => !JsonNode.DeepEquals(was[name], now[name])));
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
