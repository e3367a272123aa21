using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.JumpCloud;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Server.Tests.Organizations;

/// <summary>One long walk with both credential kinds: everything answered, logged, written to files and tables is kept and looked through.</summary>
public sealed class SecrecyTests(SecrecyTests.Walk walk) : IClassFixture<SecrecyTests.Walk>
{
    private const string ApiKey = "jca_veryspecialsecretapikey00000000000001";
    private const string ClientSecret = "a-very-special-client-secret-4711";

    [Fact]
    public Task S0_11_The_client_secret_is_in_no_answer_no_log_no_file_and_no_table() => walk.ShouldNotHoldAsync(ClientSecret);

    [Fact]
    public Task S2_21_S3_24_The_API_key_is_in_no_answer_no_log_no_file_and_no_table() => walk.ShouldNotHoldAsync(ApiKey);

    public sealed class Walk : IAsyncLifetime
    {
        private readonly List<string> answers = [];
        private JumpgateHost hub = null!;

        public async Task InitializeAsync()
        {
            hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
            {
                Emulator = new EmulatorOptions { ApiKey = ApiKey, ClientSecret = ClientSecret, Users = 5, Groups = 1, Devices = 1, Applications = 1, Admins = 1 },
                // Everything the framework can say, bodies and headers included where it logs them.
                Configure = builder => builder.Services
                    .AddSingleton(new JumpCloudOptions { RetryDelay = TimeSpan.FromMilliseconds(10) })
                    .PostConfigure<LoggerFilterOptions>(filter =>
                    {
                        filter.Rules.Clear();
                        filter.MinLevel = LogLevel.Trace;
                    }),
            });
            var linked = await KeepAsync(HttpMethod.Post, "/v1/organizations", hub.LinkBody());
            var id = linked.RootElement.GetProperty("id").GetGuid();
            await KeepAsync(HttpMethod.Post, "/v1/organizations", hub.LinkBody());
            await KeepAsync(HttpMethod.Post, $"/v1/organizations/{id}/credentials", new { @do = "stage", method = LinkMethods.ApiKey, apiKey = ApiKey });
            await KeepAsync(HttpMethod.Post, $"/v1/organizations/{id}/credentials", new { @do = "switch" });
            await KeepAsync(HttpMethod.Post, "/v1/organizations/discover", new { region = "emulator", method = LinkMethods.ApiKey, apiKey = ApiKey });
            await KeepAsync(HttpMethod.Post, "/v1/paste-check", new { text = ClientSecret + " ", field = "clientSecret" });
            await KeepAsync(HttpMethod.Post, "/v1/organizations", new { region = "emulator", method = LinkMethods.ApiKey, apiKey = ApiKey + "\u200B" });
            await KeepAsync(HttpMethod.Post, "/v1/organizations", new { region = "emulator", method = LinkMethods.ServiceAccount, clientId = "nobody", clientSecret = ClientSecret });
            await KeepAsync(HttpMethod.Post, "/v1/organizations", $"{{\"region\":\"emulator\",\"apiKey\":\"{ApiKey}\",\"method\":7}}");
            hub.Emulator.Faults.Add("GET /api/systemusers 500");
            await KeepAsync(HttpMethod.Post, $"/v1/organizations/{id}/check", null);
            hub.Emulator.Faults.Clear();
            foreach (var path in (string[])["/v1/organizations", $"/v1/organizations/{id}", "/metrics", "/v1/tenants", "/v1/api-keys", "/health/ready", "/v1/audit"])
                await KeepAsync(HttpMethod.Get, path, null);

            await StoredText.ShouldNotHoldAsync(hub, ApiKey, ClientSecret);
            await hub.StopAsync();
        }

        public async Task ShouldNotHoldAsync(string secret)
        {
            answers.Count.ShouldBeGreaterThan(15);
            answers.ShouldAllBe(answer => !answer.Contains(secret, StringComparison.Ordinal));
            hub.Log.Lines.Count.ShouldBeGreaterThan(200);
            hub.Log.Text.ShouldNotContain(secret);
            await StoredText.ShouldNotHoldAsync(hub, secret);
        }

        public async Task DisposeAsync() => await hub.DisposeAsync();

        private async Task<JsonDocument> KeepAsync(HttpMethod method, string path, object? body)
        {
            using var content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await hub.Admin.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            answers.Add(text + string.Join('\n', response.Headers));
            return text.StartsWith('{') ? JsonDocument.Parse(text) : JsonDocument.Parse("null");
        }
    }
}
