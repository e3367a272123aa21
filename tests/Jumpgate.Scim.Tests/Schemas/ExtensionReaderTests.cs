using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Tests.Schemas;

public class ExtensionReaderTests
{
    [Fact]
    public void A_definition_becomes_a_schema()
    {
        var desk = SchemaSetTests.Hr.Attributes.Find("desk")!;

        SchemaSetTests.Hr.Id.ShouldBe("urn:example:hr:2.0:User");
        desk.Kind.ShouldBe(AttributeKind.Complex);
        desk.SubAttributes.Find("room")!.Required.ShouldBeTrue();
        SchemaSetTests.Hr.Attributes.Find("pin")!.Returned.ShouldBe(Returned.Never);
        SchemaSetTests.Hr.Attributes.Find("skills")!.MultiValued.ShouldBeTrue();
    }

    [Fact]
    public void What_is_written_as_a_schema_document_is_read_again()
    {
        var documents = new DiscoveryDocuments(SchemaSet.Core, "https://scim.example.com/v2");
        var written = Input.Written(writer => documents.Write(writer, SchemaSetTests.Hr)).ToJsonString();

        var again = ExtensionReader.Read(Input.Bytes(written));

        Input.Written(writer => documents.Write(writer, again)).ToJsonString().ShouldBe(written);
    }

    [Theory]
    [InlineData("""{}""", "The schema needs id")]
    [InlineData("""{"id":"hr","name":"x","attributes":[{"name":"a"}]}""", "id must be a URN")]
    [InlineData("""{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"x","attributes":[{"name":"a"}]}""", "the IETF's")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[]}""", "at least one attribute")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":"a"}""", "at least one attribute")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[7]}""", "not an object")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"1a"}]}""", "'1a' is not a name")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a.b"}]}""", "'a.b' is not a name")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a"},{"name":"A"}]}""", "two attributes named A")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"text"}]}""", "type of a must be one of string, boolean")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"any"}]}""", "type of a must be one of")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"complex"}]}""", "a needs subAttributes")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","subAttributes":[{"name":"b"}]}]}""", "is not complex")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"complex","subAttributes":[{"name":"c"}]}]}]}""", "complex inside")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","multiValued":"yes"}]}""", "multiValued of a must be true or false")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","mutability":"sometimes"}]}""", "mutability of a must be one of readWrite, readOnly, immutable, writeOnly")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","mutability":"writeOnly","returned":"default"}]}""", "returned never")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","mutability":"readOnly","required":true}]}""", "nobody could")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","uniqueness":"global"}]}""", "uniqueness none")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"integer","canonicalValues":["1"]}]}""", "not text")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","canonicalValues":[1]}]}""", "list of texts")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","mutabilty":"readOnly"}]}""", "'mutabilty', which means nothing")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a"}],"attribute":[]}""", "'attribute', which means nothing")]
    [InlineData("""{"id":"urn:a:b","name":"x","attributes":[{"name":"a","referenceTypes":["User"]}]}""", "not a reference")]
    public void A_definition_that_cannot_work_is_refused_with_the_reason(string json, string reason)
    {
        var refusal = Input.Refusal(() => ExtensionReader.Read(Input.Bytes(json)));

        (refusal.Status, refusal.ScimType).ShouldBe((400, "invalidValue"));
        refusal.Detail.ShouldContain(reason);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var detail = Input.Refusal(() => ExtensionReader.Read(Input.Bytes("""{"id":"x","attributes":[{"name":"a","type":"b"},{"name":"a b"}]}"""))).Detail;

        detail.ShouldContain("needs name");
        detail.ShouldContain("id must be");
        detail.ShouldContain("type of a");
        detail.ShouldContain("'a b' is not a name");
    }
}
