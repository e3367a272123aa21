using System.Text;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Schemas;

namespace Jumpgate.Scim.Tests.Resources;

public class BadResourceTests
{
    private static readonly SchemaSet Set = new(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("{\"userName\":\"a\",}")]
    [InlineData("{\"userName\":\"a\"} {}")]
    [InlineData("{\"userName\":'a'}")]
    [InlineData("{\"userName\":\"a\0b\"}")]
    [InlineData("{\"userName\":\"a\\u0000b\"}")]
    [InlineData("{\"userName\":\"\\ud83d\"}")]
    [InlineData("{\"userName\":\"\\ude00\\ud83d\"}")]
    [InlineData("{\"userName\":\"\\ud83d\\u0041\"}")]
    [InlineData("{\"\\ud83d\":\"a\"}")]
    [InlineData("{\"userName\":\"\\u12\"}")]
    public void A_body_that_is_not_clean_JSON_is_invalid_syntax(string json) =>
        ShouldBe(() => ResourceBody.Read(Input.Bytes(json), Set.Users), 400, "invalidSyntax");

    [Fact]
    public void Bytes_that_are_not_UTF8_are_invalid_syntax() =>
        ShouldBe(() => ResourceBody.Read("{\"userName\":\"\xff\"}"u8.ToArray().Select(b => b == 0xc3 ? (byte)0xff : b).ToArray(), Set.Users), 400, "invalidSyntax");

    [Fact]
    public void An_escaped_backslash_before_u_is_no_escape() =>
        ResourceBody.Read(Input.User(userName: "\\\\u0000 \\\\ud83d \\ud83d\\ude00"), Set.Users).Document["userName"]!.GetValue<string>().ShouldBe("\\u0000 \\ud83d 😀");

    [Fact]
    public void A_body_nested_too_deep_is_invalid_syntax() =>
        ShouldBe(() => ResourceBody.Read(Input.User($"\"title\":{new string('[', 5000)}{new string(']', 5000)}"), Set.Users), 400, "invalidSyntax");

    [Fact]
    public void A_body_too_large_is_413() =>
        ShouldBe(() => ResourceBody.Read(Input.User($"\"title\":\"{new string('a', 1000)}\""), Set.Users, limits: new ScimLimits(BodyBytes: 1000)), 413, null);

