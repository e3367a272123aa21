using Jumpgate.Server.Events.Alerts;
using Jumpgate.Server.Events.Sending;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Elasticsearch;
using Jumpgate.Server.Events.Sinks.Files;
using Jumpgate.Server.Events.Sinks.Kafka;
using Jumpgate.Server.Events.Sinks.S3;
using Jumpgate.Server.Events.Sinks.Splunk;
using Jumpgate.Server.Events.Sinks.Syslog;
using Jumpgate.Server.Events.Sinks.Webhooks;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>The feed: events of an organization, delivered to sinks, and shown.</summary>
internal static class EventsFeature
{
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EventsOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{EventsOptions.Section}"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{MailOptions.Section}"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IEventSink, FileSink>();
        services.AddSingleton<IEventSink, WebhookSink>();
        services.AddSingleton<IEventSink, SplunkSink>();
        services.AddSingleton<IEventSink, ElasticsearchSink>();
        services.AddSingleton<IEventSink, SyslogSink>();
        services.AddSingleton<IEventSink, S3Sink>();
        services.AddSingleton<IEventSink, KafkaSink>();
        services.AddSingleton<SinkKinds>();
        services.AddSingleton<SinkSeal>();
        services.AddSingleton<SinkHttp>();
        services.AddSingleton<SinkMetrics>();
        services.AddSingleton<RecordSample>();
        services.AddSingleton<SinkCheck>();
        services.AddSingleton<SinkBook>();
        services.AddSingleton<FeedBook>();
        services.AddSingleton<FeedView>();
        services.AddSingleton<FeedHealth>();
        services.AddSingleton<FeedProbe>();
        services.AddSingleton<Backfills>();
        services.AddSingleton<EventSearch>();
        services.AddSingleton<EventCounting>();
        services.AddSingleton<EventTail>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<AlertRun>();
        services.AddSingleton<SinkWake>();
        services.AddSingleton<SinkReads>();
        services.AddSingleton<SinkLedger>();
        services.AddSingleton<SinkRun>();
        services.AddSingleton<SinkShard>();
    }

    public static void MapEvents(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Feeds");
        v1.MapFeeds();
        v1.MapBackfill();
        v1.MapSinks();
        v1.MapEventLog();
    }
}
