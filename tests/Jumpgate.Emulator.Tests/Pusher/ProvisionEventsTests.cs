using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ProvisionEventsTests
{
    [Fact]
    public async Task A_push_is_told_to_Directory_Insights_step_by_step()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        await organization.GroupAsync("Engineering", ana);
        var answer = await organization.DoAsync("bind-group");
        await organization.ChangeAsync(ana, new { lastname = "Vega" });
        await organization.DoAsync("push");
        await organization.DoAsync("unbind-group");
        var events = await organization.EventsAsync(
            "user_lookup_provision", "user_create_provision", "user_update_provision", "user_deprovision", "group_create_provision", "group_update_provision");
        events.Select(e => (string?)e["event_type"]).ShouldBe(
            ["user_lookup_provision", "user_create_provision", "group_create_provision", "user_update_provision", "group_update_provision", "user_deprovision"]);
        var created = events[1];
        ((bool)created["success"]!).ShouldBeTrue();
        ((string?)created["resource"]!["type"]).ShouldBe("user");
        ((string?)created["resource"]!["id"]).ShouldBe(ana);
        ((string?)created["resource"]!["username"]).ShouldBe("ana");
        ((string?)created["application"]!["id"]).ShouldBe((string?)answer["application"]!["id"]);
        ((string?)created["idm_client_id"])!.Length.ShouldBe(24);
        ((int)created["message_chain"]!["response_code"]!).ShouldBe(201);
        events[3]["changes"]!.ToJsonString().ShouldBe("""[{"field":"name.familyName","to":"Vega"}]""");
    }

    [Fact]
    public async Task A_failure_is_told_with_the_code_and_the_reason()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        organization.Target.Interfere = r => r.Line == "POST /Users" ? FakeScimServer.Error(400, "no such colour", "invalidValue") : null;
        await organization.DoAsync("bind-group");
        var told = (await organization.EventsAsync("user_create_provision")).ShouldHaveSingleItem();
        ((bool)told["success"]!).ShouldBeFalse();
        told["message_chain"]!.ToJsonString().ShouldBe("""{"response_code":400,"response_message":"Bad Request","message_details":"400 invalidValue: no such colour"}""");
        ((string?)told["error_message"]).ShouldBe("400 invalidValue: no such colour");
    }

    [Fact]
    public async Task Every_attempt_is_told()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var times = 1;
        organization.Target.Interfere = r => r.Line == "POST /Users" && times-- > 0 ? Results.StatusCode(503) : null;
        await organization.DoAsync("bind-group");
        (await organization.EventsAsync("user_create_provision")).Select(e => (bool)e["success"]!).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Events_can_be_left_out()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { events = false });
        (await organization.EventsAsync("user_lookup_provision", "user_create_provision", "group_create_provision")).ShouldBeEmpty();
    }
}
