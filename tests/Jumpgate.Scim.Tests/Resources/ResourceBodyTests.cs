using System.Text;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Schemas;

namespace Jumpgate.Scim.Tests.Resources;

public class ResourceBodyTests
{
    private static readonly SchemaSet Set = new(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User));

    [Fact]
    public void A_user_becomes_a_canonical_document()
    {
        var body = Read("""
            {"EMAILS":[{"primary":true,"VALUE":"a@example.com","type":"WORK"}],
             "urn:IETF:params:scim:schemas:extension:enterprise:2.0:user":{"Department":"R&D","manager":{"value":"26"}},
             "schemas":["urn:ietf:params:scim:schemas:core:2.0:user","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "name":{"familyName":"Ruiz","givenName":"Ana"},"USERNAME":"ana","active":true}
            """);

        body.Document.ToJsonString().ShouldBe("""
            {"userName":"ana","name":{"familyName":"Ruiz","givenName":"Ana"},"active":true,"emails":[{"value":"a@example.com","type":"work","primary":true}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"R\u0026D","manager":{"value":"26"}}}
            """);
        Set.Users.SchemasOf(body.Document).ShouldBe([Input.Core, Input.Enterprise]);
        body.Ignored.ShouldBeEmpty();
    }

    // RFC 7643 §2.5.
    [Theory]
    [InlineData("\"title\":null")]
    [InlineData("\"emails\":[]")]
    [InlineData("\"emails\":null")]
    [InlineData("\"emails\":[null,{}]")]
    [InlineData("\"name\":{}")]
    [InlineData("\"name\":{\"givenName\":null}")]
    [InlineData("\"" + Input.Enterprise + "\":{}")]
    [InlineData("\"" + Input.Enterprise + "\":{\"department\":null}")]
    [InlineData("\"" + Input.Enterprise + "\":null")]
    public void Null_and_empty_are_no_value(string member) =>
        ResourceBody.Read(Input.User(member), Set.Users).Document.ShouldBeJson("""{"userName":"ana"}""");

    // RFC 7644 §3.3: attributes that are readOnly are ignored.
    [Fact]
    public void What_the_service_writes_is_passed_over_and_named()
    {
        var body = ResourceBody.Read(
            Input.User("""
                "id":7,"meta":{"version":[]},"groups":[{"value":"g"}]
                """),
            Set.Users);

        body.Document.ShouldBeJson("""{"userName":"ana"}""");
        body.Ignored.ShouldBe([new("id", IgnoredReason.ReadOnly), new("meta", IgnoredReason.ReadOnly), new("groups", IgnoredReason.ReadOnly)]);
    }

    [Fact]
    public void A_password_is_checked_and_never_kept()
    {
        var body = ResourceBody.Read(Input.User("\"password\":\"t1meMa$heen\""), Set.Users);

        body.Document.ToJsonString().ShouldNotContain("t1me");
        body.Ignored.ShouldBe([new("password", IgnoredReason.NeverKept)]);
        Input.Refusal(() => ResourceBody.Read(Input.User("\"password\":[\"t1meMa$heen\"]"), Set.Users)).Detail.ShouldNotContain("t1me");
    }

    [Fact]
    public void A_value_twice_is_one_value()
    {
        var body = ResourceBody.Read(
            Input.User("""
                "emails":[{"value":"a","type":"work"},{"type":"Work","value":"a"},{"value":"a","type":"home"}]
                """),
            Set.Users);

        body.Document["emails"].ShouldBeJson("""[{"value":"a","type":"work"},{"value":"a","type":"home"}]""");
    }

    [Fact]
    public void Members_come_out_beside_the_document_each_once()
    {
        var body = ResourceBody.Read(
            Input.Bytes($$"""
                {"schemas":["{{Input.Group}}"],"displayName":"Staff","members":[
                  {"value":"1","$ref":"https://example.com/v2/Users/1","type":"user","display":"Ana"},{"value":"2"},{"value":"1"}]}
                """),
            Set.Groups);

        body.Document.ShouldBeJson("""{"displayName":"Staff"}""");
        body.Outside("MEMBERS").ShouldBe([new OutsideValue("1", "User"), new OutsideValue("2", null)]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"members\":null", true)]
    [InlineData(",\"members\":[]", true)]
    public void Members_not_named_and_members_emptied_are_told_apart(string members, bool named)
    {
        var body = ResourceBody.Read(Input.Bytes($$"""{"schemas":["{{Input.Group}}"],"displayName":"Staff"{{members}}}"""), Set.Groups);

        (body.Outside("members") is not null).ShouldBe(named);
        (body.Outside("members") ?? []).ShouldBeEmpty();
    }

    [Fact]
    public void Ten_thousand_members_are_read_in_one_body()
    {
        var members = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $$"""{"value":"{{Guid.NewGuid()}}"}"""));
        var json = $$"""{"schemas":["{{Input.Group}}"],"displayName":"Staff","members":[{{members}}]}""";

        ResourceBody.Read(Input.Bytes(json), Set.Groups).Outside("members")!.Count.ShouldBe(10_000);
        Input.Refusal(() => ResourceBody.Read(Input.Bytes(json), Set.Groups, limits: new ScimLimits(OutsideValues: 9_999))).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("since", "\"2026-01-01T00:00:00.5+01:00\"")]
    [InlineData("grade", "1.25")]
    [InlineData("level", "-9007199254740993")]
    [InlineData("skills", "[\"c#\",\"sql\"]")]
    [InlineData("desk", "{\"room\":\"1\"}")]
    public void Every_data_type_is_kept_as_it_came(string attribute, string value)
    {
        var body = ReadHr($"\"{attribute}\":{value}");

        body.Document["urn:example:hr:2.0:User"]![attribute]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe(value);
    }

    // RFC 7644 §3.5.1.
    [Fact]
    public void Put_replaces_what_is_writable_keeps_what_is_immutable_or_read_only_and_drops_the_rest()
    {
        var current = Input.Object("""
            {"userName":"ana","title":"Boss","urn:example:hr:2.0:User":{"badge":"B1","score":7,"grade":1.5,"desk":{"room":"1","floor":2}}}
            """);

        var after = ReadHr(""" "score":9,"desk":{"room":"2"} """, userName: "bea").Over(current);

        after.ShouldBeJson("""{"userName":"bea","urn:example:hr:2.0:User":{"badge":"B1","score":7,"desk":{"room":"2","floor":2}}}""");
    }

    [Fact]
    public void Put_without_an_extension_keeps_only_what_cannot_change()
    {
        ResourceBody.Read(Input.User(), Set.Users).Over(Input.Object("""{"userName":"ana","urn:example:hr:2.0:User":{"badge":"B1","grade":1}}"""))
            .ShouldBeJson("""{"userName":"ana","urn:example:hr:2.0:User":{"badge":"B1"}}""");
        ResourceBody.Read(Input.User(), Set.Users).Over(new System.Text.Json.Nodes.JsonObject { ["userName"] = "ana", [Input.Enterprise] = Input.Object("""{"department":"x"}""") })
            .ShouldBeJson("""{"userName":"ana"}""");
    }

    [Theory]
    [InlineData("\"badge\":\"b1\"")]
    [InlineData("\"desk\":{\"room\":\"1\",\"floor\":3}")]
    public void Put_with_another_value_for_an_immutable_attribute_is_refused(string member)
    {
        var body = ReadHr(member);

        var refusal = Input.Refusal(() => body.Over(Input.Object("""{"urn:example:hr:2.0:User":{"badge":"B1","desk":{"room":"1","floor":2}}}""")));

        (refusal.Status, refusal.ScimType).ShouldBe((400, "mutability"));
    }

    [Fact]
    public void Put_may_repeat_and_may_first_set_an_immutable_attribute()
    {
        var body = ReadHr(""" "badge":"B1" """);

        body.Over(Input.Object("""{"userName":"ana"}""")).ShouldBeJson("""{"userName":"ana","urn:example:hr:2.0:User":{"badge":"B1"}}""");
        body.Over(Input.Object("""{"urn:example:hr:2.0:User":{"badge":"B1"}}""")).ShouldBeJson("""{"userName":"ana","urn:example:hr:2.0:User":{"badge":"B1"}}""");
    }

    [Fact]
    public void Put_may_be_laid_over_a_newer_document_after_a_lost_race()
    {
        var body = ResourceBody.Read(Input.User(), Set.Users);

        body.Over(Input.Object("""{"urn:example:hr:2.0:User":{"score":1}}"""));

        body.Over(Input.Object("""{"urn:example:hr:2.0:User":{"badge":"B1"}}""")).ShouldBeJson("""{"userName":"ana","urn:example:hr:2.0:User":{"badge":"B1"}}""");
        body.Document.ShouldBeJson("""{"userName":"ana"}""");
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault() =>
        ResourceBody.Read(Encoding.UTF8.GetBytes("\uFEFF" + Encoding.UTF8.GetString(Input.User().Span)), Set.Users).Document.ShouldBeJson("""{"userName":"ana"}""");

    private static ResourceBody ReadHr(string members, string userName = "ana") => ResourceBody.Read(
        Input.Bytes("{\"schemas\":[\"" + Input.Core + "\",\"urn:example:hr:2.0:User\"],\"userName\":\"" + userName + "\",\"urn:example:hr:2.0:User\":{" + members + "}}"),
        Set.Users);

    private static ResourceBody Read(string json, ClientProfile? profile = null) => ResourceBody.Read(Input.Bytes(json), Set.Users, profile);
}
