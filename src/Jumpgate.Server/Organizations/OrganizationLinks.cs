using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations.Checks;
using Jumpgate.Server.Organizations.Credentials;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.EntityFrameworkCore;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Organizations;

/// <summary>What is asked for when an organization is linked, after everything was checked.</summary>
public sealed record NewLink(string Name, string Type, string Region, GivenCredential Credential, DateTimeOffset? ExpiresAt, SyncSettings Settings, CheckedLink Checked);

/// <summary>Loads and saves linked organizations; every change leaves its audit row and change-log row in the same transaction.</summary>
public sealed class OrganizationLinks(Store store, WriteQueue queue, CredentialSeal seal, SyncSignal signal)
{
    public async Task<LinkedOrganization?> FindAsync(TenantId tenant, Guid id, CancellationToken cancellation = default) =>
        (await ReadAsync(tenant, rows => rows.Where(row => row.Id == id), cancellation)).SingleOrDefault();

    public async Task<LinkedOrganization?> FindAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation = default) =>
        (await ReadAsync(tenant, rows => rows.Where(row => row.Organization == organization), cancellation)).SingleOrDefault();

    public async Task<List<LinkedOrganization>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation = default)
    {
        // Links are few: the keys are compared here, for converted keys do not compare in SQL.
        var all = await ReadAsync(tenant, rows => rows, cancellation);
        return [.. all.OrderBy(link => link.Key.Value).Where(link => link.Key.Value > page.AfterNumber).Take(page.Limit + 1)];
    }

    public async Task<CredentialRow?> CredentialAsync(TenantId tenant, OrganizationKey organization, string slot, CancellationToken cancellation = default)
    {
        await using var db = store.Db(CurrentTenant.Of(tenant));
        return await db.Credentials.AsNoTracking().SingleOrDefaultAsync(row => row.Organization == organization && row.Slot == slot, cancellation);
    }

    public async Task<ILookup<OrganizationKey, CredentialRow>> CredentialsAsync(
        TenantId tenant, IReadOnlyCollection<OrganizationKey> organizations, CancellationToken cancellation = default)
    {
        await using var db = store.Db(CurrentTenant.Of(tenant));
        var rows = await db.Credentials.AsNoTracking().Where(row => organizations.Contains(row.Organization)).ToListAsync(cancellation);
        return rows.ToLookup(row => row.Organization);
    }

    /// <summary>Stores a checked link; the first sync is due at once. Where it is linked already, answers the existing one.</summary>
    public Task<(LinkedOrganization Link, bool Created)> CreateAsync(TenantId tenant, Caller by, NewLink link, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var remote = link.Checked.Organization;
            var existing = await scope.Db.Organizations.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Tenant == tenant && row.Region == link.Region && row.RemoteId == remote.Id);
            if (existing is not null) return (LinkedOrganization.Of(existing, await DirectoryIdAsync(scope.Sql, existing.Directory)), false);
            var row = await InsertAsync(scope, link);
            await scope.UseSetupLinkAsync(by, row.Id);
            scope.Db.Add(NewCredential(row, CredentialRow.Active, link.Credential, link.ExpiresAt, scope.Now, proven: true));
            scope.Audit(tenant, by.Who, "organization.link", row.Id.ToString(), $"{row.Name}, {row.Region}, {remote.Id}, {link.Credential.Method}");
            await scope.Changes.AddAsync(ChangeOp.OrganizationLinked, new Cause(CauseKind.Api, by.Id), row.Directory, note: $"{row.Id} {row.Name}");
            TellDue(scope, row);
            return (LinkedOrganization.Of(row, await DirectoryIdAsync(scope.Sql, row.Directory)), true);
        }, cancellation);

    /// <summary>Changes a stored link under the write lock; null: it is gone.</summary>
    public Task<LinkedOrganization?> ChangeAsync(
        TenantId tenant, OrganizationKey organization, Func<WriteScope, OrganizationRow, ValueTask> change, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var row = await scope.Db.Organizations.SingleOrDefaultAsync(row => row.Tenant == tenant && row.Organization == organization);
            if (row is null) return null;
            await change(scope, row);
            row.Version++;
            TellDue(scope, row);
            return LinkedOrganization.Of(row, await DirectoryIdAsync(scope.Sql, row.Directory));
        }, cancellation);

    /// <summary>Sets or clears reasons: those with a code in <paramref name="clear"/> go, <paramref name="set"/> come, each code once.</summary>
    public Task<LinkedOrganization?> SetReasonsAsync(
        TenantId tenant, OrganizationKey organization, IReadOnlyCollection<StatusReason> set, IReadOnlyCollection<string> clear, CancellationToken cancellation) =>
        ChangeAsync(tenant, organization, (_, row) =>
        {
            row.Reasons = MergeReasons(row.Reasons, set, clear);
            return ValueTask.CompletedTask;
        }, cancellation);

    /// <summary>The column after reasons came and went; a code that stays keeps the time it began.</summary>
    public static string MergeReasons(string stored, IReadOnlyCollection<StatusReason> set, IReadOnlyCollection<string> clear)
    {
        var old = StoredJson.Reasons(stored);
        var kept = old.Where(reason => !clear.Contains(reason.Code) && set.All(coming => coming.Code != reason.Code));
        var coming = set.Select(reason => old.Find(known => known.Code == reason.Code) is { } known ? reason with { At = known.At } : reason);
        return StoredJson.Write([.. kept, .. coming]);
    }

    internal CredentialRow NewCredential(OrganizationRow row, string slot, GivenCredential given, DateTimeOffset? expiresAt, long now, bool proven) => new()
    {
        Tenant = row.Tenant,
        Organization = row.Organization,
        Slot = slot,
        Method = given.Method,
        ClientId = given.ClientId,
        Secret = seal.Close(row.Tenant, given.Secret),
        Suffix = given.Suffix,
        AddedAt = now,
        ProvenAt = proven ? now : null,
        ExpiresAt = expiresAt?.ToUnixTimeMilliseconds(),
    };

    private async Task<List<LinkedOrganization>> ReadAsync(
        TenantId tenant, Func<IQueryable<OrganizationRow>, IQueryable<OrganizationRow>> which, CancellationToken cancellation)
    {
        await using var db = store.Db(CurrentTenant.Of(tenant));
        var rows = await which(db.Organizations.AsNoTracking()).ToListAsync(cancellation);
        if (rows.Count == 0) return [];
        await using var read = await store.ReadAsync(tenant, cancellation);
        var directories = (await read.Sql.QueryAsync("select directory, id from directory where tenant = @tenant", row => (row.GetInt32(0), row.GetGuid(1)), cancellation))
            .ToDictionary(row => row.Item1, row => row.Item2);
        return rows.ConvertAll(row => LinkedOrganization.Of(row, directories[row.Directory.Value]));
    }

    private void TellDue(WriteScope scope, OrganizationRow row)
    {
        if (row.Paused) return;
        if (row.NextSyncAt <= scope.Now) scope.OnCommitted(() => signal.Sync(row.Shard));
        if (row.NextRefreshAt <= scope.Now) scope.OnCommitted(() => signal.Refresh(row.Shard));
    }

    private static async ValueTask<Guid> DirectoryIdAsync(TenantSql sql, DirectoryKey directory) =>
        (await sql.QueryAsync("select id from directory where tenant = @tenant and directory = @directory", row => row.GetGuid(0), default, ("directory", directory.Value)))[0];

    private static async ValueTask<OrganizationRow> InsertAsync(WriteScope scope, NewLink link)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        var directory = await scope.Sql.ScalarAsync<int>(
            "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, @name, 'jumpcloud', @now, @hash) returning directory",
            default, ("id", Guid.CreateVersion7(at)), ("name", link.Name), ("now", scope.Now), ("hash", new byte[16]));
        var row = new OrganizationRow
        {
            Tenant = scope.Tenant,
            Id = Guid.CreateVersion7(at),
            Directory = new DirectoryKey(directory),
            Name = link.Name,
            Type = link.Type,
            Region = link.Region,
            RemoteId = link.Checked.Organization.Id,
            RemoteName = link.Checked.Organization.Name,
            HeaderId = link.Checked.HeaderId,
            Method = link.Credential.Method,
            Reasons = StoredJson.Write(PermissionReasons.Of(link.Checked.Capabilities, at)),
            Capabilities = StoredJson.Write(link.Checked.Capabilities),
            Settings = StoredJson.Write(link.Settings),
            ConnectedAt = scope.Now,
            LastGoodCallAt = scope.Now,
            NextSyncAt = scope.Now,
            NextWatchAt = scope.Now,
            Version = 1,
        };
        row.Shard = (short)(row.Id.GetHashCode() & (LinkedOrganization.Shards - 1));
        row.Organization = new OrganizationKey(await scope.Sql.ScalarAsync<int>(
            """
            insert into organization (
              tenant, id, directory, name, type, region, remote_id, remote_name, header_id, method, reasons, capabilities, settings,
              connected_at, last_good_call_at, next_sync_at, next_watch_at, shard)
            values (
              @tenant, @id, @directory, @name, @type, @region, @remote_id, @remote_name, @header_id, @method, @reasons, @capabilities, @settings,
              @now, @now, @now, @now, @shard)
            returning organization
            """,
            default,
            ("id", row.Id), ("directory", directory), ("name", row.Name), ("type", row.Type), ("region", row.Region), ("remote_id", row.RemoteId),
            ("remote_name", row.RemoteName), ("header_id", row.HeaderId), ("method", row.Method), ("reasons", row.Reasons),
            ("capabilities", row.Capabilities), ("settings", row.Settings), ("now", scope.Now), ("shard", row.Shard)));
        return row;
    }
}
