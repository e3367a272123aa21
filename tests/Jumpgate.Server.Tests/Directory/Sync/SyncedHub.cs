using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.JumpCloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Organization = Jumpgate.Contracts.Organization;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>A server with a linked and synced emulated organization, and what tests of syncing do with it.</summary>
internal sealed class SyncedHub : IAsyncDisposable
{
    public static readonly EmulatorOptions Small = new()
    {
        Users = 130,
        Groups = 8,
        Memberships = 500,
        Devices = 6,
        DeviceGroups = 2,
        Applications = 4,
        Admins = 5,
        Roles = 2,
    };

    /// <summary>No schedule and no polls: only what a test asks for happens.</summary>
    public static readonly object ByHand = new { schedule = (string?)null, refreshInterval = (string?)null };

    private SyncedHub(JumpgateHost hub, Guid organization, Guid directory) => (Hub, Organization, Directory) = (hub, organization, directory);

    public JumpgateHost Hub { get; }

    public Guid Organization { get; }

    public Guid Directory { get; }

    public RunningEmulator Emulator => Hub.Emulator;

    /// <summary>A server that waits only briefly for JumpCloud.</summary>
    public static void Impatient(WebApplicationBuilder builder) => builder.Services.AddSingleton(new JumpCloudOptions
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(600),
        RetryDelay = TimeSpan.FromMilliseconds(10),
        MaxRetryDelay = TimeSpan.FromMilliseconds(50),
    });

    public static async Task<SyncedHub> StartAsync(EmulatorOptions? world = null, object? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = world ?? Small, Configure = configure });
        try
        {
            var linked = await hub.LinkOrganizationAsync(settings: settings);
            await hub.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(90));
            return new SyncedHub(hub, linked.Id, linked.DirectoryId);
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public async Task<SyncRun> SyncAsync()
    {
        var queued = await Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{Organization}/sync");
        return await EndAsync(queued.Id);
    }

    public Task<SyncRun> EndAsync(Guid run) => JumpgateHost.WaitForAsync(
        () => RunAsync(run), found => found.State is not (RunStates.Queued or RunStates.Running), TimeSpan.FromSeconds(90));

    public Task<SyncRun> RunAsync(Guid run) => Hub.Admin.GetAsync<SyncRun>($"/v1/runs/{run}");

    public Task<Organization> OrganizationAsync() => Hub.OrganizationAsync(Organization);

    public async Task<List<Resource>> AllAsync(string kind, string? filter = null)
    {
        List<Resource> all = [];
        string? cursor = null;
        do
        {
            var page = await Hub.Admin.GetAsync<Page<Resource>>(
                $"/v1/directories/{Directory}/{kind}?limit=1000{(filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter))}{(cursor is null ? "" : "&cursor=" + cursor)}");
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        return all;
    }

    public async Task<List<Edge>> EdgesAsync(string kind)
    {
        List<Edge> all = [];
        string? cursor = null;
        do
        {
            var page = await Hub.Admin.GetAsync<Page<Edge>>($"/v1/directories/{Directory}/edges?kind={kind}&limit=1000{(cursor is null ? "" : "&cursor=" + cursor)}");
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        return all;
    }

    /// <summary>A write to JumpCloud, as some administrator there would do it.</summary>
    public async Task<JsonNode?> UpstreamAsync(HttpMethod method, string path, object? body = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, Emulator.Url + path);
        request.Headers.Add("x-api-key", Emulator.ApiKey);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path} answered {(int)response.StatusCode}: {text}");
        return text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null;
    }

    public Task DeleteUserAsync(string id) => UpstreamAsync(HttpMethod.Delete, $"/api/systemusers/{id}");

    public List<string> UserIds() => [.. Enumerable.Range(0, int.Parse(Emulator.World.Describe()["counts"]!["users"]!.ToJsonString())).Select(i => Emulator.World.UserId(i))];

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
