using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Microsoft.EntityFrameworkCore;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Organizations.Credentials;

/// <summary>Warns once per stage before credentials end, and says when they have: as a reason on the organization and in the change log.</summary>
public sealed class ExpiryWatch(Store store, WriteQueue queue, TimeProvider time)
{
    /// <summary>Looks at every organization whose watch is due.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<(TenantId Tenant, OrganizationKey Organization)> due;
        await using (var read = await store.ReadAsync(default, cancellation))
        {
            due = await read.Sql.QueryAsync(
                "select tenant, organization from organization where next_watch_at <= @now and @tenant = 0 limit 1000",
                row => (new TenantId(row.GetInt32(0)), new OrganizationKey(row.GetInt32(1))), cancellation, ("now", now));
        }

        foreach (var (tenant, organization) in due)
            await queue.WriteAsync(tenant, WritePriority.Bulk, scope => LookAsync(scope, organization), cancellation);
    }

    private static async ValueTask LookAsync(WriteScope scope, OrganizationKey organization)
    {
        var tenant = scope.Tenant;
        var row = await scope.Db.Organizations.SingleOrDefaultAsync(row => row.Tenant == tenant && row.Organization == organization);
        if (row is null) return;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        var credentials = await scope.Db.Credentials.Where(row => row.Tenant == tenant && row.Organization == organization).ToListAsync();
        DateTimeOffset? next = null;
        foreach (var credential in credentials.Where(credential => credential.ExpiresAt is not null))
        {
            var end = DateTimeOffset.FromUnixTimeMilliseconds(credential.ExpiresAt!.Value);
            if (ExpiryStages.At(end, now) is { } stage && (credential.WarnedDays is not { } warned || stage < warned))
                await WarnAsync(scope, row, credential, stage, end, now);
            if (ExpiryStages.Next(end, now) is { } at && (next is null || at < next)) next = at;
        }

        row.NextWatchAt = next?.ToUnixTimeMilliseconds();
    }

    private static async ValueTask WarnAsync(
        WriteScope scope, OrganizationRow row, CredentialRow credential, int stage, DateTimeOffset end, DateTimeOffset now)
    {
        credential.WarnedDays = stage;
        var over = stage == 0;
        var active = credential.Slot == CredentialRow.Active;
        var isKey = credential.Method == LinkMethods.ApiKey;
        var name = $"The {(isKey ? "API key" : "client secret")} …{credential.Suffix}{(active ? "" : " (standby)")}";
        var detail = over ? $"{name} ended at {end:u}." : $"{name} ends at {end:u}, in {Days(ExpiryStages.DaysLeft(end, now))}.";
        await scope.Changes.AddAsync(
            over ? ChangeOp.CredentialExpired : ChangeOp.CredentialExpiring, new Cause(CauseKind.System, null), row.Directory, note: $"{row.Name}: {detail}");
        if (!active) return;
        var code = over ? LinkProblems.CredentialExpired : LinkProblems.SecretNearEnd;
        var fix = isKey && !over ? LinkProblems.KeyNearEndFix : code.Fix;
        var reason = new StatusReason(code.Code, code.Title, detail, fix, code.Docs, now, over ? Severities.Error : Severities.Warning);
        row.Reasons = OrganizationLinks.MergeReasons(row.Reasons, [reason], over ? [LinkProblems.SecretNearEnd.Code] : []);
        row.Version++;
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
