using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Tests;

/// <summary>What users of a data feed expect of the mapping, by the numbers of the acceptance list.</summary>
public sealed class AcceptanceTests
{
    private static readonly string[] SignOns = ["user_login_attempt", "user_login_push", "user_login_refused", "admin_login_attempt", "admin_login_provider", "sso_auth", "sso_auth_refused", "radius_auth_attempt", "ldap_bind", "login_attempt", "saas_management_login_event"];

    [Fact]
    public void S3_3_Logins_and_account_changes_come_as_3002_and_3001_and_pass_validation()
    {
        foreach (var version in OcsfVersions.All)
        {
            foreach (var name in SignOns) Mapping.Record(Events.Sample(name), version).Int("class_uid").ShouldBe(3002, name);
            foreach (var name in (string[])["user_create", "user_update", "user_update_suspended", "user_lockout", "user_unlocked", "user_delete_provision"]) Mapping.Record(Events.Sample(name), version).Int("class_uid").ShouldBe(3001, name);
        }
    }

    [Fact]
    public void S3_4_Every_kind_of_sign_in_comes_as_3002_with_outcome_actor_time_and_address()
    {
        MappingTable.Of(OcsfVersion.V180).Rows.Where(row => row.Class == ClassUids.Authentication).Select(row => row.Type).Order(StringComparer.Ordinal)
            .ShouldBe(["admin_login_attempt", "ldap_bind", "login_attempt", "radius_auth", "radius_auth_attempt", "saas_management_login_event", "sso_auth", "user_login_attempt"]);
        foreach (var name in SignOns)
        {
            var record = Mapping.Record(Events.Sample(name));
            record.Int("status_id").ShouldBeOneOf(1, 2);
            record["time"]!.GetValue<long>().ShouldBeGreaterThan(1_700_000_000_000);
            record.Text("metadata", "original_time").ShouldNotBeNull();
            (record.Text("user", "name") ?? record.Text("user", "uid")).ShouldNotBeNull(name);
            if (name != "saas_management_login_event")
            {
                (record.Text("actor", "user", "name") ?? record.Text("actor", "user", "uid")).ShouldNotBeNull(name);
                record.Text("src_endpoint", "ip").ShouldNotBeNull(name);
            }
        }
    }

    [Theory]
    [InlineData("user_create", 1)]
    [InlineData("admin_create", 1)]
    [InlineData("user_delete", 6)]
    [InlineData("admin_delete", 6)]
    [InlineData("user_update", 99)]
    [InlineData("admin_update", 99)]
    [InlineData("user_password_change", 3)]
    [InlineData("user_password_set", 3)]
    [InlineData("admin_password_change", 3)]
    [InlineData("user_password_reset_request", 4)]
    [InlineData("user_suspended", 5)]
    [InlineData("user_unsuspended", 2)]
    [InlineData("user_activated", 2)]
    [InlineData("totp_finish_enrollment", 10)]
    [InlineData("totp_delete_enrollment", 11)]
    [InlineData("admin_totp_disable", 11)]
    [InlineData("user_lockout", 9)]
    [InlineData("admin_lockout", 9)]
    [InlineData("user_unlocked", 12)]
    public void S3_5_Every_create_change_delete_password_MFA_and_lock_event_of_accounts_comes_as_3001_with_actor_and_target(string type, int activity)
    {
        foreach (var version in OcsfVersions.All)
        {
            var record = Mapping.Record(Events.Sample("user_update", ("event_type", type)), version);
            record.Int("class_uid").ShouldBe(3001);
            record.Int("activity_id").ShouldBe(version == OcsfVersion.V110 && activity == 12 ? 2 : activity);
            record.Text("actor", "user", "uid").ShouldBe("6512a0ffc4d5e6f708192a00");
            record.Text("user", "uid").ShouldBe("6512a1b2c3d4e5f60718293a");
        }
    }
}
