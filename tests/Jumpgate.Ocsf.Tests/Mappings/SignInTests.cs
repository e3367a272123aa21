using System.Text.Json.Nodes;

namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class SignInTests
{
    [Fact]
    public void Factors_are_listed_once_each_with_the_phone_of_a_push()
    {
        var record = Mapping.Record(Events.Sample("user_login_push"));

        var factors = record["auth_factors"]!.AsArray();
        factors.Select(factor => factor!.Int("factor_type_id")).ShouldBe([5, 11]);
        factors[0].ShouldNotBeNull().Text("device", "uid").ShouldBe("65aa01b2c3d4e5f607182930");
        factors[0]!["device"]!.Int("type_id").ShouldBe(5);
        factors[0]!.Text("device", "os", "type").ShouldBe("iOS");
        record.Text("src_endpoint", "ip").ShouldBe("2001:db8:17::9");
        record["is_mfa"]!.GetValue<bool>().ShouldBeTrue();
        Mapping.Record(Events.Sample("user_login_push"), OcsfVersion.V110)["auth_factors"].ShouldBeNull();
    }

    [Fact]
    public void A_factor_that_is_no_factor_is_left_out_and_an_unknown_one_named()
    {
        Mapping.Record(Events.Sample("user_login_refused"))["auth_factors"]!.AsArray().Select(factor => factor!.Int("factor_type_id")).ShouldBe([11]);
        var record = Mapping.Record(Events.Sample("user_login_attempt", ("mfa_meta", """{"type":"palm"}"""), ("auth_context", """{"auth_methods":{"jumpcloud_go":{"success":true}}}""")));
        record["auth_factors"]!.AsArray().Select(factor => factor!.Text("factor_type")).ShouldBe(["palm", "jumpcloud_go"]);
    }

    [Fact]
    public void A_failed_login_keeps_its_reason_and_weighs_more()
    {
        var record = Mapping.Record(Events.Sample("user_login_refused"));

        record.Text("status").ShouldBe("Failure");
        record.Text("severity").ShouldBe("Low");
        record.Text("status_detail").ShouldBe("Invalid credentials");
        record["is_mfa"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void An_administrator_signs_on_as_one_with_the_mail_address_for_a_name()
    {
        var record = Mapping.Record(Events.Sample("admin_login_provider"));

        record.Text("user", "type").ShouldBe("Admin");
        record.Text("user", "name").ShouldBe("partner@msp.example");
        record.Text("metadata", "tenant_uid").ShouldBe("64f0aa11bb22cc33dd44ee55");
        record["unmapped"]!["provider"].ShouldBeNull();
    }

    [Fact]
    public void An_anonymous_outer_identity_is_not_the_user()
    {
        var record = Mapping.Record(Events.Sample("radius_auth_attempt"));

        record.Text("user", "name").ShouldBe("ana.ruiz");
        record.Text("auth_protocol").ShouldBe("RADIUS");
        record.Text("unmapped", "outer", "username").ShouldBe("anonymous");
        record.Text("metadata", "uid").ShouldBe("0A1B2C3D-4E5F-3A6B-8C7D-9E0F1A2B3C4D");
    }

    [Theory]
    [InlineData(false, false, true, "Medium")]
    [InlineData(true, false, false, "Informational")]
    [InlineData(false, true, false, "Informational")]
    public void A_bind_without_TLS_is_in_clear_text(bool startTls, bool established, bool cleartext, string severity)
    {
        var record = Mapping.Record(Events.Sample("ldap_bind", ("start_tls", startTls), ("tls_established", established)));

        record["is_cleartext"]!.GetValue<bool>().ShouldBe(cleartext);
        record.Text("severity").ShouldBe(severity);
        record.Text("auth_protocol").ShouldBe("LDAP");
        record.Text("status_code").ShouldBe("0");
        record.Text("user", "ldap_person", "ldap_dn").ShouldStartWith("uid=ana.ruiz,");
        record.Text("metadata", "correlation_uid").ShouldBe("c1a2b3c4");
    }

    [Fact]
    public void A_bind_without_a_name_is_the_anonymous_one()
    {
        var record = Mapping.Record(Events.Sample("ldap_bind_anonymous"));

        record.Text("user", "name").ShouldBe("anonymous");
        record["actor"].ShouldBeNull();
        record.Int("class_uid").ShouldBe(3002);
        record.Text("status_code").ShouldBe("48");
        Mapping.Record(Events.Sample("ldap_bind_anonymous"), OcsfVersion.V110).Text("auth_protocol").ShouldBe("LDAP");
    }

    [Fact]
    public void A_login_on_a_device_came_from_its_own_address_and_went_to_the_device()
    {
        var record = Mapping.Record(Events.Sample("login_attempt"));

        record.Text("src_endpoint", "ip").ShouldBe("10.0.2.2");
        record.Text("device", "ip").ShouldBe("203.0.113.7");
        record.Text("device", "location", "country").ShouldBe("NL");
        record["src_endpoint"]!["location"].ShouldBeNull();
        record.Text("dst_endpoint", "uid").ShouldBe("6533b1c2d3e4f5061728394b");
        record.Text("logon_type").ShouldBe("Remote Interactive");
        record["is_remote"]!.GetValue<bool>().ShouldBeTrue();
        record.Text("severity").ShouldBe("Medium");
        record["time"]!.GetValue<long>().ShouldBe(DateTimeOffset.Parse(record.Text("metadata", "original_time")!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("0", 1)]
    [InlineData("1", null)]
    [InlineData("77", null)]
    [InlineData("x", null)]
    public void The_logon_type_of_Windows_is_a_text(string type, int? expected)
    {
        var record = Mapping.Record(Events.Sample("login_attempt", ("windows_meta", $$"""{"logon_type":"{{type}}"}""")));

        ((int?)record["logon_type_id"]).ShouldBe(expected);
        if (expected is null) record.Text("unmapped", "windows_meta", "logon_type").ShouldBe(type);
    }

    [Fact]
    public void Somebody_unknown_is_not_made_up()
    {
        var (record, outcome) = Mapping.Map(Events.Sample("user_login_attempt", ("initiated_by", null)));

        outcome.ClassUid.ShouldBe(ClassUids.BaseEvent);
        record.Text("activity_name").ShouldBe("user_login_attempt");
        record["actor"].ShouldBeNull();
        record["unmapped"]!.AsObject().Select(member => member.Key).ShouldContain("client_ip");
    }

    [Fact]
    public void A_search_belongs_to_its_connection()
    {
        var record = Mapping.Record(Events.Sample("ldap_search"));

        record.Int("class_uid").ShouldBe(6003);
        record.Text("actor", "session", "uid").ShouldBe("c1a2b3c4");
        record.Text("src_endpoint", "svc_name").ShouldBe("ldap");
        record.Text("metadata", "correlation_uid").ShouldBe("c1a2b3c4");
        record.Text("unmapped", "filter").ShouldBe("(objectClass=inetOrgPerson)");
    }

    [Fact]
    public void The_client_is_told_in_the_pieces_that_came()
    {
        var record = Mapping.Record(Events.Sample("user_login_attempt"));

        record.Text("http_request", "user_agent").ShouldBe("Chrome/141.0.0.0 (Mac OS X 10.15.7)");
        record.Text("src_endpoint", "os", "type").ShouldBe("macOS");
        JsonNode.DeepEquals(record["src_endpoint"]!["location"], JsonNode.Parse("""{"country":"NL","region":"North Holland","continent":"EU","lat":52.3759,"long":4.8975}""")).ShouldBeTrue();
        var older = Mapping.Record(Events.Sample("user_login_attempt"), OcsfVersion.V110);
        older["src_endpoint"]!["location"]!["coordinates"]!.AsArray().Select(one => one!.GetValue<double>()).ShouldBe([4.8975, 52.3759]);
        var other = Mapping.Record(Events.Sample("user_update"));
        other["http_request"].ShouldBeNull();
        other["src_endpoint"]!["os"].ShouldBeNull();
        Mapping.Record(Events.Sample("user_update", ("useragent", "curl/8.5.0"))).Text("http_request", "user_agent").ShouldBe("curl/8.5.0");
    }
}
