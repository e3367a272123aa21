using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests;

/// <summary>The server as a process of its own: killed, told to end, started again on the same store.</summary>
/// <param name="more">More command line arguments.</param>
/// <param name="folder">Its data folder; null: one of its own. Two servers of a cluster may share one.</param>
internal sealed class ServerProcess(RunningEmulator emulator, TestStore store, IReadOnlyList<string>? more = null, string? folder = null) : IDisposable
{
    private readonly string data = folder ?? Path.Combine(Path.GetTempPath(), $"jumpgate-killed-{Guid.NewGuid():N}");
    private Process? process;
    private HttpClient? api;
    private readonly ConcurrentQueue<string?> output = new();

    public HttpClient Api => api!;

    /// <summary>The number of its process.</summary>
    public int Id => process!.Id;

    /// <summary>Its data folder.</summary>
    public string Data => data;

    public async Task StartAsync()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(ServerHost).Assembly.Location, "--urls", $"http://127.0.0.1:{port}", "--data", data, "--region", $"emulator={emulator.Url}", "--master-key", JumpgateHost.MasterKey, .. more ?? []])
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
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        api?.Dispose();
        api = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", JumpgateHost.AdminKey);
        try
        {
            await JumpgateHost.WaitForAsync(IsReadyAsync, ready => ready);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server did not become ready:\n{string.Join('\n', output)}");
        }
    }

    public async Task<Guid> LinkAsync(RunningEmulator to) => (await api!.PostAsync<Organization>(
        "/v1/organizations", new { region = "emulator", method = "api_key", apiKey = to.ApiKey, settings = SyncedHub.ByHand })).Id;

    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>SIGSTOP: it stands still, and does not know it.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>SIGTERM, as a service manager sends it; fails when the process does not end in time.</summary>
    public async Task<(TimeSpan Time, int ExitCode)> EndAsync(TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        await SignalAsync("-TERM");
        using var patience = new CancellationTokenSource(within);
        try
        {
            await process!.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server did not end within {within} of SIGTERM:\n{string.Join('\n', output)}");
        }

        var ended = (clock.Elapsed, process.ExitCode);
        process.Dispose();
        process = null;
        return ended;
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

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
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
