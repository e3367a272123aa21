using System.Text.Json.Nodes;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Tests.Directory.Kinds;

public sealed class UsersTests
{
    private readonly JsonObject raw = Samples.Read("user");

    [Fact]
    public void A_user_has_scim_names()
    {
        var user = Samples.Map(ResourceKind.User, raw);

        user.RemoteId.ShouldBe("6710a1c2d3e4f50011223344");
        user.Name.ShouldBe("Mira Okafor");
        user.Email.ShouldBe("mira.okafor@nordwind.example");
        user.UserName.ShouldBe("mira.okafor");
        user.ExternalId.ShouldBe("NW-0417");
        user.MoreEmails.ShouldBe(["mira@home.example"]);
        var attributes = user.Attributes();
        attributes["userName"]!.GetValue<string>().ShouldBe("mira.okafor");
        attributes["name"]!.ToJsonString().ShouldBe("""{"formatted":"Mira Okafor","givenName":"Mira","familyName":"Okafor"}""");
        attributes["title"]!.GetValue<string>().ShouldBe("Wind Analyst");
        attributes["active"]!.GetValue<bool>().ShouldBeTrue();
        attributes["emails"]!.ToJsonString().ShouldBe(
            """[{"value":"mira.okafor@nordwind.example","type":"work","primary":true},{"value":"mira@home.example","type":"other"}]""");
        JsonNode.DeepEquals(
            attributes["addresses"],
            JsonNode.Parse("""[{"type":"work","streetAddress":"4 Havnegata\nFloor 2","locality":"Bergen","postalCode":"5003","country":"NO"}]""")).ShouldBeTrue();
        JsonNode.DeepEquals(
            attributes[Users.Enterprise],
            JsonNode.Parse("""{"employeeNumber":"NW-0417","organization":"Nordwind","department":"Forecasting","manager":{"value":"6710a1c2d3e4f50011220001"}}"""))
            .ShouldBeTrue(attributes[Users.Enterprise]!.ToJsonString());
        var extension = attributes[Users.Extension]!;
        extension["customAttributes"]!.ToJsonString().ShouldBe("""{"division":"Offshore"}""");
        extension["location"]!.GetValue<string>().ShouldBe("Bergen");
        extension["sshKeys"]!.ToJsonString().ShouldBe("""["laptop"]""");
        extension["unixUid"]!.GetValue<int>().ShouldBe(5417);
    }

    [Theory]
    [InlineData("ACTIVATED", false, false, "enabled", "ACTIVATED")]
    [InlineData("ACTIVATED", false, true, "disabled", "ACTIVATED, locked")]
    [InlineData("SUSPENDED", true, false, "disabled", "SUSPENDED")]
    [InlineData("SUSPENDED", true, true, "disabled", "SUSPENDED, locked")]
    [InlineData("STAGED", false, false, "pending", "STAGED")]
    [InlineData(null, true, false, "disabled", "SUSPENDED")]
    [InlineData(null, false, false, "enabled", "ACTIVATED")]
    [InlineData("HIBERNATING", false, false, "unknown", "HIBERNATING")]
    public void A_status_is_normalised_and_keeps_the_source_value(string? state, bool suspended, bool locked, string status, string source)
    {
        var user = Samples.Map(ResourceKind.User, raw.With(r => (r["state"], r["suspended"], r["account_locked"]) = (state, suspended, locked)));

        user.Status.ShouldBe(status);
        user.SourceStatus.ShouldBe(source);
        user.Active.ShouldBe(status == "enabled");
        user.Attributes()["active"]!.GetValue<bool>().ShouldBe(status == "enabled");
    }

