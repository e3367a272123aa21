using Jumpgate.Scim.Versions;

namespace Jumpgate.Scim.Tests.Versions;

public class EntityTagTests
{
    [Theory]
    [InlineData("W/\"7\"", true)]
    [InlineData("\"7\"", true)]
    [InlineData("\"6\", W/\"7\" , \"8\"", true)]
    [InlineData("*", true)]
    [InlineData(" W/\"7\" ", true)]
    [InlineData("W/\"8\"", false)]
    [InlineData("\"a,b\",\"\"", false)]
    public void A_condition_names_a_version_weakly_compared(string header, bool names) =>
        EntityTagCondition.Parse(header)!.Names(EntityTag.Of(7)).ShouldBe(names);

    [Fact]
    public void Nothing_names_what_is_not_there()
    {
        EntityTagCondition.Parse("*")!.Names(null).ShouldBeFalse();
        EntityTagCondition.Parse("\"7\"")!.Names(null).ShouldBeFalse();
        EntityTagCondition.Parse(null).ShouldBeNull();
        EntityTagCondition.Parse("  ").ShouldBeNull();
        EntityTagCondition.Parse("*")!.IsAny.ShouldBeTrue();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("W/7")]
    [InlineData("w/\"7\"")]
    [InlineData("\"7")]
    [InlineData("\"7\" \"8\"")]
    [InlineData("\"7\",")]
    [InlineData("\"7\",*")]
    [InlineData("**")]
    [InlineData("\"a b\"")]
    public void A_header_that_is_no_list_of_tags_is_refused(string header) =>
        Input.Refusal(() => EntityTagCondition.Parse(header)!).ShouldSatisfyAllConditions(
            refusal => refusal.Status.ShouldBe(400), refusal => refusal.ScimType.ShouldBe("invalidValue"));

    [Fact]
    public void A_thousand_tags_are_refused() => Input.Refusal(() => EntityTagCondition.Parse(string.Join(",", Enumerable.Repeat("\"7\"", 1000)))!).Status.ShouldBe(400);

    [Fact]
    public void A_tag_is_written_as_it_is_read()
    {
        EntityTag.Of(7).ToString().ShouldBe("W/\"7\"");
        EntityTag.TryParse("W/\"7\"", out var tag).ShouldBeTrue();
        tag.ShouldBe(EntityTag.Of(7));
        EntityTag.TryParse("\"7\" ", out tag).ShouldBeTrue();
        tag.Weak.ShouldBeFalse();
        EntityTag.TryParse("\"7\"x", out _).ShouldBeFalse();
        EntityTag.TryParse(null, out _).ShouldBeFalse();
    }
}
