using System.Net.Http.Json;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy.Handover;

/// <summary>Somebody who opened a setup link, as their browser would call.</summary>
public sealed class SetupVisitor(HttpClient client, Guid link, string cookie, JsonElement opened) : IDisposable
{
    /// <summary>The Set-Cookie header of the opening.</summary>
    public string Cookie => cookie;

    public JsonElement Opened => opened;

    /// <summary>Sends the cookie everywhere, also where a browser would keep it back.</summary>
    public HttpClient Client => client;

    public static string TokenOf(PortalSession made) => made.Url!.Split('/')[^1];

    public static async Task<SetupVisitor> OpenAsync(JumpgateHost hub, PortalSession made)
    {
        using var response = await hub.Anonymous.PostAsJsonAsync("/portal/sessions", new { token = TokenOf(made) });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        var opened = await response.Content.ReadFromJsonAsync<JsonElement>();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = hub.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", opened.GetProperty("csrfToken").GetString());
        return new SetupVisitor(client, made.Id, cookie, opened);
    }

    public static Task<Problem> RefusedAsync(JumpgateHost hub, string token) => hub.Anonymous.RefusedAsync(HttpMethod.Post, "/portal/sessions", new { token });

    public Task<T> GetAsync<T>(string route) => client.GetAsync<T>(Path(route));

    public Task<T> PostAsync<T>(string route, object body) => client.PostAsync<T>(Path(route), body);

    public Task<Problem> RefusedAsync(HttpMethod method, string route, object? body = null) => client.RefusedAsync(method, Path(route), body);

    public string Path(string route) => $"/portal/sessions/{link}/{route}";

    public void Dispose() => client.Dispose();
}