    [Theory]
    [InlineData("ENROLLED", true, false, true, "enrolled", """["totp","push"]""")]
    [InlineData("NOT_ENROLLED", false, false, false, "not_enrolled", null)]
    [InlineData("PENDING_ACTIVATION", false, false, false, "pending", null)]
    [InlineData("IN_ENROLLMENT", false, false, false, "pending", null)]
    [InlineData("ENROLLMENT_EXPIRED", false, false, false, "expired", null)]
    [InlineData("NOT_ENROLLED", false, true, false, "exempt", null)]
    public void C4_Mfa_state_and_kinds_are_told(string overall, bool configured, bool exclusion, bool factors, string state, string? kinds)
    {
        var user = Samples.Map(ResourceKind.User, raw.With(r =>
        {
            r["mfa"] = new JsonObject { ["configured"] = configured, ["exclusion"] = exclusion };
            r["totp_enabled"] = factors;
            r["mfaEnrollment"] = new JsonObject
            {
                ["overallStatus"] = overall,
                ["totpStatus"] = factors ? "ENROLLED" : "NOT_ENROLLED",
                ["pushStatus"] = factors ? "ENROLLED" : "DISABLED",
            };
        }));

        var mfa = user.Attributes()[Users.Extension]!["mfa"]!;
        mfa["state"]!.GetValue<string>().ShouldBe(state);
        mfa["kinds"]?.ToJsonString().ShouldBe(kinds);
    }

    [Fact]
    public void New_ids_of_array_elements_and_failed_logins_are_no_change()
    {
        var before = Samples.Map(ResourceKind.User, raw);
        var after = Samples.Map(ResourceKind.User, raw.With(r =>
        {
            r["badLoginAttempts"] = 5;
            foreach (var list in new[] { "addresses", "phoneNumbers", "attributes" })
            {
                r[list]![0]!["_id"] = "6799999999999999999999aa";
                r[list]![0]!["id"] = "6799999999999999999999aa";
            }
        }));

        after.Hash.ShouldBe(before.Hash);
        after.Volatile.ShouldBe("""{"badLoginAttempts":5}""");
    }

    [Fact]
    public void Null_absent_and_empty_are_no_change()
    {
        var before = Samples.Map(ResourceKind.User, raw);
        var after = Samples.Map(ResourceKind.User, raw.With(r =>
        {
            r["middlename"] = null;
            r.Remove("costCenter");
            r["description"] = "";
            r["relationships"] = null;
            r["delegatedAuthority"] = new JsonObject();
            r["somethingNew"] = null;
        }));

        after.Hash.ShouldBe(before.Hash);
    }

    [Fact]
    public void Another_order_of_members_is_no_change()
    {
        var reversed = new JsonObject(raw.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Samples.Map(ResourceKind.User, reversed).Hash.ShouldBe(Samples.Map(ResourceKind.User, raw).Hash);
    }

    [Theory]
    [InlineData("jobTitle", "Lead Analyst")]
    [InlineData("aFieldNobodyKnows", "x")]
    [InlineData("manager", "6710a1c2d3e4f50011220002")]
    public void A_changed_or_unknown_field_is_a_change(string field, string value) =>
        Samples.Map(ResourceKind.User, raw.With(r => r[field] = value)).Hash.ShouldNotBe(Samples.Map(ResourceKind.User, raw).Hash);

    [Fact]
    public void A_user_without_a_display_name_is_called_by_their_names()
    {
        Samples.Map(ResourceKind.User, raw.With(r => r["displayname"] = "")).Name.ShouldBe("Mira Okafor");
        Samples.Map(ResourceKind.User, raw.With(r => { r.Remove("displayname"); r["firstname"] = null; r["lastname"] = ""; })).Name.ShouldBe("mira.okafor");
    }

    [Fact]
    public void A_manager_is_a_link_and_no_manager_ends_it()
    {
        var link = Samples.Map(ResourceKind.User, raw).Links.ShouldHaveSingleItem();
        (link.Kind, link.OwnerEnd, link.OtherKind).ShouldBe((EdgeKind.Manages, EdgeEnd.To, ResourceKind.User));
        link.Others.ShouldBe(["6710a1c2d3e4f50011220001"]);

        Samples.Map(ResourceKind.User, raw.With(r => r["manager"] = "")).Links.ShouldHaveSingleItem().Others.ShouldBeEmpty();
    }

    [Fact]
    public void Odd_texts_come_through()
    {
        const string Odd = """{"_id":"6710a1c2d3e4f50011223344","username":"lone","displayname":"\ud83d end \u0000 ☃ 漢字","state":"ACTIVATED"}""";

        var user = Samples.Map(ResourceKind.User, Odd);

        user.Name.ShouldNotBeNull().ShouldContain("漢字");
        user.Name.ShouldNotContain('\0');
        user.RawText().ShouldBe(Odd);
    }
}
