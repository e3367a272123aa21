using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class TextOrderTests
{
    private static readonly Gen<string> Texts = Gen.Choose(0, 0x10F7FF)
        .Select(code => char.ConvertFromUtf32(code < 0xD800 ? code : code + 0x800)).ArrayOf().Select(string.Concat);

    [Fact]
    public void Text_is_ordered_as_its_bytes_in_utf8()
    {
        Prop.ForAll(Texts.Two().ToArbitrary(), pair =>
        {
            var bytes = Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2));
            Math.Sign(TextOrder.Compare(pair.Item1, pair.Item2)).ShouldBe(Math.Sign(bytes));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        TextOrder.Compare("\uFF5E", "😀").ShouldBeLessThan(0);
        TextOrder.Compare("a😀", "a😁").ShouldBeLessThan(0);
    }

    [Fact]
    public void Folding_twice_changes_nothing_more_for_any_character()
    {
        var all = string.Concat(Enumerable.Range(0, 0x110000).Where(code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32));
        var once = TextOrder.Fold(all);

        string.Equals(TextOrder.Fold(once), once, StringComparison.Ordinal).ShouldBeTrue();
        once.Length.ShouldBe(all.Length);
    }

    [Theory]
    [InlineData("BJensen", "bjensen")]
    [InlineData("ÉÖ", "éö")]
    [InlineData("ΣΑΣ", "σας")]
    [InlineData("𐐀", "𐐨")]
    public void Text_that_differs_in_case_alone_folds_to_the_same(string upper, string lower) =>
        TextOrder.Fold(upper).ShouldBe(TextOrder.Fold(lower));
}
