using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tenancy.SignIn;

/// <summary>
/// Accounts of the portal. The first is made at first start: from the environment, or by whoever holds the set-up token that
/// the server printed.
/// </summary>
public sealed class PersonAccounts(Store store, WriteQueue queue, MasterKey master, TimeProvider time)
{
    public const int ShortestPassword = 12;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    // PBKDF2 with HMAC-SHA512; the count follows the OWASP password storage advice.
    private static readonly PasswordHasher<PersonAccountRow> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private static readonly string NobodysHash = Hasher.HashPassword(null!, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    private readonly ConcurrentDictionary<Guid, (PersonAccountRow Row, DateTimeOffset Until)> _seen = new();

    /// <summary>The same on every server of the install and at every start, and of no use once there is an account.</summary>
    public string SetUpToken => Convert.ToHexStringLower(master.Hash("set-up token", "1"u8)[..12]);

    public bool IsSetUpToken(string? token) =>
        token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SetUpToken), Encoding.UTF8.GetBytes(token.Trim()));

    public async Task<bool> AnyAsync(CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await read.Sql.ScalarAsync<long>("select count(*) from person_account where @tenant = 0", cancellation) > 0;
    }

    /// <summary>The first account, a Super Administrator of the install; null: there is an account already.</summary>
    public Task<PersonAccountRow?> CreateFirstAsync(string name, string email, string password, CancellationToken cancellation)
    {
        var hash = Hasher.HashPassword(null!, password);
        return queue.WriteAsync<PersonAccountRow?>(default, WritePriority.Interactive, async scope =>
        {
            if (await scope.Sql.ScalarAsync<long>("select count(*) from person_account where @tenant = 0") > 0) return null;
            var row = new PersonAccountRow
            {
                Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now)),
                Name = name,
                Email = Fold(email),
                PasswordHash = hash,
                Role = ProductRoles.SuperAdministrator,
                CreatedAt = scope.Now,
            };
            await scope.Sql.ExecuteAsync(
                """
                insert into person_account (id, name, email, password_hash, role, created_at)
                select @id, @name, @email, @hash, @role, @now where @tenant = 0
                """,
                default, ("id", row.Id), ("name", row.Name), ("email", row.Email), ("hash", row.PasswordHash), ("role", row.Role), ("now", scope.Now));
            await scope.AuditPlainAsync(null, "system", "account.create", row.Id.ToString(), row.Email);
            return row;
        }, cancellation);
    }

    /// <summary>The account whose password this is; takes the same time where there is none.</summary>
    public async Task<PersonAccountRow?> CheckAsync(string email, string password, CancellationToken cancellation)
    {
        var folded = Fold(email);
        PersonAccountRow? row;
        await using (var db = store.Db(new CurrentTenant()))
            row = await db.PersonAccounts.SingleOrDefaultAsync(account => account.Email == folded, cancellation);
        var outcome = Hasher.VerifyHashedPassword(null!, row?.PasswordHash ?? NobodysHash, password);
        if (row is null || outcome == PasswordVerificationResult.Failed) return null;
        await queue.WriteAsync(default, WritePriority.Interactive, async scope =>
        {
            await scope.Db.Set<PersonAccountRow>().Where(account => account.Id == row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.SignedInAt, scope.Now));
            scope.Audit(row.Tenant, $"person:{row.Email}", "session.sign_in", row.Id.ToString());
        }, cancellation);
        return row;
    }

    /// <summary>The account of a session, looked up again every few seconds; null: it is gone.</summary>
    public async Task<PersonAccountRow?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_seen.TryGetValue(id, out var seen) && seen.Until > now) return seen.Row;
        await using var db = store.Db(new CurrentTenant());
        var row = await db.PersonAccounts.SingleOrDefaultAsync(account => account.Id == id, cancellation);
        if (row is null) _seen.TryRemove(id, out _);
        else _seen[id] = (row, now + Remembered);
        return row;
    }

    public static Caller ToCaller(PersonAccountRow row) => new(row.Id, $"person:{row.Email}", row.Name, row.Role, row.Tenant);

    private static string Fold(string email) => email.Trim().ToLowerInvariant();
}
