namespace Jumpgate.Ocsf.Tests.Mappings;

/// <summary>JumpCloud leaves <c>success</c> out of every sign-on to an application: two other fields tell three outcomes.</summary>
public sealed class SsoAuthTests
{
    [Theory]
    [InlineData("true", "", 1, 1, 1)]
    [InlineData("true", "a warning", 1, 1, 1)]
    [InlineData("false", "not authorized", 1, 2, 2)]
    [InlineData("false", "denied by policy", 1, 2, 3)]
    [InlineData("false", "", 6, 0, 1)]
    [InlineData("false", null, 6, 0, 1)]
    [InlineData("\"false\"", null, 6, 0, 1)]
    [InlineData("null", "", 1, 0, 1)]
    [InlineData("null", "application unreachable", 1, 2, 2)]
    public void Token_and_message_together_tell_the_outcome(string token, string? message, int activity, int status, int severity)
    {
        var raw = Events.Sample("sso_auth", ("error_message", message), ("sso_token_success", "TOKEN")).Replace("\"TOKEN\"", token, StringComparison.Ordinal);

        var record = Mapping.Record(raw);

        record.Int("activity_id").ShouldBe(activity);
        record.Int("status_id").ShouldBe(status);
        record.Int("severity_id").ShouldBe(severity);
        record.Text("status_detail").ShouldBe(string.IsNullOrEmpty(message) ? null : message);
    }

    [Fact]
    public void The_challenge_of_a_second_factor_is_no_failure()
    {
        var record = Mapping.Record(Events.Sample("sso_auth_challenge"));

        record.Text("activity_name").ShouldBe("Preauth");
        record.Text("status").ShouldBe("Unknown");
        record.Text("severity").ShouldBe("Informational");
        var older = Mapping.Record(Events.Sample("sso_auth_challenge"), OcsfVersion.V110);
        older.Int("activity_id").ShouldBe(99);
        older.Text("activity_name").ShouldBe("Preauth");
    }

    [Fact]
    public void Refused_by_a_policy_weighs_more()
    {
        var record = Mapping.Record(Events.Sample("sso_auth_refused"));

        record.Text("status").ShouldBe("Failure");
        record.Text("severity").ShouldBe("Medium");
    }

    [Theory]
    [InlineData("saml", 5, "SAML")]
    [InlineData("oidc", 4, "OpenID")]
    [InlineData("bookmark", null, null)]
    public void The_protocol_is_that_of_the_application(string type, int? id, string? caption)
    {
        var record = Mapping.Record(Events.Sample("sso_auth", ("application", $$"""{"id":"a1","name":"x","display_label":"X","sso_type":"{{type}}"}""")));

        ((int?)record["auth_protocol_id"]).ShouldBe(id);
        record.Text("auth_protocol").ShouldBe(caption);
        record.Text("service", "name").ShouldBe("X");
        record.Text("service", "uid").ShouldBe("a1");
        record.Text("unmapped", "application", "sso_type").ShouldBe(id is null ? type : null);
    }

    [Fact]
    public void The_mail_address_beside_the_initiator_is_theirs()
    {
        var record = Mapping.Record(Events.Sample("sso_auth"));

        record.Text("user", "email_addr").ShouldBe("ana.ruiz@company.example");
        record.Text("actor", "user", "email_addr").ShouldBe("ana.ruiz@company.example");
        record.Text("device", "uid").ShouldBe("6533b1c2d3e4f5061728394a");
        record["metadata"]!["profiles"]!.AsArray().Select(profile => profile!.GetValue<string>()).ShouldBe(["host"]);
    }
}
