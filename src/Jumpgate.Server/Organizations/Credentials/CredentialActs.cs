using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations.Checks;
using Jumpgate.Server.Tenancy;
using Cause = Jumpgate.Server.Data.Cause;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations.Credentials;

/// <summary>
/// Stage, prove, switch, drop, replace. Nothing is stored or activated that JumpCloud has not just accepted for the same
/// organization; the active credential works on until the moment of the switch.
/// </summary>
public sealed class CredentialActs(OrganizationLinks links, LinkCheck check, JumpCloudClients clients, CredentialSeal seal, TimeProvider time)
{
    // What a working credential puts right.
    private static readonly string[] Healed =
    [
        LinkProblems.InvalidCredentials.Code, LinkProblems.CredentialExpired.Code, LinkProblems.ServiceAccountDisabled.Code, LinkProblems.SecretNearEnd.Code,
        LinkProblems.MissingPermission.Code, LinkProblems.OrganizationChanged.Code, LinkProblems.WrongRegionSuspected.Code, LinkProblems.OrganizationRequired.Code,
        LinkProblems.OrganizationNotFound.Code, LinkProblems.UpstreamRefused.Code, LinkProblems.UpstreamUnavailable.Code, LinkProblems.UpstreamTimeout.Code,
    ];

    public async Task<ProblemResult?> StageAsync(
        LinkedOrganization link, Region region, GivenCredential given, DateTimeOffset? expiresAt, Caller by, CancellationToken cancellation)
    {
        var (_, problem) = await ProveAsync(link, region, given.ToCredential(), cancellation);
        if (problem is not null) return problem;
        await StoreAsync(link, CredentialRow.Standby, given, expiresAt, ChangeOp.CredentialStaged, "credential.stage", null, by, cancellation);
        return null;
    }

    public async Task<ProblemResult?> ReplaceAsync(
        LinkedOrganization link, Region region, GivenCredential given, DateTimeOffset? expiresAt, Caller by, CancellationToken cancellation)
    {
        var (proven, problem) = await ProveAsync(link, region, given.ToCredential(), cancellation);
        if (problem is not null) return problem;
        await StoreAsync(link, CredentialRow.Active, given, expiresAt, ChangeOp.CredentialSwitched, "credential.replace", proven, by, cancellation);
        await clients.RefreshAsync(link.Tenant, link.Key, cancellation);
        return null;
    }

    public async Task<ProblemResult?> ProveStandbyAsync(LinkedOrganization link, Region region, Caller by, CancellationToken cancellation)
    {
        if (await links.CredentialAsync(link.Tenant, link.Key, CredentialRow.Standby, cancellation) is not { } standby) return Missing(link);
        var (_, problem) = await ProveAsync(link, region, seal.Open(standby), cancellation);
        await links.ChangeAsync(link.Tenant, link.Key, async (scope, _) =>
        {
            await scope.Sql.ExecuteAsync(
                "update credential set proven_at = @at where tenant = @tenant and organization = @organization and slot = 'standby'",
                default, ("organization", link.Key.Value), ("at", problem is null ? scope.Now : null));
            scope.Audit(link.Tenant, by.Who, "credential.prove", link.Id.ToString(), problem is null ? "accepted" : problem.Value.Code);
            if (problem is null) await NoteAsync(scope, ChangeOp.CredentialProven, link, by, standby.Suffix);
        }, cancellation);
        return problem;
    }

    public async Task<ProblemResult?> SwitchAsync(LinkedOrganization link, Region region, Caller by, CancellationToken cancellation)
    {
        if (await links.CredentialAsync(link.Tenant, link.Key, CredentialRow.Standby, cancellation) is not { } standby) return Missing(link);
        var (proven, problem) = await ProveAsync(link, region, seal.Open(standby), cancellation);
        if (proven is null) return LinkProblems.StandbyNotProven.Because($"{problem!.Value.Title} {problem.Value.Detail}", errors: problem.Value.Errors, upstream: problem.Value.Upstream);
        await links.ChangeAsync(link.Tenant, link.Key, async (scope, row) =>
        {
            var swapped = await scope.Sql.ExecuteAsync(
                "update credential set slot = 'moving' where tenant = @tenant and organization = @organization and slot = 'standby' and added_at = @added",
                default, ("organization", link.Key.Value), ("added", standby.AddedAt));
            if (swapped == 0) throw new ProblemException(Missing(link));
            await MoveAsync(scope, link, "active", "standby");
            await MoveAsync(scope, link, "moving", "active");
            await scope.Sql.ExecuteAsync(
                "update credential set proven_at = @now where tenant = @tenant and organization = @organization and slot = 'active'",
                default, ("organization", link.Key.Value), ("now", scope.Now));
            Take(row, standby.Method, proven, scope.Now);
            scope.Audit(link.Tenant, by.Who, "credential.switch", link.Id.ToString(), $"to …{standby.Suffix}");
            await NoteAsync(scope, ChangeOp.CredentialSwitched, link, by, standby.Suffix);
        }, cancellation);
        await clients.RefreshAsync(link.Tenant, link.Key, cancellation);
        return null;
    }

