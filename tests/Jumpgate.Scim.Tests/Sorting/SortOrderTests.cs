using System.Text.Json;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Sorting;
using Jumpgate.Scim.Tests.Patch;

namespace Jumpgate.Scim.Tests.Sorting;

public class SortOrderTests
{
    private static readonly JsonElement[] Users =
    [
        .. new[]
        {
            """{"id":"1","userName":"bob","externalId":"B","emails":[{"value":"z"},{"value":"a","primary":true}],"active":true,"urn:example:hr:2.0:User":{"grade":10,"since":"2026-01-01T00:00:00Z"}}""",
            """{"id":"2","userName":"Ana","externalId":"a","emails":[{"value":"M"},{"value":"b"}],"active":false,"urn:example:hr:2.0:User":{"grade":9.5,"since":"2026-01-01T01:00:00+02:00"}}""",
            """{"id":"3","userName":"cem","externalId":"b","name":{"familyName":"Öz"},"emails":[],"urn:example:hr:2.0:User":{"since":"2025-06-01T00:00:00Z"}}""",
            """{"id":"4","userName":"Dia","name":{"familyName":"om"},"urn:example:hr:2.0:User":{"grade":-1}}""",
        }.Select(json => JsonDocument.Parse(json).RootElement.Clone()),
    ];

    [Theory]
    [InlineData("userName", null, "2134")]
    [InlineData("USERNAME", "descending", "4312")]
    [InlineData("externalId", "ascending", "1234")]
    [InlineData("externalId", "Descending", "4321")]
    [InlineData("emails", null, "1234")]
    [InlineData("emails.value", "descending", "3421")]
    [InlineData("name.familyName", null, "4312")]
    [InlineData("active", null, "2134")]
    [InlineData("urn:example:hr:2.0:User:grade", null, "4213")]
    [InlineData("urn:example:hr:2.0:User:since", null, "3214")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:id", "descending", "4321")]
    public void Resources_stand_in_the_order_of_the_attribute_and_those_without_it_last(string sortBy, string? sortOrder, string expected)
    {
        var order = SortOrder.Of(Patching.Set.Users, sortBy, sortOrder)!;

        var sorted = Users.ToList();
        sorted = [.. sorted.OrderBy(user => user, Comparer<JsonElement>.Create(order.Compare))];

        string.Concat(sorted.Select(user => user.GetProperty("id").GetString())).ShouldBe(expected);
    }

    [Fact]
    public void An_order_says_what_a_store_must_do()
    {
        var order = SortOrder.Of(Patching.Set.Users, "emails", "descending")!;

        order.Attribute.ToString().ShouldBe("emails.value");
        order.Many.ShouldBeTrue();
        order.Descending.ShouldBeTrue();
        order.Type.ShouldBe(new AttributeType(AttributeKind.String));
        SortOrder.Of(Patching.Set.Users, "externalId", null)!.Type.CaseExact.ShouldBeTrue();
        SortOrder.Of(Patching.Set.Users, null, "descending").ShouldBeNull();
    }

    [Theory]
    [InlineData("shoeSize", null, "invalidPath")]
    [InlineData("name", null, "invalidPath")]
    [InlineData("addresses", null, "invalidPath")]
    [InlineData("password", null, "invalidPath")]
    [InlineData("x509Certificates", null, "invalidPath")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User", null, "invalidPath")]
    [InlineData("a b", null, "invalidPath")]
    [InlineData("userName", "upwards", "invalidValue")]
    public void What_has_no_order_is_refused(string sortBy, string? sortOrder, string scimType) =>
        Input.Refusal(() => SortOrder.Of(Patching.Set.Users, sortBy, sortOrder)!).ScimType.ShouldBe(scimType);
}
