using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Organization = Jumpgate.JumpCloud.Organization;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations.Checks;

/// <summary>What a credential turned out to be good for.</summary>
/// <param name="HeaderId">The organization id to send, where one was given.</param>
public sealed record CheckedLink(RemoteOrganization Organization, string? HeaderId, List<Capability> Capabilities)
{
    public List<Capability> Missing => [.. Capabilities.Where(capability => capability.State == CapabilityStates.Missing)];
}

/// <summary>
/// Tries a credential against JumpCloud before anything is stored: is it accepted, which organization is behind it, what may it do.
/// </summary>
public sealed class LinkCheck(RegionCatalog regions, JumpCloudHandler handler, JumpCloudOptions options, TimeProvider time)
{
    // A person waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<(CheckedLink? Link, ProblemResult? Problem)> RunAsync(
        Region region, Credential credential, string? organizationId, CancellationToken cancellation)
    {
        using var governor = RateGovernor.For(region, time);
        return await RunAsync(region, credential, organizationId, governor, cancellation);
    }

    public async Task<(CheckedLink? Link, ProblemResult? Problem)> RunAsync(
        Region region, Credential credential, string? organizationId, RateGovernor governor, CancellationToken cancellation)
    {
        using var client = Client(region, credential, organizationId, governor);
        try
        {
            var (organization, problem) = await FindOrganizationAsync(client.With(CallPriority.Interactive), organizationId, cancellation);
            if (organization is null) return (null, problem);
            var capabilities = await CapabilityPreflight.RunAsync(client, time.GetUtcNow(), cancellation);
            var link = new CheckedLink(organization, organizationId, capabilities);
            return MissingNeeded(link) is { } missing ? (null, missing) : (link, null);
        }
        catch (JumpCloudException error)
        {
            return (null, UpstreamReading.Problem(error, region, regions));
        }
    }

    /// <summary>Organizations the credential sees, and the provider that manages them, if any.</summary>
    public async Task<(DiscoveredOrganizations? Found, ProblemResult? Problem)> DiscoverAsync(
        Region region, Credential credential, CancellationToken cancellation)
    {
        using var governor = RateGovernor.For(region, time);
        using var client = Client(region, credential, null, governor);
        var interactive = client.With(CallPriority.Interactive);
        try
        {
            List<RemoteOrganization> items = [];
            await foreach (var organization in interactive.Organizations.ListAsync(cancellation)) items.Add(new RemoteOrganization(organization.Id, organization.DisplayName));
            return (new DiscoveredOrganizations(await ProviderAsync(interactive, cancellation), items), null);
        }
        catch (JumpCloudException error)
        {
            return (null, UpstreamReading.Problem(error, region, regions));
        }
    }

    private JumpCloudClient Client(Region region, Credential credential, string? organizationId, RateGovernor governor) => new(
        new JumpCloudConnection(region, credential, organizationId), governor, handler.Shared, time,
        options with { AttemptTimeout = options.AttemptTimeout < Patience ? options.AttemptTimeout : Patience });

    private static async Task<(RemoteOrganization? Organization, ProblemResult? Problem)> FindOrganizationAsync(
        JumpCloudClient client, string? organizationId, CancellationToken cancellation)
    {
        var seen = await SeenAsync(client, cancellation);
        if (organizationId is not null)
        {
            await ProveIdAsync(client, cancellation);
            var named = seen?.Find(organization => organization.Id.Equals(organizationId, StringComparison.OrdinalIgnoreCase));
            return (new RemoteOrganization(organizationId.ToLowerInvariant(), named?.DisplayName), null);
        }

        return seen switch
        {
            [var only] => (new RemoteOrganization(only.Id, only.DisplayName), null),
            { Count: > 1 } => (null, Several(seen)),
            _ => await OwnerOfAnyUserAsync(client, cancellation) is { } owner
                ? (new RemoteOrganization(owner, null), null)
                : (null, LinkProblems.OrganizationNotFound.Because("JumpCloud names no organization behind these credentials.", "organizationId")),
        };
    }

    // The list takes no x-org-id: only a call that takes it shows whether JumpCloud accepts the id. A right it may lack is the preflight's matter.
    private static async Task ProveIdAsync(JumpCloudClient client, CancellationToken cancellation)
    {
        try
        {
            await client.SystemUsers.ListPageAsync(0, 1, cancellation);
        }
        catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.MissingPermission)
        {
        }
    }

    // A role may lack the right to list organizations; null then.
    private static async Task<List<Organization>?> SeenAsync(JumpCloudClient client, CancellationToken cancellation)
    {
        try
        {
            List<Organization> seen = [];
            await foreach (var organization in client.Organizations.ListAsync(cancellation)) seen.Add(organization);
            return seen;
        }
        catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.MissingPermission)
        {
            return null;
        }
    }

    // Every user carries the id of its organization.
    private static async Task<string?> OwnerOfAnyUserAsync(JumpCloudClient client, CancellationToken cancellation)
    {
        var page = await client.SystemUsers.ListPageAsync(0, 1, cancellation);
        if (page.Items is not [var item, ..]) return null;
        using var user = JsonDocument.Parse(item.Json);
        return user.RootElement.TryGetProperty("organization", out var organization) && organization.ValueKind == JsonValueKind.String ? organization.GetString() : null;
    }

    private static ProblemResult Several(List<Organization> seen)
    {
        var list = new JsonArray([.. seen.Take(100).Select(organization => (JsonNode)new JsonObject { ["id"] = organization.Id, ["name"] = organization.DisplayName })]);
        return LinkProblems.OrganizationRequired.Because(
            $"They see {seen.Count} organizations: {string.Join(", ", seen.Take(10).Select(organization => $"{organization.DisplayName ?? "without a name"} ({organization.Id})"))}{(seen.Count > 10 ? ", …" : "")}.",
            "organizationId",
            upstream: JsonSerializer.SerializeToElement(new JsonObject { ["organizations"] = list }));
    }

    private static ProblemResult? MissingNeeded(CheckedLink link)
    {
        var missing = link.Missing;
        if (!missing.Any(capability => CapabilityPreflight.Needed.Contains(capability.Name))) return null;
        var names = string.Join(", ", CapabilityPreflight.RightsOf(missing));
        return LinkProblems.MissingPermission.Because(
            $"JumpCloud refused: {names}.",
            errors: [.. missing.Select(capability => new FieldProblem(
                capability.Name, LinkProblems.MissingPermission.Code, $"The right {capability.Right} is missing.",
                $"Give the role {capability.Right}, and check that the role is assigned."))]);
    }

    private static async Task<string?> ProviderAsync(JumpCloudClient client, CancellationToken cancellation)
    {
        try
        {
            return (await client.Administrators.GetSelfAsync(["provider"], cancellation)).ProviderId;
        }
        catch (JumpCloudException)
        {
            // Service accounts have no self; the list of organizations is what matters.
            return null;
        }
    }
}
