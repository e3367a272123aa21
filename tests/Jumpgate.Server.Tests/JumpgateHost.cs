using System.Net.Http.Headers;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Server.Tests;

/// <summary>The real server on a free port of loopback, with a folder and a store of its own.</summary>
public sealed class JumpgateHost : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key-0123456789abcdef";
    public const string MasterKey = "test-master-key-0123456789abcdef0123456789abcdef";

    private readonly JumpgateHostOptions _options;
    private readonly TestStore _store;
    private readonly List<HttpClient> _clients = [];
    private WebApplication? _app;

    private readonly RunningEmulator? _emulator;

    private JumpgateHost(JumpgateHostOptions options, TestStore store, RunningEmulator? emulator)
    {
        _options = options;
        _store = store;
        _emulator = emulator;
        DataDirectory = Path.Combine(Path.GetTempPath(), $"jumpgate-{Guid.NewGuid():N}");
    }

    public string DataDirectory { get; }

    /// <summary>PostgreSQL connection string, or null on SQLite.</summary>
    public string? Database => _store.Database;

    /// <summary>JumpCloud's stand-in, known to the server as region <c>emulator</c>.</summary>
    public RunningEmulator Emulator => _emulator ?? throw new InvalidOperationException("The host was started without an emulator.");

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Everything the server logged, over all its starts.</summary>
    public LogCapture Log { get; } = new();

    /// <summary>What the server printed for its operator's eyes.</summary>
    public StringWriter Printed { get; } = new();

    /// <summary>For asserting on what no route shows; behaviour is tested over HTTP.</summary>
    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The host is stopped.")).Services;

    public static async Task<JumpgateHost> StartAsync(JumpgateHostOptions? options = null)
    {
        options ??= new JumpgateHostOptions();
        var emulator = options.Emulator is null ? null : await RunningEmulator.StartAsync(options.Emulator, options.Time);
        var host = new JumpgateHost(options, await TestStore.CreateAsync(), emulator);
        try
        {
            await host.StartAgainAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client with the first Super Administrator key.</summary>
    public HttpClient Admin => Client(AdminKey);

    /// <summary>A client that sends no credential.</summary>
    public HttpClient Anonymous => Client(null);

    public HttpClient Client(string? apiKey)
    {
#pragma warning disable CA2000 // The client owns the handler, the host the client.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
#pragma warning restore CA2000
        if (apiKey is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a tenant and answers its name.</summary>
    public async Task<string> TenantAsync(string? name = null)
    {
        name ??= $"tenant-{Guid.NewGuid():N}";
        await Admin.PostAsync<Tenant>("/v1/tenants", new { name });
        return name;
    }

    /// <summary>A client with a key of this role, bound to the tenant (null: the default tenant).</summary>
    public async Task<HttpClient> ApiAsync(string role, string? tenant = null) =>
        Client((await Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = $"test {role}", role, tenant = tenant ?? "default" })).Key);

    /// <summary>Links the emulator's organization; answers it as the server shows it.</summary>
    public Task<Organization> LinkOrganizationAsync(string method = LinkMethods.ServiceAccount, string? tenant = null, object? settings = null) =>
        Admin.PostAsync<Organization>("/v1/organizations", LinkBody(method, tenant, settings: settings));

    /// <summary>The body that links the emulator's organization.</summary>
    public Dictionary<string, object?> LinkBody(string method = LinkMethods.ServiceAccount, string? tenant = null, string? organizationId = null, object? settings = null)
    {
        var body = new Dictionary<string, object?> { ["tenant"] = tenant ?? "default", ["region"] = "emulator", ["method"] = method };
        if (method == LinkMethods.ApiKey) body["apiKey"] = Emulator.ApiKey;
        else (body["clientId"], body["clientSecret"]) = (Emulator.ClientId, Emulator.ClientSecret);
        if (organizationId is not null) body["organizationId"] = organizationId;
        if (settings is not null) body["settings"] = settings;
        return body;
    }

    public Task<Organization> OrganizationAsync(Guid id) => Admin.GetAsync<Organization>($"/v1/organizations/{id}");

    /// <summary>Waits until the first sync is done.</summary>
    public Task<Organization> ConnectedAsync(Guid id, TimeSpan? patience = null) =>
        WaitForAsync(() => OrganizationAsync(id), organization => organization.Status == OrganizationStatus.Connected, patience);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async Task StopAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Asks until the answer satisfies, on a busy machine for long; the last answer stands in the failure.</summary>
    public static async Task<T> WaitForAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(60));
        for (var pause = 20; ; pause = Math.Min(pause * 3 / 2, 150))
        {
            var answer = await ask();
            if (satisfies(answer)) return answer;
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Waited in vain; the last answer was {answer}.");
            await Task.Delay(pause);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients) client.Dispose();
        await _store.DisposeAsync();
        if (_emulator is not null) await _emulator.DisposeAsync();
        if (System.IO.Directory.Exists(DataDirectory)) System.IO.Directory.Delete(DataDirectory, recursive: true);
    }

    public async Task StartAgainAsync(int port = 0, string? masterKey = null, string? listen = null)
    {
        List<string> args = ["--urls", listen ?? $"http://127.0.0.1:{port}", "--data", DataDirectory, .. _options.Arguments];
        if (_store.Database is { } database) args.AddRange(["--database", database]);
        if (_emulator is not null) args.AddRange(["--region", $"emulator={_emulator.Url}"]);
        if (masterKey is not null || _store.Database is not null) args.AddRange(["--master-key", masterKey ?? MasterKey]);
        var app = ServerHost.Build([.. args], builder =>
        {
            builder.Configuration["JUMPGATE_ADMIN_KEY"] = AdminKey;
            builder.Services.AddSingleton(new SetUpNotice { Output = Printed });
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(Log);
            _options.Configure?.Invoke(builder);
            if (_options.Time is { } time) builder.Services.AddSingleton(time);
        });
        _app = app;
        await app.StartAsync();
        // Where it listens on every address, loopback is one of them.
        Address = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
    }
}

public sealed record JumpgateHostOptions
{
    /// <summary>Starts JumpCloud's stand-in beside the server; null: none.</summary>
    public EmulatorOptions? Emulator { get; init; }

    /// <summary>More command line arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public Action<WebApplicationBuilder>? Configure { get; init; }

    /// <summary>The server's clock; null: the system's.</summary>
    public TimeProvider? Time { get; init; }
}
