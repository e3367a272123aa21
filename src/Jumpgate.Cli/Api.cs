using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jumpgate.Contracts;
using Directory = Jumpgate.Contracts.Directory;

namespace Jumpgate.Cli;

/// <summary>The server's HTTP API, typed by the contracts.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient http;
    private readonly string? tenant;

    public Api(Uri url, string key, string? tenant)
    {
        this.tenant = tenant;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string? Tenant => tenant;

    public Uri Address => http.BaseAddress!;

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, type, cancel);

    public Task<T> PostAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body, bodyType), type, cancel);

    public Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) => SendAsync(HttpMethod.Post, path, null, type, cancel);

    public Task<T> PatchAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel) =>
        SendAsync(HttpMethod.Patch, path, JsonSerializer.Serialize(body, bodyType), type, cancel);

    public async Task DeleteAsync(string path, CancellationToken cancel)
    {
        using var answer = await AskAsync(HttpMethod.Delete, path, null, HttpCompletionOption.ResponseContentRead, cancel);
    }

    /// <summary>Every item of a list, page after page.</summary>
    public async IAsyncEnumerable<T> AllAsync<T>(
        string path, JsonTypeInfo<Page<T>> type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = await GetAsync(path, type, cancel); ; page = await GetAsync(With(path, "cursor", page.Next!), type, cancel))
        {
            foreach (var item in page.Items) yield return item;
            if (page.Next is null) yield break;
        }
    }

    /// <summary>A path with one more query member; null or empty values are left out.</summary>
    public static string With(string path, string name, string? value) =>
        string.IsNullOrEmpty(value) ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    /// <summary>An organization by id, name or JumpCloud id; the only one when nothing is named.</summary>
    public async Task<Organization> OrganizationAsync(string? named, CancellationToken cancel)
    {
        if (Guid.TryParse(named, out var id)) return await GetAsync($"/v1/organizations/{id}", ContractsJson.Default.Organization, cancel);
        var all = (await GetAsync("/v1/organizations?limit=1000", ContractsJson.Default.PageOrganization, cancel)).Items;
        return Pick(all, named, o => o.Name == named || o.RemoteOrganization.Id == named || o.RemoteOrganization.Name == named, o => o.Name, "organization");
    }

    /// <summary>A directory by id or name; the only one when nothing is named.</summary>
    public async Task<Directory> DirectoryAsync(string? named, CancellationToken cancel)
    {
        if (Guid.TryParse(named, out var id)) return await GetAsync($"/v1/directories/{id}", ContractsJson.Default.Directory, cancel);
        var all = (await GetAsync("/v1/directories?limit=1000", ContractsJson.Default.PageDirectory, cancel)).Items;
        return Pick(all, named, d => d.Name == named, d => d.Name, "directory");
    }

    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? body, HttpCompletionOption until, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, With(path, "tenant", tenant));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, until, cancel);
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"No answer from {http.BaseAddress}: {fault.Message}. Is the server running, and is --url right?", fault);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw new ApiException(await ProblemOfAsync(answer, cancel));
    }

    public void Dispose() => http.Dispose();

    private static T Pick<T>(IReadOnlyList<T> all, string? named, Func<T, bool> matches, Func<T, string> name, string what)
    {
        var found = named is null ? [.. all] : all.Where(matches).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 when named is null => throw new WrongUseException($"There is no {what} yet."),
            0 => throw new WrongUseException($"There is no {what} named {named}. There is: {string.Join(", ", all.Select(name))}."),
            _ => throw new WrongUseException($"Name the {what}: {string.Join(", ", found.Select(name))}."),
        };
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, string? body, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await AskAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        return await JsonSerializer.DeserializeAsync(stream, type, cancel) ?? throw new IOException($"{path} answered nothing.");
    }

    private static async Task<Problem> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            if (JsonSerializer.Deserialize(text, ContractsJson.Default.Problem) is { Code: not null } problem) return problem;
        }
        catch (JsonException)
        {
            // Not ours: a proxy in between, most likely.
        }

        return new Problem(null, $"The server answered {(int)answer.StatusCode} {answer.ReasonPhrase}", (int)answer.StatusCode,
            text.Length > 300 ? text[..300] : text, "unexpected_answer", "Check that --url is the address of a Jumpgate server.", null);
    }
}
