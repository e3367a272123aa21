using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class GroupPushTests
{
    [Fact]
    public async Task Users_go_before_the_group_that_holds_them()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        var answer = await organization.DoAsync("bind-group");
        organization.Target.Lines.ShouldBe(
        [
            "GET /Users?filter=userName eq \"ana\"", "POST /Users", "GET /Users?filter=userName eq \"bo\"", "POST /Users",
            "GET /Groups?filter=displayName eq \"Engineering\"", "POST /Groups",
        ]);
        organization.Target.Requests[^1].Body!.ToJsonString().ShouldBe(
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineering","members":[{"value":"u1"},{"value":"u2"}]}""");
        ((int)answer["groups"]!["created"]!).ShouldBe(1);
        ((int)answer["memberships"]!["added"]!).ShouldBe(2);
    }

    [Fact]
    public async Task The_group_can_go_before_its_users_and_both_end_the_same()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { order = "groups-first" });
        organization.Target.Lines.ShouldBe(
            ["GET /Groups?filter=displayName eq \"Engineering\"", "POST /Groups", "GET /Users?filter=userName eq \"ana\"", "POST /Users", "PATCH /Groups/g1"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Empty_groups_are_not_created()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Nobody");
        var answer = await organization.DoAsync("bind-group", new { group = "Nobody" });
        organization.Target.Requests.ShouldBeEmpty();
        ((int)answer["groups"]!["empty"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_group_of_the_same_name_is_taken_over()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var id = organization.Target.Put(new JsonObject { ["displayName"] = "Engineering" });
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        organization.Target.Lines[^1].ShouldBe($"PATCH /Groups/{id}");
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Joining_adds_one_member_by_value_alone()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        var writes = await organization.WritesAsync("push");
        writes.Select(r => r.Line).ShouldBe(["POST /Users", "PATCH /Groups/g2"]);
        writes[1].Body!.ToJsonString().ShouldBe(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"value":"u3"}]}]}""");
        (await organization.WritesAsync("push")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("values", """[{"op":"remove","path":"members","value":[{"value":"u1"}]}]""")]
    [InlineData("filter", """[{"op":"remove","path":"members[value eq \u0022u1\u0022]"}]""")]
    public async Task Leaving_removes_the_member_in_the_form_that_is_set(string form, string operations)
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var group = await organization.GroupAsync("Engineering", ana, await organization.HireAsync("bo"));
        await organization.DoAsync("bind-group", new { memberRemoval = form });
        await organization.LeaveAsync(group, ana);
        var writes = await organization.WritesAsync("push");
        writes.Select(r => r.Line).ShouldBe(["PATCH /Groups/g3", "PUT /Users/u1"]);
        writes[0].Operations.ToJsonString().ShouldBe(operations);
        organization.Target.NamesIn("Engineering").ShouldBe(["bo"]);
    }

    [Fact]
    public async Task Leaving_can_put_the_whole_list_without_the_member()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var group = await organization.GroupAsync("Engineering", ana, await organization.HireAsync("bo"));
        await organization.DoAsync("bind-group", new { memberRemoval = "put" });
        await organization.LeaveAsync(group, ana);
        var write = (await organization.WritesAsync("push"))[0];
        write.Line.ShouldBe("PUT /Groups/g3");
        write.Body!["members"]!.ToJsonString().ShouldBe("""[{"value":"u2"}]""");
    }

    [Fact]
    public async Task Groups_can_be_put_whole_for_every_change()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { groupUpdate = "put" });
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        await organization.RenameAsync(group, "Builders");
        var write = (await organization.WritesAsync("push"))[^1];
        write.Line.ShouldBe("PUT /Groups/g2");
        ((string?)write.Body!["displayName"]).ShouldBe("Builders");
        write.Body["members"]!.ToJsonString().ShouldBe("""[{"value":"u1"},{"value":"u3"}]""");
    }

    [Fact]
    public async Task A_renamed_group_keeps_its_id_and_gets_its_name_by_PATCH()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        await organization.RenameAsync(group, "Builders");
        var patch = (await organization.WritesAsync("push")).ShouldHaveSingleItem();
        patch.Line.ShouldBe("PATCH /Groups/g2");
        patch.Operations.ToJsonString().ShouldBe("""[{"op":"replace","path":"displayName","value":"Builders"}]""");
    }

    [Fact]
    public async Task Adds_are_repeated_for_members_that_are_there_when_that_is_set()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { repeatAdds = true });
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        var answer = await organization.DoAsync("push");
        organization.Target.Requests[^1].Operations.ToJsonString().ShouldBe("""[{"op":"add","path":"members","value":[{"value":"u1"},{"value":"u3"}]}]""");
        ((int)answer["memberships"]!["added"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Many_members_go_in_parts()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"), await organization.HireAsync("bo"), await organization.HireAsync("cy"));
        var answer = await organization.DoAsync("bind-group", new { membersPerRequest = 1 });
        organization.Target.Lines.Skip(7).ShouldBe(["POST /Groups", "PATCH /Groups/g4", "PATCH /Groups/g4"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana", "bo", "cy"]);
        answer["groups"]!.ToJsonString().ShouldBe("""{"created":1}""");
    }

    [Fact]
    public async Task An_unbound_group_stays_without_members_and_its_people_become_inactive()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        var writes = await organization.WritesAsync("unbind-group");
        writes.Select(r => r.Line).ShouldBe(["PATCH /Groups/g2", "PUT /Users/u1"]);
        organization.Target.MembersOf("Engineering").ShouldBeEmpty();
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unbound_group_is_left_as_it_is_when_that_is_set()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { detach = "keep" });
        (await organization.WritesAsync("unbind-group")).Select(r => r.Line).ShouldBe(["PUT /Users/u1"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Who_is_in_another_bound_group_stays_active_when_one_is_unbound()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var (first, second) = (await organization.GroupAsync("First", ana), await organization.GroupAsync("Second", ana));
        await organization.DoAsync("bind-group", new { groups = new[] { first, second } });
        await organization.DoAsync("unbind-group", new { group = "First" });
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeTrue();
        organization.Target.NamesIn("Second").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task A_group_bound_again_is_taken_over_again_with_its_people_active()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        await organization.DoAsync("unbind-group");
        (await organization.WritesAsync("bind-group")).Select(r => r.Line).ShouldBe(["PUT /Users/u1", "PATCH /Groups/g2"]);
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeTrue();
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task A_group_deleted_in_JumpCloud_is_deleted()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        await organization.DissolveAsync(group);
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["DELETE /Groups/g2", "PUT /Users/u1"]);
        (await organization.EventsAsync("group_delete_provision")).Single()["resource"]!["name"]!.ToString().ShouldBe("Engineering");
        (await organization.WritesAsync("push")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_the_target_has_lost_is_looked_up_and_made_anew()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        organization.Target.Groups.Clear();
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["POST /Users", "PATCH /Groups/g2", "POST /Groups"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["ana", "bo"]);
    }

    [Theory]
    [InlineData("patch", "PATCH", "PUT")]
    [InlineData("put", "PUT", "PATCH")]
    public async Task A_verb_that_is_not_there_for_groups_is_replaced_by_the_other(string set, string missing, string instead)
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var group = await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group", new { groupUpdate = set });
        organization.Target.Interfere = r => r.Method == missing && r.Target.Contains("/Groups/", StringComparison.Ordinal) ? Results.StatusCode(405) : null;
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe(["POST /Users", $"{missing} /Groups/g2", $"{instead} /Groups/g2"]);
        await organization.LeaveAsync(group, ana);
        (await organization.WritesAsync("push")).Select(r => r.Line).ShouldBe([$"{instead} /Groups/g2", "PUT /Users/u1"]);
        organization.Target.NamesIn("Engineering").ShouldBe(["bo"]);
    }

    [Fact]
    public async Task A_204_without_a_body_is_enough_for_a_group()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        organization.Target.Interfere = r => r.Method == "PATCH" ? Results.StatusCode(204) : null;
        await organization.RenameAsync(group, "Builders");
        ((bool)(await organization.DoAsync("push"))["success"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Members_of_a_group_inside_a_bound_group_are_its_members()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var inner = await organization.GroupAsync("Inner", await organization.HireAsync("ana"));
        var outer = await organization.GroupAsync("Outer", await organization.HireAsync("bo"));
        await organization.JoinAsync(outer, inner, "user_group");
        await organization.DoAsync("bind-group", new { group = outer });
        organization.Target.NamesIn("Outer").ShouldBe(["ana", "bo"]);
        organization.Target.Groups.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_suspended_member_stays_a_member()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { suspended = true });
        await organization.DoAsync("push");
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }
}
