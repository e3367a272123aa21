using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Kills the server with SIGKILL at random moments of its syncs and compares the end with an undisturbed run.</summary>
internal static class Survival
{
    private const string World = "--users 2000 --groups 60 --memberships 12000 --applications 20 --admins 20 --devices 100";

    public static async Task<int> RunAsync(string[] options)
    {
        var scenario = Option(options, "--scenario") ?? "sync";
        if (scenario != "sync")
        {
            Console.Error.WriteLine($"There is no scenario {scenario}; there is: sync.");
            return 2;
        }

        var kills = int.Parse(Option(options, "--kills") ?? "200", CultureInfo.InvariantCulture);
        var random = new Random(int.Parse(Option(options, "--seed") ?? "7", CultureInfo.InvariantCulture));
        var (survived, failed) = (0, 0);
        foreach (var (store, share) in ((string, int)[])[("sqlite", kills - (kills / 2)), ("postgres", kills / 2)])
        {
            for (var left = share; left > 0;)
            {
                var (killed, problem) = await StoryAsync(store, random, left);
                left -= Math.Max(killed, 1);
                survived += killed;
                if (problem is null) continue;
                failed++;
                Console.Error.WriteLine($"{store}: {problem}");
            }
        }

        Console.WriteLine($"{survived} kills, {failed} stories ended otherwise than the undisturbed run");
        var report = new Report();
        report.Add("kills during syncs", survived, "");
        report.Add("— different ends", failed, "", atMost: 0);
        report.Save("survive-sync");
        return failed == 0 ? 0 : 1;
    }

    // One story: a first load and a re-sync after changes, both killed again and again; then the same world read by a server nobody disturbs.
    private static async Task<(int Killed, string? Problem)> StoryAsync(string store, Random random, int most)
    {
        using var emulator = await Emulator.StartAsync(World);
        using var hub = await Hub.StartAsync(store, emulator.Url);
        var organization = await hub.LinkAsync(emulator);
        var killed = await DisturbAsync(hub, random, Math.Min(most, random.Next(2, 6)));
        var first = await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(2));
        await ChangeAsync(emulator, random);
        await hub.SyncAsync(organization);
        killed += await DisturbAsync(hub, random, Math.Min(most - killed, random.Next(2, 6)));
        var second = await hub.FullRunDoneAsync(organization, TimeSpan.FromMinutes(2), first["id"]!.GetValue<string>());

        using var calm = await Hub.StartAsync("sqlite", emulator.Url);
        var undisturbed = await calm.FullRunDoneAsync(await calm.LinkAsync(emulator), TimeSpan.FromMinutes(2));
        var (hash, expected) = (second["hash"]!.GetValue<string>(), undisturbed["hash"]!.GetValue<string>());
        return (killed, hash == expected ? null : $"hash {hash}, undisturbed {expected}");
    }

    private static async Task<int> DisturbAsync(Hub hub, Random random, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Delay(random.Next(0, 900));
            hub.Child.Dispose();
            await hub.LaunchAsync();
        }

        return Math.Max(times, 0);
    }

    private static async Task ChangeAsync(Emulator emulator, Random random)
    {
        var clock = Stopwatch.StartNew();
        var users = (await emulator.ConsoleAsync(HttpMethod.Get, "/api/systemusers?limit=100&skip=300"))!["results"]!.AsArray();
        for (var i = 0; i < 40 && clock.Elapsed < TimeSpan.FromSeconds(20); i++)
        {
            var id = users[i]!["_id"]!.GetValue<string>();
            if (i % 4 == 0) await emulator.ConsoleAsync(HttpMethod.Delete, $"/api/systemusers/{id}");
            else await emulator.ConsoleAsync(HttpMethod.Put, $"/api/systemusers/{id}", new JsonObject { ["department"] = $"Department {random.Next(1000)}" });
        }
    }

    private static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var i && i + 1 < options.Length ? options[i + 1] : null;
}
