using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator;

internal static class EntryPoint
{
    private static async Task<int> Main(string[] args)
    {
        var (options, faults) = CommandLine.Parse(args);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                await System.Console.Error.WriteLineAsync(fault);
            await System.Console.Error.WriteLineAsync($"jumpgate-emulator takes {string.Join(' ', CommandLine.Names)}");
            return 2;
        }

        var app = EmulatorHost.Build(options, TimeProvider.System, out var installation);
        await app.StartAsync();
        var url = app.Urls.First();
        if (options.WorldFile is { } world)
            await WorldFile.PlayAsync(world, url, options.ApiKey, app.Lifetime.ApplicationStopping);
        installation.Stats.Reset();
        System.Console.WriteLine(new JsonObject
        {
            ["ready"] = true,
            ["url"] = url,
            ["apiKey"] = options.ApiKey,
            ["clientId"] = options.ClientId,
            ["clientSecret"] = options.ClientSecret,
            ["organizationId"] = installation.Home.Id,
        }.ToJsonString());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
