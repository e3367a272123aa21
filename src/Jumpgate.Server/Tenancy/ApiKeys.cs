using System.Collections.Concurrent;
using System.Security.Cryptography;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Tenancy;

/// <summary>Makes, knows and revokes API keys. A key that was seen is remembered for a few seconds, so that it costs no query each time.</summary>
public sealed class ApiKeys(Store store, WriteQueue queue, MasterKey master, TimeProvider time) : IUsedSecrets
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, (ApiKeyRow Row, DateTimeOffset Until)> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, long> _used = new();

    /// <summary>Whose key it is, or why it is not taken.</summary>
    public async Task<(Caller? Caller, ProblemResult? Refusal)> AuthenticateAsync(string key, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var hash = ApiKeyText.Hash(master, key);
        var row = await FindAsync(hash, now, cancellation);
        if (row is null || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
            return (null, TenancyProblems.ApiKeyInvalid.Because("No key of this server has this value."));
        if (row.RevokedAt is { } revoked)
            return (null, TenancyProblems.ApiKeyRevoked.Because($"The key '{row.Name}' was revoked at {At(revoked):u}."));
        if (row.ExpiresAt is { } end && end <= now.ToUnixTimeMilliseconds())
            return (null, TenancyProblems.ApiKeyExpired.Because($"The key '{row.Name}' ended at {At(end):u}."));
        _used[row.Id] = now.ToUnixTimeMilliseconds();
        return (new Caller(row.Id, $"key:{row.Name}", row.Name, row.Role, row.Tenant), null);
    }

    /// <summary>Makes a key and answers it with its text, which is shown this once.</summary>
    public async Task<(ApiKeyRow Row, string Key)> CreateAsync(
        Caller by, string name, string role, TenantId? tenant, DateTimeOffset? expiresAt, CancellationToken cancellation)
    {
        var key = ApiKeyText.New();
        var row = await queue.WriteAsync(tenant ?? default, WritePriority.Interactive, scope =>
        {
            var added = NewRow(key, name, role, tenant, expiresAt, scope.Now);
            scope.Db.Add(added);
            scope.Audit(tenant, by.Who, "api_key.create", added.Id.ToString(), $"{name}, {role}");
            return ValueTask.FromResult(added);
        }, cancellation);
        return (row, key);
    }

    /// <summary>The first Super Administrator key, from the environment: made if it is new; the same again changes nothing.</summary>
    public Task EnsureAdminKeyAsync(string key, CancellationToken cancellation) =>
        queue.WriteAsync(default, WritePriority.Interactive, async scope =>
        {
            var row = NewRow(key, "JUMPGATE_ADMIN_KEY", ProductRoles.SuperAdministrator, null, null, scope.Now);
            var made = await scope.Sql.ExecuteAsync(
                """
                insert into api_key (id, name, role, hash, suffix, created_at) select @id, @name, @role, @hash, @suffix, @now where @tenant = 0
                on conflict (hash) do nothing
                """,
                default, ("id", row.Id), ("name", row.Name), ("role", row.Role), ("hash", row.Hash), ("suffix", row.Suffix), ("now", scope.Now));
            if (made > 0) await scope.AuditPlainAsync(null, "system", "api_key.create", row.Name, "from the environment");
        }, cancellation);

    /// <summary>Ends a key at once on this server, within seconds on others. False: no such key in reach of the caller.</summary>
    public async Task<bool> RevokeAsync(Caller by, Guid id, CancellationToken cancellation)
    {
        var revoked = await queue.WriteAsync(by.Tenant ?? default, WritePriority.Interactive, async scope =>
        {
            var row = await scope.Db.Set<ApiKeyRow>().SingleOrDefaultAsync(key => key.Id == id);
            if (row is null || (by.Tenant is not null && row.Tenant != by.Tenant)) return false;
            if (row.RevokedAt is not null) return true;
            row.RevokedAt = scope.Now;
            scope.Audit(row.Tenant, by.Who, "api_key.revoke", id.ToString(), row.Name);
            return true;
        }, cancellation);
        if (revoked) _seen.Clear();
        return revoked;
    }

    public async Task<List<ApiKeyRow>> ListAsync(TenantId? tenant, PageRequest page, CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        var rows = tenant is null ? db.ApiKeys : db.ApiKeys.Where(row => row.Tenant == tenant);
        if (page.After is { } after && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id.CompareTo(last) > 0);
        return await rows.OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellation);
    }

    /// <summary>Writes down when keys were last used, those of the last seconds together.</summary>
    public async Task FlushUseAsync(CancellationToken cancellation)
    {
        var used = _used.ToArray();
        if (used.Length == 0) return;
        await queue.WriteAsync(default, WritePriority.Bulk, async scope =>
        {
            foreach (var (id, at) in used)
                await scope.Db.Set<ApiKeyRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, at));
        }, cancellation);
        foreach (var use in used) _used.TryRemove(use);
    }

    private async ValueTask<ApiKeyRow?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellation)
    {
        var name = Convert.ToBase64String(hash);
        if (_seen.TryGetValue(name, out var seen) && seen.Until > now) return seen.Row;
        await using var db = store.Db(new CurrentTenant());
        var row = await db.ApiKeys.SingleOrDefaultAsync(key => key.Hash == hash, cancellation);
        if (row is null) return null;
        if (_seen.Count >= MostRemembered) _seen.Clear();
        _seen[name] = (row, now + Remembered);
        return row;
    }

    private ApiKeyRow NewRow(string key, string name, string role, TenantId? tenant, DateTimeOffset? expiresAt, long now) => new()
    {
        Id = Guid.CreateVersion7(At(now)),
        Tenant = tenant,
        Name = name,
        Role = role,
        Hash = ApiKeyText.Hash(master, key),
        Suffix = ApiKeyText.Suffix(key),
        CreatedAt = now,
        ExpiresAt = expiresAt?.ToUnixTimeMilliseconds(),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
