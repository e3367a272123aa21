using System.Text.Json.Nodes;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Tests.Schemas;

public class DiscoveryDocumentsTests
{
    private static readonly SchemaSet Set = new(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User, Required: true));
    private static readonly DiscoveryDocuments Documents = new(Set, "https://scim.example.com/v2");

    private static readonly ServiceProviderConfig Everything = new()
    {
        DocumentationUri = new Uri("https://example.com/docs"),
        Bulk = new BulkSupport(1000, 1_048_576),
        FilterMaxResults = 200,
        Sort = true,
        ETag = true,
        Pagination = new PaginationSupport(Cursor: true, Index: true, "index", 100, 1000, TimeSpan.FromHours(1)),
        SecurityEvents = new SecurityEventsSupport("none", ["urn:ietf:params:scim:event:prov:create:full"]),
    };

    [Fact]
    public void Every_document_conforms_to_the_schema_that_describes_it()
    {
        foreach (var schema in Set.Schemas)
        {
            ShouldConform(Input.Written(writer => Documents.Write(writer, schema)), ServiceSchemas.Schema.Attributes, "id");
        }

        foreach (var resource in Set.Resources)
        {
            ShouldConform(Input.Written(writer => Documents.Write(writer, resource.Type)), ServiceSchemas.ResourceType.Attributes);
        }

        ShouldConform(Input.Written(writer => Documents.Write(writer, Everything)), ServiceSchemas.ServiceProviderConfig.Attributes);
        ShouldConform(Input.Written(writer => Documents.Write(writer, new ServiceProviderConfig())), ServiceSchemas.ServiceProviderConfig.Attributes);
    }

    [Fact]
    public void The_configuration_says_what_the_service_does_and_no_more()
    {
        var all = Input.Written(writer => Documents.Write(writer, Everything));
        var little = Input.Written(writer => Documents.Write(writer, new ServiceProviderConfig { Patch = false }));

        all["pagination"].ShouldBeJson("""{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,"maxPageSize":1000,"cursorTimeout":3600}""");
        all["securityEvents"].ShouldBeJson("""{"asyncRequest":"none","eventUris":["urn:ietf:params:scim:event:prov:create:full"]}""");
        all["bulk"].ShouldBeJson("""{"supported":true,"maxOperations":1000,"maxPayloadSize":1048576}""");
        all["meta"].ShouldBeJson("""{"resourceType":"ServiceProviderConfig","location":"https://scim.example.com/v2/ServiceProviderConfig"}""");
        little["patch"].ShouldBeJson("""{"supported":false}""");
        little["bulk"].ShouldBeJson("""{"supported":false,"maxOperations":0,"maxPayloadSize":0}""");
        little["filter"].ShouldBeJson("""{"supported":false,"maxResults":0}""");
        little.ContainsKey("pagination").ShouldBeFalse();
        little.ContainsKey("securityEvents").ShouldBeFalse();
    }

    [Fact]
    public void The_user_type_names_its_extensions_and_which_are_required()
    {
        var type = Input.Written(writer => Documents.Write(writer, Set.Users.Type));

        type["schemaExtensions"].ShouldBeJson($$"""[{"schema":"{{Input.Enterprise}}","required":false},{"schema":"urn:example:hr:2.0:User","required":true}]""");
        type["endpoint"]!.GetValue<string>().ShouldBe("/Users");
    }

    [Fact]
    public void A_schema_document_carries_every_characteristic()
    {
        var user = Input.Written(writer => Documents.Write(writer, CoreSchemas.User));
        var emails = user["attributes"]!.AsArray().Single(attribute => attribute!["name"]!.GetValue<string>() == "emails")!;

        user["id"]!.GetValue<string>().ShouldBe(Input.Core);
        emails["multiValued"].ShouldBeJson("true");
        emails["subAttributes"]!.AsArray().Single(sub => sub!["name"]!.GetValue<string>() == "type").ShouldBeJson("""
            {"name":"type","type":"string","multiValued":false,"description":"What the value is used for.","required":false,
             "canonicalValues":["work","home","other"],"caseExact":false,"mutability":"readWrite","returned":"default","uniqueness":"none"}
            """);
    }

    [Fact]
    public void Schemas_and_types_are_found_in_any_case()
    {
        Documents.FindSchema(Input.Core.ToUpperInvariant()).ShouldBe(CoreSchemas.User);
        Documents.FindSchema("urn:none").ShouldBeNull();
        Documents.FindResourceType("group").ShouldBe(Set.Groups.Type);
        Documents.FindResourceType("../User").ShouldBeNull();
    }

    private static void ShouldConform(JsonObject document, AttributeTable table, params string[] common)
    {
        foreach (var (name, value) in document.Where(member => member.Key is not ("schemas" or "meta") && !common.Contains(member.Key)))
        {
            // The schema of schemas is three levels deep itself (RFC 7643 §8.7.2), which no other may be.
            var attribute = (table.Find(name) ?? ServiceSchemas.Schema.Attributes.Find("attributes")!.SubAttributes.Find(name)).ShouldNotBeNull(name);
            foreach (var item in attribute.MultiValued ? value!.AsArray() : [value!.DeepClone()])
            {
                if (attribute.IsComplex)
                {
                    ShouldConform(item!.AsObject(), attribute.SubAttributes);
                }
                else if (attribute.CanonicalValues.Length > 0)
                {
                    attribute.CanonicalValues.ShouldContain(item!.GetValue<string>());
                }
            }
        }

        foreach (var attribute in table.Where(attribute => attribute.Required))
        {
            document.ContainsKey(attribute.Name).ShouldBeTrue(attribute.Name);
        }
    }
}
