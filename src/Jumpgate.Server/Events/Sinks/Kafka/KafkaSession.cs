using System.Text;

namespace Jumpgate.Server.Events.Sinks.Kafka;

/// <summary>Sends each batch as messages keyed by the events' ids.</summary>
internal sealed class KafkaSession(SinkRow row, KafkaClient client) : AnsweringSession(row)
{
    private readonly byte[] sink = Encoding.ASCII.GetBytes(row.Id.ToString());

    protected override Task SendAsync(SinkBatch batch, CancellationToken cancellation) => client.SendAsync(batch, sink, cancellation);

    public override async ValueTask DisposeAsync()
    {
        // It waits for threads of its own.
        await Task.Run(client.Dispose);
        await base.DisposeAsync();
    }
}
