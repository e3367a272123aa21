using System.Net;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tests.Directory.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.EventLog;

public sealed class EndlessEventsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T15_A_page_token_that_never_ends_stops_the_poll_and_full_syncs_go_on(bool newTokens)
    {
        using var endless = new EndlessEvents(newTokens);
        await using var synced = await SyncedHub.StartAsync(
            settings: new { schedule = (string?)null, refreshInterval = "PT5S" },
            configure: builder => builder.Services.AddSingleton(new JumpCloudHandler(new JumpCloudOptions()) { Shared = endless }));

        await JumpgateHost.WaitForAsync(() => Task.FromResult(synced.Hub.Log.Text), log => log.Contains("goes round", StringComparison.Ordinal));

        endless.Asked.ShouldBeLessThan(10);
        (await synced.SyncAsync()).State.ShouldBe(RunStates.Done);
    }

    /// <summary>Answers every query for events with a full page and a token: one of two in turn, or ever new ones.</summary>
    private sealed class EndlessEvents(bool newTokens) : DelegatingHandler(JumpCloudClient.CreateHandler())
    {
        private int asked;

        public int Asked => Volatile.Read(ref asked);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != "/insights/directory/v1/events")
                return base.SendAsync(request, cancellationToken);
            var page = Interlocked.Increment(ref asked);
            var answer = new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(
                    $$"""[{"id":"event-{{(newTokens ? 0 : page)}}","service":"directory","event_type":"user_update","timestamp":"2026-11-20T00:00:00Z"}]""", Encoding.UTF8, "application/json"),
            };
            foreach (var (name, value) in new[] { ("X-Result-Count", "1"), ("X-Limit", "1"), ("X-Search_after", $"[{(newTokens ? page : page % 2)}]") })
                answer.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(answer);
        }
    }
}
