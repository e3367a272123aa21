using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>
/// Makes, knows and revokes the bearer tokens of pushed directories. A token that was seen is remembered for a few seconds, so that it costs no
/// query each time.
/// </summary>
internal sealed class ScimTokens(Store store, WriteQueue queue, MasterKey master, TimeProvider time) : IUsedSecrets
{
    public const int LongestName = 100;

    /// <summary>Enough for any rotation; a directory with more has lost count.</summary>
    public const int MostTokens = 100;

    private const string Columns = "k.id, k.name, k.suffix, k.created_by, k.created_at, k.last_used_at, k.expires_at, k.revoked_at";
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ScimTokenText text = new(master);
    private readonly ConcurrentDictionary<UInt128, (ScimAccess Access, long Until)> seen = new();
    private readonly ConcurrentDictionary<Guid, long> used = new();
    private readonly ScimSetup.Cache setups = new();

    /// <summary>What the token opens; null: it opens nothing, for whatever reason. Who is refused is not told why.</summary>
    public ValueTask<ScimAccess?> FindAsync(ReadOnlySpan<char> token, CancellationToken ct)
    {
        if (!ScimTokenText.IsPossible(token)) return ValueTask.FromResult<ScimAccess?>(null);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var hash = text.Hash(token);
        return seen.TryGetValue(BinaryPrimitives.ReadUInt128BigEndian(hash), out var found) && found.Until > now
            ? ValueTask.FromResult(Usable(found.Access, hash, now))
            : new ValueTask<ScimAccess?>(LookUpAsync(hash, now, ct));
    }

    /// <summary>Makes a token and answers it with its text, which is shown this once. Null: the tenant has no such directory, or it has too many.</summary>
    public async Task<(ScimToken Token, bool Full)?> CreateAsync(Caller by, TenantId tenant, Guid directory, ScimTokenCreate wanted, CancellationToken ct) =>
        await queue.WriteAsync<(ScimToken, bool)?>(tenant, WritePriority.Interactive, async scope =>
        {
            if (await ScimDirectories.KeyAsync(scope.Sql, directory) is not { } key) return null;
            var held = await scope.Sql.ScalarAsync<long>(
                "select count(*) from scim_token where tenant = @tenant and directory = @directory and revoked_at is null", default, ("directory", key.Value));
            return held >= MostTokens ? (null!, true) : (await AddAsync(scope, by, key, directory, wanted.Name?.Trim(), wanted.ExpiresAt), false);
        }, ct);

    /// <summary>Adds a token within a write.</summary>
    public async ValueTask<ScimToken> AddAsync(WriteScope scope, Caller by, DirectoryKey directory, Guid directoryId, string? name, DateTimeOffset? expiresAt)
    {
        var token = ScimTokenText.New();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        var made = new ScimToken(
            Guid.CreateVersion7(at), string.IsNullOrEmpty(name) ? null : name, ScimTokenText.Suffix(token), by.Who, at, null, expiresAt, null, token);
        await scope.Sql.ExecuteAsync(
            """
            insert into scim_token (tenant, directory, id, name, hash, suffix, created_by, created_at, expires_at)
            values (@tenant, @directory, @id, @name, @hash, @suffix, @who, @now, @end)
            """,
            default, ("directory", directory.Value), ("id", made.Id), ("name", made.Name), ("hash", text.Hash(token)), ("suffix", made.Suffix), ("who", by.Who),
            ("now", scope.Now), ("end", expiresAt?.ToUnixTimeMilliseconds()));
        scope.Audit(scope.Tenant, by.Who, "scim_token.create", made.Id.ToString(), $"directory {directoryId}, …{made.Suffix}");
        await scope.Changes.AddAsync(ChangeOp.TokenCreated, new Cause(CauseKind.Api, by.Id), directory, note: made.Id.ToString());
        return made;
    }

