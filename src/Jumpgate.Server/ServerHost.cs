using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server;

/// <summary>Builds and runs the one host: command line, environment and appsettings.json in, a web application out.</summary>
public static class ServerHost
{
    /// <summary>Runs until the process is told to end. Answers the exit code: 0 ended cleanly, 1 could not start, 2 wrong use.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["help"] or ["--help"] or ["-h"])
        {
            Console.Out.WriteLine(CommandLine.Usage);
            return 0;
        }

        var checkOnly = args is ["config", "check", ..];
        try
        {
            await using var app = Build(checkOnly ? args[2..] : args);
            if (checkOnly)
            {
                app.Services.GetRequiredService<IStartupValidator>().Validate();
                Console.Out.WriteLine("The configuration is in order.");
                return 0;
            }

            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (FaultsOf(fault) is { Count: > 0 } faults)
        {
            foreach (var line in faults) Console.Error.WriteLine($"jumpgate-server: {line}");
            return 2;
        }
        catch (Exception refused) when (refused is StartRefusedException or StoreRefusedException)
        {
            Console.Error.WriteLine($"jumpgate-server: {refused.Message}");
            return 1;
        }
        catch (IOException inUse) when (inUse.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Console.Error.WriteLine($"jumpgate-server: {inUse.Message} Another program listens there; choose another address with --urls.");
            return 1;
        }
    }

    /// <summary>What is wrong with the options, of one room or of several; none: the exception is about something else.</summary>
    private static List<string> FaultsOf(Exception error) => error switch
    {
        ConfigurationException fault => [.. fault.Faults],
        OptionsValidationException fault => [.. fault.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(FaultsOf)],
        _ => [],
    };

    /// <summary>The host, built and mapped but not started.</summary>
    /// <exception cref="ConfigurationException">Options are wrong; all faults at once.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var settings = CommandLine.Parse(args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // An appsettings.json where the operator stands counts too; environment and command line win over both.
        builder.Configuration
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings);
        builder.Logging.AddHostLogging();
        configure?.Invoke(builder);
        Program.AddRooms(builder);
        var app = builder.Build();
        Program.MapRooms(app);
        return app;
    }
}
