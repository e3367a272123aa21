using Jumpgate.Server.Data;
using Jumpgate.Server.Data.Postgres;
using Jumpgate.Server.Hosting;
using Npgsql;
using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>
/// Scheduling by Quartz: in memory on SQLite, where one server works alone (what is due stands in the store anyway); clustered on PostgreSQL,
/// where a shard of a node that died is run again by another.
/// </summary>
internal static class JobsFeature
{
    private const int Threads = 192;
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);

    public static WebApplicationBuilder AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SyncWork>();
        services.AddSingleton<RefreshWork>();
        services.AddSingleton<RolesWork>();
        services.AddSingleton<WebhookWork>();
        services.AddSingleton<FeedWork>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "jumpgate";
                scheduler.MaxBatchSize = 16;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(Threads);
            if (builder.Configuration.GetSection(CommandLine.Section)[nameof(StoreOptions.Database)] is { Length: > 0 } database)
            {
                quartz.ConfigureScheduler(scheduler => scheduler.GenerateInstanceId = true);
                quartz.UsePersistentStore(persistent =>
                {
                    persistent.UsePostgres(WithoutIdleTransactions(database));
                    persistent.UseSystemTextJsonSerializer();
                    persistent.ProvisionSchema();
                    // A clock that jumps (a machine that slept) leaves every trigger misfired: they go on at the next look, not after a minute.
                    persistent.ConfigureStore(store => store.MisfireHandlerFrequency = CheckIn);
                    persistent.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckIn));
                });
            }
            else
            {
                quartz.UseInMemoryStore();
            }
        });
        // A server of a cluster may answer requests only and leave the work to the others.
        if (!builder.Configuration.GetValue($"{CommandLine.Section}:Jobs:Run", true)) return builder;
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<JobsStart>();
        return builder;
    }

    /// <summary>The scheduler locks rows too.</summary>
    private static string WithoutIdleTransactions(string database)
    {
        var text = new NpgsqlConnectionStringBuilder(database);
        text.Options = $"{PostgresDialect.EndsIdleTransactions} {text.Options}".Trim();
        return text.ConnectionString;
    }
}
