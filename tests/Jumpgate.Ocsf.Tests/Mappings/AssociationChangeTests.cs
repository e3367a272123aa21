namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class AssociationChangeTests
{
    public static TheoryData<string, string, int, int, int> Ends => new()
    {
        { "user", "user_group", 3006, 3, 4 },
        { "user", "application", 3005, 1, 2 },
        { "user", "system", 3005, 1, 2 },
        { "user", "radius_server", 3005, 1, 2 },
        { "user", "ldap_server", 3005, 1, 2 },
        { "user", "office_365", 3005, 1, 2 },
        { "user", "g_suite", 3005, 1, 2 },
        { "user", "policy", 3005, 1, 2 },
        { "user_group", "application", 3006, 1, 2 },
        { "user_group", "system_group", 3006, 1, 2 },
        { "user_group", "user_group", 3006, 1, 2 },
        { "system", "system_group", 3004, 3, 3 },
        { "policy", "system_group", 3004, 3, 3 },
        { "command", "system", 3004, 3, 3 },
        { "user", "command", 3004, 3, 3 },
        { "something_new", "system", 3004, 3, 3 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_kinds_of_the_ends_decide_whichever_way_round_they_stand(string one, string other, int @class, int added, int removed)
    {
        foreach (var (from, to) in ((string, string)[])[(one, other), (other, one)])
        {
            foreach (var (op, activity) in ((string, int)[])[("add", added), ("remove", removed)])
            {
                foreach (var version in OcsfVersions.All)
                {
                    var (record, outcome) = Mapping.Map(Raw(op, from, to), version);
                    outcome.ClassUid.ShouldBe(@class);
                    outcome.ActivityId.ShouldBe(activity);
                    if (@class == 3005) record.Text("user", "uid").ShouldBe("id-user");
                    if (@class == 3006 && one != other) record.Text("group", "uid").ShouldBe("id-user_group");
                    if (@class == 3006 && one == "user") record.Text("user", "name").ShouldBe("name-user");
                    if (@class != 3004 && one != "user" && one != other) Other(record, version).ShouldBe("id-" + other);
                }
            }
        }
    }

    [Fact]
    public void Administrator_rights_are_told_and_weigh_more()
    {
        var record = Mapping.Record(Events.Sample("association_change_sudo"));

        record["privileges"]!.AsArray().Single()!.GetValue<string>().ShouldBe("sudo without password");
        record.Text("severity").ShouldBe("Medium");
        record["resources"]!.AsArray().Single()!.Text("uid").ShouldBe("6533b1c2d3e4f5061728394a");
    }

    [Theory]
    [InlineData("application", "application access")]
    [InlineData("system", "system login")]
    [InlineData("radius_server", "RADIUS access")]
    [InlineData("ldap_server", "LDAP access")]
    [InlineData("active_directory", "directory access")]
    public void What_is_given_is_named(string other, string privilege) =>
        Mapping.Record(Raw("add", "user", other))["privileges"]!.AsArray().Single()!.GetValue<string>().ShouldBe(privilege);

    [Theory]
    [InlineData("""{"op":"rename","connection":{"from":{"type":"user","object_id":"u"},"to":{"type":"user_group","object_id":"g"}}}""")]
    [InlineData("""{"op":"add","connection":{"from":{"type":"user","object_id":"u"}}}""")]
    [InlineData("""{"op":"add","connection":{"from":{},"to":{}}}""")]
    [InlineData("""{"op":"add","connection":null}""")]
    [InlineData("""{"op":"add","connection":[1,2]}""")]
    [InlineData("null")]
    public void Ends_that_are_missing_leave_a_change_of_an_object(string association)
    {
        var raw = Events.Sample("association_change_member").Replace("\"association\":", "\"association\":" + association + ",\"was\":", StringComparison.Ordinal);

        Mapping.Map(raw).Outcome.ClassUid.ShouldBe(3004);
        Mapping.Map(raw, OcsfVersion.V110).Outcome.ClassUid.ShouldBe(3004);
    }

    [Fact]
    public void A_request_that_is_carried_out_is_told_with_its_number()
    {
        var record = Mapping.Record(Events.Sample("access_management_association_change", ("association", """{"op":"remove","connection":{"from":{"type":"user","object_id":"u","name":"ana"},"to":{"type":"application","object_id":"a","name":"wiki"}}}""")));

        record.Int("class_uid").ShouldBe(3005);
        record.Int("activity_id").ShouldBe(2);
        record.Text("user", "uid").ShouldBe("u");
        record.Text("metadata", "correlation_uid").ShouldBe("9c1f0c52-0d1e-4f43-9f0e-5d1c2b3a4958");
        var group = Mapping.Record(Events.Sample("access_management_association_change"));
        group.Int("class_uid").ShouldBe(3005);
        group["privileges"]!.AsArray().Single()!.GetValue<string>().ShouldBe("group membership");
        Mapping.Record(Events.Sample("access_management_association_change", ("association", null), ("resource", """{"type":"user","id":"u","username":"ana"}"""))).Int("class_uid").ShouldBe(3005);
    }

    private static string Raw(string op, string from, string to) => Events.Sample(
        "association_change_member",
        ("association", $$$$"""{"op":"{{{{op}}}}","attributes":null,"connection":{"from":{"type":"{{{{from}}}}","object_id":"id-{{{{from}}}}","name":"name-{{{{from}}}}"},"to":{"type":"{{{{to}}}}","object_id":"id-{{{{to}}}}","name":"name-{{{{to}}}}"}}}"""));

    private static string? Other(System.Text.Json.Nodes.JsonObject record, OcsfVersion version) =>
        record["resources"] is { } list ? list.AsArray().Single()!.Text("uid") : record.Text("resource", "uid");
}
