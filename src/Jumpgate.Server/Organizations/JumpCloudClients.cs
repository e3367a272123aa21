using System.Collections.Concurrent;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations.Credentials;

namespace Jumpgate.Server.Organizations;

/// <summary>
/// One client and one rate governor for each organization, shared by sync, events and provisioning. When the active credential
/// or the cap changes, here or on another server, the same client goes on with the new one; no call fails over it.
/// </summary>
public sealed class JumpCloudClients(
    OrganizationLinks links, RegionCatalog regions, CredentialSeal seal, JumpCloudHandler handler, JumpCloudOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), Lazy<Task<Entry>>> _entries = new();

    /// <summary>The organization's client; ask again for each piece of work, it costs nothing.</summary>
    /// <exception cref="OrganizationGoneException">The organization is no longer linked.</exception>
    public async Task<JumpCloudClient> ForAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation = default) =>
        (await EntryAsync(tenant, organization, cancellation)).Client;

    /// <summary>The organization's gate, for a client with another credential (to prove a standby).</summary>
    public async Task<RateGovernor> GovernorAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation = default) =>
        (await EntryAsync(tenant, organization, cancellation)).Governor;

    /// <summary>Takes what changed in the store into use: credential, cap.</summary>
    public async Task RefreshAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation = default)
    {
        if (!_entries.TryGetValue((tenant, organization), out var known)) return;
        var entry = await known.Value.WaitAsync(cancellation);
        if (await links.FindAsync(tenant, organization, cancellation) is not { } link || await links.CredentialAsync(tenant, organization, CredentialRow.Active, cancellation) is not { } credential)
        {
            Forget(tenant, organization);
            return;
        }

        entry.Take(link, seal.Open(credential), CapOf(link, RegionOf(link)));
    }

    /// <summary>The organizations in use here, for the watch that notices changes of other servers.</summary>
    internal IReadOnlyList<(TenantId Tenant, OrganizationKey Organization, int Version)> InUse =>
        [.. _entries.Where(entry => entry.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            .Select(entry => (entry.Key.Item1, entry.Key.Item2, entry.Value.Value.GetAwaiter().GetResult().Version))];

    internal void Forget(TenantId tenant, OrganizationKey organization) => _entries.TryRemove((tenant, organization), out _);

    public void Dispose()
    {
        foreach (var entry in _entries.Values.Where(entry => entry is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            entry.Value.GetAwaiter().GetResult().Governor.Dispose();
    }

    private async Task<Entry> EntryAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        var lazy = _entries.GetOrAdd((tenant, organization), key => new Lazy<Task<Entry>>(() => OpenAsync(key.Item1, key.Item2)));
        try
        {
            return await lazy.Value.WaitAsync(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // However opening failed, it is not kept: the next one tries again.
            _entries.TryRemove(new KeyValuePair<(TenantId, OrganizationKey), Lazy<Task<Entry>>>((tenant, organization), lazy));
            throw;
        }
    }

    private async Task<Entry> OpenAsync(TenantId tenant, OrganizationKey organization)
    {
        var link = await links.FindAsync(tenant, organization, CancellationToken.None) ?? throw new OrganizationGoneException();
        var credential = await links.CredentialAsync(tenant, organization, CredentialRow.Active, CancellationToken.None) ?? throw new OrganizationGoneException();
        var region = RegionOf(link);
        var governor = new RateGovernor(new RateGovernorOptions { MaxRequestsPerSecond = CapOf(link, region) }, time);
        var connection = new JumpCloudConnection(region, seal.Open(credential), link.HeaderId);
        return new Entry(new JumpCloudClient(connection, governor, handler.Shared, time, options), governor, link.Version);
    }

    private static double? CapOf(LinkedOrganization link, JumpCloud.Region region) => link.Settings.MaxRequestsPerSecond ?? region.MaxRequestsPerSecond;

    private JumpCloud.Region RegionOf(LinkedOrganization link) => regions.Find(link.Region)
        ?? throw new InvalidOperationException($"The region '{link.Region}' of {link.Name} is no longer configured; start the server with --region {link.Region}=ORIGIN.");

    private sealed class Entry(JumpCloudClient client, RateGovernor governor, int version)
    {
        public JumpCloudClient Client => client;

        public RateGovernor Governor => governor;

        public int Version { get; private set; } = version;

        public void Take(LinkedOrganization link, Credential credential, double? cap)
        {
            Version = link.Version;
            if (!credential.Equals(client.Connection.Credential)) client.SwitchCredential(credential);
            if (governor.MaxRequestsPerSecond != cap) governor.MaxRequestsPerSecond = cap;
        }
    }
}

/// <summary>The organization was unlinked while something still worked for it.</summary>
public sealed class OrganizationGoneException() : Exception("The organization is no longer linked.");
