using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>What an identity-governance connector asks for (ConductorOne/baton-jumpcloud, pkg/client and pkg/connector).</summary>
public sealed class BatonTests
{
    [Fact]
    public async Task A_baton_connector_checks_its_key_by_listing_directories()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var (status, _, body) = await emulator.CallAsync(HttpMethod.Get, "/api/v2/directories?limit=1&skip=0");
        status.ShouldBe(200);
        body.ShouldBeOfType<JsonArray>().Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_baton_connector_finds_people_their_managers_and_the_administrators_among_them()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var users = await emulator.UntilEmptyAsync("/api/systemusers", 100);
        users.Count.ShouldBe(130);
        foreach (var user in users)
        {
            user.Text("_id").ShouldMatch("^[0-9a-f]{24}$");
            user.Text("state").ShouldBeOneOf("ACTIVATED", "STAGED", "SUSPENDED");
            user["suspended"]!.GetValue<bool>().ShouldBe(user.Text("state") == "SUSPENDED");
        }
        foreach (var manager in users.Select(user => user["manager"]?.ToString()).OfType<string>().Where(id => id.Length > 0).Distinct())
            (await emulator.CallAsync(HttpMethod.Get, $"/api/systemusers/{manager}")).Body.Text("email").ShouldContain("@");

        // It asks without a limit, so pages hold ten, and takes an empty page for the end.
        List<JsonObject> admins = [];
        for (JsonArray page; (page = (await emulator.CallAsync(HttpMethod.Get, $"/api/users?skip={admins.Count}")).Body!["results"]!.AsArray()).Count > 0;)
        {
            page.Count.ShouldBeLessThanOrEqualTo(10);
            admins.AddRange(page.Select(admin => admin!.AsObject()));
        }
        admins.Count.ShouldBe(12);
        admins.Select(admin => admin.Text("email")).Intersect(users.Select(user => user.Text("email"))).ShouldNotBeEmpty();
        admins.ShouldAllBe(admin => admin.Text("roleName").Length > 0);

        var single = await emulator.CallAsync(HttpMethod.Get, $"/api/users/{admins[0].Text("_id")}");
        single.Body.Text("roleName").ShouldBe(admins[0].Text("roleName"));
        (await emulator.CallAsync(HttpMethod.Get, $"/api/users/{users[0].Text("_id")}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_baton_connector_finds_members_and_bindings_as_connections()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var users = (await emulator.UntilEmptyAsync("/api/systemusers", 100)).Select(user => user.Text("_id")).ToHashSet();
        var groups = await emulator.UntilEmptyAsync("/api/v2/usergroups", 100);
        foreach (var group in groups)
        {
            group.Text("type").ShouldBe("user_group");
            foreach (var member in await emulator.UntilEmptyAsync($"/api/v2/usergroups/{group.Text("id")}/members", 100))
            {
                if (member.Text("to.type") == "user")
                    users.ShouldContain(member.Text("to.id"));
            }
        }

        var bound = 0;
        foreach (var application in await emulator.UntilEmptyAsync("/api/applications", 100))
        {
            application.Text("displayLabel").ShouldNotBeEmpty();
            application.Text("logo.url").ShouldStartWith("https://");
            foreach (var target in new[] { "user", "user_group" })
            {
                var connections = await emulator.UntilEmptyAsync($"/api/v2/applications/{application.Text("_id")}/associations?targets={target}", 100);
                connections.ShouldAllBe(connection => connection.Text("to.type") == target);
                bound += connections.Count;
            }
        }
        bound.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_baton_connector_grants_and_revokes_and_knows_what_was_so_already()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var group = (await emulator.CallAsync(HttpMethod.Post, "/api/v2/usergroups", """{"name":"Granted by a connector"}""")).Body.Text("id");
        var members = $"/api/v2/usergroups/{group}/members";
        var add = $$"""{"op":"add","type":"user","id":"{{emulator.Emulator.World.UserId(3)}}"}""";
        var remove = add.Replace("\"add\"", "\"remove\"", StringComparison.Ordinal);

        var added = await emulator.CallAsync(HttpMethod.Post, members, add);
        (added.Status, added.Body).ShouldBe((204, null));
        var again = await emulator.CallAsync(HttpMethod.Post, members, add);
        again.Status.ShouldBe(409);
        again.Body.Text("message").ShouldBe("Already Exists");
        (await emulator.CallAsync(HttpMethod.Post, members, remove)).Status.ShouldBe(204);
        (await emulator.CallAsync(HttpMethod.Post, members, remove)).Status.ShouldBe(404);
    }
}