    public async Task<ProblemResult?> DropAsync(LinkedOrganization link, Caller by, CancellationToken cancellation)
    {
        var dropped = false;
        await links.ChangeAsync(link.Tenant, link.Key, async (scope, _) =>
        {
            dropped = await scope.Sql.ExecuteAsync(
                "delete from credential where tenant = @tenant and organization = @organization and slot = 'standby'",
                default, ("organization", link.Key.Value)) > 0;
            if (!dropped) return;
            scope.Audit(link.Tenant, by.Who, "credential.drop", link.Id.ToString());
            await NoteAsync(scope, ChangeOp.CredentialDropped, link, by, null);
        }, cancellation);
        return dropped ? null : Missing(link);
    }

    /// <summary>Asks JumpCloud anew what the active credential may do.</summary>
    public async Task<ProblemResult?> RecheckAsync(LinkedOrganization link, Region region, Caller by, CancellationToken cancellation)
    {
        if (await links.CredentialAsync(link.Tenant, link.Key, CredentialRow.Active, cancellation) is not { } active) return Missing(link);
        var (proven, problem) = await ProveAsync(link, region, seal.Open(active), cancellation);
        if (proven is null) return problem;
        await links.ChangeAsync(link.Tenant, link.Key, (scope, row) =>
        {
            Take(row, active.Method, proven, scope.Now);
            scope.Audit(link.Tenant, by.Who, "organization.check", link.Id.ToString());
            return ValueTask.CompletedTask;
        }, cancellation);
        return null;
    }

    private async Task<(CheckedLink? Proven, ProblemResult? Problem)> ProveAsync(
        LinkedOrganization link, Region region, JumpCloud.Credential credential, CancellationToken cancellation)
    {
        var governor = await clients.GovernorAsync(link.Tenant, link.Key, cancellation);
        var (proven, problem) = await check.RunAsync(region, credential, link.HeaderId, governor, cancellation);
        if (proven is null) return (null, problem);
        return proven.Organization.Id.Equals(link.RemoteId, StringComparison.OrdinalIgnoreCase)
            ? (proven, null)
            : (null, LinkProblems.OrganizationChanged.Because(
                $"They belong to {proven.Organization.Name ?? "an organization"} ({proven.Organization.Id}); this link is to {link.RemoteName ?? "the organization"} ({link.RemoteId})."));
    }

    private Task<LinkedOrganization?> StoreAsync(
        LinkedOrganization link, string slot, GivenCredential given, DateTimeOffset? expiresAt, ChangeOp op, string act, CheckedLink? proven, Caller by,
        CancellationToken cancellation) =>
        links.ChangeAsync(link.Tenant, link.Key, async (scope, row) =>
        {
            await scope.Sql.ExecuteAsync(
                "delete from credential where tenant = @tenant and organization = @organization and slot = @slot",
                default, ("organization", link.Key.Value), ("slot", slot));
            scope.Db.Add(links.NewCredential(row, slot, given, expiresAt, scope.Now, proven: true));
            row.NextWatchAt = scope.Now;
            if (proven is not null) Take(row, given.Method, proven, scope.Now);
            scope.Audit(link.Tenant, by.Who, act, link.Id.ToString(), $"{given.Method} …{given.Suffix}");
            await NoteAsync(scope, op, link, by, given.Suffix);
        }, cancellation);

    private void Take(OrganizationRow row, string method, CheckedLink proven, long now)
    {
        var wasStopped = StoredJson.Reasons(row.Reasons).Any(reason => reason.Severity == Severities.Error);
        row.Method = method;
        row.RemoteName = proven.Organization.Name ?? row.RemoteName;
        row.Capabilities = StoredJson.Write(proven.Capabilities);
        row.Reasons = OrganizationLinks.MergeReasons(row.Reasons, PermissionReasons.Of(proven.Capabilities, time.GetUtcNow()), Healed);
        row.LastGoodCallAt = now;
        row.NextWatchAt = now;
        if (row.Paused) return;
        if (wasStopped) row.NextSyncAt = now;
        // Events may have been refused meanwhile.
        if (row.NextRefreshAt is not null) row.NextRefreshAt = now;
    }

    private static async ValueTask MoveAsync(WriteScope scope, LinkedOrganization link, string from, string to) =>
        await scope.Sql.ExecuteAsync(
            "update credential set slot = @to where tenant = @tenant and organization = @organization and slot = @from",
            default, ("organization", link.Key.Value), ("from", from), ("to", to));

    private static async ValueTask NoteAsync(WriteScope scope, ChangeOp op, LinkedOrganization link, Caller by, string? suffix) =>
        await scope.Changes.AddAsync(op, new Cause(CauseKind.Api, by.Id), link.Directory, note: suffix is null ? link.Name : $"{link.Name}, …{suffix}");

    private static ProblemResult Missing(LinkedOrganization link) => LinkProblems.StandbyMissing.Because($"{link.Name} has one credential.");
}
