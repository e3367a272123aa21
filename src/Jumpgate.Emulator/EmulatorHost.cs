using Jumpgate.Emulator.Auth;
using Jumpgate.Emulator.Console;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator;

/// <summary>Builds the stand-in as a web application.</summary>
public static class EmulatorHost
{
    public static WebApplication Build(EmulatorOptions options, TimeProvider? time = null) => Build(options, time, out _);

    internal static WebApplication Build(EmulatorOptions options, TimeProvider? time, out Installation installation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(EmulatorHost).Assembly.GetName().Name });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = false).SetMinimumLevel(LogLevel.Error);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;

            // A whole page of a hundred users fits, so that sending it takes one turn.
            kestrel.Limits.MaxResponseBufferSize = 1024 * 1024;
        });
        builder.Services.AddRouting();

        // A hanging answer must not hold up the end.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var app = builder.Build();
        var running = installation = new Installation(options, time ?? TimeProvider.System);
        var pipeline = new Pipeline(running);
        app.Use(next => http => pipeline.AdmitAsync(http, next));
        TokenEndpoint.Map(app, running);
        ConsoleRoutes.Map(app, pipeline);
        InsightsFeature.Map(app, running, pipeline);
        KnobEndpoints.Map(app, running);
        PusherEndpoints.Map(app, running.Pusher);
        app.Lifetime.ApplicationStopping.Register(running.Pusher.End);
        return app;
    }
}
