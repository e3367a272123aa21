using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests;

/// <summary>Short forms for calls to the API: the answer read, or the problem it must be.</summary>
public static class ApiCalls
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<T> GetAsync<T>(this HttpClient client, string path) => await ReadAsync<T>(await client.GetAsync(path));

    public static async Task<T> PostAsync<T>(this HttpClient client, string path, object? body = null) =>
        await ReadAsync<T>(await client.PostAsync(path, Content(body)));

    public static async Task<T> PatchAsync<T>(this HttpClient client, string path, object body) =>
        await ReadAsync<T>(await client.PatchAsync(path, Content(body)));

    /// <summary>Sends and answers the problem; anything else fails the test.</summary>
    public static async Task<Problem> RefusedAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : Content(body) };
        using var response = await client.SendAsync(request);
        return await response.ProblemAsync();
    }

    public static async Task<Problem> ProblemAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(400, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        var problem = JsonSerializer.Deserialize<Problem>(text, Json)!;
        problem.Code.ShouldNotBeNullOrEmpty(text);
        problem.Fix.ShouldNotBeNullOrEmpty(text);
        problem.Docs.ShouldBe($"/docs/guide/troubles.md#{problem.Code}");
        problem.Title.ShouldNotBeNullOrEmpty(text);
        problem.Detail.ShouldNotBeNullOrEmpty(text);
        problem.Status.ShouldBe((int)response.StatusCode);
        return problem;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
            return response.StatusCode == HttpStatusCode.NoContent ? default! : JsonSerializer.Deserialize<T>(text, Json)!;
        }
    }

    private static HttpContent? Content(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        string text => new StringContent(text, Encoding.UTF8, "application/json"),
        _ => JsonContent.Create(body, body.GetType(), options: Json),
    };
}
