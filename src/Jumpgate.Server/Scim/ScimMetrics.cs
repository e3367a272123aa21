using System.Diagnostics.Metrics;

namespace Jumpgate.Server.Scim;

/// <summary>Counts requests of SCIM clients; who shows no token that opens anything is counted here and nowhere else.</summary>
internal sealed class ScimMetrics : IDisposable
{
    private readonly Meter meter = new("Jumpgate.Scim");
    private readonly Counter<long> requests;
    private readonly Counter<long> lost;

    public ScimMetrics()
    {
        requests = meter.CreateCounter<long>("jumpgate.scim.requests", description: "SCIM requests by what came of them");
        lost = meter.CreateCounter<long>("jumpgate.scim.records.lost", description: "Records of requests that could not be kept");
    }

    public void Unauthenticated() => requests.Add(1, new KeyValuePair<string, object?>("outcome", "unauthenticated"));

    public void Written() => requests.Add(1, new KeyValuePair<string, object?>("outcome", "written"));

    public void Read(long count) => requests.Add(count, new KeyValuePair<string, object?>("outcome", "read"));

    public void Refused(int status) => requests.Add(1, new KeyValuePair<string, object?>("outcome", status >= 500 ? "failed" : status == 429 ? "slowed" : "refused"));

    public void RecordLost(long count = 1) => lost.Add(count);

    public void Dispose() => meter.Dispose();
}
