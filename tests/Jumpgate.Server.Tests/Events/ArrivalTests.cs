using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Every kind of event the emulator has, from its log to a file.</summary>
public sealed class ArrivalTests(ArrivalTests.Arrived arrived) : IClassFixture<ArrivalTests.Arrived>
{
    [Fact]
    public void S3_3_F3_Every_event_type_of_every_service_arrives_and_passes_validation()
    {
        arrived.Records.Select(record => (string)record["metadata"]!["log_name"]!).Distinct().Count().ShouldBeGreaterThan(15);
        var validator = new RecordValidator(OcsfVersion.V180);
        foreach (var record in arrived.Records) validator.Check(Encoding.UTF8.GetBytes(record.ToJsonString())).ShouldBeEmpty(record.ToJsonString());
    }

    [Fact]
    public void S3_4_F1_F5_Every_kind_of_sign_in_arrives_as_3002_with_outcome_actor_time_and_address()
    {
        foreach (var type in Arrived.SignIns)
        {
            var records = arrived.Of(type);
            records.ShouldAllBe(record => (int)record["class_uid"]! == ClassUids.Authentication, type);
            records.ShouldAllBe(record => record["status_id"] != null && record["user"] != null && (long)record["time"]! > 0, type);
            if (type != "saas_management_login_event") records.ShouldAllBe(record => record["actor"] != null && record["src_endpoint"]!["ip"] != null, type);
        }
    }

    [Fact]
    public void S3_5_F2_F4_Every_create_change_delete_password_MFA_and_lock_event_of_accounts_arrives_as_3001_with_actor_and_target()
    {
        foreach (var type in Arrived.Accounts)
        {
            var records = arrived.Of(type);
            records.ShouldAllBe(record => (int)record["class_uid"]! == ClassUids.AccountChange, type);
            records.ShouldAllBe(record => record["user"] != null, type);
            records.ShouldAllBe(record => record["actor"] != null || JsonNode.Parse((string)record["raw_data"]!)!["initiated_by"] == null, "nobody is made up where nobody is named: " + type);
        }
    }

    /// <summary>A server that has delivered at least one event of each type.</summary>
    public sealed class Arrived : IAsyncLifetime
    {
        /// <summary>But the name that the documentation has for a RADIUS sign-in; live ones have the other.</summary>
        public static IReadOnlyList<string> SignIns { get; } = [.. MappingTable.Of(OcsfVersion.V180).Rows.Where(row => row.Class == ClassUids.Authentication && row.Type != "radius_auth").Select(row => row.Type)];

        /// <summary>Those of accounts; the rest of the class is about what is provisioned elsewhere.</summary>
        public static IReadOnlyList<string> Accounts { get; } =
        [
            "user_create", "user_update", "user_delete", "user_password_change", "user_password_set", "user_lockout", "user_unlocked", "user_suspended",
            "user_unsuspended", "totp_finish_enrollment", "totp_delete_enrollment", "admin_create", "admin_update", "admin_delete", "admin_password_change",
            "admin_totp_finish_enrollment",
        ];

        public IReadOnlyList<JsonNode> Records { get; private set; } = [];

        public IReadOnlyList<JsonNode> Of(string type) => [.. Records.Where(record => (string?)record["metadata"]!["event_code"] == type)];

        public async Task InitializeAsync()
        {
            await using var fed = await Fed.StartAsync();
            var sink = await fed.FileAsync();
            fed.Hub.Emulator.Weather = new Weather { Rate = 400, Types = EventTypes.All };
            await JumpgateHost.WaitForAsync(
                async () => string.Join(' ', SignIns.Concat(Accounts).Except((await fed.NowAsync()).Counts.Keys)), missing => missing.Length == 0, TimeSpan.FromSeconds(60));
            fed.Hub.Emulator.Weather = Weather.Calm;
            sink = await fed.FinishedAsync(sink);
            Records = fed.Lines(sink).ConvertAll(line => JsonNode.Parse(line)!);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
