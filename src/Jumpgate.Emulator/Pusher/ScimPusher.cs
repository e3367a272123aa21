using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Pusher;

/// <summary>
/// JumpCloud's SCIM client. It acts on an application of the emulated organization (one of its own per base URL unless one is named) and remembers what it pushed
/// there, so that a later push sends what changed in the world since.
/// </summary>
internal sealed class ScimPusher(Installation installation) : IDisposable
{
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly List<Integration> _integrations = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>No redirects, no proxy: what is typed as base URL is called, as JumpCloud does.</summary>
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Plays an order; what is wrong with it comes as an exception, what the target does wrong as an answer.</summary>
    public async Task<JsonObject> PlayAsync(JsonObject body, CancellationToken cancellation)
    {
        var order = PushOrder.Parse(body);
        var integration = Open(order, body);
        if (!order.Wait)
        {
            _ = RunAloneAsync(integration, order, body);
            return new JsonObject { ["do"] = order.Do, ["application"] = integration.Named, ["baseUrl"] = integration.BaseUrl, ["started"] = true };
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _end.Token);
        return await RunAsync(integration, order, body, either.Token);
    }

    public JsonObject Show()
    {
        lock (_integrations)
            return new JsonObject { ["integrations"] = new JsonArray([.. _integrations.Select(i => (JsonNode)i.ToJson())]) };
    }

    /// <summary>Forgets what was pushed, as if JumpCloud's side had been set up anew; targets keep what they hold.</summary>
    public JsonObject Forget()
    {
        lock (_integrations)
            _integrations.Clear();
        return Show();
    }

