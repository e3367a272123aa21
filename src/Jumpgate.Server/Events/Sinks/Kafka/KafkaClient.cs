using Confluent.Kafka;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Kafka;

/// <summary>
/// A topic, by librdkafka. That connects by itself, so addresses are judged before: those of the settings before anything is called, and those that the cluster names before anything
/// is produced. Only this file touches the library: its native part is loaded when the first sink is opened.
/// </summary>
internal sealed class KafkaClient : IDisposable
{
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Sending = TimeSpan.FromSeconds(60);

    private readonly KafkaSettings settings;
    private readonly IProducer<byte[], byte[]> producer;
    private Error? last;

    private KafkaClient(KafkaSettings settings, ClientConfig config)
    {
        this.settings = settings;
        producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(config)
        {
            EnableIdempotence = true,
            Acks = Acks.All,
            // As producers in Java choose partitions.
            Partitioner = Partitioner.Murmur2Random,
            LingerMs = 5,
            MessageTimeoutMs = (int)Sending.TotalMilliseconds,
            CompressionType = Enum.Parse<CompressionType>(settings.Compression, ignoreCase: true),
        }).SetErrorHandler((_, error) => last = Cause(last, error)).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Looks the topic up, and opens it where <paramref name="produce"/>; null else.</summary>
    /// <exception cref="SinkUnavailableException">It is not there, or one cannot know.</exception>
    public static async Task<KafkaClient?> OpenAsync(KafkaSettings settings, Secret? password, Secret? key, TargetGuard guard, bool produce, CancellationToken cancellation)
    {
        foreach (var broker in settings.Brokers) await KafkaAddress.Read(broker)!.Value.AllowAsync(guard, cancellation);
        var config = ConfigOf(settings, password, key);
        List<KafkaAddress> brokers;
        try
        {
            brokers = await Task.Run(() => Look(settings, config), cancellation);
        }
        catch (DllNotFoundException error)
        {
            throw new SinkUnavailableException("library_missing", $"There is no librdkafka for this system: {error.Message}", error);
        }


        foreach (var broker in brokers) await broker.AllowAsync(guard, cancellation);
        return produce ? new KafkaClient(settings, config) : null;
    }

    /// <summary>Sends all records and returns when all replicas in sync have them; those too large for the topic are refused.</summary>
    /// <param name="sink">Whose messages they are, for their headers.</param>
    public async Task SendAsync(SinkBatch batch, byte[] sink, CancellationToken cancellation)
    {
        var reports = batch.Records.Select(record => ProduceAsync(record, batch, sink)).ToList();
        List<SinkRecord> large = [];
        foreach (var (record, report) in batch.Records.Zip(reports))
            if (await EndAsync(report, cancellation)) large.Add(record);
        // A broker refuses messages as they were sent together: each of them alone may do.
        foreach (var record in large)
        {
            if (await EndAsync(ProduceAsync(record, batch, sink), cancellation))
                batch.Refuse(record.Event, "too_large", "The message is larger than the topic takes, or than maxBytes.");
        }
    }

    /// <summary>Waits for a message to arrive; true: it was too large.</summary>
    private async Task<bool> EndAsync(Task<Error?> report, CancellationToken cancellation) =>
        await report.WaitAsync(cancellation) is { } error && (error.Code == ErrorCode.MsgSizeTooLarge ? true : throw Unavailable(settings, error, last));

    public void Dispose() => producer.Dispose();

    /// <summary>The error a record ended with; null: it arrived.</summary>
    private Task<Error?> ProduceAsync(SinkRecord record, SinkBatch batch, byte[] sink)
    {
        var done = new TaskCompletionSource<Error?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            producer.Produce(
                settings.Topic,
                new Message<byte[], byte[]>
                {
                    Key = System.Text.Encoding.UTF8.GetBytes(record.Event.Id),
                    Value = batch.Json(record).ToArray(),
                    Timestamp = new Timestamp(record.Event.At, TimestampType.CreateTime),
                    Headers = [new Header("sink", sink)],
                },
                report => done.TrySetResult(report.Error.IsError ? report.Error : null));
        }
        catch (KafkaException error)
        {
            done.TrySetResult(error.Error);
        }

        return done.Task;
    }

    private static List<KafkaAddress> Look(KafkaSettings settings, ClientConfig config)
    {
        var last = default(Error);
        using var admin = new AdminClientBuilder(config).SetErrorHandler((_, error) => last = Cause(last, error)).SetLogHandler((_, _) => { }).Build();
        try
        {
            var found = admin.GetMetadata(settings.Topic, Looking);
            if (found.Topics.Find(topic => topic.Topic == settings.Topic)?.Error is { IsError: true } error) throw Unavailable(settings, error, last);
            return found.Brokers.ConvertAll(broker => new KafkaAddress(broker.Host, broker.Port));
        }
        catch (KafkaException error)
        {
            throw Unavailable(settings, error.Error, last);
        }
    }

    /// <summary>Of what connections say, the cause: that no broker is left only follows from it.</summary>
    private static Error? Cause(Error? last, Error error) => error.Code == ErrorCode.Local_AllBrokersDown ? last : error;

    /// <param name="last">What the connection said before: a message only says that its time was over.</param>
    private static SinkUnavailableException Unavailable(KafkaSettings settings, Error error, Error? last)
    {
        var cause = error.IsLocalError && last is not null ? last : error;
        return new SinkUnavailableException(
            cause.Code switch
            {
                ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Authentication or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed => "unauthorized",
                ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => "topic_missing",
                ErrorCode.Local_Ssl => "tls_failed",
                ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.LeaderNotAvailable => "busy",
                _ when cause.IsLocalError => "unreachable",
                _ => "refused",
            },
            $"Topic {settings.Topic} at {string.Join(',', settings.Brokers)}: {cause.Reason} ({cause.Code})");
    }

    private static ClientConfig ConfigOf(KafkaSettings settings, Secret? password, Secret? key) => new()
    {
        ClientId = "jumpgate",
        BootstrapServers = string.Join(',', settings.Brokers),
        SecurityProtocol = (settings.Tls, settings.Mechanism) switch
        {
            (true, null) => SecurityProtocol.Ssl,
            (true, _) => SecurityProtocol.SaslSsl,
            (false, null) => SecurityProtocol.Plaintext,
            (false, _) => SecurityProtocol.SaslPlaintext,
        },
        SaslMechanism = settings.Mechanism switch
        {
            null => null,
            "PLAIN" => SaslMechanism.Plain,
            "SCRAM-SHA-256" => SaslMechanism.ScramSha256,
            _ => SaslMechanism.ScramSha512,
        },
        SaslUsername = settings.Username,
        SaslPassword = password?.Reveal(),
        SslCaPem = settings.Ca,
        SslCertificatePem = settings.Certificate,
        SslKeyPem = key?.Reveal(),
        MessageMaxBytes = settings.MaxBytes,
        AllowAutoCreateTopics = false,
    };
}
