using System.Text.Json.Serialization;
using Jumpgate.Contracts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Jumpgate.Server.Hosting;

/// <summary>What every room stands on: options, JSON, problems, limits, health, metrics, headers.</summary>
internal static class HostingFeature
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxJsonDepth = 32;

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var options = ServerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.MaxDepth = MaxJsonDepth;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        });
        builder.Services.AddSingleton<Metrics>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<ListeningNotice>();
        builder.Services.AddOptions<OutboundOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{OutboundOptions.Section}"))
            .Validate(outbound => !outbound.Faults().Any(), "Outbound:Allow holds what is no range (10.20.0.0/16), address or host name.").ValidateOnStart();
        builder.Services.AddSingleton<Listening>();
        builder.Services.AddSingleton<TargetGuard>();
        builder.Services.AddSingleton<GuardedClient>();
    }

    public static void AddHostLogging(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Makes an activity of every request for a log that nobody reads; what fails is told by ProblemMiddleware.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Quartz", LogLevel.Warning);
        // A refused start is one line from ServerHost; the host would put its stack trace before it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Says on each request without a key that it has none; the answer says it too.
        logging.AddFilter("Jumpgate.Server.Tenancy.ApiKeyAuthentication", LogLevel.Warning);
    }

    public static void MapHosting(this WebApplication app)
    {
        app.Services.GetRequiredService<Metrics>().Start();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.MapGet("/health/live", () => TypedResults.Json(new Health("live", Versions.Server), HostingJson.Default.Health)).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), Metrics.ContentType)).ExcludeFromDescription();
        app.MapGuide();
    }

    private static async Task<IResult> Ready(Readiness readiness, CancellationToken cancellation)
    {
        var missing = await readiness.MissingAsync(cancellation);
        return missing.Count == 0
            ? TypedResults.Json(new Health("ready", Versions.Server), HostingJson.Default.Health)
            : HttpProblems.NotReady.Because(string.Join(" ", missing));
    }
}

internal sealed record Health(string Status, string Version);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HostingJson : JsonSerializerContext;

internal static class Versions
{
    public static string Server { get; } = typeof(Versions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
