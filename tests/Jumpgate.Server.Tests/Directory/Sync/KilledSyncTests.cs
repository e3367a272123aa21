using System.Diagnostics;
using System.Net.Http.Headers;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>The server as a process of its own, killed without warning while it syncs.</summary>
public sealed class KilledSyncTests
{
    private static readonly EmulatorOptions World = new()
    {
        Users = 900,
        Groups = 30,
        Memberships = 4000,
        Devices = 10,
        DeviceGroups = 2,
        Applications = 5,
        Admins = 5,
        Roles = 2,
        Latency = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public async Task A_sync_killed_a_dozen_times_ends_with_the_hash_of_an_undisturbed_one()
    {
        string undisturbed;
        await using (var calm = await SyncedHub.StartAsync(World, SyncedHub.ByHand))
        {
            undisturbed = (await calm.OrganizationAsync()).LastRun!.Hash!;
        }

        await using var emulator = await RunningEmulator.StartAsync(World);
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store);
        var chance = new Random(20261122);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        for (var kill = 0; kill < 12; kill++)
        {
            await Task.Delay(chance.Next(30, 700));
            await server.KillAsync();
            await server.StartAsync();
        }

        var run = await JumpgateHost.WaitForAsync(
            async () => (await server.Api.GetAsync<Page<SyncRun>>($"/v1/organizations/{organization}/runs")).Items, runs => runs.Count > 0 && runs[^1].State == RunStates.Done,
            TimeSpan.FromSeconds(120));

        run.Count.ShouldBe(1);
        run[0].Hash.ShouldBe(undisturbed);
    }

    private sealed class ServerProcess(RunningEmulator emulator, TestStore store) : IDisposable
    {
        private readonly string data = Path.Combine(Path.GetTempPath(), $"jumpgate-killed-{Guid.NewGuid():N}");
        private Process? process;
        private HttpClient? api;

        public HttpClient Api => api!;

        public async Task StartAsync()
        {
            var port = FreePort();
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["exec", typeof(ServerHost).Assembly.Location, "--urls", $"http://127.0.0.1:{port}", "--data", data, "--region", $"emulator={emulator.Url}", "--master-key", JumpgateHost.MasterKey])
            {
                start.ArgumentList.Add(argument);
            }

            if (store.Database is { } database)
            {
                start.ArgumentList.Add("--database");
                start.ArgumentList.Add(database);
            }

            start.Environment["JUMPGATE_ADMIN_KEY"] = JumpgateHost.AdminKey;
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            api?.Dispose();
            api = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", JumpgateHost.AdminKey);
            await JumpgateHost.WaitForAsync(IsReadyAsync, ready => ready, TimeSpan.FromSeconds(60));
        }

        public async Task<Guid> LinkAsync(RunningEmulator to) => (await api!.PostAsync<Organization>(
            "/v1/organizations", new { region = "emulator", method = "api_key", apiKey = to.ApiKey, settings = SyncedHub.ByHand })).Id;

        public async Task KillAsync()
        {
            process!.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        public void Dispose()
        {
            api?.Dispose();
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            process?.Dispose();
            if (System.IO.Directory.Exists(data))
            {
                System.IO.Directory.Delete(data, recursive: true);
            }
        }

        private async Task<bool> IsReadyAsync()
        {
            try
            {
                using var answer = await api!.GetAsync("/health/ready");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        private static int FreePort()
        {
            using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
