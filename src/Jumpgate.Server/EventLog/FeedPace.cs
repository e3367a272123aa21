using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.EventLog;

/// <summary>How often an organization is polled for its feed: often while events come, half as often after each poll that brings none.</summary>
internal sealed class FeedPace(Store store, IOptions<EventLogOptions> options)
{
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), TimeSpan> waits = new();

    /// <summary>How long a feed is left alone after JumpCloud has refused its events.</summary>
    public TimeSpan Refused => TimeSpan.FromSeconds(options.Value.RefusedPoll);

    private TimeSpan Shortest => TimeSpan.FromSeconds(options.Value.ShortestPoll);

    private TimeSpan Longest => TimeSpan.FromSeconds(Math.Max(options.Value.ShortestPoll, options.Value.LongestPoll));

    /// <summary>Whether somebody takes the organization's events.</summary>
    public async Task<bool> IsFedAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.ScalarAsync<long>(
            "select count(*) from feed where tenant = @tenant and organization = @organization and not paused", cancellation, ("organization", organization.Value)) > 0;
    }

    /// <summary>How long until the next poll.</summary>
    /// <param name="fresh">Events that the last one brought; null: it failed.</param>
    public TimeSpan Next(TenantId tenant, OrganizationKey organization, int? fresh) => fresh is null
        ? waits.GetValueOrDefault((tenant, organization), Shortest)
        : waits.AddOrUpdate((tenant, organization), Shortest, (_, before) => fresh > 0 ? Shortest : before * 2 < Longest ? before * 2 : Longest);
}
