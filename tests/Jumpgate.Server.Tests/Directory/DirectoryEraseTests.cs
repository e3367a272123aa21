using System.Net;
using System.Text.RegularExpressions;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tests.Directory.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory;

/// <summary>A person is forgotten by everything the server keeps, and stays forgotten while JumpCloud goes on speaking of them.</summary>
public sealed class DirectoryEraseTests
{
    private static readonly object Polled = new { schedule = (string?)null, refreshInterval = "PT1S" };

    [Fact]
    public async Task Nothing_of_an_erased_person_stands_in_any_table()
    {
        await using var synced = await SyncedHub.StartAsync(settings: Polled);
        var hub = synced.Hub;
        var device = (await synced.AllAsync("devices")).First(found => found.Attributes!.Value.GetRawText().Contains("userName", StringComparison.Ordinal));
        var login = Regex.Match(device.Attributes!.Value.GetRawText(), "\"userName\":\\s*\"([^\"]+)\"").Groups[1].Value;
        var user = (await synced.AllAsync("users", $"userName eq \"{login}\"")).Single();
        var address = user.Email!;
        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{user.RemoteId}", new { firstname = "Zwentibold", lastname = "Quakkelaar", displayname = "Zwentibold Quakkelaar", email = "zquakk@example.com" });
        await JumpgateHost.WaitForAsync(() => synced.AllAsync("users", "userName eq \"" + login + "\""), found => found.Single().Email == "zquakk@example.com");
        await SpeakAsync(synced, "Zwentibold Quakkelaar");
        string[] values = ["Zwentibold", "Quakkelaar", "zquakk@example.com", address, login];
        var held = await StoredRows.HoldingAsync(hub.DataDirectory, hub.Database, values);
        foreach (var table in (string[])["resource_version.attributes", "resource_version.raw", "event.raw", "run.held", "run_log.text", "audit.detail"])
            held.ShouldContain(place => place.StartsWith(table, StringComparison.Ordinal), $"{table} holds nothing to be erased: {string.Join("; ", held)}");

        var erased = await hub.Admin.PostAsync<Erasure>($"/v1/directories/{synced.Directory}/users/{user.Id}/erase");

        (await StoredRows.HoldingAsync(hub.DataDirectory, hub.Database, values)).ShouldBeEmpty();
        (erased.Id, erased.RemoteId, erased.Kind).ShouldBe((user.Id, user.RemoteId, "user"));
        (erased.Versions, erased.Events > 0).ShouldBe((2, true));
        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{user.RemoteId}", new { firstname = "Hildegunst", lastname = "Mythenmetz", displayname = "Hildegunst Mythenmetz" });
        var marker = (await synced.AllAsync("users")).First(found => found.Id != user.Id);
        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{marker.RemoteId}", new { department = "Lighthouse" });
        await JumpgateHost.WaitForAsync(
            () => synced.AllAsync("users", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Lighthouse\""), found => found.Count == 1, TimeSpan.FromSeconds(60));
        (await synced.SyncAsync()).State.ShouldBe(RunStates.Done);
        (await StoredRows.HoldingAsync(hub.DataDirectory, hub.Database, "Hildegunst", "Mythenmetz", "Quakkelaar")).ShouldBeEmpty();
        (await hub.Admin.GetAsync($"/v1/directories/{synced.Directory}/users/{user.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await synced.AllAsync("devices")).ShouldContain(found => found.Id == device.Id);
        await ShouldBeToldAsync(synced, user.Id, erased);
    }

    [Fact]
    public async Task Erasing_needs_a_right_of_its_own_and_somebody_to_erase()
    {
        await using var hub = await JumpgateHost.StartAsync();
        var directory = await Reading.SeededDirectory.CreateAsync(hub);
        await directory.PutAsync(Reading.Seed.User("ann", "Ann"), Reading.Seed.Group("Staff"));
        var connector = await hub.ApiAsync(ProductRoles.ConnectorAdministrator, directory.TenantName);
        var super = await hub.ApiAsync(ProductRoles.SuperAdministrator, directory.TenantName);

        (await connector.PostAsync(new Uri($"{directory.Path}/users/remote-ann/erase", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await super.PostAsync(new Uri($"{directory.Path}/users/remote-bob/erase", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await super.PostAsync(new Uri($"{directory.Path}/groups/group-Staff/erase", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        var first = await super.PostAsync<Erasure>($"{directory.Path}/users/remote-ann/erase");
        var second = await super.PostAsync<Erasure>($"{directory.Path}/users/remote-ann/erase");
        (first.Sequence is not null, second.Sequence, second.ErasedAt).ShouldBe((true, null, first.ErasedAt));
    }

    /// <summary>Texts in which a person can stand beside the mirror.</summary>
    private static async Task SpeakAsync(SyncedHub synced, string name)
    {
        var services = synced.Hub.Services;
        int tenant;
        await using (var read = await services.GetRequiredService<Store>().ReadAsync(default))
            tenant = await read.Sql.ScalarAsync<int>("select tenant from organization where id = @id and @tenant = 0", default, ("id", synced.Organization));
        await services.GetRequiredService<WriteQueue>().WriteAsync(new TenantId(tenant), WritePriority.Interactive, async scope =>
        {
            var run = await scope.Sql.ScalarAsync<long>("select min(run) from run where tenant = @tenant");
            await scope.Sql.ExecuteAsync(
                "update run set held = @held where tenant = @tenant and run = @run", default, ("held", $$"""{"token":"t","losses":[{"what":"user","examples":["{{name}}"]}]}"""), ("run", run));
            await scope.Sql.ExecuteAsync(
                "insert into run_log (tenant, run, n, at, level, text) values (@tenant, @run, 9999, 0, 'info', @text)", default, ("run", run), ("text", $"{name} was read twice."));
            await scope.Sql.ExecuteAsync(
                "insert into audit (tenant, at, who, act, what, detail) values (@tenant, 0, 'system', 'test', 'x', @text)", default, ("text", $"on behalf of {name}"));
            return 0;
        });
    }

    private static async Task ShouldBeToldAsync(SyncedHub synced, Guid user, Erasure erased)
    {
        var changes = await synced.Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?after={erased.Sequence - 1}&limit=1");
        (changes.Items[0].Op, changes.Items[0].Id).ShouldBe(("erased", user));
        var audit = await synced.Hub.Admin.GetAsync<Page<AuditEntry>>("/v1/audit?limit=1000");
        audit.Items.ShouldContain(entry => entry.Act == "resource.erase" && entry.What == user.ToString());
    }
}