    /// <summary>Tokens of a directory, revoked ones too, oldest first; null: the tenant has no such directory.</summary>
    public async Task<List<ScimToken>?> ListAsync(TenantId tenant, Guid directory, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        if (await ScimDirectories.KeyAsync(read.Sql, directory, ct) is not { } key) return null;
        var after = page.After is { } text && Guid.TryParse(text, out var last) ? last : Guid.Empty;
        return await read.Sql.QueryAsync(
            $"select {Columns} from scim_token k where k.tenant = @tenant and k.directory = @directory and k.id > @after order by k.id limit @count",
            Read, ct, ("directory", key.Value), ("after", after), ("count", page.Limit + 1));
    }

    /// <summary>Ends a token at once on this server, within seconds on others. False: no such token.</summary>
    public async Task<bool> RevokeAsync(Caller by, TenantId tenant, Guid directory, Guid token, CancellationToken ct)
    {
        var revoked = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await ScimDirectories.KeyAsync(scope.Sql, directory) is not { } key) return false;
            var found = await scope.Sql.QueryAsync(
                $"select {Columns} from scim_token k where k.tenant = @tenant and k.directory = @directory and k.id = @id", Read, default,
                ("directory", key.Value), ("id", token));
            if (found is not [var row]) return false;
            if (row.RevokedAt is not null) return true;
            await scope.Sql.ExecuteAsync(
                "update scim_token set revoked_at = @now where tenant = @tenant and id = @id", default, ("now", scope.Now), ("id", token));
            scope.Audit(tenant, by.Who, "scim_token.revoke", token.ToString(), $"directory {directory}, …{row.Suffix}");
            await scope.Changes.AddAsync(ChangeOp.TokenRevoked, new Cause(CauseKind.Api, by.Id), key, note: token.ToString());
            return true;
        }, ct);
        if (revoked) Forget();
        return revoked;
    }

    /// <summary>Looks tokens up anew: something about them or their directory has changed.</summary>
    public void Forget() => seen.Clear();

    /// <summary>Writes down when tokens were last used, those of the last seconds together.</summary>
    public async Task FlushUseAsync(CancellationToken ct)
    {
        var last = used.ToArray();
        if (last.Length == 0) return;
        await queue.WriteAsync(default, WritePriority.Bulk, async scope =>
        {
            // 0 is nobody's tenant: here it stands for "whoever owns the id".
            await scope.Sql.ForEachAsync(
                "update scim_token set last_used_at = x.at from {rows} x where scim_token.id = x.id and @tenant = 0",
                new SqlRows().Add("id", last.Select(use => use.Key).ToArray()).Add("at", last.Select(use => use.Value).ToArray()));
        }, ct);
        foreach (var use in last) used.TryRemove(use);
    }

    private async Task<ScimAccess?> LookUpAsync(byte[] hash, long now, CancellationToken ct)
    {
        // The token alone says whose it is.
        await using var read = await store.ReadKeyedAsync(default, ct);
        var rows = await read.Sql.QueryAsync(
            """
            select k.id, k.hash, k.expires_at, k.revoked_at, k.tenant, k.directory, d.id, s.provider, s.enabled, s.settings from scim_token k
            join scim_directory s on s.tenant = k.tenant and s.directory = k.directory
            join directory d on d.tenant = k.tenant and d.directory = k.directory and d.source = 'scim'
            where k.hash = @hash and (@tenant = 0 or k.tenant = @tenant)
            """,
            row => new ScimAccess(
                row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3),
                new TenantId(row.GetInt32(4)), new DirectoryKey(row.GetInt32(5)), row.GetGuid(6),
                setups.Of(row.GetGuid(6), row.GetString(7), row.GetString(9)), row.GetBoolean(8)),
            ct, ("hash", hash));
        if (rows is not [var access]) return null;
        if (seen.Count >= MostRemembered) seen.Clear();
        seen[BinaryPrimitives.ReadUInt128BigEndian(hash)] = (access, now + (long)Remembered.TotalMilliseconds);
        return Usable(access, hash, now);
    }

    private ScimAccess? Usable(ScimAccess access, byte[] hash, long now)
    {
        if (!CryptographicOperations.FixedTimeEquals(access.Hash, hash) || access.RevokedAt is not null || access.ExpiresAt <= now) return null;
        used[access.TokenId] = now;
        return access;
    }

    private static ScimToken Read(DbDataReader row) => new(
        row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        At(row, 5), At(row, 6), At(row, 7));

    private static DateTimeOffset? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
