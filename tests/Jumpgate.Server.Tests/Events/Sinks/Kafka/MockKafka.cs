using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace Jumpgate.Server.Tests.Events.Sinks.Kafka;

/// <summary>
/// The mock cluster within librdkafka: brokers that speak the protocol of Kafka on loopback ports and keep messages in memory. It is no broker of Apache Kafka: it knows no
/// security, no replication and no limits of topics, but what is produced arrives over the same protocol, and errors can be put in.
/// </summary>
internal sealed class MockKafka : IDisposable
{
    /// <summary>Found by <see cref="Find"/>: the native library has another name on each system.</summary>
    private const string Library = "the librdkafka that is loaded";
    private const int Producer = 0;
    private const short Produce = 0;

    private readonly nint client;
    private readonly nint cluster;

    static MockKafka() => NativeLibrary.SetDllImportResolver(typeof(MockKafka).Assembly, (name, assembly, _) => name == Library ? Find(assembly) : 0);

    public MockKafka(int brokers = 3)
    {
        var fault = new byte[512];
        client = New(Producer, NewConf(), fault, fault.Length);
        if (client == 0) throw new InvalidOperationException(Encoding.UTF8.GetString(fault));
        cluster = NewCluster(client, brokers);
    }

    public string[] Brokers => Marshal.PtrToStringUTF8(Bootstraps(cluster))!.Split(',');

    public void CreateTopic(string topic, int partitions = 3)
    {
        if (CreateTopic(cluster, topic, partitions, 3) is not 0 and var error) throw new KafkaException((ErrorCode)error);
    }

    /// <summary>The next requests to produce fail.</summary>
    public void Refuse(ErrorCode error, int times) => PushErrors(cluster, Produce, times, [.. Enumerable.Repeat((int)error, times)]);

    public void TakeAgain() => ClearErrors(cluster, Produce);

    /// <summary>All messages of a topic, as they are stored.</summary>
    public List<MockMessage> Messages(string topic, int partitions = 3)
    {
        List<MockMessage> found = [];
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = string.Join(',', Brokers), GroupId = Guid.NewGuid().ToString(), EnablePartitionEof = true, EnableAutoCommit = false })
            .Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        for (var ended = 0; ended < partitions;)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The end of {topic} did not come: {found.Count} messages."));
            if (result.IsPartitionEOF) ended++;
            else found.Add(new MockMessage(
                result.Message.Key, result.Message.Value, result.Message.Timestamp.UtcDateTime, result.Partition.Value, Guid.Parse(Encoding.ASCII.GetString(result.Message.Headers.GetLastBytes("sink")))));
        }

        return found;
    }

    public void Dispose()
    {
        DestroyCluster(cluster);
        Destroy(client);
    }

    private static nint Find(System.Reflection.Assembly assembly)
    {
        foreach (var name in (string[])["librdkafka", "centos8-librdkafka", "alpine-librdkafka"])
            if (NativeLibrary.TryLoad(name, assembly, null, out var found)) return found;
        throw new DllNotFoundException("No librdkafka.");
    }

    [DllImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static extern nint NewConf();

    [DllImport(Library, EntryPoint = "rd_kafka_new")]
    private static extern nint New(int type, nint configuration, byte[] fault, nint size);

    [DllImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static extern void Destroy(nint client);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static extern nint NewCluster(nint client, int brokers);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static extern void DestroyCluster(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static extern nint Bootstraps(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_topic_create")]
    private static extern int CreateTopic(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static extern void PushErrors(nint cluster, short request, nint count, int[] errors);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    private static extern void ClearErrors(nint cluster, short request);
}

internal sealed record MockMessage(string Key, string Value, DateTimeOffset At, int Partition, Guid Sink);
