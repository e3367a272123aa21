using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ConnectionTestTests
{
    private const string Email = "test@example.com", Group = "JumpCloud Test Group";

    [Fact]
    public async Task The_test_makes_looks_up_changes_and_deletes_a_user_and_a_group()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var answer = await organization.DoAsync("test-connection", new { testUserEmail = Email });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        organization.Target.Lines.ShouldBe(
        [
            "GET /Users?startIndex=1&count=1", $"GET /Users?filter=userName eq \"{Email}\"", "POST /Users", "PUT /Users/u1",
            $"GET /Groups?filter=displayName eq \"{Group}\"", "POST /Groups", "PATCH /Groups/g2", "DELETE /Groups/g2", "DELETE /Users/u1",
        ]);
        answer["log"]!.AsArray().Select(e => (int)e!["status"]!).ShouldBe([200, 200, 201, 200, 200, 201, 200, 204, 204]);
        answer["log"]!.AsArray().ShouldAllBe(e => (string?)e!["verdict"] == "ok");
    }

    [Fact]
    public async Task Nothing_is_left_behind_when_it_passes()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var answer = await organization.DoAsync("test-connection");
        organization.Target.Users.ShouldBeEmpty();
        organization.Target.Groups.ShouldBeEmpty();
        answer["left"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_goes_out_as_bearer_and_bodies_as_scim_json()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection");
        organization.Target.Requests.ShouldAllBe(r => r.Authorization == "Bearer fake-token");
        organization.Target.Requests.ShouldAllBe(r => r.Accept == "application/scim+json, application/json");
        organization.Target.Requests.Where(r => r.Body is not null).ShouldAllBe(r => r.ContentType == "application/scim+json");
    }

    [Fact]
    public async Task The_test_user_is_a_core_user_with_the_test_address()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection", new { testUserEmail = Email });
        var user = organization.Target.Requests.Single(r => r.Line == "POST /Users").Body!;
        user["schemas"]!.ToJsonString().ShouldBe("""["urn:ietf:params:scim:schemas:core:2.0:User"]""");
        ((string?)user["userName"]).ShouldBe(Email);
        ((string?)user["emails"]![0]!["value"]).ShouldBe(Email);
        ((bool)user["active"]!).ShouldBeTrue();
        user.ContainsKey("password").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_group_management_no_group_is_touched()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection", new { manageGroups = false });
        organization.Target.Lines.ShouldNotContain(l => l.Contains("/Groups", StringComparison.Ordinal));
        organization.Target.Lines[^1].ShouldBe("DELETE /Users/u1");
    }

    [Fact]
    public async Task An_address_the_target_knows_fails_it()
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Put(new JsonObject { ["userName"] = Email });
        var answer = await organization.DoAsync("activate", new { testUserEmail = Email });
        ((bool)answer["success"]!).ShouldBeFalse();
        ((string)answer["message"]!).ShouldContain("exists already");
        organization.Target.Lines.ShouldNotContain("POST /Users");
    }

    [Fact]
    public async Task An_id_that_is_a_number_fails_it()
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Distort = resource => resource["id"] = 17;
        var answer = await organization.DoAsync("activate", new { testUserEmail = Email });
        ((bool)answer["success"]!).ShouldBeFalse();
        ((string)answer["message"]!).ShouldContain("id is not a string");
        answer["active"].ShouldBeNull();
        answer["left"]!.AsArray().Select(l => (string?)l).ShouldBe([$"user {Email}"]);
    }

    [Fact]
    public async Task Numbers_as_ids_pass_when_types_are_not_checked()
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Distort = resource => resource["id"] = ((string)resource["id"]!)[1..] is var digits ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var answer = await organization.DoAsync("test-connection", new { strictTypes = false });
        organization.Target.Lines.ShouldContain("PUT /Users/1");
        ((string)answer["message"]!).ShouldNotContain("id is not a string");
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    public async Task Where_PUT_is_not_there_users_are_patched(int status)
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Interfere = r => r.Method == "PUT" ? Results.StatusCode(status) : null;
        var answer = await organization.DoAsync("test-connection");
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        organization.Target.Lines.ShouldContain("PATCH /Users/u1");
    }

    [Fact]
    public async Task Where_users_cannot_be_deleted_the_test_user_is_deactivated_and_stays()
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Interfere = r => r.Method == "DELETE" && r.Target.Contains("/Users/", StringComparison.Ordinal) ? Results.StatusCode(405) : null;
        var answer = await organization.DoAsync("activate", new { testUserEmail = Email });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        ((bool)organization.Target.User(Email)["active"]!).ShouldBeFalse();
        answer["left"]!.AsArray().Select(l => (string?)l).ShouldBe([$"user {Email}"]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Groups_that_cannot_be_made_changed_and_deleted_fail_the_activation(string method)
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Interfere = r => r.Method == method && r.Target.Contains("/Groups", StringComparison.Ordinal) ? FakeScimServer.Error(400, "not here") : null;
        var answer = await organization.DoAsync("activate");
        ((bool)answer["success"]!).ShouldBeFalse();
        ((string)answer["message"]!).ShouldContain("test group");
        ((bool?)answer["active"]).ShouldBeNull();
    }

    [Fact]
    public async Task An_activation_is_remembered_and_told_as_an_event()
    {
        await using var organization = await PushedOrganization.StartAsync();
        ((bool)(await organization.DoAsync("activate"))["active"]!).ShouldBeTrue();
        ((bool)(await organization.Console.ReadAsync("/emulator/scim"))["integrations"]![0]!["active"]!).ShouldBeTrue();
        (await organization.EventsAsync("integration_activate")).Count.ShouldBe(1);
        ((bool)(await organization.DoAsync("deactivate"))["active"]!).ShouldBeFalse();
        (await organization.EventsAsync("integration_deactivate")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_test_without_an_address_of_its_own_takes_a_new_one()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.DoAsync("test-connection");
        await organization.DoAsync("test-connection");
        organization.Target.Requests.Where(r => r.Line == "POST /Users").Select(r => (string)r.Body!["userName"]!).Distinct().Count().ShouldBe(2);
    }
}
