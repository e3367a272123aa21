using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>What can happen to the database under a sync: it is told, nothing is lost, and the sync comes to its end when the database is back.</summary>
public sealed class StoreWeatherTests
{
    private const string Full = "the disk is the database server's, and no single database can be kept small";

    [SqliteFact(Full)]
    public async Task A_full_disk_is_told_and_the_sync_ends_well_when_there_is_room_again()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        await LimitAsync(synced, pages: 1);
        await ChangeAllAsync(synced);
        var run = await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{synced.Organization}/sync");
        await JumpgateHost.WaitForAsync(() => Task.FromResult(synced.Hub.Log.Text), log => log.Contains("The disk is full.", StringComparison.Ordinal));
        (await synced.RunAsync(run.Id)).State.ShouldBe(RunStates.Running);
        (await synced.AllAsync("users")).Count.ShouldBe(130);

        await LimitAsync(synced, pages: 1_000_000);

        await IsMirroredAsync(synced, run);
    }

    [SqliteFact(Full)]
    public async Task A_full_disk_refuses_a_write_with_its_reason()
    {
        await using var hub = await JumpgateHost.StartAsync();
        await LimitAsync(hub, pages: 1);
        Problem? refused = null;
        for (var i = 0; i < 500 && refused is null; i++)
        {
            using var answer = await hub.Admin.PostAsync("/v1/tenants", new StringContent($$"""{"name":"tenant {{i}} {{new string('x', 60)}}"}""", null, "application/json"));
            if (!answer.IsSuccessStatusCode) refused = await answer.ProblemAsync();
        }

        (refused!.Code, refused.Status).ShouldBe(("store_unavailable", 503));
        refused.Detail!.ShouldContain("The disk is full");
        await LimitAsync(hub, pages: 1_000_000);
        await hub.TenantAsync();
    }

    [SqliteFact("no program locks a whole database there")]
    public async Task A_database_locked_by_another_program_is_waited_for()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        await ChangeAllAsync(synced);
        SyncRun run;
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(synced.Hub.DataDirectory, "jumpgate.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var held = other.BeginTransaction(deferred: false);
            var asked = synced.Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{synced.Organization}/sync");
            (await synced.AllAsync("users")).Count.ShouldBe(130);
            (await Task.WhenAny(asked, Task.Delay(700))).ShouldNotBe(asked);
            await held.RollbackAsync();
            run = await asked;
        }

        await IsMirroredAsync(synced, run);
    }

    [PostgresFact("a database in a file does not go away")]
    public async Task A_database_that_is_gone_is_told_and_the_sync_ends_well_when_it_is_back()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        await ChangeAllAsync(synced);
        synced.Emulator.Latency = TimeSpan.FromMilliseconds(100);
        var run = await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{synced.Organization}/sync");
        await JumpgateHost.WaitForAsync(() => synced.RunAsync(run.Id), found => found.State == RunStates.Running);

        await AllowAsync(synced, connections: false);
        var problem = await JumpgateHost.WaitForAsync(
            async () =>
            {
                using var answer = await synced.Hub.Admin.GetAsync($"/v1/runs/{run.Id}");
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? await answer.ProblemAsync() : null;
            },
            found => found is not null);
        problem!.Code.ShouldBe("store_unavailable");
        (await synced.Hub.Anonymous.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await synced.Hub.Anonymous.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await AllowAsync(synced, connections: true);

        await JumpgateHost.WaitForAsync(() => synced.Hub.Anonymous.GetAsync("/health/ready"), answer => answer.IsSuccessStatusCode);
        await IsMirroredAsync(synced, run);
    }

    private static async Task ChangeAllAsync(SyncedHub synced)
    {
        foreach (var id in synced.UserIds()) synced.Emulator.World.Set(id, new System.Text.Json.Nodes.JsonObject { ["department"] = "Storm watch " + new string('s', 3000) });
        await Task.CompletedTask;
    }

    private static async Task IsMirroredAsync(SyncedHub synced, SyncRun run)
    {
        synced.Emulator.Latency = TimeSpan.Zero;
        var done = await JumpgateHost.WaitForAsync(() => synced.RunAsync(run.Id), found => found.State is not (RunStates.Queued or RunStates.Running), TimeSpan.FromSeconds(90));
        done.State.ShouldBe(RunStates.Done, done.Error?.Detail);
        done.Counts["users"].ShouldBe(new KindCounts(130, 0, 130, 0, 130));
        var users = await synced.AllAsync("users");
        users.Count.ShouldBe(130);
        users.ShouldAllBe(user => user.Attributes!.Value.GetRawText().Contains("Storm watch", StringComparison.Ordinal));
    }

    private static Task LimitAsync(SyncedHub synced, int pages) => LimitAsync(synced.Hub, pages);

    // A database that may not grow answers as one on a full disk does. The limit is one of each connection, and several are kept.
    private static async Task LimitAsync(JumpgateHost hub, int pages)
    {
        List<StoreConnection> kept = [];
        for (var i = 0; i < 4; i++) kept.Add(await hub.Services.GetRequiredService<Store>().Dialect.OpenWriterAsync(default));
        foreach (var connection in kept)
        {
            await using (connection)
            await using (var command = ((SqliteConnection)connection.Connection).CreateCommand())
            {
                command.CommandText = $"pragma max_page_count = {pages}";
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static async Task AllowAsync(SyncedHub synced, bool connections)
    {
        var database = new NpgsqlConnectionStringBuilder(synced.Hub.Database).Database;
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("JUMPGATE_TEST_POSTGRES")) { Pooling = false }.ConnectionString);
        foreach (var text in (string[])[$"alter database {database} allow_connections {connections}", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'"])
        {
            await using var command = source.CreateCommand(text);
            await command.ExecuteNonQueryAsync();
        }
    }
}
