using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using static Jumpgate.Scim.Tests.Patch.Patching;

namespace Jumpgate.Scim.Tests.Patch;

/// <summary>Every keyword of RFC 7644 §3.12, Table 9, where the RFC says it.</summary>
public class PatchErrorTests
{
    private const string Ana = """
        {"userName":"ana","emails":[{"value":"w","type":"work"}],"urn:example:hr:2.0:User":{"badge":"B","desk":{"room":"1","floor":2}}}
        """;

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":{\"op\":\"add\"}}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[7]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"path\":\"title\",\"value\":\"x\"}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":\"move\",\"path\":\"title\",\"value\":\"x\"}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":7,\"path\":\"title\",\"value\":\"x\"}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":\"add\",\"OP\":\"add\",\"path\":\"title\",\"value\":\"x\"}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":\"add\",\"path\":\"title\",\"value\":\"x\",\"from\":\"y\"}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":\"add\",\"value\":{\"title\":\"x\",\"Title\":\"y\"}}]}")]
    [InlineData("{\"schemas\":[\"" + Input.PatchOp + "\"],\"Operations\":[{\"op\":\"add\",\"value\":{\"shoeSize\":\"x\"}}]}")]
    public void A_message_that_is_none_is_invalidSyntax(string message)
    {
        var refusal = Input.Refusal(() => PatchRequest.Read(Input.Bytes(message), Set.Users));

        refusal.Status.ShouldBe(400);
        refusal.ScimType.ShouldBe(message == "{}" ? "invalidValue" : "invalidSyntax");
    }

    [Theory]
    [InlineData("title[", "invalidFilter")]
    [InlineData("", "invalidPath")]
    [InlineData("1title", "invalidPath")]
    [InlineData("name.givenName.first", "invalidPath")]
    [InlineData("shoeSize", "invalidPath")]
    [InlineData("name.shoe", "invalidPath")]
    [InlineData("department", "invalidPath")]
    [InlineData("urn:none:User:title", "invalidPath")]
    [InlineData("title eq \\\"x\\\"", "invalidPath")]
    [InlineData("userName[value eq \\\"ana\\\"]", "invalidPath")]
    [InlineData("name[givenName eq \\\"ana\\\"].familyName", "invalidPath")]
    [InlineData("emails[type eq]", "invalidFilter")]
    [InlineData("emails[type is \\\"work\\\"].value", "invalidFilter")]
    [InlineData("emails[colour eq \\\"red\\\"].value", "invalidFilter")]
    [InlineData("emails[primary gt true].value", "invalidFilter")]
    [InlineData("emails[type eq \\\"work\\\"", "invalidFilter")]
    [InlineData("emails[type eq \\\"none\\\"].value", "noTarget")]
    [InlineData("id", "mutability")]
    [InlineData("meta.version", "mutability")]
    [InlineData("groups", "mutability")]
    [InlineData("groups[value eq \\\"1\\\"].display", "mutability")]
    [InlineData("urn:example:hr:2.0:User:badge", "mutability")]
    [InlineData("urn:example:hr:2.0:User:desk.floor", "invalidValue")]
    [InlineData("urn:example:hr:2.0:User:score", "mutability")]
    [InlineData("active", "invalidValue")]
    [InlineData("name", "invalidValue")]
    [InlineData("emails", "invalidValue")]
    public void A_replace_by_text_fails_as_the_path_says(string path, string scimType) =>
        Refused("{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":\"x\"}").ShouldBe((400, scimType));

    [Theory]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":null}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:User"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"none\"]"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"none\"]","value":{"value":"x"}}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"userName"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"userName","value":null}""", "mutability")]
    [InlineData("""{"op":"replace","path":"userName","value":""}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"schemas"}""", "mutability")]
    [InlineData("""{"op":"add","path":"schemas","value":["urn:none:User"]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"urn:example:hr:2.0:User:badge"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"urn:example:hr:2.0:User"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"urn:example:hr:2.0:User:desk.room"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"urn:example:hr:2.0:User:desk","value":{"floor":3}}""", "mutability")]
    [InlineData("""{"op":"add","path":"urn:example:hr:2.0:User:score","value":3}""", "mutability")]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"w"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"title"}""", "invalidValue")]
    [InlineData("""{"op":"add"}""", "invalidValue")]
    [InlineData("""{"op":"add","value":"x"}""", "invalidValue")]
    [InlineData("""{"op":"add","value":{"id":"7"}}""", "mutability")]
    [InlineData("""{"op":"add","path":7,"value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"emails[value sw \"a\"].type","value":"work"}""", "noTarget")]
    [InlineData("""{"op":"add","path":"urn:example:hr:2.0:User:skills[value sw \"a\"]","value":"b"}""", "noTarget")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"a","primary":true},{"value":"b","primary":true}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":7}]}""", "invalidValue")]
    [InlineData("""{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"x"}}""", "invalidValue")]
    [InlineData("""{"op":"add","value":{"name.givenName":"x"}}""", "invalidSyntax")]
    public void An_operation_that_cannot_be_done_fails_with_its_keyword(string operation, string scimType) =>
        Refused(operation).ShouldBe((400, scimType));

    [Theory]
    [InlineData("""{"op":"replace","path":"members[value eq \"1\"]","value":{"value":"2"}}""", "mutability")]
    [InlineData("""{"op":"replace","path":"members[value eq \"1\"].value","value":"2"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"members.value"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"members[value eq \"1\"].display","value":"x"}""", "mutability")]
    [InlineData("""{"op":"add","path":"members","value":[{"display":"x"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":"1"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members[display sw \"a\"]","value":{}}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"1"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members[colour eq \"1\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"displayName"}""", "mutability")]
    public void An_operation_on_a_group_that_cannot_be_done_fails_with_its_keyword(string operation, string scimType)
    {
        var refusal = Input.Refusal(() => Group(operation).Apply(Input.Object("""{"displayName":"g"}""")));

        (refusal.Status, refusal.ScimType).ShouldBe((400, scimType), refusal.Detail);
    }

    [Fact]
    public void A_strict_remove_of_members_must_find_them() =>
        Group("""{"op":"remove","path":"members[value eq \"1\"]"}""").Outside.Single().ShouldBeOfType<OutsideRemoveWhere>().MustMatch.ShouldBeTrue();

    [Fact]
    public void Too_many_operations_values_or_members_are_413()
    {
        var limits = new ScimLimits(Operations: 2, Values: 2, OutsideValues: 2);
        const string One = """{"op":"add","path":"emails","value":[{"value":"a"},{"value":"b"}]}""";

        Input.Refusal(() => User($"{One},{One},{One}", limits: limits)).Status.ShouldBe(413);
        Input.Refusal(() => User("""{"op":"add","path":"emails","value":[{"value":"a"},{"value":"b"},{"value":"c"}]}""", limits: limits)).Status.ShouldBe(413);
        Input.Refusal(() => User(One, limits: limits).Apply(Input.Object("""{"emails":[{"value":"z"}]}"""))).Status.ShouldBe(413);
        Input.Refusal(() => Group("""{"op":"add","path":"members","value":[{"value":"1"},{"value":"2"}]},{"op":"add","path":"members","value":[{"value":"3"}]}""", limits: limits))
            .Status.ShouldBe(413);
    }

    [Fact]
    public void Work_beyond_the_limit_is_tooMany()
    {
        var emails = string.Join(",", Enumerable.Range(0, 500).Select(i => $$"""{"value":"{{i}}"}"""));
        var operations = string.Join(",", Enumerable.Range(0, 500).Select(i => $$"""{"op":"replace","path":"emails[value eq \"{{i}}\" or value eq \"x\" or value eq \"y\"].display","value":"x"}"""));

        var refusal = Input.Refusal(() => User(operations).Apply(Input.Object($$"""{"emails":[{{emails}}]}""")));

        (refusal.Status, refusal.ScimType).ShouldBe((400, "tooMany"));
    }

    [Fact]
    public void A_path_longer_than_the_limit_is_invalidPath() =>
        Input.Refusal(() => User("{\"op\":\"remove\",\"path\":\"" + new string('a', 5000) + "\"}")).ScimType.ShouldBe("invalidPath");

    private static (int, string?) Refused(string operation)
    {
        var refusal = Input.Refusal(() => User(operation, ClientProfile.Strict).Apply(Input.Object(Ana)));
        return (refusal.Status, refusal.ScimType);
    }
}
