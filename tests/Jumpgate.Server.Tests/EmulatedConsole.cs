using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests;

/// <summary>What an administrator does in the emulator's console: roles, service accounts, their secrets.</summary>
public sealed class EmulatedConsole(RunningEmulator emulator)
{
    /// <summary>A service account whose role has these scopes.</summary>
    public async Task<ServiceAccountSecret> ServiceAccountAsync(params string[] scopes)
    {
        var role = await SendAsync(HttpMethod.Post, "/api/v2/roles", new { name = $"role {Guid.NewGuid():N}", scopes });
        var account = (await SendAsync(HttpMethod.Post, "/api/v2/service-accounts", new
        {
            name = $"hub {Guid.NewGuid():N}",
            roleId = (string?)role["id"],
            authConfig = ClientSecret,
        }))["serviceAccount"]!;
        return Secret((string)account["objectId"]!, account["authConfigList"]![0]!);
    }

    /// <summary>The second secret of an account.</summary>
    public async Task<ServiceAccountSecret> AddSecretAsync(ServiceAccountSecret account) =>
        Secret(account.AccountId, (await SendAsync(HttpMethod.Post, $"/api/v2/service-accounts/{account.AccountId}/auth-config", new { authConfig = ClientSecret }))["authConfig"]!);

    public Task DropSecretAsync(ServiceAccountSecret secret) =>
        SendAsync(HttpMethod.Delete, $"/api/v2/service-accounts/{secret.AccountId}/auth-config/{secret.ConfigId}");

    public Task DeleteUserAsync(string id) => SendAsync(HttpMethod.Delete, $"/api/systemusers/{id}");

    public Task GroupAsync(string name) => SendAsync(HttpMethod.Post, "/api/v2/usergroups", new { name });

    public Task RenameGroupAsync(string id, string name) => SendAsync(HttpMethod.Put, $"/api/v2/usergroups/{id}", new { name });

    /// <summary>A new active user in the group of that name; answers its username.</summary>
    public async Task<string> JoinNewUserAsync(string group)
    {
        var name = $"new{Guid.NewGuid():N}"[..20];
        var user = await SendAsync(HttpMethod.Post, "/api/systemusers", new { username = name, email = $"{name}@example.com", firstname = "New", lastname = "Person", state = "ACTIVATED" });
        var found = (await SendAsync(HttpMethod.Get, $"/api/v2/usergroups?filter={Uri.EscapeDataString($"name:eq:{group}")}")).AsArray()[0]!;
        await SendAsync(HttpMethod.Post, $"/api/v2/usergroups/{found["id"]}/members", new { op = "add", type = "user", id = (string)(user["_id"] ?? user["id"])! });
        return name;
    }

    public Task DisableAsync(ServiceAccountSecret account) =>
        SendAsync(HttpMethod.Put, $"/api/v2/service-accounts/{account.AccountId}", new { status = "INACTIVE" });

    private static object ClientSecret => new { authType = "CLIENT_SECRET", clientSecretConfig = new { lifetime = "90 Days" } };

    private static ServiceAccountSecret Secret(string account, JsonNode config) =>
        new(account, (string)config["objectId"]!, (string)config["clientId"]!, (string)config["clientSecret"]!);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(emulator.Url) };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("x-api-key", emulator.ApiKey);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}

public sealed record ServiceAccountSecret(string AccountId, string ConfigId, string ClientId, string ClientSecret);
