using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>Makes, knows, revokes and forgets setup links: each lets whoever holds it do one piece of setup in one tenant.</summary>
public sealed class SetupLinks(Store store, WriteQueue queue, MasterKey master, TimeProvider time)
{
    /// <summary>The role of a visitor; it has no right, only the routes of <see cref="SetupVisit.MapSetupGroup"/>.</summary>
    public const string Role = "Setup link";

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    // A page loaded again and again is one opening.
    private static readonly TimeSpan OneOpening = TimeSpan.FromMinutes(10);

    public static Caller ToCaller(SetupLinkRow row) => new(row.Id, $"setup-link:{row.Id}", "Setup link", Role, row.Tenant);

    /// <summary>Makes a link and answers it with its token, which is shown this once.</summary>
    public async Task<(SetupLinkRow Row, string Token)> CreateAsync(
        Caller by, TenantId tenant, string purpose, TimeSpan life, string? embed, Guid? directory, CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = await queue.WriteAsync(tenant, WritePriority.Interactive, scope =>
        {
            var added = new SetupLinkRow
            {
                Tenant = tenant,
                Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now)),
                Purpose = purpose,
                Hash = Hash(token),
                Embed = embed,
                Directory = directory,
                CreatedBy = by.Who,
                CreatedAt = scope.Now,
                ExpiresAt = scope.Now + (long)life.TotalMilliseconds,
            };
            scope.Db.Add(added);
            scope.Audit(tenant, by.Who, "setup_link.create", added.Id.ToString(), $"{purpose}, ends {DateTimeOffset.FromUnixTimeMilliseconds(added.ExpiresAt):u}");
            return ValueTask.FromResult(added);
        }, cancellation);
        return (row, token);
    }

    /// <summary>Whether the tenant has a pushed directory with this id.</summary>
    public async Task<bool> HasPushedAsync(TenantId tenant, Guid directory, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.ScalarAsync<long>(
            "select count(*) from directory where tenant = @tenant and id = @id and source = 'scim'", cancellation, ("id", directory)) > 0;
    }

    public async Task<List<SetupLinkRow>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        await using var db = store.Db(CurrentTenant.Of(tenant));
        var rows = db.Set<SetupLinkRow>().AsNoTracking();
        if (page.After is { } after && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id.CompareTo(last) > 0);
        return await rows.OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellation);
    }

    /// <summary>Ends a link and every page opened by it, at once. False: the tenant has no such link.</summary>
    public Task<bool> RevokeAsync(Caller by, TenantId tenant, Guid id, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var row = await scope.Db.Set<SetupLinkRow>().SingleOrDefaultAsync(link => link.Tenant == tenant && link.Id == id);
            if (row is null) return false;
            if (row.RevokedAt is not null) return true;
            row.RevokedAt = scope.Now;
            scope.Audit(tenant, by.Who, "setup_link.revoke", id.ToString());
            return true;
        }, cancellation);

    /// <summary>The link with this token, or why it does not open.</summary>
    public async Task<(SetupLinkRow? Link, ProblemResult? Refusal)> FindAsync(string? token, CancellationToken cancellation)
    {
        var hash = Hash(token?.Trim() ?? "");
        // The token alone says whose it is.
        var anyone = new CurrentTenant();
        anyone.SetAll();
        await using var db = store.Db(anyone);
        return Usable(await db.Set<SetupLinkRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation));
    }

    /// <summary>The link as it is now.</summary>
    public async Task<(SetupLinkRow? Link, ProblemResult? Refusal)> FindAsync(TenantId tenant, Guid id, CancellationToken cancellation)
    {
        await using var db = store.Db(CurrentTenant.Of(tenant));
        return Usable(await db.Set<SetupLinkRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation));
    }

    public async Task OpenedAsync(SetupLinkRow link, CancellationToken cancellation)
    {
        if (link.OpenedAt is { } last && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(last) < OneOpening) return;
        await queue.WriteAsync(link.Tenant, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                "update setup_link set opened_at = @now where tenant = @tenant and id = @id", default, ("now", scope.Now), ("id", link.Id));
            scope.Audit(link.Tenant, ToCaller(link).Who, "setup_link.open", link.Id.ToString());
        }, cancellation);
    }

    /// <summary>Deletes the links that ended long ago.</summary>
    public Task ForgetAsync(CancellationToken cancellation) =>
        queue.WriteAsync(default, WritePriority.Bulk, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                "delete from setup_link where @tenant = 0 and expires_at < @old", default, ("old", scope.Now - (long)KeptAfterEnd.TotalMilliseconds));
        }, cancellation);

    private (SetupLinkRow?, ProblemResult?) Usable(SetupLinkRow? row)
    {
        if (row is null or { RevokedAt: not null })
            return (null, SetupLinkProblems.Unknown.Because("It is not complete, or it was taken back."));
        if (row.ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds())
            return (null, SetupLinkProblems.Expired.Because($"It could be used until {DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt):u}."));
        return (row, null);
    }

    private byte[] Hash(string token) => master.Hash("setup link", Encoding.UTF8.GetBytes(token));
}

internal static class SetupLinkUse
{
    extension(WriteScope scope)
    {
        /// <summary>Notes what a visitor connected, in the transaction that connects it; other callers are passed by.</summary>
        /// <exception cref="ProblemException">The link was used or ended meanwhile.</exception>
        public ValueTask UseSetupLinkAsync(Caller by, Guid organization) => scope.UseSetupLinkAsync(by, SetupPurposes.Link, "organization", organization);

        /// <summary>Notes the pushed directory a visitor made, in the transaction that makes it; other callers are passed by.</summary>
        /// <exception cref="ProblemException">The link was used or ended meanwhile.</exception>
        public ValueTask UseSetupLinkForDirectoryAsync(Caller by, Guid directory) => scope.UseSetupLinkAsync(by, SetupPurposes.Scim, "directory", directory);

        private async ValueTask UseSetupLinkAsync(Caller by, string purpose, string column, Guid made)
        {
            if (by.Role != SetupLinks.Role) return;
            var used = await scope.Sql.ExecuteAsync(
                $"""
                update setup_link set {column} = @made
                where tenant = @tenant and id = @id and purpose = @purpose and {column} is null and revoked_at is null and expires_at > @now
                """,
                default, ("made", made), ("id", by.Id), ("purpose", purpose), ("now", scope.Now));
            if (used == 0) throw new ProblemException(SetupLinkProblems.Used.Because("Something was connected by it, or it ended meanwhile."));
            scope.Audit(scope.Tenant, by.Who, "setup_link.use", by.Id.ToString(), made.ToString());
        }
    }
}
