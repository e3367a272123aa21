using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Projection;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Patch;

namespace Jumpgate.Scim.Tests.Projection;

public class ResourceProjectionTests
{
    private const string Hr = "urn:example:hr:2.0:User";

    private const string Ana = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","externalId":"e","meta":{"resourceType":"User","version":"W/\"1\""},
         "userName":"ana","name":{"familyName":"Ruiz","givenName":"Ana"},"password":"x","emails":[{"value":"a","type":"work"},{"display":"only"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":{"value":"7","displayName":"M"}},
         "urn:example:hr:2.0:User":{"grade":1,"pin":"0000","notes":"n"},"undeclared":1}
        """;

    [Theory]
    [InlineData(null, null, "schemas id externalId meta.resourceType meta.version userName name.familyName name.givenName emails.value emails.type emails.display E:department E:manager.value E:manager.displayName H:grade")]
    [InlineData("", "", "schemas id externalId meta.resourceType meta.version userName name.familyName name.givenName emails.value emails.type emails.display E:department E:manager.value E:manager.displayName H:grade")]
    [InlineData("userName", null, "schemas id userName")]
    [InlineData("USERNAME, urn:ietf:params:scim:schemas:core:2.0:user:externalid", null, "schemas id externalId userName")]
    [InlineData("name.givenName,emails.type", null, "schemas id name.givenName emails.type")]
    [InlineData("emails.type,emails", null, "schemas id emails.value emails.type emails.display")]
    [InlineData("emails,emails.type", null, "schemas id emails.value emails.type emails.display")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", null, "schemas id E:department E:manager.value E:manager.displayName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName", null, "schemas id E:manager.displayName")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User", null, "schemas id externalId meta.resourceType meta.version userName name.familyName name.givenName emails.value emails.type emails.display")]
    [InlineData("urn:example:hr:2.0:User:notes", null, "schemas id H:notes")]
    [InlineData("password,urn:example:hr:2.0:User:pin,nobody", null, "schemas id")]
    [InlineData("members", null, "schemas id")]
    [InlineData(null, "emails,meta,name.givenName,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "schemas id externalId userName name.familyName H:grade")]
    [InlineData(null, "id,schemas,userName,externalId,meta,name.givenName,name.familyName,emails.value,emails.type,urn:example:hr:2.0:User:grade,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "schemas id emails.display E:department")]
    public void Answers_carry_what_was_chosen_and_what_always_is(string? attributes, string? excluded, string expected)
    {
        var projection = ResourceProjection.OfQuery(Patching.Set.Users, attributes, excluded);

        var applied = projection.Apply(Input.Object(Ana));
        var written = Input.Written(writer =>
        {
            writer.WriteStartObject();
            projection.WriteMembers(writer, Encoding.UTF8.GetBytes(Ana));
            writer.WriteEndObject();
        });

        string.Join(" ", Paths(applied).Distinct()).ShouldBe(expected);
        written.ToJsonString().ShouldBe(applied.ToJsonString());
        projection.IsDefault.ShouldBe(string.IsNullOrEmpty(attributes) && string.IsNullOrEmpty(excluded));
    }

    [Fact]
    public void What_is_not_in_the_answer_need_not_be_read()
    {
        var groups = SchemaSet.Core.Groups;

        groups.Everything.Includes("members").ShouldBeTrue();
        ResourceProjection.OfQuery(groups, null, "members").Includes("members").ShouldBeFalse();
        ResourceProjection.OfQuery(groups, "displayName", null).Includes("MEMBERS").ShouldBeFalse();
        ResourceProjection.OfQuery(groups, "members.value", null).Includes("members", "value").ShouldBeTrue();
        ResourceProjection.OfQuery(groups, "members.value", null).Includes("members", "display").ShouldBeFalse();
        ResourceProjection.OfQuery(groups, "nobody", null).Includes("nobody").ShouldBeFalse();
    }

    [Theory]
    [InlineData("userName", "emails")]
    [InlineData("a b", null)]
    [InlineData(null, "emails[type eq \"work\"]")]
    [InlineData("1", null)]
    public void A_choice_that_is_none_is_invalidValue(string? attributes, string? excluded) =>
        Input.Refusal(() => ResourceProjection.OfQuery(Patching.Set.Users, attributes, excluded)).ScimType.ShouldBe("invalidValue");

    private static IEnumerable<string> Paths(JsonObject resource) => resource.SelectMany(member =>
        member.Value is JsonObject below ? below.SelectMany(sub => sub.Value is JsonObject deep
            ? deep.Select(part => $"{Prefix(member.Key)}{sub.Key}.{part.Key}")
            : [$"{Prefix(member.Key)}{sub.Key}"])
        : member.Value is JsonArray many && many[0] is JsonObject ? many.SelectMany(item => item!.AsObject().Select(sub => $"{member.Key}.{sub.Key}"))
        : [member.Key]);

    private static string Prefix(string name) => name == Input.Enterprise ? "E:" : name == Hr ? "H:" : name + ".";
}
