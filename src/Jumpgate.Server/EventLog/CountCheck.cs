using System.Collections.Frozen;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Where JumpCloud counts more than the log holds.</summary>
/// <param name="Service">A service, or <c>all</c>.</param>
internal sealed record CountDifference(string Service, long Start, long End, long Upstream, long Stored);

/// <summary>Compares JumpCloud's counts of a stretch with the log. Where they differ in a large one its halves are compared, in a small one its services.</summary>
internal sealed class CountCheck(Store store, JumpCloudClient client, TenantId tenant, OrganizationKey organization)
{
    private const long Small = 10_000;
    private const long Shortest = 60_000;

    /// <summary>Questions asked so far.</summary>
    public int Requests { get; private set; }

    public async Task<long> CountAsync(EventWindow window, CancellationToken cancellation)
    {
        Requests++;
        return await client.Insights.CountAsync(window.Query(), cancellation);
    }

    public async Task<List<CountDifference>> CompareAsync(long start, long end, CancellationToken cancellation)
    {
        var window = new EventWindow(start, end, EventWindow.All, 1);
        var upstream = await CountAsync(window, cancellation);
        Dictionary<string, long> stored;
        long repeated;
        await using (var read = await store.ReadAsync(tenant, cancellation))
        {
            stored = await StoredAsync(read.Sql, organization, start, end, cancellation);
            repeated = await EventGap.RepeatedAsync(read.Sql, organization, start, end, cancellation);
        }

        var total = stored.Values.Sum();
        if (upstream - repeated <= total) return [];
        if (upstream > Small && end - start > Shortest)
        {
            var middle = start + ((end - start) / 2);
            return [.. await CompareAsync(start, middle, cancellation), .. await CompareAsync(middle, end, cancellation)];
        }

        var services = await ServicesAsync(window, stored, cancellation);
        return services.Count > 0 ? services : [new CountDifference(EventGap.AllServices, start, end, upstream, total)];
    }

    /// <summary>How many events of a stretch the log holds, by service in lower case, as JumpCloud counts them.</summary>
    public static async Task<Dictionary<string, long>> StoredAsync(TenantSql sql, OrganizationKey organization, long start, long end, CancellationToken cancellation)
    {
        var rows = await sql.QueryAsync(
            "select coalesce(service, ''), count(*) from event where tenant = @tenant and organization = @organization and at >= @start and at <= @end group by coalesce(service, '')",
            row => (Service: row.GetString(0), Count: row.GetInt64(1)), cancellation, ("organization", organization.Value), ("start", start), ("end", end));
        return rows.GroupBy(row => row.Service.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.Sum(row => row.Count), StringComparer.Ordinal);
    }

    private async Task<List<CountDifference>> ServicesAsync(EventWindow window, Dictionary<string, long> stored, CancellationToken cancellation)
    {
        Requests++;
        var counts = await client.Insights.DistinctAsync(window.Query(), "service", cancellation);
        var differing = counts.Select(count => new CountDifference(count.Key.ToLowerInvariant(), window.Start, window.End, count.Count, stored.GetValueOrDefault(count.Key.ToLowerInvariant())))
            .Where(one => one.Upstream > one.Stored).ToList();
        // A service that no document names cannot be asked for by its name.
        return differing.TrueForAll(one => Services.Published.Contains(one.Service)) ? differing : [];
    }
}

/// <summary>The services of Directory Insights.</summary>
internal static class Services
{
    /// <summary>Those its documents and clients name (jumpcloud-api.md §7.3); the set is open.</summary>
    public static readonly FrozenSet<string> Published = new[]
    {
        "access_management", "aigw", "alert", "alerts", "asset_management", "di_events", "directory", "genai", "ldap", "mdm", "notifications", "object_storage", "password_manager",
        "radius", "reports", "saas_app_management", "software", "sso", "systems", "workflows",
    }.ToFrozenSet(StringComparer.Ordinal);
}
