using System.Text;

namespace Jumpgate.JumpCloud.Tests.Models;

public sealed class SystemUserTests
{
    [Theory]
    [InlineData("""{"_id":"u1","department":"","employeeIdentifier":null,"addresses":null,"mfa":null,"account_locked_date":""}""")]
    [InlineData("""{"_id":"u1"}""")]
    public void Null_absent_and_empty_are_one(string json)
    {
        var user = Parse(json);

        (user.Id, user.Department, user.EmployeeIdentifier, user.AccountLockedDate).ShouldBe(("u1", null, null, null));
        user.Addresses.ShouldBeEmpty();
        user.Mfa.ShouldBeNull();
        user.Suspended.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"_id":"u1","id":"u1"}""")]
    [InlineData("""{"id":"u1"}""")]
    [InlineData("""{"_id":"u1","id":null}""")]
    public void The_id_is_found_under_both_names(string json) => Parse(json).Id.ShouldBe("u1");

    [Fact]
    public void Unknown_fields_values_and_types_pass()
    {
        var user = Parse("""
            {"_id":"u1","newField":{"deep":[1,2]},"state":"FROZEN","employeeIdentifier":1042,"unix_uid":"5012","suspended":"true",
             "created":"not a time","ssh_keys":"none","attributes":[{"name":"floor","value":3},{"name":"remote","value":true},{"name":"odd","value":{"a":1}}]}
            """);

        (user.State, user.EmployeeIdentifier, user.UnixUid, user.Suspended, user.Created).ShouldBe(("FROZEN", "1042", 5012L, true, null));
        user.SshKeys.ShouldBeEmpty();
        user.Attributes.Select(attribute => (attribute.Name, attribute.Value)).ShouldBe([("floor", "3"), ("remote", "true"), ("odd", null)]);
    }

    [Theory]
    [InlineData("""{"suspended":true}""", true)]
    [InlineData("""{"state":"SUSPENDED"}""", true)]
    [InlineData("""{"state":"ACTIVATED","activated":false}""", false)]
    [InlineData("""{"state":"STAGED"}""", false)]
    public void Either_field_tells_of_a_suspension(string json, bool suspended) => Parse(json).IsSuspended.ShouldBe(suspended);

    [Fact]
    public void Names_of_any_length_and_script_are_kept()
    {
        var name = new string('漢', 5000) + "😀 Ägypten \u0000";
        Parse(new System.Text.Json.Nodes.JsonObject { ["_id"] = "u1", ["displayname"] = name }.ToJsonString()).DisplayName.ShouldBe(name);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"_id":"u1","mfa":"yes"}""")]
    [InlineData("""{"_id":"u1" """)]
    public void What_is_no_person_is_told_with_its_place(string json) =>
        Should.Throw<JumpCloudException>(() => Parse(json)).Kind.ShouldBe(JumpCloudErrorKind.InvalidResponse);

    [Theory]
    [InlineData("""{"queryType":"FilterQuery","filters":[{"field":"department","operator":"eq","value":"IT"}]}""")]
    [InlineData("""{"queryType":"FilterQuery","filters":["{\"field\":\"department\",\"operator\":\"eq\",\"value\":\"IT\"}"]}""")]
    public void A_dynamic_groups_query_is_read_as_objects_and_as_text(string query)
    {
        var group = UserGroup.Parse(Encoding.UTF8.GetBytes($$"""{"id":"g1","membershipMethod":"DYNAMIC_AUTOMATED","memberQuery":{{query}}}"""));

        group.IsDynamic.ShouldBeTrue();
        var filter = group.MemberQuery.ShouldNotBeNull().Filters.ShouldHaveSingleItem();
        (filter.Field, filter.Operator, filter.Value).ShouldBe(("department", "eq", "IT"));
    }

    private static SystemUser Parse(string json) => SystemUser.Parse(Encoding.UTF8.GetBytes(json));
}
