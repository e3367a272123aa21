using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Knobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jumpgate.Emulator;

/// <summary>An emulator running in this process, for tests: its address, its credentials and its knobs.</summary>
public sealed class RunningEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Installation _installation;

    private RunningEmulator(WebApplication app, Installation installation)
    {
        (_app, _installation) = (app, installation);
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        World = new EmulatedWorld(installation);
    }

    public string Url { get; }

    public string ApiKey => _installation.Options.ApiKey;

    public string ClientId => _installation.Options.ClientId;

    public string ClientSecret => _installation.Options.ClientSecret;

    public string OrganizationId => _installation.Home.Id;

    /// <summary>All organizations; more than one in a multi-tenant emulator.</summary>
    public IReadOnlyList<string> OrganizationIds => [.. _installation.Organizations.Select(o => o.Id)];

    /// <summary>The provider all organizations belong to; null where there is only one organization.</summary>
    public string? ProviderId => _installation.MultiTenant ? _installation.ProviderId : null;

    public EmulatorClock Clock => _installation.Clock;

    /// <summary>Directory Insights: its events, and through its options its knobs.</summary>
    public EventLog Events => _installation.Events;

    /// <summary>What Directory Insights throws at its readers.</summary>
    public Weather Weather
    {
        get => _installation.Events.Weather;
        set => _installation.Turn(value);
    }

    public FaultBook Faults => _installation.Faults;

    public TrafficStats Stats => _installation.Stats;

    public EmulatedWorld World { get; }

    public Switches Switches
    {
        get => _installation.Switches;
        set => _installation.Switches = value;
    }

    public TimeSpan Latency
    {
        get => _installation.Latency;
        set => _installation.Latency = value;
    }

    /// <summary>Requests a second for each credential; null for no limit.</summary>
    public double? RateLimit
    {
        get => _installation.Rate.PerSecond;
        set => _installation.Rate.PerSecond = value;
    }

    public TimeSpan TokenLife
    {
        get => _installation.Credentials.TokenLife;
        set => _installation.Credentials.TokenLife = value;
    }

    /// <summary>Starts on a free port of the loopback address unless the options name another.</summary>
    public static async Task<RunningEmulator> StartAsync(EmulatorOptions? options = null, TimeProvider? time = null)
    {
        options ??= new EmulatorOptions();
        if (options.Urls == new EmulatorOptions().Urls)
            options = options with { Urls = "http://127.0.0.1:0" };
        var app = EmulatorHost.Build(options, time, out var installation);
        await app.StartAsync();
        return new RunningEmulator(app, installation);
    }

    /// <summary>One more service account, with a role of its own.</summary>
    public (string ClientId, string ClientSecret) AddServiceAccount(string role = "Administrator", DateTimeOffset? expires = null)
        => Locked(() => CredentialKnobs.AddServiceAccount(_installation, role, expires));

    /// <summary>The API key of one more administrator with the given role.</summary>
    public string AddApiKey(string role, DateTimeOffset? expires = null) => Locked(() => CredentialKnobs.AddApiKey(_installation, role, expires));

    /// <summary>Switches a service account on (ACTIVE) or off (INACTIVE).</summary>
    public void SetServiceAccountStatus(string clientId, string status) => Locked(() =>
    {
        CredentialKnobs.SetStatus(_installation, clientId, status);
        return true;
    });

    /// <summary>Every token issued so far stops working at once.</summary>
    public void ExpireTokens() => _installation.Credentials.ExpireTokens();

    /// <summary>Acts as JumpCloud's SCIM client; order and answer are those of <c>POST /emulator/scim</c>.</summary>
    public Task<System.Text.Json.Nodes.JsonObject> ScimAsync(System.Text.Json.Nodes.JsonObject order, CancellationToken cancellation = default)
        => _installation.Pusher.PlayAsync(order, cancellation);

    private T Locked<T>(Func<T> change)
    {
        _installation.Gate.EnterWriteLock();
        try
        {
            return change();
        }
        finally
        {
            _installation.Gate.ExitWriteLock();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(grace.Token);
        await _app.DisposeAsync();
        _installation.Pusher.Dispose();
    }
}
