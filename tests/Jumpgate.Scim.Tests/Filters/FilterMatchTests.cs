using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterMatchTests
{
    private const string Barbara = """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "id": "aB3", "userName": "BJensen", "displayName": "Ébène", "nickName": "", "title": null, "active": true, "loginCount": 12.50,
          "name": {"familyName": "Jensen", "givenName": "Barbara"},
          "emails": [
            {"value": "bj@Work.example", "type": "work", "primary": true},
            {"value": "bj@home.example", "type": "home"}
          ],
          "phoneNumbers": [], "roles": [{}], "tags": ["Red", "green", null],
          "addresses": {"country": "NO"},
          "half": "\ud83d",
          "meta": {"lastModified": "2026-05-13T04:42:34Z", "location": "https://x/A"},
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Tours", "manager": {"value": "m1"}}
        }
        """;

    [Theory]
    [InlineData("userName eq \"bjensen\"", true)]
    [InlineData("USERNAME eq \"bjensen\"", true)]
    [InlineData("id eq \"aB3\"", true)]
    [InlineData("id eq \"ab3\"", false)]
    [InlineData("id sw \"AB\"", false)]
    [InlineData("meta.location eq \"https://x/a\"", false)]
    [InlineData("displayName eq \"éBÈNE\"", true)]
    [InlineData("userName ne \"bjensen\"", false)]
    [InlineData("userName co \"JEN\" and userName sw \"b\" and userName ew \"SEN\"", true)]
    [InlineData("userName co \"jones\" or userName sw \"j\" or userName ew \"b\"", false)]
    [InlineData("userName gt \"bjensem\" and userName le \"BJENSEN\"", true)]
    [InlineData("userName lt \"bj\" or userName ge \"c\"", false)]
    [InlineData("title pr or nickName pr or phoneNumbers pr or roles pr or nothing pr or nothing.at pr", false)]
    [InlineData("name pr and emails pr and tags pr and active pr and meta.lastModified pr", true)]
    [InlineData("title eq null and nickName eq null and phoneNumbers eq null and nothing eq null and nickName eq \"\"", true)]
    [InlineData("userName eq null or emails eq null or name eq null or userName eq \"\"", false)]
    [InlineData("userName ne null and name ne null", true)]
    [InlineData("title ne \"Boss\" and nothing ne 5 and phoneNumbers ne \"x\"", true)]
    [InlineData("title gt \"\" or title co \"\" or nickName sw \"\" or nickName le \"z\"", false)]
    [InlineData("active eq true and active ne false", true)]
    [InlineData("active eq false or active eq \"true\" or active eq 1", false)]
    [InlineData("loginCount eq 12.5 and loginCount gt 12 and loginCount le 12.5 and loginCount lt 1e2", true)]
    [InlineData("loginCount eq \"12.5\" or loginCount gt \"1\"", false)]
    [InlineData("userName eq 5 or userName gt 5", false)]
    [InlineData("emails.type eq \"home\" and emails.value co \"work\"", true)]
    [InlineData("emails.type ne \"work\"", true)]
    [InlineData("not (emails.type eq \"work\")", false)]
    [InlineData("emails[type eq \"home\" and value co \"work\"]", false)]
    [InlineData("emails[type eq \"work\" and value co \"WORK\" and primary eq true]", true)]
    [InlineData("emails[type eq \"home\" and not (primary pr)]", true)]
    [InlineData("emails[type eq \"work\"].value ew \".example\"", true)]
    [InlineData("emails[type eq \"home\"].value sw \"bj@work\"", false)]
    [InlineData("emails co \"work.example\" and emails eq \"BJ@home.example\"", true)]
    [InlineData("tags eq \"red\" and tags eq \"GREEN\" and tags ne \"red\"", true)]
    [InlineData("tags[value eq \"red\"]", true)]
    [InlineData("tags[value eq null] or phoneNumbers[not (type pr)] or roles[not (type pr)] or title[not (type pr)]", false)]
    [InlineData("addresses[country eq \"no\"]", true)]
    [InlineData("name[familyName eq \"jensen\" and givenName eq \"barbara\"]", true)]
    [InlineData("userName.value pr or userName[type pr]", false)]
    [InlineData("meta.lastModified eq \"2026-05-13T06:42:34.000+02:00\"", true)]
    [InlineData("meta.lastModified gt \"2026-05-13\" and meta.lastModified lt \"2026-05-13T04:42:34.001Z\"", true)]
    [InlineData("meta.lastModified ge \"yesterday\" or meta.lastModified lt \"yesterday\" or meta.lastModified eq \"yesterday\"", false)]
    [InlineData("meta.lastModified sw \"2026-05\"", true)]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:User\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"bjensen\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq \"jensen\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"tours\"", true)]
    [InlineData("URN:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"M1\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager[value eq \"m1\"]", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName pr", false)]
    [InlineData("urn:example:2.0:User:userName pr", false)]
    [InlineData("department pr", false)]
    [InlineData("half eq \"\\ufffd\"", true)]
    [InlineData("userName eq \"x\" and title pr or active eq true", true)]
    [InlineData("active eq true or userName eq \"x\" and title pr", true)]
    [InlineData("(active eq true or userName eq \"x\") and title pr", false)]
    public void A_resource_is_judged_by_the_rules_of_the_rfc(string text, bool matches)
    {
        using var resource = JsonDocument.Parse(Barbara);
        Filter.TryParse(text, out var filter, out var error).ShouldBeTrue(error?.ToString());

        filter!.Matches(resource.RootElement, AttributeTypes.Core).ShouldBe(matches);
    }

    [Fact]
    public void The_oracle_agrees_on_every_resource()
    {
        var held = 0;
        var cases = from filter in FilterGen.Filters from resource in FilterGen.Resources select (filter, json: resource.ToJsonString());
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            using var resource = JsonDocument.Parse(given.json);
            var matches = given.filter.Matches(resource.RootElement, AttributeTypes.Core);
            held += matches ? 1 : 0;
            matches.ShouldBe(FilterOracle.Says(given.filter, JsonNode.Parse(given.json)), $"{given.filter}\n{given.json}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
        held.ShouldBeInRange(1_500, 8_500, "the cases should try both answers");
    }

    [Fact]
    public void Not_is_the_complement_and_printing_changes_no_answer()
    {
        var cases = from filter in FilterGen.Filters from resource in FilterGen.Resources select (filter, json: resource.ToJsonString());
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            using var resource = JsonDocument.Parse(given.json);
            var matches = given.filter.Matches(resource.RootElement, AttributeTypes.Core);
            new Not(given.filter).Matches(resource.RootElement, AttributeTypes.Core).ShouldBe(!matches);
            Filter.TryParse(given.filter.ToString(), out var again, out _, limits: new(1_000_000, 64, 100_000)).ShouldBeTrue();
            again!.Matches(resource.RootElement, AttributeTypes.Core).ShouldBe(matches);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void A_declared_type_decides_how_an_attribute_of_ours_compares()
    {
        var types = AttributeTypes.Core
            .With("lastContact", new AttributeType(AttributeKind.DateTime))
            .With("USERNAME", new AttributeType(AttributeKind.String, CaseExact: true));
        using var device = JsonDocument.Parse("""{"lastContact":"2026-05-13T04:42:34Z","userName":"A"}""");

        Matches("lastContact eq \"2026-05-13T06:42:34+02:00\"").ShouldBeTrue();
        Matches("userName eq \"a\"").ShouldBeFalse();

        bool Matches(string text) => Filter.TryParse(text, out var filter, out _, types) && filter.Matches(device.RootElement, types);
    }

    [Fact]
    public void Broken_text_in_a_resource_is_no_exception()
    {
        byte[] broken = [.. "{\"\\udc00\":1,\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        using var resource = JsonDocument.Parse(broken);
        Filter.TryParse("a ew \"(\" and a sw \"\\ufffd\" and not (b pr)", out var filter, out _).ShouldBeTrue();

        filter!.Matches(resource.RootElement, AttributeTypes.Core).ShouldBeTrue();
    }

    [Fact]
    public void A_resource_nested_without_end_is_no_stack_overflow()
    {
        var deep = new StringBuilder("{\"a\":").Append('[', 20_000).Append(']', 20_000).Append('}').ToString();
        using var resource = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 100_000 });
        Filter.TryParse("a pr and not (a eq \"x\")", out var filter, out _).ShouldBeTrue();

        filter!.Matches(resource.RootElement, AttributeTypes.Core).ShouldBeTrue();
    }
}
