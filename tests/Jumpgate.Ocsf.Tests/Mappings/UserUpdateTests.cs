namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class UserUpdateTests
{
    [Theory]
    [InlineData("""{"field":"suspended","from":false,"to":true}""", 5, "Informational")]
    [InlineData("""{"field":"suspended","to":"true"}""", 5, "Informational")]
    [InlineData("""{"field":"state","from":"ACTIVATED","to":"SUSPENDED"}""", 5, "Informational")]
    [InlineData("""{"field":"suspended","from":true,"to":false}""", 2, "Informational")]
    [InlineData("""{"field":"activated","from":false,"to":true}""", 2, "Informational")]
    [InlineData("""{"field":"state","from":"STAGED","to":"ACTIVATED"}""", 2, "Informational")]
    [InlineData("""{"field":"account_locked","from":false,"to":true}""", 9, "Informational")]
    [InlineData("""{"field":"account_locked","from":true,"to":false}""", 12, "Informational")]
    [InlineData("""{"field":"password"}""", 3, "Informational")]
    [InlineData("""{"field":"password_date","from":"a","to":"b"}""", 3, "Informational")]
    [InlineData("""{"field":"totp_enabled","from":false,"to":true}""", 10, "Informational")]
    [InlineData("""{"field":"enable_user_portal_multifactor","from":true,"to":false}""", 11, "Medium")]
    [InlineData("""{"field":"mfa.exclusion","from":false,"to":true}""", 11, "Medium")]
    [InlineData("""{"field":"mfa","from":{"exclusion":false},"to":{"exclusion":true,"configured":false}}""", 11, "Medium")]
    [InlineData("""{"field":"mfa","from":{"exclusion":true},"to":{"exclusion":false}}""", 99, "Informational")]
    [InlineData("""{"field":"suspended","from":true,"to":true}""", 99, "Informational")]
    [InlineData("""{"field":"activated","from":true,"to":false}""", 99, "Informational")]
    [InlineData("""{"field":"jobTitle","from":"a","to":"b"}""", 99, "Informational")]
    [InlineData("""{"field":{"deep":1},"to":true},7,null,[]""", 99, "Informational")]
    [InlineData("""{"field":"account_locked","from":false,"to":true},{"field":"suspended","from":false,"to":true}""", 5, "Informational")]
    [InlineData("""{"field":"password"},{"field":"totp_enabled","from":true,"to":false}""", 11, "Medium")]
    [InlineData("""{"field":"activated","to":true},{"field":"account_locked","from":true,"to":false}""", 12, "Informational")]
    [InlineData("""{"field":"totp_enabled","from":false,"to":true},{"field":"password"}""", 3, "Informational")]
    public void What_changed_decides_the_weightiest_first(string changes, int activity, string severity)
    {
        var record = Mapping.Record(Events.Sample("user_update", ("changes", $"[{changes}]")));

        record.Int("class_uid").ShouldBe(3001);
        record.Int("activity_id").ShouldBe(activity);
        record.Text("severity").ShouldBe(severity);
        if (activity == 99) record.Text("activity_name").ShouldBe("Update");
        record["unmapped"]!["changes"].ShouldNotBeNull();
        var older = Mapping.Record(Events.Sample("user_update", ("changes", $"[{changes}]")), OcsfVersion.V110);
        older.Int("activity_id").ShouldBe(activity == 12 ? 2 : activity);
    }

    [Theory]
    [InlineData("""{"field":"roleName","from":"Help Desk","to":"Administrator"}""", 99, "Medium")]
    [InlineData("""{"field":"enableMultiFactor","from":"true","to":"false"}""", 11, "Medium")]
    [InlineData("""{"field":"firstname","to":"x"}""", 99, "Low")]
    public void An_administrator_who_gets_another_role_weighs_more(string change, int activity, string severity)
    {
        var record = Mapping.Record(Events.Sample("user_update", ("event_type", "admin_update"), ("changes", $"[{change}]"), ("resource", """{"type":"admin","id":"a1","email":"it@company.example"}""")));

        record.Int("activity_id").ShouldBe(activity);
        record.Text("severity").ShouldBe(severity);
        record.Text("user", "type").ShouldBe("Admin");
        record.Text("user", "name").ShouldBe("it@company.example");
    }
}
