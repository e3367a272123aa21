using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

public sealed class SchemaCheckTests
{
    private const string Document = """
        {"components":{"schemas":{
          "user":{"type":"object","required":["name"],"properties":{
            "name":{"type":"string"},"state":{"type":"string","enum":["ON","OFF"]},"age":{"type":"integer"},"since":{"type":"string","format":"date-time"},
            "tags":{"type":"array","items":{"type":"string"}},"any":{"type":"object"},"manager":{"$ref":"#/components/schemas/user"}}},
          "admin":{"allOf":[{"$ref":"#/components/schemas/user"},{"type":"object","required":["role"],"properties":{"role":{"type":"string","nullable":true}}}]},
          "map":{"type":"object","additionalProperties":{"type":"integer"}},
          "closed":{"type":"object","additionalProperties":false,"properties":{"a":{"type":"boolean"}}},
          "either":{"oneOf":[{"type":"integer"},{"$ref":"#/components/schemas/user"}]}}}}
        """;

    [Theory]
    [InlineData("user", """{"name":"a","state":"ON","age":3,"since":"2026-01-01T00:00:00Z","tags":["x"],"any":{"b":1},"manager":{"name":"m"}}""", null)]
    [InlineData("user", """{"name":"a","state":null,"age":null,"since":null,"tags":null}""", null)]
    [InlineData("user", """{"name":"a","since":""}""", "$.since: \"\" is no date-time")]
    [InlineData("user", "{}", "$.name: required but absent")]
    [InlineData("user", """{"name":null}""", "$.name: required but null")]
    [InlineData("user", """{"name":3}""", "$.name: Number instead of string")]
    [InlineData("user", """{"name":"a","state":"MAYBE"}""", "$.state: \"MAYBE\" is not one of ON|OFF")]
    [InlineData("user", """{"name":"a","age":1.5}""", "$.age: Number instead of integer")]
    [InlineData("user", """{"name":"a","since":"yesterday"}""", "$.since: \"yesterday\" is no date-time")]
    [InlineData("user", """{"name":"a","tags":[1,2]}""", "$.tags[]: Number instead of string")]
    [InlineData("user", """{"name":"a","tags":"x"}""", "$.tags: String instead of array")]
    [InlineData("user", """{"name":"a","shoe":1}""", "$.shoe: unknown property")]
    [InlineData("user", """{"name":"a","manager":{"name":1}}""", "$.manager.name: Number instead of string")]
    [InlineData("user", "[]", "$: Array instead of object")]
    [InlineData("user", "null", "$: null")]
    [InlineData("admin", """{"name":"a","role":null}""", null)]
    [InlineData("admin", """{"name":"a"}""", "$.role: required but absent")]
    [InlineData("admin", """{"name":"a","role":"x","shoe":1}""", "$.shoe: unknown property")]
    [InlineData("map", """{"a":1,"b":2}""", null)]
    [InlineData("map", """{"a":"x"}""", "$.*: String instead of integer")]
    [InlineData("closed", """{"b":true}""", "$.b: unknown property")]
    [InlineData("either", "3", null)]
    [InlineData("either", """{"name":"a"}""", null)]
    [InlineData("either", "\"x\"", "$: fits none of oneOf")]
    public void Each_fault_is_found_and_nothing_else(string schema, string value, string? fault)
    {
        var operation = new Operation("test", "GET", "/x", [], (JsonObject)JsonNode.Parse(Document)!) { RawPath = "/x" };
        var findings = SchemaCheck.Of(operation, new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }, JsonNode.Parse(value));
        findings.Select(f => f.ToString()).ShouldBe(fault is null ? [] : [fault]);
    }

    [PublishedFact]
    public void The_documents_are_read_whole()
    {
        var specifications = Specifications.Published;
        specifications.Operations.GroupBy(o => o.Source).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(new Dictionary<string, int>
        {
            ["JumpCloud.SDK.V1.json"] = 57,
            ["JumpCloud.SDK.V2.json"] = 299,
            ["JumpCloud.SDK.DirectoryInsights.json"] = 7,
            ["console-v1.full.openapi3.yaml"] = 55,
            ["console-v2.full.openapi3.yaml"] = 388,
        });
    }

    [PublishedFact]
    public void The_newer_document_decides_and_the_older_fills_in()
    {
        AnswerCheck.Of("GET", "/api/v2/usergroups/66c03e308835b47babbdb0b9", 200, """{"id":"x","membershipMethod":"BOGUS"}""")
            .ShouldContain(fault => fault.StartsWith("$.membershipMethod", StringComparison.Ordinal));
        Specifications.Published.Find("GET", "/api/v2/usergroups/1")[0].Source.ShouldBe("JumpCloud.SDK.V2.json");
        Specifications.Published.Find("GET", "/api/v2/google-emm/enterprises")[0].Source.ShouldBe("console-v2.full.openapi3.yaml");
        AnswerCheck.Of("POST", "/api/v2/usergroups", 200, "{}").ShouldBe(["status 200 instead of 201"]);
        AnswerCheck.Of("GET", "/api/v2/nothing/of/the/kind", 200, "{}").ShouldBe(["no published operation"]);
    }
}
