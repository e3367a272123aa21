using System.Text;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks;

/// <summary>A feed whose log holds events of two types, for all tests of a class.</summary>
public sealed class SinkFeed : IAsyncLifetime
{
    internal Fed Fed { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Fed = await Fed.StartAsync();
        await Fed.HappenAsync(8);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(Fed.Hub.Emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", Fed.Hub.Emulator.ApiKey);
        for (var i = 0; i < 3; i++)
        {
            using var user = new StringContent($$"""{"username":"sink{{i}}","email":"sink{{i}}@example.com"}""", Encoding.UTF8, "application/json");
            (await client.PostAsync(new Uri("/api/systemusers", UriKind.Relative), user)).EnsureSuccessStatusCode();
        }

        await Fed.FetchedAsync("group_create", 8);
        await Fed.FetchedAsync("user_create", 3);
    }

    public async Task DisposeAsync() => await Fed.DisposeAsync();

    /// <summary>The log in its order.</summary>
    internal async Task<List<FeedEvent>> LogAsync() => [.. (await Fed.LogAsync()).OrderBy(item => item.Position)];
}
