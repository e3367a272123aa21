using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Tests.Table;

public sealed class MappingTableTests
{
    [Fact]
    public void Every_row_has_an_activity_that_its_class_knows_or_a_name_for_it()
    {
        foreach (var version in OcsfVersions.All)
        {
            var schema = OcsfSchema.Of(version);
            foreach (var row in MappingTable.Of(version).Rows)
            {
                schema.Classes[row.Class].Call("activity_id", row.Activity).ShouldNotBeNull(row.Type);
                (row.Named is not null).ShouldBe(row.Activity == 99, row.Type);
                row.Named?.ShouldNotBe("Other", row.Type);
                if (row.Class is ClassUids.EntityManagement or ClassUids.UserAccess or ClassUids.Authentication or ClassUids.DetectionFinding) row.About.ShouldNotBeEmpty(row.Type);
                row.OnFailure.ShouldBeOneOf(Severity.Unknown, Severity.Low, Severity.Medium);
            }
        }
    }

    [Fact]
    public void No_type_stands_twice()
    {
        MappingTable.Of(OcsfVersion.V180).Rows.Select(row => row.Type).ShouldBeUnique();
        MappingTable.Of(OcsfVersion.V110).Rows.Select(row => row.Type).ShouldBe(MappingTable.Of(OcsfVersion.V180).Rows.Select(row => row.Type));
    }

    [Theory]
    [InlineData("user_unlocked", 2, null)]
    [InlineData("passwordmanager_enable", 99, "Enable")]
    [InlineData("integration_deactivate", 99, "Deactivate")]
    [InlineData("device_enrollment", 99, "Enroll")]
    [InlineData("software_change", 99, "Update")]
    [InlineData("user_create", 1, null)]
    [InlineData("command_run", 99, "Run")]
    public void What_1_1_0_does_not_know_is_99_under_its_later_name_or_the_nearest(string type, int activity, string? named)
    {
        var row = MappingTable.Of(OcsfVersion.V110).ByType[type];

        row.Activity.ShouldBe(activity);
        row.Named.ShouldBe(named);
    }

    [Fact]
    public void A_change_of_the_table_has_a_dated_entry() =>
        MappingChange.All[0].Fingerprint.ShouldBe(MappingGuide.Fingerprint(), "The table changed: add an entry to MappingChange.All and write the guide anew.");
}
