using System.Text.Json.Nodes;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Tests.Directory.Kinds;

public sealed class KindsTests
{
    [Fact]
    public void T8_An_admin_has_no_profile_attributes()
    {
        var admin = Samples.Map(ResourceKind.Admin, Samples.Read("admin"));

        admin.Name.ShouldBe("Mira Okafor");
        admin.Email.ShouldBe("mira.okafor@nordwind.example");
        admin.Status.ShouldBe("enabled");
        var attributes = admin.Attributes();
        attributes.ContainsKey("title").ShouldBeFalse();
        attributes.ContainsKey(Users.Enterprise).ShouldBeFalse();
        JsonNode.DeepEquals(attributes["roles"], JsonNode.Parse(
            """[{"value":"66f0c0ffee00000000000b02","display":"Help Desk"},{"value":"66f0c0ffee00000000000b09","display":"Device Clerk"}]""")).ShouldBeTrue();
        var held = admin.Links.ShouldHaveSingleItem();
        (held.Kind, held.OwnerEnd, held.OtherKind).ShouldBe((EdgeKind.HoldsRole, EdgeEnd.From, ResourceKind.Role));
        held.Others.ShouldBe(["66f0c0ffee00000000000b02", "66f0c0ffee00000000000b09"]);
        attributes["apiKeyExpiresAt"]!.GetValue<string>().ShouldBe("2027-02-01T10:00:00.000Z");
        attributes["mfa"]!["state"]!.GetValue<string>().ShouldBe("pending");
    }

    [Theory]
    [InlineData("admin", ResourceKind.Admin, "sessionCount", 99)]
    [InlineData("admin", ResourceKind.Admin, "lastWhatsNewChecked", "2026-07-01T00:00:00.000Z")]
    [InlineData("system", ResourceKind.Device, "lastContact", "2026-06-12T00:00:00.000Z")]
    [InlineData("system", ResourceKind.Device, "active", false)]
    [InlineData("system", ResourceKind.Device, "remoteIP", "198.51.100.1")]
    [InlineData("system", ResourceKind.Device, "policyStats", null)]
    [InlineData("user_group", ResourceKind.Group, "suggestionCounts", null)]
    [InlineData("system_group", ResourceKind.DeviceGroup, "suggestionCounts", null)]
    public void What_moves_by_itself_is_no_change(string sample, ResourceKind kind, string field, object? value)
    {
        var raw = Samples.Read(sample);
        var moved = raw.With(r => r[field] = value is null ? new JsonObject { ["total"] = 77 } : JsonValue.Create(value));

        Samples.Map(kind, moved).Hash.ShouldBe(Samples.Map(kind, raw).Hash);
    }

    [Fact]
    public void A_volatile_value_is_told_beside_the_attributes()
    {
        var device = Samples.Map(ResourceKind.Device, Samples.Read("system"));

        var moving = JsonNode.Parse(device.Volatile!)!.AsObject();
        moving["lastContact"]!.GetValue<string>().ShouldBe("2026-06-11T09:20:11.000Z");
        moving["online"]!.GetValue<bool>().ShouldBeTrue();
        device.Attributes().ContainsKey("lastContact").ShouldBeFalse();
    }

    [Fact]
    public void A_group_tells_whether_it_is_dynamic()
    {
        var group = Samples.Map(ResourceKind.Group, Samples.Read("user_group"));

        group.Name.ShouldBe("Forecasting");
        group.Attributes()[Groups.Extension]!["dynamic"]!.GetValue<bool>().ShouldBeTrue();
        group.Attributes()[Groups.Extension]!["memberQueryExemptions"]![0]!["id"]!.GetValue<string>().ShouldBe("6710a1c2d3e4f50011223344");
        Samples.Map(ResourceKind.DeviceGroup, Samples.Read("system_group")).Attributes()["dynamic"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void An_exempted_member_of_a_dynamic_group_is_a_change()
    {
        var raw = Samples.Read("user_group");

        Samples.Map(ResourceKind.Group, raw.With(r => r["memberQueryExemptions"]![0]!["id"] = "6710a1c2d3e4f50011223399")).Hash
            .ShouldNotBe(Samples.Map(ResourceKind.Group, raw).Hash);
    }

    [Fact]
    public void A_device_is_enabled_whether_or_not_it_is_online()
    {
        var raw = Samples.Read("system");

        var device = Samples.Map(ResourceKind.Device, raw.With(r => r["active"] = false));

        device.Status.ShouldBe("enabled");
        device.Name.ShouldBe("NW-LT-041");
        var owner = device.Links.ShouldHaveSingleItem();
        (owner.Kind, owner.OwnerEnd, owner.OtherKind).ShouldBe((EdgeKind.Owns, EdgeEnd.To, ResourceKind.User));
        owner.Others.ShouldBe(["6710a1c2d3e4f50011223344"]);
        device.Attributes()["primaryUser"]!.GetValue<string>().ShouldBe("6710a1c2d3e4f50011223344");
        device.Attributes()["customAttributes"]!.ToJsonString().ShouldBe("""{"assetTag":"A-0417"}""");
    }

    [Fact]
    public void A_role_has_its_scopes()
    {
        var role = Samples.Map(ResourceKind.Role, Samples.Read("role"));

        role.Name.ShouldBe("Device Clerk");
        role.Attributes()["scopes"]!.ToJsonString().ShouldBe("""["systems","systems.readonly"]""");
    }

    [Fact]
    public void Secret_values_of_an_application_are_replaced_everywhere()
    {
        var application = Samples.Map(ResourceKind.Application, Samples.Read("application"));

        application.Name.ShouldBe("Tide Tables");
        foreach (var text in new[] { application.RawText(), application.Attributes().ToJsonString() })
        {
            text.ShouldNotContain("bm90IGEgcmVhbCBrZXkgYXQgYWxs");
            text.ShouldNotContain("tok-sample-1234");
            text.ShouldNotContain("hush-sample");
            text.ShouldContain("https://tides.nordwind.example/saml/acs");
            text.ShouldContain("BEGIN CERTIFICATE");
            text.ShouldContain("north");
        }

        JsonNode.Parse(application.Raw.Span).ShouldNotBeNull();
    }

    [Fact]
    public void A_new_secret_value_is_no_change()
    {
        var raw = Samples.Read("application");

        Samples.Map(ResourceKind.Application, raw.With(r => r["config"]!["scimToken"]!["value"] = "tok-other")).Hash
            .ShouldBe(Samples.Map(ResourceKind.Application, raw).Hash);
    }

    [Fact]
    public void A_flag_that_sounds_like_a_secret_stays()
    {
        var device = Samples.Map(ResourceKind.Device, Samples.Read("system"));

        device.RawText().ShouldContain("\"hasSecureToken\":true");
    }

    [Fact]
    public void An_object_without_secrets_is_kept_byte_for_byte()
    {
        var text = Samples.Read("user").ToJsonString();

        Samples.Map(ResourceKind.User, text).RawText().ShouldBe(text);
    }
}
