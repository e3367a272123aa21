using System.Text;

namespace Jumpgate.Server.Tests.Hosting;

public sealed class EveryProblemTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("[1,2]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData("{\"name\":{\"a\":[]},\"region\":5,\"text\":[],\"do\":{},\"method\":true}", "application/json")]
    [InlineData("<xml/>", "application/xml")]
    public async Task Whatever_is_sent_each_refusal_is_a_problem_with_code_fix_and_docs(string body, string type)
    {
        var refused = 0;
        foreach (var route in RouteWalk.Of(Hub))
        {
            foreach (var id in (string[])[Guid.NewGuid().ToString(), "not-an-id", "..%2f", "%7F"])
            {
                using var request = new HttpRequestMessage(route.Method, route.Fill(_ => id) + "?limit=abc&cursor=!&filter=((&as_of=never&from=x&to=y&after=z");
                if (route.Method != HttpMethod.Get && route.Method != HttpMethod.Head) request.Content = new StringContent(body, Encoding.UTF8, type);
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                using var response = await Hub.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                ((int)response.StatusCode).ShouldBeLessThan(500, $"{route} with {body}: {await Brief(response)}");
                if (response.IsSuccessStatusCode || route.Method == HttpMethod.Head) continue;
                refused++;
                await response.ProblemAsync();
            }
        }

        refused.ShouldBeGreaterThan(40);
    }

    private static async Task<string> Brief(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
}
