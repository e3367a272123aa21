using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Jumpgate.Benchmarks;

/// <summary>The server as a process, on a folder or a database of its own.</summary>
internal sealed class Hub : IDisposable
{
    private const string AdminKey = "jg_benchmark_0123456789abcdefghijklmnop";
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("jumpgate-bench-").FullName;
    private readonly string? database;
    private readonly string emulator;
    private readonly string[] more;

    private Hub(string store, string emulatorUrl, string[] more)
    {
        (Store, emulator, this.more) = (store, emulatorUrl, more);
        if (store == "postgres") database = CreateDatabase();
    }

    public string Store { get; }

    public Child Child { get; private set; } = null!;

    /// <summary>Asks the server of the last launch.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Its folder, with the SQLite database.</summary>
    public string Folder => folder;

    /// <summary>PostgreSQL connection string; null: SQLite.</summary>
    public string? Database => database;

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>, in seconds.</summary>
    public double StartSeconds { get; private set; }

    /// <param name="more">Further arguments of the server.</param>
    public static async Task<Hub> StartAsync(string store, string emulatorUrl, params string[] more)
    {
        var hub = new Hub(store, emulatorUrl, more);
        try
        {
            await hub.LaunchAsync();
            return hub;
        }
        catch
        {
            hub.Dispose();
            throw;
        }
    }

    /// <summary>Starts the process on a port that is free now, without waiting for it.</summary>
    public void Launch()
    {
        var port = Ports.Free();
        Http?.Dispose();
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        string[] arguments = ["--urls", $"http://127.0.0.1:{port}", "--data", folder, "--region", $"emulator={emulator}", .. more];
        Child = Child.Start("jumpgate-server", database is null ? arguments : [.. arguments, "--database", database],
            ("JUMPGATE_ADMIN_KEY", AdminKey), ("JUMPGATE__MASTERKEY", Convert.ToBase64String(new byte[32])));
    }

    public async Task LaunchAsync()
    {
        var clock = Stopwatch.StartNew();
        Launch();
        while (true)
        {
            try
            {
                if ((await Http.GetAsync("/health/ready")).IsSuccessStatusCode) break;
            }
            catch (HttpRequestException) when (Child.HasExited || clock.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not listening yet, or not any more.
            }

            if (Child.HasExited) throw new InvalidOperationException("The server ended:\n" + string.Join('\n', Child.Tail));
            await Task.Delay(5);
        }

        StartSeconds = clock.Elapsed.TotalSeconds;
    }

    public async Task<string> LinkAsync(Emulator source, JsonObject? settings = null)
    {
        var answer = await Http.PostAsJsonAsync("/v1/organizations", new JsonObject
        {
            ["tenant"] = "default",
            ["region"] = "emulator",
            ["method"] = "service_account",
            ["clientId"] = source.ClientId,
            ["clientSecret"] = source.ClientSecret,
            ["settings"] = settings,
        });
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        return answer.IsSuccessStatusCode ? body!["id"]!.GetValue<string>() : throw new InvalidOperationException($"Link: {body}");
    }

    public async Task<JsonNode> OrganizationAsync(string id) => (await Http.GetFromJsonAsync<JsonNode>($"/v1/organizations/{id}"))!;

    /// <summary>The newest runs, the newest first.</summary>
    public async Task<JsonArray> RunsAsync(string organization) =>
        (await Http.GetFromJsonAsync<JsonNode>($"/v1/organizations/{organization}/runs?limit=10"))!["items"]!.AsArray();

    /// <summary>All items of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonNode> ListAsync(string path)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Http.GetFromJsonAsync<JsonNode>(path + cursor))!;
            foreach (var item in page["items"]!.AsArray()) yield return item!;
            var before = cursor;
            cursor = page["next"]?.GetValue<string>() is { } next ? "&cursor=" + Uri.EscapeDataString(next) : null;
            if (cursor == before) throw new InvalidOperationException($"{path} does not get past {cursor}.");
        }
    }

    public async Task SyncAsync(string organization) => (await Http.PostAsync($"/v1/organizations/{organization}/sync", null)).EnsureSuccessStatusCode();

    /// <summary>The newest full run once it has ended; throws when it did not end well.</summary>
    public async Task<JsonNode> FullRunDoneAsync(string organization, TimeSpan limit, string? after = null)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(20))
        {
            var run = (await RunsAsync(organization)).FirstOrDefault(r => r!["mode"]!.GetValue<string>() == "full");
            if (run is null || run["id"]!.GetValue<string>() == after) continue;
            var state = run["state"]!.GetValue<string>();
            if (state == "done") return run;
            if (state is "failed" or "held" or "discarded") throw new InvalidOperationException($"The run is {state}: {run}");
        }

        throw new TimeoutException($"No full run was done within {limit}.\n{string.Join('\n', Child.Tail)}");
    }

    public void Dispose()
    {
        Child.Dispose();
        Http.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
        if (database is not null) DropDatabase(database);
    }

    private static string Server => Environment.GetEnvironmentVariable("JUMPGATE_TEST_POSTGRES") ?? throw new InvalidOperationException("JUMPGATE_TEST_POSTGRES is not set.");

    internal static string CreateDatabase()
    {
        var name = "bench_" + Guid.NewGuid().ToString("N")[..12];
        Execute($"create database {name}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;
    }

    internal static void DropDatabase(string database) => Execute($"drop database {new NpgsqlConnectionStringBuilder(database).Database} with (force)");

    private static void Execute(string statement)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
