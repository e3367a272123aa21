using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Counts what fetching does on this node.</summary>
internal sealed class EventMetrics : IDisposable
{
    /// <summary>An organization that was not polled here for so long is polled by another node, or by none.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Meter meter = new("Jumpgate.EventLog");
    private readonly Counter<long> stored;
    private readonly Counter<long> requests;
    private readonly Counter<long> gapsFound;
    private readonly ConcurrentDictionary<(TenantId Tenant, OrganizationKey Organization), (DateTimeOffset Reached, DateTimeOffset Tried)> polls = new();
    private readonly ConcurrentDictionary<(TenantId Tenant, OrganizationKey Organization), int> gaps = new();
    private readonly TimeProvider time;

    public EventMetrics(TimeProvider time)
    {
        this.time = time;
        stored = meter.CreateCounter<long>("jumpgate.events.stored", description: "Events put into the log");
        requests = meter.CreateCounter<long>("jumpgate.events.requests", description: "Questions to Directory Insights, by what they were for");
        gapsFound = meter.CreateCounter<long>("jumpgate.events.gaps.found", description: "Stretches of which JumpCloud has more events than the log");
        meter.CreateObservableGauge("jumpgate.events.lag", Lag, "s", "Time since JumpCloud's log was last read to its end, the longest of the organizations polled here");
        meter.CreateObservableGauge("jumpgate.events.gaps.open", () => gaps.Values.Sum(), description: "Stretches that could not be fetched whole yet");
    }

    public void Trying(TenantId tenant, OrganizationKey organization)
    {
        var now = time.GetUtcNow();
        polls.AddOrUpdate((tenant, organization), (now, now), (_, before) => before with { Tried = now });
    }

    public void Polled(TenantId tenant, OrganizationKey organization, int questions)
    {
        var now = time.GetUtcNow();
        polls[(tenant, organization)] = (now, now);
        Asked("live", questions);
    }

    public void Asked(string work, int questions) => requests.Add(questions, new KeyValuePair<string, object?>("work", work));

    /// <summary>Counts what the transaction stores, once it is committed.</summary>
    public void Stored(WriteScope scope, int events)
    {
        if (events > 0) scope.OnCommitted(() => stored.Add(events));
    }

    public void GapFound() => gapsFound.Add(1);

    public void GapsOpen(TenantId tenant, OrganizationKey organization, int open) => gaps[(tenant, organization)] = open;

    public void Dispose() => meter.Dispose();

    private double Lag()
    {
        var now = time.GetUtcNow();
        foreach (var gone in polls.Where(one => now - one.Value.Tried > Forgotten)) polls.TryRemove(gone);
        return polls.IsEmpty ? 0 : Math.Max(0, (now - polls.Values.Min(one => one.Reached)).TotalSeconds);
    }
}
