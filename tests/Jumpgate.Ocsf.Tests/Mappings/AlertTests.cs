namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class AlertTests
{
    [Theory]
    [InlineData("Low", 2)]
    [InlineData("MEDIUM", 3)]
    [InlineData("High", 4)]
    [InlineData("Critical", 5)]
    [InlineData("Info", 1)]
    [InlineData("Odd", 1)]
    public void An_alert_keeps_its_own_severity(string severity, int expected) =>
        Mapping.Record(Events.Sample("alert_created", ("severity", severity))).Int("severity_id").ShouldBe(expected);

    [Fact]
    public void An_alert_is_a_finding_with_its_rule_and_what_it_is_about()
    {
        var record = Mapping.Record(Events.Sample("alert_created"));

        record.Int("class_uid").ShouldBe(2004);
        record.Text("status").ShouldBe("New");
        record.Text("finding_info", "uid").ShouldBe("68a1c2d3e4f5061728394a5d");
        record.Text("finding_info", "analytic", "name").ShouldBe("FDE");
        record["resources"]!.AsArray().Single()!.Text("uid").ShouldBe("6533b1c2d3e4f5061728394a");
        record.Text("metadata", "correlation_uid").ShouldBe("7d3c0a55-6c1e-4a47-8ec2-5b9f3de0a0c1");
        record["unmapped"]!["success"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("resolved", 3, "Resolved")]
    [InlineData("CLOSED", 3, "Resolved")]
    [InlineData("acknowledged", 2, "In Progress")]
    [InlineData("open", 2, "New")]
    [InlineData("snoozed", 2, "Unknown")]
    public void The_status_of_an_alert_is_not_one_of_success(string to, int activity, string status)
    {
        var record = Mapping.Record(Events.Sample("alert_status_updated", ("changes", $$"""[{"field":"status","to":"{{to}}"}]""")));

        record.Int("activity_id").ShouldBe(activity);
        record.Text("status").ShouldBe(status);
        record.Text("actor", "user", "name").ShouldBe("it@company.example");
        record["metadata"]!["profiles"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void A_risk_is_about_the_user_its_resource_is_named_after_and_nobody_did_it()
    {
        var record = Mapping.Record(Events.Sample("risk_event_created"));

        record["actor"].ShouldBeNull();
        record.Text("severity").ShouldBe("Medium");
        record["resources"]!.AsArray().Single()!.Text("name").ShouldBe("ana.ruiz");
        record.Text("finding_info", "title").ShouldBe("Impossible travel");
        Mapping.Record(Events.Sample("risk_event_created", ("event_type", "risk_event_resolved"))).Text("status").ShouldBe("Resolved");
    }

    [Fact]
    public void Where_no_alert_is_named_the_event_is_the_finding()
    {
        foreach (var version in OcsfVersions.All)
        {
            var record = Mapping.Record(Events.Sample("alert_created", ("event_type", "bulk_update_alerts"), ("resource", null), ("category", null)), version);
            record.Int("class_uid").ShouldBe(2004);
            record.Text("finding_info", "uid").ShouldBe(record.Text("metadata", "uid"));
        }
    }
}