    public void End() => _end.Cancel();

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _http.Dispose();
    }

    /// <summary>Nobody waits for this run: how it went is read from <see cref="Show"/>.</summary>
    private async Task RunAloneAsync(Integration integration, PushOrder order, JsonObject body)
    {
        try
        {
            await RunAsync(integration, order, body, _end.Token);
        }
        catch (Exception refused) when (refused is FormatException or KeyNotFoundException or OperationCanceledException)
        {
            integration.LastRun = new JsonObject { ["do"] = order.Do, ["success"] = false, ["message"] = refused.Message };
        }
    }

    private async Task<JsonObject> RunAsync(Integration integration, PushOrder order, JsonObject body, CancellationToken cancellation)
    {
        await integration.Turn.WaitAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        try
        {
            integration.Configure(integration.Settings.With(body));
            var log = new PushLog(integration.Settings.Log);
            integration.Running = new RunningPush(order.Do, log);
            var events = integration.Settings.Events ? new ProvisionEvents(integration.Organization, integration) : null;
            var target = new ScimTarget(_http, integration.BaseUrl, integration.Settings, log, events);
            var (problem, left) = await ActAsync(integration, order, target, log, cancellation);
            problem ??= target.Stopped;
            if (problem is null && log.Counted("users", "failed") + log.Counted("groups", "failed") is > 0 and var failed)
                problem = $"{failed} of the users and groups could not be provisioned";
            var answer = new JsonObject
            {
                ["do"] = order.Do,
                ["success"] = problem is null,
                ["message"] = problem ?? Praise(integration, order, log),
                ["application"] = integration.Named,
                ["baseUrl"] = integration.BaseUrl,
                ["active"] = integration.Active,
                ["seconds"] = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            };
            log.WriteTo(answer, withLog: false);
            integration.LastRun = (JsonObject)answer.DeepClone();
            log.WriteTo(answer, withLog: true);
            answer["left"] = new JsonArray([.. left.Select(l => (JsonNode)l)]);
            if (PushOrder.Ignored(body) is { Count: > 0 } ignored)
                answer["ignored"] = ignored;
            return answer;
        }
        finally
        {
            integration.Running = null;
            integration.Turn.Release();
        }
    }

    private async Task<(string? Problem, List<string> Left)> ActAsync(Integration integration, PushOrder order, ScimTarget target, PushLog log, CancellationToken cancellation)
    {
        switch (order.Do)
        {
            case "test-connection" or "activate":
                var test = new ConnectionTest(integration, target, new Dialect(integration.Settings, integration.Map), TestEmail(integration));
                var problem = await test.RunAsync(cancellation);
                if (problem is null && order.Do == "activate")
                {
                    Switch(integration, on: true);
                    await PushAsync();
                }

                return (problem, test.Left);
            case "deactivate":
                Switch(integration, on: false);
                break;
            case "bind-group" or "unbind-group":
                Bindings.Change(installation.Gate, integration, order);
                await PushAsync();
                break;
            case "import":
                await new ImportRun(installation.Gate, integration.Organization, target, log).RunAsync(cancellation);
                break;
            default:
                await PushAsync();
                break;
        }

        return (null, []);

        async Task PushAsync()
        {
            if (integration.Active == false || !order.Push)
                return;
            HashSet<int>? only;
            installation.Gate.EnterReadLock();
            try
            {
                only = order.FindUsers(integration.Organization);
            }
            finally
            {
                installation.Gate.ExitReadLock();
            }

            await new PushRun(installation.Gate, integration, target, log, only).RunAsync(cancellation);
        }
    }

    private static void Switch(Integration integration, bool on)
    {
        if (on || integration.Active == true)
        {
            var resource = integration.Named;
            resource["type"] = "application";
            integration.Organization.Journal.Write(null, on ? "integration_activate" : "integration_deactivate", resource);
        }

        integration.Active = on;
    }

    private static string TestEmail(Integration integration)
        => integration.Settings.TestUserEmail ?? $"scim-test-{++integration.Tests}@{integration.Organization.World.Domain}";

    private static string Praise(Integration integration, PushOrder order, PushLog log) => order.Do switch
    {
        "test-connection" => "The connection test was successful",
        "activate" => "Identity Management is active",
        "deactivate" => "Identity Management is not active: nothing is pushed any more",
        "import" => $"{log.Counted("users", "found")} users found, {log.Counted("users", "matched")} of them known here",
        _ when integration.Active == false => "Identity Management is not active: nothing was pushed",
        "bind-group" or "unbind-group" when !order.Push => "The binding is changed and not pushed yet",
        "push" when integration.Groups.IsEmpty && integration.Users.IsEmpty && log.Counted("groups", "empty") == 0 && log.Counted("users", "skipped") == 0
            => "No user group is bound to the application: there is nothing to push",
        _ => "Everything is provisioned",
    };

    /// <summary>The integration an order is about; set up on first use.</summary>
    private Integration Open(PushOrder order, JsonObject body)
    {
        // Settings are read twice, so that a wrong one is refused before anything is made.
        _ = new AttributeMap(new PushSettings().With(body));
        installation.Gate.EnterWriteLock();
        try
        {
            var organization = order.OrganizationId is { } id
                ? installation.FindOrganization(id) ?? throw new KeyNotFoundException("no such organization")
                : installation.Home;
            int? application = order.ApplicationId is null ? null
                : organization.Applications.TryFind(order.ApplicationId, out var index) ? index
                : throw new KeyNotFoundException("no such application");
            _ = order.FindGroups(organization);
            _ = order.FindUsers(organization);
            lock (_integrations)
            {
                var fitting = _integrations.FindAll(i => i.Organization == organization
                    && (order.BaseUrl is null || i.BaseUrl == order.BaseUrl) && (application is null || i.Application.Index == application));
                if (fitting.Count > 0 && (order.BaseUrl is not null || fitting.Count == 1))
                    return fitting[0];
                var baseUrl = order.BaseUrl ?? throw new FormatException("baseUrl is missing");
                if (body["token"] is null)
                    throw new FormatException("token is missing");
                var made = application ?? Bindings.NewApplication(organization, new Uri(baseUrl).Authority);
                var integration = new Integration(organization, made, baseUrl) { Label = (string?)organization.Applications.Read(made)["displayLabel"] ?? "" };
                _integrations.Add(integration);
                return integration;
            }
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }
}