    [Fact]
    public void Too_many_values_are_413() =>
        ShouldBe(
            () => ResourceBody.Read(Input.User($"\"emails\":[{string.Join(",", Enumerable.Range(0, 11).Select(i => $$"""{"value":"{{i}}"}"""))}]"), Set.Users, limits: new ScimLimits(Values: 10)),
            413,
            null);

    [Theory]
    [InlineData("\"title\":\"a\",\"TITLE\":\"b\"")]
    [InlineData("\"title\":\"a\",\"t\\u0069tle\":\"b\"")]
    [InlineData("\"name\":{\"givenName\":\"a\",\"givenname\":\"b\"}")]
    [InlineData("\"emails\":[{\"value\":\"a\",\"value\":\"a\"}]")]
    [InlineData("\"meta\":{\"a\":1,\"A\":1}")]
    [InlineData("\"" + Input.Enterprise + "\":{\"department\":\"a\",\"Department\":\"b\"}")]
    [InlineData("\"" + Input.Enterprise + "\":{\"department\":\"a\"},\"urn:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:User\":{}")]
    public void A_member_twice_is_invalid_syntax(string members) =>
        ShouldBe(() => ResourceBody.Read(Input.User(members), Set.Users), 400, "invalidSyntax");

    [Theory]
    [InlineData("\"shoeSize\":9", "'shoeSize' is not an attribute of User")]
    [InlineData("\"department\":\"x\"", "'department'")]
    [InlineData("\"name\":{\"nick\":\"x\"}", "name.'nick'")]
    [InlineData("\"emails\":[{\"colour\":\"x\"}]", "emails.'colour'")]
    [InlineData("\"urn:none:User\":{\"a\":1}", "'urn:none:User'")]
    [InlineData("\"" + Input.Enterprise + "\":{\"boss\":\"x\"}", "User:'boss'")]
    [InlineData("\"\\u0007x\":1", "'\\u0007x'")]
    public void An_attribute_nobody_declared_is_invalid_syntax(string members, string shown)
    {
        var refusal = ShouldBe(() => ResourceBody.Read(Input.User(members), Set.Users), 400, "invalidSyntax");

        refusal.ShouldContain(shown);
    }

    [Theory]
    [InlineData("\"title\":7")]
    [InlineData("\"title\":true")]
    [InlineData("\"title\":[\"a\"]")]
    [InlineData("\"title\":{\"a\":1}")]
    [InlineData("\"active\":\"true\"")]
    [InlineData("\"active\":1")]
    [InlineData("\"name\":\"Ana\"")]
    [InlineData("\"name\":[{\"givenName\":\"Ana\"}]")]
    [InlineData("\"emails\":\"a@example.com\"")]
    [InlineData("\"emails\":{\"value\":\"a\"}")]
    [InlineData("\"emails\":[\"a\"]")]
    [InlineData("\"emails\":[{\"value\":7}]")]
    [InlineData("\"emails\":[{\"value\":\"a\",\"primary\":\"true\"}]")]
    [InlineData("\"profileUrl\":\"not a uri\"")]
    [InlineData("\"x509Certificates\":[{\"value\":\"not base64!\"}]")]
    [InlineData("\"" + Input.Enterprise + "\":\"x\"")]
    [InlineData("\"" + Input.Enterprise + "\":{\"manager\":\"26\"}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"since\":\"yesterday\"}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"since\":\"2026-01-01\"}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"level\":1.5}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"level\":1e30}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"grade\":1e300}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"grade\":\"1\"}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"skills\":[[\"a\"]]}")]
    [InlineData("\"urn:example:hr:2.0:User\":{\"desk\":{\"floor\":1}}")]
    [InlineData("\"emails\":[{\"value\":\"a\",\"primary\":true},{\"value\":\"b\",\"primary\":true}]")]
    public void A_value_of_the_wrong_kind_is_invalid_value(string members) =>
        ShouldBe(() => ResourceBody.Read(Input.User(members), Set.Users), 400, "invalidValue");

    [Theory]
    [InlineData("{\"schemas\":[\"" + Input.Core + "\"]}")]
    [InlineData("{\"schemas\":[\"" + Input.Core + "\"],\"userName\":null}")]
    [InlineData("{\"schemas\":[\"" + Input.Core + "\"],\"userName\":\"\"}")]
    [InlineData("{\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":[],\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":\"" + Input.Core + "\",\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":[7],\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":[\"" + Input.Group + "\"],\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":[\"" + Input.Core + "\",\"urn:none:User\"],\"userName\":\"a\"}")]
    [InlineData("{\"schemas\":[\"" + Input.Core + "\"],\"userName\":\"a\",\"" + Input.Enterprise + "\":{\"department\":\"x\"}}")]
    public void Something_required_that_is_missing_or_a_wrong_list_of_schemas_is_invalid_value(string json) =>
        ShouldBe(() => ResourceBody.Read(Input.Bytes(json), Set.Users), 400, "invalidValue");

    [Fact]
    public void An_extension_the_directory_requires_must_be_there() =>
        ShouldBe(() => ResourceBody.Read(Input.User(), new SchemaSet(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User, Required: true)).Users), 400, "invalidValue");

    [Theory]
    [InlineData("[{}, {\"display\":\"x\"}]")]
    [InlineData("[{\"value\":7}]")]
    [InlineData("[{\"value\":\"\"}]")]
    [InlineData("[\"1\"]")]
    [InlineData("{\"value\":\"1\"}")]
    [InlineData("[{\"value\":\"1\",\"type\":7}]")]
    public void A_member_without_a_value_is_invalid_value(string members) =>
        ShouldBe(() => ResourceBody.Read(Input.Bytes($$"""{"schemas":["{{Input.Group}}"],"displayName":"g","members":{{members}}}"""), Set.Groups), 400, "invalidValue");

    [Fact]
    public void A_refusal_never_repeats_a_value() =>
        ShouldBe(() => ResourceBody.Read(Input.User("\"active\":\"s3cret\""), Set.Users), 400, "invalidValue").ShouldNotContain("s3cret");

    private static string ShouldBe(Func<object> read, int status, string? scimType)
    {
        var refusal = Input.Refusal(read);
        (refusal.Status, refusal.ScimType).ShouldBe((status, scimType), refusal.Detail);
        Encoding.UTF8.GetByteCount(refusal.Detail).ShouldBeLessThan(1000);
        return refusal.Detail;
    }
}
