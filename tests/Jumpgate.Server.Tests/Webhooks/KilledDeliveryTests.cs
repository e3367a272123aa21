using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>The server as a process, killed while events go out.</summary>
public sealed class KilledDeliveryTests
{
    private const int Kills = 12;
    private const int Directories = 2;

    [Fact]
    public async Task Twelve_kills_lose_nothing_and_every_directory_keeps_its_order()
    {
        var random = new Random(4711);
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 1 });
        await using var store = await TestStore.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        using var server = new ServerProcess(emulator, store);
        await server.StartAsync();
        List<DirectoryCreated> directories = [];
        for (var i = 0; i < Directories; i++) directories.Add(await server.Api.PostAsync<DirectoryCreated>("/v1/directories", new { source = "scim" }));
        await server.Api.PostAsync<Webhook>("/v1/webhooks", new { url = receiver.Url, after = 0 });
        using var stop = new CancellationTokenSource();
        var pushing = directories.Select(directory => Task.Run(() => PushAsync(server, directory, stop.Token))).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = receiver.All.Count;
            await JumpgateHost.WaitForAsync(() => Task.FromResult(receiver.All.Count), count => count > before + (kill % 4 * 10));
            await Task.Delay(random.Next(150));
            await server.KillAsync();
            await server.StartAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(pushing);
        var expected = (await EventsAsync(server)).ToList();
        await receiver.UntilAsync(taken => expected.All(taken.Select(one => one.Id).ToHashSet().Contains));

        expected.Count.ShouldBeGreaterThan(Kills * 5);
        receiver.All.Select(one => one.Id).Distinct().ShouldHoldTheSameAs(expected, "nothing lost, nothing the log does not have");
        foreach (var same in receiver.All.GroupBy(one => one.Id)) same.Select(one => Convert.ToBase64String(one.Body)).Distinct().Count().ShouldBe(1, "what comes twice is the same");
        foreach (var directory in receiver.All.GroupBy(one => (string)one.Json["directory"]!["id"]!))
        {
            var first = directory.DistinctBy(one => one.Id).Select(one => one.Seq).ToList();
            first.ShouldBe([.. first.Order()], $"directory {directory.Key}");
        }
    }

    /// <summary>Makes user after user, as a client does that tries again while the server is down.</summary>
    private static async Task PushAsync(ServerProcess server, DirectoryCreated directory, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(directory.EndpointUrl).AbsolutePath + "/Users")
                {
                    Content = new StringContent(Scim.PushedClient.UserBody($"u{i}"), System.Text.Encoding.UTF8, "application/scim+json"),
                };
                request.Headers.Authorization = new("Bearer", directory.BearerToken);
                using var answer = await server.Api.SendAsync(request, CancellationToken.None);
                if ((int)answer.StatusCode is 201 or 409) i++;
                await Task.Delay(10, CancellationToken.None);
            }
            catch (Exception down) when (down is HttpRequestException or ObjectDisposedException or TaskCanceledException or InvalidOperationException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task<IEnumerable<string>> EventsAsync(ServerProcess server)
    {
        List<string> ids = [];
        for (var path = "/v1/changes?as=events&limit=1000"; ;)
        {
            var page = await server.Api.GetAsync<JsonObject>(path);
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            if ((string?)page["next"] is not { } next) return ids;
            path = $"/v1/changes?as=events&limit=1000&cursor={next}";
        }
    }
}
