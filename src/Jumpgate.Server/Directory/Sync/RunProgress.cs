using System.Collections.Concurrent;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>How far a run of this node is: counted while it reads, asked by whoever watches.</summary>
internal sealed class RunProgress(Guid run, TenantId tenant, OrganizationKey organization, RunRow row, TimeProvider time)
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Count> kinds = new();
    private readonly Queue<(long At, long Requests)> recent = new();
    private readonly Lock gate = new();
    private readonly long begun = time.GetTimestamp();
    private long requests = row.Requests;
    private long pagesRead;
    private long pagesExpected;

    public Guid Run => run;

    public TenantId Tenant => tenant;

    public OrganizationKey Organization => organization;

    public string State { get; set; } = RunStates.Running;

    public string Phase { get; set; } = RunPhases.Reading;

    /// <summary>Rises with everything that is counted.</summary>
    public long Ticks { get; private set; }

    public long Requests => Interlocked.Read(ref requests);

    public double Seconds => row.Seconds + time.GetElapsedTime(begun).TotalSeconds;

    public void Request()
    {
        Interlocked.Increment(ref requests);
        Ticks++;
    }

    /// <summary>Pages that will have to be read, as far as is known.</summary>
    public void Expect(long pages) => Interlocked.Add(ref pagesExpected, pages);

    public void PageRead() => Interlocked.Increment(ref pagesRead);

    public void Total(string kind, long total) => Of(kind).SetTotal(total);

    public void Seen(string kind, long count)
    {
        Of(kind).Add(count);
        Ticks++;
    }

    public void Done(string kind) => Of(kind).End();

    public IReadOnlyDictionary<string, KindCounts> Counts() =>
        kinds.ToDictionary(kind => kind.Key, kind => new KindCounts(kind.Value.Seen, 0, 0, 0, 0));

    public SyncProgress Snapshot()
    {
        var (rate, done, left) = (Rate(), Interlocked.Read(ref pagesRead), Math.Max(0, Interlocked.Read(ref pagesExpected) - Interlocked.Read(ref pagesRead)));
        double? timeLeft = Phase == RunPhases.Reading && rate > 0 && done > 0 ? left / rate : null;
        return new SyncProgress(
            run, State, Phase,
            [.. kinds.OrderBy(kind => Order(kind.Key)).Select(kind => new KindProgress(kind.Key, kind.Value.Seen, kind.Value.TotalSeen, kind.Value.Ended))],
            Requests, Math.Round(rate, 1), timeLeft is { } seconds ? Math.Round(seconds, 1) : null, Math.Round(Seconds, 1));
    }

    private static int Order(string kind)
    {
        var place = Words.ResourceKinds.Select(known => known.Route()).Concat(Words.EdgeKinds.Select(known => known.Word())).ToList().IndexOf(kind);
        return place < 0 ? int.MaxValue : place;
    }

    private double Rate()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            recent.Enqueue((now, Requests));
            while (recent.Count > 2 && time.GetElapsedTime(recent.Peek().At, now) > RateWindow)
            {
                recent.Dequeue();
            }

            var (at, count) = recent.Peek();
            var elapsed = time.GetElapsedTime(at, now).TotalSeconds;
            return elapsed < 0.2 ? Seconds > 0.05 ? (Requests - row.Requests) / time.GetElapsedTime(begun, now).TotalSeconds : 0 : (Requests - count) / elapsed;
        }
    }

    private Count Of(string kind) => kinds.GetOrAdd(kind, _ => new Count());

    private sealed class Count
    {
        private long seen;
        private long total = -1;
        private volatile bool ended;

        public long Seen => Interlocked.Read(ref seen);

        public long? TotalSeen => Interlocked.Read(ref total) is >= 0 and var known ? Math.Max(known, Seen) : ended ? Seen : null;

        public bool Ended => ended;

        public void Add(long count) => Interlocked.Add(ref seen, count);

        public void SetTotal(long value) => Interlocked.Exchange(ref total, value);

        public void End() => ended = true;
    }
}
