using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Refresh;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Tests.Directory.Refresh;

public sealed class RefreshPlanTests
{
    [Theory]
    [InlineData("user_update", "user", ResourceKind.User)]
    [InlineData("user_delete", "systemuser", ResourceKind.User)]
    [InlineData("admin_update", "admin", ResourceKind.Admin)]
    [InlineData("group_update", "user_group", ResourceKind.Group)]
    [InlineData("group_delete", "system_group", ResourceKind.DeviceGroup)]
    [InlineData("system_update", "system", ResourceKind.Device)]
    [InlineData("application_create", "application", ResourceKind.Application)]
    public void An_event_names_the_object_to_be_read(string type, string resource, ResourceKind kind) =>
        Plan(Event(type, $$$"""{"resource":{"type":"{{{resource}}}","id":"a1"}}""")).Objects.ShouldBe([new RemoteRef(kind, "a1")]);

    [Theory]
    [InlineData("user_login_attempt")]
    [InlineData("user_password_warning_email")]
    [InlineData("user_create_provision")]
    [InlineData("admin_password_reset_request")]
    public void Events_that_change_nothing_cost_nothing(string type) =>
        Plan(Event(type, """{"resource":{"type":"user","id":"a1"}}""")).Reads.ShouldBe(0);

    [Fact]
    public void Events_nobody_knows_are_ignored() =>
        Plan(Event("tide_turned", """{"resource":{"type":"moon","id":"a1"}}"""), Event("user_update", "{}"), Event("sso_auth", """{"resource":{"type":"user","id":"a1"}}""", "sso"))
            .Reads.ShouldBe(0);

    [Theory]
    [InlineData("user_group", "user", ResourceKind.Group, ResourceKind.User)]
    [InlineData("user_group", "user_group", ResourceKind.Group, ResourceKind.Group)]
    [InlineData("system_group", "system", ResourceKind.DeviceGroup, ResourceKind.Device)]
    public void A_membership_names_its_group_and_member(string from, string to, ResourceKind group, ResourceKind member)
    {
        var members = Plan(Association(from, "g", to, "m")).Members.ShouldHaveSingleItem();

        members.Key.ShouldBe(new RemoteRef(group, "g"));
        members.Value.ShouldBe([new RemoteRef(member, "m")]);
    }

    [Theory]
    [InlineData("application", "user_group", ResourceKind.Application, ResourceKind.Group)]
    [InlineData("user", "application", ResourceKind.Application, ResourceKind.User)]
    [InlineData("user", "system", ResourceKind.Device, ResourceKind.User)]
    [InlineData("user_group", "system_group", ResourceKind.DeviceGroup, ResourceKind.Group)]
    public void A_binding_is_read_at_what_is_bound_to(string from, string to, ResourceKind owner, ResourceKind other)
    {
        var (read, bound) = Plan(Association(from, "x", to, "x")).Bindings.ShouldHaveSingleItem();

        (read.Kind, bound).ShouldBe((owner, other));
    }

    [Fact]
    public void The_same_object_named_often_is_read_once() =>
        Plan([.. Enumerable.Repeat(Event("user_update", """{"resource":{"type":"user","id":"a1"}}"""), 50)]).Reads.ShouldBe(1);

    private static RefreshPlan Plan(params LoggedEvent[] events) => RefreshPlan.Of(events);

    private static LoggedEvent Association(string from, string fromId, string to, string toId) => Event(
        "association_change",
        "{\"association\":{\"op\":\"add\",\"connection\":{\"from\":" + End(from, fromId) + ",\"to\":" + End(to, toId) + "}}}");

    private static string End(string type, string id) => $"{{\"type\":\"{type}\",\"object_id\":\"{id}\"}}";

    private static LoggedEvent Event(string type, string json, string service = "directory") => new(1, "e", service, type, 0, 0, Encoding.UTF8.GetBytes(json));
}
