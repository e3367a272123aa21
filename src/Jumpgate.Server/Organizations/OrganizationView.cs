using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations.Credentials;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Organizations;

/// <summary>Linked organizations as the API shows them.</summary>
public sealed class OrganizationView(
    OrganizationLinks links, RegionCatalog regions, TenantCatalog tenants, IEnumerable<IOrganizationRuns> runs, TimeProvider time)
{
    public async Task<Organization> ShowAsync(LinkedOrganization link, CancellationToken cancellation) => (await ShowAsync([link], cancellation))[0];

    public async Task<IReadOnlyList<Organization>> ShowAsync(IReadOnlyList<LinkedOrganization> shown, CancellationToken cancellation)
    {
        if (shown.Count == 0) return [];
        var tenant = shown[0].Tenant;
        OrganizationKey[] keys = [.. shown.Select(link => link.Key)];
        var credentials = await links.CredentialsAsync(tenant, keys, cancellation);
        var name = (await tenants.GetAsync(tenant, cancellation)).Name;
        var running = runs.FirstOrDefault() is { } source ? await source.ReadAsync(tenant, keys, cancellation) : null;
        return [.. shown.Select(link => Show(link, name, [.. credentials[link.Key]], running?.GetValueOrDefault(link.Key)))];
    }

    private Organization Show(LinkedOrganization link, string tenant, IReadOnlyList<CredentialRow> credentials, OrganizationRuns? runs)
    {
        var active = State(credentials, CredentialRow.Active);
        var status = OrganizationStates.Of(link, active, runs);
        var reasons = link.Reasons.ToList();
        if (status == OrganizationStatus.Syncing) reasons.Add(FirstSync(link, runs));
        if (status == OrganizationStatus.Held) reasons.Insert(0, WaitingRun(runs?.Last));
        return new Organization(
            link.Id, link.DirectoryId, tenant, link.Name, link.Type, link.Region, regions.Find(link.Region)?.Console.ToString() ?? "", link.Method, status, reasons,
            new RemoteOrganization(link.RemoteId, link.RemoteName), link.Capabilities,
            active ?? new CredentialState(link.Method, null, "", CredentialStates.Refused, link.ConnectedAt, null, null, null),
            State(credentials, CredentialRow.Standby), link.Settings, runs?.Last, runs?.Progress, link.ConnectedAt, link.LastGoodCallAt, link.LastGoodSyncAt, link.NextSyncAt);
    }

    // T3: whether the first sync still runs, since when, and how far it is.
    private static StatusReason FirstSync(LinkedOrganization link, OrganizationRuns? runs)
    {
        var code = LinkProblems.SyncInProgress;
        var since = runs?.Last?.StartedAt ?? link.ConnectedAt;
        var seen = runs?.Progress?.Kinds.Where(kind => kind.Seen > 0).Select(kind => $"{kind.Seen} {kind.Kind}") ?? [];
        var detail = $"The first sync runs since {since:u}; read so far: {(string.Join(", ", seen) is { Length: > 0 } counts ? counts : "nothing")}.";
        return new StatusReason(code.Code, code.Title, detail, code.Fix, code.Docs, since, Severities.Information);
    }

    // T14, where everyone looks: nothing goes on until a person decides.
    private StatusReason WaitingRun(SyncRun? run)
    {
        var code = LinkProblems.MassDropHeld;
        var losses = run?.Held?.Losses.Select(loss => $"{loss.Kind.Replace('_', ' ')} {loss.Lost} of {loss.Before}") ?? [];
        var detail = $"Nothing of it is applied until it is confirmed or discarded. It would remove: {string.Join(", ", losses)}.";
        return new StatusReason(code.Code, code.Title, detail, code.Fix, code.Docs, run?.StartedAt ?? time.GetUtcNow(), Severities.Warning);
    }

    private CredentialState? State(IReadOnlyList<CredentialRow> credentials, string slot)
    {
        if (credentials.FirstOrDefault(row => row.Slot == slot) is not { } row) return null;
        DateTimeOffset? end = row.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        var now = time.GetUtcNow();
        var state = end <= now ? CredentialStates.Expired
            : slot == CredentialRow.Active ? CredentialStates.Active
            : row.ProvenAt is null ? CredentialStates.Refused
            : CredentialStates.Proven;
        return new CredentialState(
            row.Method, row.ClientId, row.Suffix, state, DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAt),
            row.ProvenAt is { } proven ? DateTimeOffset.FromUnixTimeMilliseconds(proven) : null, end, end is { } left ? ExpiryStages.DaysLeft(left, now) : null);
    }
}
