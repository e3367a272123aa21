using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>A tenant with a pushed directory and a receiver that a webhook sends to.</summary>
public sealed class Hooked : IAsyncDisposable
{
    private Hooked(JumpgateHost hub, string tenant, PushedClient client, Receiver receiver) => (Hub, Tenant, Client, Receiver) = (hub, tenant, client, receiver);

    public JumpgateHost Hub { get; }

    public string Tenant { get; }

    public PushedClient Client { get; }

    public Receiver Receiver { get; }

    public Webhook Webhook { get; private set; } = null!;

    public Guid Directory => Client.Directory.Id;

    public string Path => $"/v1/webhooks/{Webhook.Id}";

    public static async Task<Hooked> StartAsync(JumpgateHost hub, string[]? events = null, string provider = "custom", bool? ordered = null)
    {
        var tenant = await hub.TenantAsync();
        var hooked = new Hooked(hub, tenant, await PushedClient.StartAsync(hub, provider, tenant), await Receiver.StartAsync());
        hooked.Webhook = await hooked.HookAsync(new { url = hooked.Receiver.Url, events, ordered });
        return hooked;
    }

    /// <summary>Makes a webhook of the tenant.</summary>
    public async Task<Webhook> HookAsync(object body)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToNode(body, ApiCalls.Json)!.AsObject();
        json["tenant"] = Tenant;
        foreach (var none in json.Where(member => member.Value is null).Select(member => member.Key).ToList()) json.Remove(none);
        return await Hub.Admin.PostAsync<Webhook>("/v1/webhooks", json.ToJsonString());
    }

    /// <summary>The delivery log, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> LogAsync(string query = "", Webhook? of = null) =>
        (await Hub.Admin.GetAsync<Page<WebhookDelivery>>($"/v1/webhooks/{(of ?? Webhook).Id}/deliveries?limit=1000{query}")).Items;

    /// <summary>Waits until the log's entry of an event has this state.</summary>
    public async Task<WebhookDelivery> LoggedAsync(long seq, string state, TimeSpan? patience = null) => (await JumpgateHost.WaitForAsync(
        async () => (await LogAsync()).SingleOrDefault(one => one.Seq == seq), one => one?.State == state, patience))!;

    public async Task<IReadOnlyList<WebhookLane>> LanesAsync() => (await Hub.Admin.GetAsync<Page<WebhookLane>>($"{Path}/lanes")).Items;

    public async ValueTask DisposeAsync() => await Receiver.DisposeAsync();
}
