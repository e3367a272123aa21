using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterRoundTripTests
{
    private static readonly FilterLimits Wide = new(Length: 1_000_000, Depth: 64, Terms: 100_000);

    [Fact]
    public void Every_filter_prints_text_that_reads_back_to_it()
    {
        Prop.ForAll(FilterGen.Filters.ToArbitrary(), filter =>
        {
            Filter.TryParse(filter.ToString(), out var read, out var error, limits: Wide).ShouldBeTrue($"{filter}: {error}");
            read.ShouldBe(filter);
            read!.ToString().ShouldBe(filter.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Every_text_without_lone_surrogates_survives_as_a_value()
    {
        var texts = Gen.Choose(0, 0x10F7FF).Select(code => char.ConvertFromUtf32(code < 0xD800 ? code : code + 0x800)).ArrayOf()
            .Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var filter = new Comparison(new("a"), CompareOperator.Equal, new CompareValue.Text(text));
            Filter.TryParse(filter.ToString(), out var read, out _, limits: Wide).ShouldBeTrue();
            read.ShouldBe(filter);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Every_number_of_28_digits_survives_exactly()
    {
        var numbers =
            from digits in Gen.Choose(0, 9).ArrayOf(28)
            from point in Gen.Choose(0, 28)
            from sign in Gen.Elements("", "-")
            select (sign, Digits: string.Concat(digits), point);
        Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            var plain = decimal.Parse(
                $"{number.sign}{number.Digits[..number.point]}.{number.Digits[number.point..]}", System.Globalization.CultureInfo.InvariantCulture);
            var whole = number.Digits.TrimStart('0') is { Length: > 0 } left ? left : "0";
            Filter.TryParse($"a eq {number.sign}{whole}E-{28 - number.point}", out var read, out var error).ShouldBeTrue(error?.ToString());
            read.ShouldBe(new Comparison(new("a"), CompareOperator.Equal, new CompareValue.Number(plain)));
            Filter.TryParse(read!.ToString(), out var again, out _).ShouldBeTrue();
            again.ShouldBe(read);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
