using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>One host with a linked and synced organization, for tests that only look.</summary>
public sealed class LinkedPortal : IAsyncLifetime
{
    public PortalHost Host { get; private set; } = null!;

    public Organization Organization { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync(Worlds.Company);
        var linked = await Host.Server.LinkOrganizationAsync();
        Organization = await Host.Server.ConnectedAsync(linked.Id, TimeSpan.FromMinutes(2));
    }

    public async Task DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
    }

    /// <summary>All resources of one kind as the API lists them by name.</summary>
    public async Task<IReadOnlyList<Resource>> ListAsync(string kind, string query = "") =>
        (await Host.Server.Admin.GetAsync<Page<Resource>>($"/v1/directories/{Organization.DirectoryId}/{kind}?limit=1000&sort=name{query}")).Items;
}
