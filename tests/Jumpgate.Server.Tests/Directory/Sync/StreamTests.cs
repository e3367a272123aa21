using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class StreamTests
{
    [Fact]
    public async Task S2_23_Syncing_then_Connected_are_told_in_order_without_reload()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = SyncedHub.Small with { Latency = TimeSpan.FromMilliseconds(60) } });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        List<string> statuses = [];
        HashSet<string> heard = [];
        Guid? organization = null;
        await foreach (var item in FollowAsync(hub, null, patience.Token))
        {
            heard.Add(item.EventType);
            organization ??= item.EventType == "hello" ? (await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand)).Id : null;
            if (item.EventType is "organization" or "run")
            {
                var status = (await hub.OrganizationAsync(organization!.Value)).Status;
                if (statuses.LastOrDefault() != status)
                {
                    statuses.Add(status);
                }
            }

            if (statuses.LastOrDefault() == OrganizationStatus.Connected)
            {
                break;
            }
        }

        statuses.ShouldBe([OrganizationStatus.Syncing, OrganizationStatus.Connected]);
        heard.ShouldContain("progress");
    }

    [Fact]
    public async Task A_listener_that_comes_back_misses_no_change()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var sequence = (await synced.OrganizationAsync()).LastRun!.Sequence!.Value;
        await synced.DeleteUserAsync(synced.UserIds()[4]);
        var run = await synced.SyncAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<long> heard = [];

        await foreach (var item in FollowAsync(synced.Hub, sequence, patience.Token))
        {
            if (item.EventType == "change")
            {
                heard.Add(JsonNode.Parse(item.Data)!["seq"]!.GetValue<long>());
                item.EventId.ShouldBe(heard[^1].ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            if (heard.LastOrDefault() >= run.Sequence)
            {
                break;
            }
        }

        heard.ShouldBe(Enumerable.Range(1, heard.Count).Select(i => sequence + i));
        heard.Count.ShouldBe((int)(run.Sequence!.Value - sequence));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        JumpgateHost hub, long? lastEvent, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream?tenant=default");
        if (lastEvent is { } last)
        {
            request.Headers.Add("Last-Event-ID", last.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var response = await hub.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            yield return item;
        }
    }
}
