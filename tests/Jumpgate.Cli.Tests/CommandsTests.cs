using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Jumpgate.Cli.Tests;

/// <summary>The verbs, in the order a person would use them: one organization linked once for the class.</summary>
public sealed class CommandsTests(CommandsTests.LinkedHost linked) : IClassFixture<CommandsTests.LinkedHost>
{
    private CommandHost Command => linked.Command;

    [Fact]
    public void Link_waits_for_the_first_sync_and_ends_connected()
    {
        linked.Link.Code.ShouldBe(0, linked.Link.Error);
        linked.Link.Json["status"]!.GetValue<string>().ShouldBe("Connected");
        linked.Link.Output.ShouldNotContain(Command.Host.Emulator.ClientSecret);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_with_cause_and_fix_and_nothing_is_linked()
    {
        var before = (await Command.RunAsync("organizations", "--json")).Json["items"]!.AsArray().Count;

        var answer = await Command.RunAsync("wrong-secret\n", ["link", "--region", "emulator", "--client-id", Command.Host.Emulator.ClientId, "--client-secret", "-"]);

        answer.Code.ShouldBe(1);
        answer.Error.ShouldContain("invalid_credentials");
        answer.Error.ShouldContain("Fix:");
        (await Command.RunAsync("organizations", "--json")).Json["items"]!.AsArray().Count.ShouldBe(before);
    }

    [Fact]
    public async Task An_invitation_is_an_address_that_opens_for_as_long_as_asked()
    {
        var address = (await Command.RunAsync("link", "--invite")).ShouldSucceed().Output.Trim();
        using var http = new HttpClient(new SocketsHttpHandler());
        using var content = new StringContent($$"""{"token":"{{address.Split("/setup/")[1]}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var opened = await http.PostAsync(new Uri(new Uri(address), "/portal/sessions"), content);
        opened.IsSuccessStatusCode.ShouldBeTrue(await opened.Content.ReadAsStringAsync());

        var hour = (await Command.RunAsync("link", "--invite", "--expires", "PT1H", "--json")).ShouldSucceed().Json;
        (hour["expiresAt"]!.GetValue<DateTimeOffset>() - hour["createdAt"]!.GetValue<DateTimeOffset>()).ShouldBe(TimeSpan.FromHours(1));
        (await Command.RunAsync("link", "--invite", "--expires", "P90D")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Organizations_show_status_rights_and_credential()
    {
        var list = (await Command.RunAsync("organizations")).ShouldSucceed();
        list.Output.ShouldContain("Connected");

        var one = (await Command.RunAsync("organizations", "show")).ShouldSucceed();
        one.Output.ShouldContain("Full User Management");
        one.Output.ShouldContain("granted");
    }

    [Fact]
    public async Task Users_are_listed_filtered_and_shown()
    {
        var all = (await Command.RunAsync("users", "--all", "--json")).ShouldSucceed().Lines;
        all.Count.ShouldBe(60);
        var name = all[7]["attributes"]!["userName"]!.GetValue<string>();

        var found = (await Command.RunAsync("users", "--filter", $"userName eq \"{name}\"", "--json")).ShouldSucceed().Lines;
        found.ShouldHaveSingleItem()["id"]!.GetValue<string>().ShouldBe(all[7]["id"]!.GetValue<string>());

        (await Command.RunAsync("users", all[7]["id"]!.GetValue<string>())).ShouldSucceed().Output.ShouldContain(name);
        (await Command.RunAsync("groups", "--all", "--json")).ShouldSucceed().Lines.ShouldNotBeEmpty();
        (await Command.RunAsync("users", "--limit", "3")).ShouldSucceed().Output.ShouldContain("3 users");
    }

    [Fact]
    public async Task An_administrator_is_erased_only_when_meant()
    {
        var admin = (await Command.RunAsync("admins", "--all", "--json")).ShouldSucceed().Lines[^1];
        var id = admin["id"]!.GetValue<string>();

        (await Command.RunAsync("admins", "erase", id)).Code.ShouldBe(2);
        (await Command.RunAsync("admins", id)).ShouldSucceed();
        (await Command.RunAsync("admins", "erase", id, "--yes")).ShouldSucceed().Output.ShouldContain(admin["remoteId"]!.GetValue<string>());
        (await Command.RunAsync("admins", id)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_refused_with_its_place()
    {
        var answer = await Command.RunAsync("users", "--filter", "userName eqq \"a\"");

        answer.Code.ShouldBe(1);
        answer.Error.ShouldContain("Fix:");
    }

    [Fact]
    public async Task A_change_is_seen_by_sync_diff_and_changes()
    {
        var before = (await Command.RunAsync("sync", "--json")).ShouldSucceed().Json;
        before["state"]!.GetValue<string>().ShouldBe("done");
        var sequence = before["sequence"]!.GetValue<long>();
        var user = (await Command.RunAsync("users", "--limit", "1", "--json")).Lines[0];
        await linked.PutUserAsync(user["remoteId"]!.GetValue<string>(), new JsonObject { ["jobTitle"] = "Cartographer" });

        var run = (await Command.RunAsync("sync", "--json")).ShouldSucceed().Json;
        run["hash"]!.GetValue<string>().ShouldNotBe(before["hash"]!.GetValue<string>());

        (await Command.RunAsync("diff", "--from", sequence.ToString())).ShouldSucceed().Output.ShouldContain("user updated");
        var changes = (await Command.RunAsync("changes", "--after", sequence.ToString(), "--json")).ShouldSucceed().Lines;
        changes.ShouldContain(c => c["op"]!.GetValue<string>() == "updated" && c["id"]!.GetValue<string>() == user["id"]!.GetValue<string>());
        (await Command.RunAsync("sync", "runs")).ShouldSucceed().Output.ShouldContain("done");
        (await Command.RunAsync("sync", "show", run["id"]!.GetValue<string>())).ShouldSucceed().Output.ShouldContain("requests");
    }

    [Fact]
    public async Task Pause_and_resume_show_in_the_status()
    {
        (await Command.RunAsync("organizations", "pause", "--json")).ShouldSucceed().Json["status"]!.GetValue<string>().ShouldBe("Paused");
        (await Command.RunAsync("organizations", "resume", "--json")).ShouldSucceed().Json["status"]!.GetValue<string>().ShouldNotBe("Paused");
    }

    [Fact]
    public async Task Doctor_finds_a_healthy_install_healthy_and_a_bad_key_bad()
    {
        (await Command.RunAsync("doctor")).ShouldSucceed().Output.ShouldContain("is ready");

        var bad = await Command.RunAsync("doctor", "--url", Command.Host.Address.ToString(), "--key", "jg_wrong");
        bad.Code.ShouldBe(1);
        bad.Output.ShouldContain("API key");
    }

    [Fact]
    public async Task Export_writes_the_same_rows_to_sqlite_and_ndjson()
    {
        var folder = Directory.CreateTempSubdirectory("jumpgate-export-").FullName;
        try
        {
            var (sqlite, ndjson) = (Path.Combine(folder, "directory.sqlite"), Path.Combine(folder, "directory.ndjson"));
            var moment = (await Command.RunAsync("sync", "--json")).Json["sequence"]!.GetValue<long>().ToString();
            (await Command.RunAsync("export", "--to", sqlite, "--as-of", moment)).ShouldSucceed();
            (await Command.RunAsync("export", "--to", ndjson, "--as-of", moment)).ShouldSucceed();

            var lines = File.ReadAllLines(ndjson).Select(l => JsonNode.Parse(l)!).ToList();
            var manifest = lines[^1]["manifest"]!;
            lines.Count(l => l["remoteId"] is not null && l["kind"]!.GetValue<string>() == "user").ShouldBe(60);
            Count(sqlite, "users").ShouldBe(60);
            Count(sqlite, "edge").ShouldBe(manifest["counts"]!["edges"]!.GetValue<long>());
            Count(sqlite, "resource").ShouldBe(lines.Count(l => l["remoteId"] is not null));
            Count(sqlite, "memberships").ShouldBeGreaterThan(0);
            var whole = File.ReadAllBytes(ndjson);
            var last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
            manifest["sha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(whole.AsSpan(0, last))));
            Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Count(string file, string table)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = new SqliteCommand($"select count(*) from {table}", connection);
        return (long)command.ExecuteScalar()!;
    }

    public sealed class LinkedHost : IAsyncLifetime
    {
        public CommandHost Command { get; } = new();

        public Answer Link { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await Command.InitializeAsync();
            Link = await Command.RunAsync(
                Command.Host.Emulator.ClientSecret + "\n",
                ["link", "--region", "emulator", "--client-id", Command.Host.Emulator.ClientId, "--client-secret", "-", "--json"]);
        }

        public Task DisposeAsync() => Command.DisposeAsync();

        /// <summary>A write in JumpCloud, as its console would make it.</summary>
        public async Task PutUserAsync(string id, JsonObject body)
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            http.DefaultRequestHeaders.Add("x-api-key", Command.Host.Emulator.ApiKey);
            using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            (await http.PutAsync(new Uri(new Uri(Command.Host.Emulator.Url.ToString()), $"/api/systemusers/{id}"), content)).EnsureSuccessStatusCode();
        }
    }
}
