using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class PatchPathTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    [Theory]
    [InlineData("members")]
    [InlineData("name.familyName")]
    [InlineData("addresses[type eq \"work\"]")]
    [InlineData("members[value eq \"2819c223-7f76-453a-919d-413861904646\"]")]
    [InlineData("members[value eq \"2819c223\"].displayName")]
    [InlineData($"{Enterprise}:manager.value")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\" and primary eq true].value")]
    public void A_path_of_the_rfc_is_read_and_printed(string text)
    {
        PatchPath.TryParse(text, out var path, out var error).ShouldBeTrue(error?.ToString());
        path!.ToString().ShouldBe(text);
    }

    [Fact]
    public void The_parts_of_a_path_stand_apart()
    {
        PatchPath.TryParse("urn:a:2.0:User:emails[type eq \"work\"].value", out var path, out _).ShouldBeTrue();

        path!.Attribute.ShouldBe(new AttributePath("emails", "value", "urn:a:2.0:User"));
        path.Values.ShouldBe(new Comparison(new("type"), CompareOperator.Equal, new CompareValue.Text("work")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a[b pr].c.d")]
    [InlineData("a[b pr] .c d")]
    [InlineData("a.b[c pr].d")]
    [InlineData("a[b pr]c")]
    [InlineData("a eq 1")]
    [InlineData("a[urn:x:y:b pr]")]
    public void A_bad_path_is_an_invalidPath(string text)
    {
        PatchPath.TryParse(text, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe("invalidPath");
    }

    [Theory]
    [InlineData("userName", true)]
    [InlineData($"{Enterprise}:manager.$ref", true)]
    [InlineData("emails[type pr]", false)]
    [InlineData("a.b.c", false)]
    [InlineData("foo:a", false)]
    [InlineData("", false)]
    public void A_plain_attribute_path_has_no_brackets(string text, bool valid)
    {
        AttributePath.TryParse(text, out var path, out var error).ShouldBe(valid);
        if (valid)
        {
            path!.ToString().ShouldBe(text);
        }
        else
        {
            error!.Code.ShouldBe("invalidPath");
        }
    }
}
