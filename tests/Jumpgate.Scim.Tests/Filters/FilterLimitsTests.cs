using System.Diagnostics;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterLimitsTests
{
    private static readonly FilterLimits Wide = new(Length: 4_000_000, Depth: 32, Terms: 1_000_000);

    [Fact]
    public void A_filter_may_have_4096_characters_and_no_more()
    {
        var longest = $"a eq \"{new string('x', 4096 - 7)}\"";

        Filter.TryParse(longest, out _, out _).ShouldBeTrue();
        Filter.TryParse(longest + " ", out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe("invalidFilter");
        error.Position.ShouldBe(4096);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not (", ")")]
    public void Thirty_two_parentheses_may_be_open_and_no_more(string open, string close)
    {
        Filter.TryParse(Nested(open, close, 32), out _, out _).ShouldBeTrue();
        Filter.TryParse(Nested(open, close, 33), out _, out var error).ShouldBeFalse();

        error!.Expected.ShouldContain("32");
        error.Position.ShouldBe((33 * open.Length) - 1);
    }

    [Fact]
    public void A_bracket_counts_as_a_parenthesis()
    {
        var open = new string('(', 31);
        Filter.TryParse($"{open}emails[a pr]{new string(')', 31)}", out _, out _).ShouldBeTrue();
        Filter.TryParse($"{open}(emails[a pr]){new string(')', 31)}", out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Two_hundred_comparisons_may_stand_and_no_more()
    {
        Filter.TryParse(Chain(200), out _, out _).ShouldBeTrue();
        Filter.TryParse(Chain(201), out _, out var error).ShouldBeFalse();

        error!.Expected.ShouldContain("200");
    }

    [Fact]
    public void Closed_parentheses_do_not_count_towards_the_depth()
    {
        Filter.TryParse(string.Join(" or ", Enumerable.Repeat("((a pr))", 150)), out _, out _).ShouldBeTrue();
    }

    /// <summary>Quadratic work on a megabyte would take minutes.</summary>
    [Fact]
    public void Time_grows_with_the_length_alone()
    {
        string[] hostile =
        [
            new('(', 1_000_000),
            new('a', 1_000_000),
            new(' ', 1_000_000),
            string.Concat(Enumerable.Repeat("not ", 250_000)),
            string.Concat(Enumerable.Repeat("a:", 500_000)) + "b pr",
            $"a eq \"{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 100_000))}\"",
            $"a eq \"{string.Concat(Enumerable.Repeat("\\ud83d", 150_000))}\"",
            $"a eq {new string('1', 1_000_000)}",
            $"a eq 1e{new string('1', 1_000_000)}",
            $"a eq 0.{new string('0', 1_000_000)}1",
            Chain(100_000),
            string.Join(" and ", Enumerable.Repeat("(a pr and b pr)", 50_000)),
        ];

        var watch = Stopwatch.StartNew();
        foreach (var text in hostile)
        {
            if (Filter.TryParse(text, out var filter, out _, limits: Wide))
            {
                filter.ToString().Length.ShouldBeGreaterThan(0);
            }
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "a pr" + string.Concat(Enumerable.Repeat(close, depth));

    private static string Chain(int terms) => string.Join(" or ", Enumerable.Repeat("a pr", terms));
}
