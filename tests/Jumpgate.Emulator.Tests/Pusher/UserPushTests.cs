using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class UserPushTests
{
    [Fact]
    public async Task A_new_person_is_looked_up_by_userName_and_then_created()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var answer = await organization.DoAsync("bind-group", new { manageGroups = false });
        organization.Target.Lines.ShouldBe(["GET /Users?filter=userName eq \"ana\"", "POST /Users"]);
        ((int)answer["users"]!["created"]!).ShouldBe(1);
    }

    [Fact]
    public async Task The_created_user_carries_the_mapped_core_attributes_and_the_employee_number_as_externalId()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana", new { password = "Secret-Word-2026!" }));
        await organization.DoAsync("bind-group");
        JsonNode.DeepEquals(organization.Target.Requests.Single(r => r.Line == "POST /Users").Body, JsonNode.Parse("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana","name":{"givenName":"Ana","familyName":"Ruiz"},"displayName":"ana Ruiz",
             "emails":[{"value":"ana@example.com","type":"work","primary":true}],"externalId":"E-ana","active":true}
            """)).ShouldBeTrue(organization.Target.Requests.Single(r => r.Line == "POST /Users").Body!.ToJsonString());
    }

    [Fact]
    public async Task Who_the_target_knows_already_is_taken_over_and_updated()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var id = organization.Target.Put(new JsonObject { ["userName"] = "ANA", ["title"] = "Before" });
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var answer = await organization.DoAsync("bind-group");
        organization.Target.Lines.ShouldContain($"PUT /Users/{id}");
        organization.Target.Lines.ShouldNotContain("POST /Users");
        ((int)answer["users"]!["adopted"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_409_on_creation_is_answered_by_a_second_look_and_an_update()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        organization.Target.Interfere = r =>
        {
            if (r.Line != "POST /Users")
                return null;
            organization.Target.Interfere = null;
            organization.Target.Put(new JsonObject { ["userName"] = "ana" });
            return FakeScimServer.Error(409, "userName is taken", "uniqueness");
        };
        var answer = await organization.DoAsync("bind-group", new { manageGroups = false });
        organization.Target.Lines.ShouldBe(["GET /Users?filter=userName eq \"ana\"", "POST /Users", "GET /Users?filter=userName eq \"ana\"", "PUT /Users/u1"]);
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task A_409_for_somebody_who_cannot_be_found_is_a_failure_and_not_a_circle()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        organization.Target.Interfere = r => r.Line == "POST /Users" ? FakeScimServer.Error(409, "userName is taken", "uniqueness") : null;
        var answer = await organization.DoAsync("bind-group", new { manageGroups = false });
        ((bool)answer["success"]!).ShouldBeFalse();
        organization.Target.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_target_that_ignores_the_filter_is_not_trusted()
    {
        await using var organization = await PushedOrganization.StartAsync();
        organization.Target.Put(new JsonObject { ["userName"] = "somebody.else" });
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        organization.Target.Interfere = r => r.Line.StartsWith("GET /Users", StringComparison.Ordinal)
            ? FakeScimServer.Json(200, new JsonObject { ["totalResults"] = 1, ["Resources"] = new JsonArray(new JsonObject { ["id"] = "u1", ["userName"] = "somebody.else" }) })
            : null;
        var answer = await organization.DoAsync("bind-group");
        ((string)answer["failures"]![0]!["message"]!).ShouldContain("filter was not followed");
        organization.Target.Requests.ShouldAllBe(r => r.Method == "GET");
    }

    [Fact]
    public async Task A_changed_person_is_put_whole_by_the_remembered_id()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { lastname = "Vega", username = "ana.vega" });
        var writes = await organization.WritesAsync("push");
        writes.Select(r => r.Line).ShouldBe(["PUT /Users/u1"]);
        ((string?)writes[0].Body!["userName"]).ShouldBe("ana.vega");
        ((string?)writes[0].Body!["name"]!["familyName"]).ShouldBe("Vega");
        ((string?)writes[0].Body!["name"]!["givenName"]).ShouldBe("Ana");
        organization.Target.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_changed_person_is_patched_with_one_replace_per_attribute_and_a_path()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group", new { update = "patch" });
        await organization.ChangeAsync(ana, new { lastname = "Vega", displayname = "Ana Vega", state = "SUSPENDED" });
        var patch = (await organization.WritesAsync("push")).ShouldHaveSingleItem();
        patch.Line.ShouldBe("PATCH /Users/u1");
        patch.Body!.ToJsonString().ShouldBe(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"name.familyName","value":"Vega"},{"op":"replace","path":"displayName","value":"Ana Vega"},{"op":"replace","path":"active","value":false}]}""");
    }

    [Fact]
    public async Task What_became_empty_is_removed_by_PATCH_and_left_out_by_PUT()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group", new { update = "patch" });
        await organization.ChangeAsync(ana, new { displayname = "" });
        (await organization.WritesAsync("push")).Single().Operations.ToJsonString().ShouldBe("""[{"op":"remove","path":"displayName"}]""");
        await organization.ChangeAsync(ana, new { firstname = "" });
        (await organization.WritesAsync("push", new { update = "put" })).Single().Body!.ToJsonString().ShouldNotContain("givenName");
    }

    [Fact]
    public async Task A_suspended_person_is_made_inactive_and_told_as_deprovisioned()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { suspended = true });
        var write = (await organization.WritesAsync("push")).ShouldHaveSingleItem();
        write.Line.ShouldBe("PUT /Users/u1");
        ((bool)write.Body!["active"]!).ShouldBeFalse();
        (await organization.EventsAsync("user_deprovision")).Count.ShouldBe(1);
        (await organization.WritesAsync("push")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reactivated_person_is_made_active_again_by_the_same_id()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { suspended = true });
        await organization.DoAsync("push");
        await organization.ChangeAsync(ana, new { suspended = false });
        var write = (await organization.WritesAsync("push")).ShouldHaveSingleItem();
        write.Line.ShouldBe("PUT /Users/u1");
        ((bool)write.Body!["active"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reactivated_person_the_target_has_lost_is_looked_up_and_created_anew()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { suspended = true });
        await organization.DoAsync("push");
        using (var gone = await organization.Console.Http.SendAsync(Deletion(organization, "u1")))
            ((int)gone.StatusCode).ShouldBe(204);
        await organization.ChangeAsync(ana, new { suspended = false });
        var writes = await organization.WritesAsync("push");
        writes.Select(r => r.Line).ShouldBe(["PUT /Users/u1", "POST /Users", "PATCH /Groups/g2"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Theory]
    [InlineData("STAGED")]
    [InlineData("SUSPENDED")]
    public async Task Nobody_is_created_who_is_not_activated(string state)
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana", new { state }));
        var answer = await organization.DoAsync("bind-group");
        organization.Target.Requests.ShouldBeEmpty();
        ((int)answer["users"]!["skipped"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Only_members_of_bound_groups_are_sent()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.HireAsync("alone");
        await organization.GroupAsync("Others", await organization.HireAsync("other"));
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { group = "Engineering" });
        organization.Target.Users.Values.Select(u => (string?)u["userName"]).ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Who_leaves_the_last_bound_group_becomes_inactive()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var (ana, bo) = (await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        var (first, second) = (await organization.GroupAsync("First", ana, bo), await organization.GroupAsync("Second", ana));
        await organization.DoAsync("bind-group", new { groups = new[] { first, second } });
        await organization.LeaveAsync(first, ana);
        await organization.LeaveAsync(first, bo);
        await organization.DoAsync("push");
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeTrue();
        ((bool)organization.Target.User("bo")["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_leaves_is_deleted_when_deprovisioning_deletes()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var (ana, bo) = (await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        var group = await organization.GroupAsync("Engineering", ana, bo);
        await organization.DoAsync("bind-group", new { deprovision = "delete" });
        await organization.LeaveAsync(group, ana);
        await organization.ChangeAsync(bo, new { suspended = true });
        await organization.DoAsync("push");
        organization.Target.Users.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_deleted_in_JumpCloud_leaves_the_group_and_is_then_deleted()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana, await organization.HireAsync("bo"));
        await organization.DoAsync("bind-group");
        await organization.DismissAsync(ana);
        var writes = await organization.WritesAsync("push");
        writes.Select(r => r.Line).ShouldBe(["PATCH /Groups/g3", "DELETE /Users/u1"]);
        organization.Target.Users.Count.ShouldBe(1);
        (await organization.EventsAsync("user_delete_provision")).Single()["resource"]!["username"]!.ToString().ShouldBe("ana");
    }

    [Theory]
    [InlineData("put", "GET /Users/u1", "PUT /Users/u1")]
    [InlineData("patch", "PATCH /Users/u1", null)]
    public async Task Somebody_deleted_in_JumpCloud_is_deactivated_where_that_is_set(string update, string first, string? second)
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group", new { delete = "deactivate", update, manageGroups = false });
        await organization.DismissAsync(ana);
        organization.Target.Clear();
        await organization.DoAsync("push");
        organization.Target.Lines.ShouldBe(second is null ? [first] : [first, second]);
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeFalse();
        ((string?)organization.Target.User("ana")["displayName"]).ShouldBe("ana Ruiz");
    }

    [Fact]
    public async Task Where_the_target_cannot_delete_the_user_is_deactivated()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group", new { update = "patch" });
        organization.Target.Interfere = r => r.Method == "DELETE" ? Results.StatusCode(501) : null;
        await organization.DismissAsync(ana);
        await organization.DoAsync("push");
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_verb_the_target_does_not_have_is_tried_once_and_not_again()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        organization.Target.Interfere = r => r.Method == "PUT" ? Results.StatusCode(405) : null;
        await organization.ChangeAsync(ana, new { lastname = "Vega" });
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["PUT /Users/u1", "PATCH /Users/u1"]);
        await organization.ChangeAsync(ana, new { lastname = "Ruiz" });
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["PATCH /Users/u1"]);
    }

    [Fact]
    public async Task A_failed_update_is_sent_again_by_the_next_push()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { lastname = "Vega" });
        organization.Target.Interfere = r => r.Method == "PUT" ? FakeScimServer.Error(400, "not today", "invalidValue") : null;
        ((bool)(await organization.DoAsync("push"))["success"]!).ShouldBeFalse();
        organization.Target.Interfere = null;
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["PUT /Users/u1"]);
        ((string?)organization.Target.User("ana")["name"]!["familyName"]).ShouldBe("Vega");
    }

    [Fact]
    public async Task The_e_mail_address_can_be_the_userName()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { userName = "email" });
        organization.Target.Lines[0].ShouldBe("GET /Users?filter=userName eq \"ana@example.com\"");
        organization.Target.Users.Values.Single()["userName"]!.ToString().ShouldBe("ana@example.com");
    }

    private static HttpRequestMessage Deletion(PushedOrganization organization, string user)
        => new(HttpMethod.Delete, $"{organization.Target.Url}/Users/{user}") { Headers = { { "Authorization", $"Bearer {FakeScimServer.Token}" } } };
}
