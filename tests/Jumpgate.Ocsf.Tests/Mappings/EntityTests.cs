namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class EntityTests
{
    [Fact]
    public void A_workflow_is_a_program_not_a_user()
    {
        var record = Mapping.Record(Events.Sample("workflow_run"));

        record.Text("actor", "app_uid").ShouldBe("68d1c2d3e4f5061728394a5f");
        record["actor"]!["user"].ShouldBeNull();
        record.Text("status").ShouldBe("Failure");
        record.Text("severity").ShouldBe("Low");
        record.Text("entity", "uid").ShouldBe("68e1c2d3e4f5061728394a60");
        Mapping.Record(Events.Sample("workflow_run"), OcsfVersion.V110).Text("actor", "invoked_by").ShouldBe("68d1c2d3e4f5061728394a5f");
    }

    [Theory]
    [InlineData("""[{"field":"passwordPolicy","to":{"minLength":8}}]""", "Medium")]
    [InlineData("""[{"field":"settings.features.userPortal.idleSessionDurationMinutes","to":60}]""", "Medium")]
    [InlineData("""[{"field":"logoUrl","to":"x"}]""", "Informational")]
    [InlineData("""{"field":"not a list"}""", "Informational")]
    public void Settings_that_guard_the_organization_weigh_more(string changes, string severity)
    {
        var record = Mapping.Record(Events.Sample("organization_update", ("changes", changes)));

        record.Text("severity").ShouldBe(severity);
        record.Text("entity", "type").ShouldBe("Organization");
        record.Text("entity", "uid").ShouldBe(record.Text("metadata", "tenant_uid"));
    }

    [Fact]
    public void A_group_event_that_1_1_0_cannot_tell_is_told_of_the_entity()
    {
        Mapping.Record(Events.Sample("group_create")).Int("class_uid").ShouldBe(3006);
        var older = Mapping.Record(Events.Sample("group_create"), OcsfVersion.V110);
        older.Int("class_uid").ShouldBe(3004);
        older.Text("activity_name").ShouldBe("Create");
        older.Text("entity", "name").ShouldBe("Engineering");
        older["metadata"]!["profiles"]!.AsArray().Count.ShouldBe(1, "1.1.0 has an actor there with the profile host only");
        older["src_endpoint"].ShouldBeNull();
        older.Text("unmapped", "client_ip").ShouldBe("198.51.100.4");
    }

    [Fact]
    public void Sharing_names_the_member_and_the_folder()
    {
        var record = Mapping.Record(Events.Sample("passwordmanager_folder_member_add"));

        record.Int("class_uid").ShouldBe(3005);
        record.Text("user", "name").ShouldBe("zoë.o'neill");
        record["privileges"]!.AsArray().Single()!.GetValue<string>().ShouldBe("folder access");
        record["resources"]!.AsArray().Single()!.Text("name").ShouldBe("Team");
        var without = Mapping.Record(Events.Sample("passwordmanager_folder_member_add", ("association", null)));
        without.Int("class_uid").ShouldBe(3004);
        without.Text("activity_name").ShouldBe("Assign Privileges");
    }

    [Fact]
    public void An_unknown_type_is_told_by_its_ending_where_it_names_a_resource()
    {
        var (record, outcome) = Mapping.Map(Events.Sample("unknown_type_update"));
        outcome.UnknownType.ShouldBe("quantum_key_update");
        record.Int("class_uid").ShouldBe(3004);
        record.Text("activity_name").ShouldBe("Update");
        record.Text("entity", "type").ShouldBe("quantum_key");

        (record, outcome) = Mapping.Map(Events.Sample("unknown_type"));
        outcome.UnknownType.ShouldBe("quantum_key_rotated");
        outcome.Fault.ShouldBe(EventFault.None);
        record.Int("type_uid").ShouldBe(99);
        record.Text("activity_name").ShouldBe("quantum_key_rotated");
        record.Text("actor", "user", "name").ShouldBe("it@company.example");
        record.Text("unmapped", "note").ShouldBe("a type nobody has told of");

        Mapping.Record(Events.Sample("unknown_type", ("event_type", "quantum_key_delete"))).Int("class_uid").ShouldBe(0, "no resource");
    }

    [Fact]
    public void Who_exports_is_kept_and_nobody_is_made_up_where_a_schedule_did_it()
    {
        Mapping.Record(Events.Sample("report_export")).Text("actor", "user", "email_addr").ShouldBe("it@company.example");
        var record = Mapping.Record(Events.Sample("scheduled_report_run_failed"));
        record.Int("class_uid").ShouldBe(6003);
        record.Text("status").ShouldBe("Failure");
        record.Text("actor", "app_name").ShouldBe("reports");
        record["actor"]!["user"].ShouldBeNull();
        record.Text("src_endpoint", "svc_name").ShouldBe("reports");
    }

    [Fact]
    public void A_lockout_has_no_actor_and_the_account_is_not_made_one()
    {
        foreach (var version in OcsfVersions.All)
        {
            var record = Mapping.Record(Events.Sample("user_lockout"), version);
            record.Text("activity_name").ShouldBe("Lock");
            record.Text("user", "name").ShouldBe("ana.ruiz");
            record["actor"].ShouldBeNull();
        }
    }

    [Fact]
    public void The_system_is_nobody()
    {
        Mapping.Record(Events.Sample("user_lockout", ("initiated_by", """{"type":"system","id":"x"}""")))["actor"].ShouldBeNull();
        Mapping.Record(Events.Sample("user_lockout", ("initiated_by", "{}")))["actor"].ShouldBeNull();
    }

    [Fact]
    public void Who_acts_on_the_own_account_may_be_the_only_one_named()
    {
        Mapping.Record(Events.Sample("user_login_attempt", ("event_type", "user_password_reset_request"))).Text("user", "name").ShouldBe("ana.ruiz");
        Mapping.Record(Events.Sample("user_login_attempt", ("event_type", "user_delete"))).Int("class_uid").ShouldBe(0);
        Mapping.Record(Events.Sample("login_attempt", ("event_type", "user_password_change"))).Text("device", "hostname").ShouldBe("ANA-PC");
    }

    [Fact]
    public void A_failed_deprovisioning_is_an_account_that_lives()
    {
        var record = Mapping.Record(Events.Sample("user_delete_provision"));

        record.Text("severity").ShouldBe("Medium");
        record.Text("status").ShouldBe("Failure");
        record["unmapped"]!["message_chain"]!.Int("response_code").ShouldBe(404);
    }
}
