using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Tests.Messages;

public class ListRequestTests
{
    // RFC 7644 §3.4.2.4: a startIndex below 1 is 1, a negative count is 0.
    [Theory]
    [InlineData("startIndex=0&count=-3", 1, 0)]
    [InlineData("startIndex=-99999999999999999999&count=99999999999999999999", 1, int.MaxValue)]
    [InlineData("startIndex=7&count=0", 7, 0)]
    [InlineData("startIndex=&count=", null, null)]
    [InlineData("", null, null)]
    public void Pages_out_of_range_are_brought_into_it(string query, int? startIndex, int? count)
    {
        var request = Query(query);

        (request.StartIndex, request.Count).ShouldBe((startIndex, count));
    }

    [Theory]
    [InlineData("startIndex=one")]
    [InlineData("count=1.5")]
    [InlineData("count=0x10")]
    [InlineData("count=-")]
    [InlineData("cursor=abc&startIndex=1")]
    [InlineData("sortBy=userName&sortOrder=up")]
    [InlineData("attributes=userName&excludedAttributes=emails")]
    public void A_parameter_that_is_none_is_invalidValue(string query) =>
        Input.Refusal(() => Query(query).For(SchemaSet.Core.Users)).ScimType.ShouldBe("invalidValue");

    [Fact]
    public void A_bad_filter_is_told_with_its_place()
    {
        var refusal = Input.Refusal(() => Query("filter=userName eq bob").For(SchemaSet.Core.Users));

        (refusal.Status, refusal.ScimType).ShouldBe((400, "invalidFilter"));
        refusal.Detail.ShouldStartWith("At character 13:");
        Input.Refusal(() => Query("filter=" + new string('(', 40) + "userName pr").For(SchemaSet.Core.Users)).ScimType.ShouldBe("invalidFilter");
        Input.Refusal(() => Query("filter=userName eq \"" + new string('a', 5000) + "\"").For(SchemaSet.Core.Users)).ScimType.ShouldBe("invalidFilter");
    }

    [Fact]
    public void A_search_message_is_the_same_request_as_a_query()
    {
        var search = ListRequest.OfSearch(Input.Bytes("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"ATTRIBUTES":["displayName","userName"],
             "filter":"displayName sw \"smith\"","sortBy":"userName","sortOrder":"descending","startIndex":1,"count":10}
            """));

        var query = Query("attributes=displayName,userName&filter=displayName sw \"smith\"&sortBy=userName&sortOrder=descending&startIndex=1&count=10");

        (search.Filter, search.SortBy, search.SortOrder, search.StartIndex, search.Count).ShouldBe((query.Filter, query.SortBy, query.SortOrder, query.StartIndex, query.Count));
        search.Attributes.ShouldBe(query.Attributes);
        var bound = search.For(SchemaSet.Core.Users);
        bound.Filter!.ToString().ShouldBe("displayName sw \"smith\"");
        bound.Order!.Descending.ShouldBeTrue();
        bound.Projection.Includes("emails").ShouldBeFalse();
    }

    [Fact]
    public void A_first_page_by_cursor_is_an_empty_cursor()
    {
        Query("cursor=&count=5").Cursor.ShouldBe("");
        Query("count=5").Cursor.ShouldBeNull();
        ListRequest.OfSearch(Input.Bytes("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"abc"}""")).Cursor.ShouldBe("abc");
    }

    [Theory]
    [InlineData("""{}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":7}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":"7"}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":1.5}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":[7]}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"page":1}""", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":1,"Count":2}""", "invalidSyntax")]
    public void A_search_message_that_is_none_is_refused(string message, string scimType) =>
        Input.Refusal(() => ListRequest.OfSearch(Input.Bytes(message), ClientProfile.Strict)).ScimType.ShouldBe(scimType);

    [Fact]
    public void A_page_by_index_and_a_page_by_cursor()
    {
        Input.Written(writer => new ListResponse(2, 1, StartIndex: 2).Write(writer, page => page.WriteNumberValue(1))).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"itemsPerPage":1,"startIndex":2,"Resources":[1]}
            """);
        Input.Written(writer => new ListResponse(0, 0, NextCursor: "n", PreviousCursor: "p").Write(writer, _ => { })).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"itemsPerPage":0,"nextCursor":"n","previousCursor":"p","Resources":[]}
            """);
    }

    // RFC 7644 §3.4.2.1: attributes a type does not have are no value there.
    [Fact]
    public void A_search_over_all_types_may_name_the_attributes_of_any()
    {
        var queries = Query("filter=userName sw \"a\" or members.value eq \"1\"&sortBy=userName").ForAll(SchemaSet.Core);

        queries.Select(query => query.Filter!.ToString()).ShouldBe(["userName sw \"a\" or members.value eq \"1\"", "userName sw \"a\" or members.value eq \"1\""]);
        queries.Select(query => query.Order is null).ShouldBe([false, true]);
        Query("sortBy=displayName").ForAll(SchemaSet.Core).ShouldAllBe(query => query.Order != null);
        Query("").ForAll(SchemaSet.Core).ShouldAllBe(query => query.Order == null && query.Filter == null);
        Input.Refusal(() => Query("filter=shoeSize eq 1").ForAll(SchemaSet.Core)).ScimType.ShouldBe("invalidFilter");
        Input.Refusal(() => Query("sortBy=shoeSize").ForAll(SchemaSet.Core)).ScimType.ShouldBe("invalidPath");
    }

    [Fact]
    public void A_filter_over_all_types_finds_nothing_where_the_attribute_is_not()
    {
        var group = System.Text.Json.JsonDocument.Parse("""{"displayName":"g"}""").RootElement;
        var filter = Query("filter=userName ne \"a\" and not (userName pr)").ForAll(SchemaSet.Core)[1].Filter!;

        filter.Matches(group, SchemaSet.Core.Types).ShouldBeTrue();
    }

    private static ListRequest Query(string query)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        return ListRequest.OfQuery(parameters.GetValueOrDefault);
    }
}
