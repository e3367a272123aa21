namespace Jumpgate.Server.Tests;

/// <summary>Comparisons of thousands of items: those of Shouldly look at each pair, and take minutes.</summary>
internal static class LongLists
{
    /// <summary>The same items, each as often, in any order.</summary>
    public static void ShouldHoldTheSameAs(this IEnumerable<string> actual, IEnumerable<string> expected, string because = "")
    {
        var (had, wanted) = (actual.CountBy(item => item).ToDictionary(), expected.CountBy(item => item).ToDictionary());
        wanted.Where(item => had.GetValueOrDefault(item.Key) < item.Value).Take(5).ShouldBeEmpty($"missing. {because}");
        had.Where(item => wanted.GetValueOrDefault(item.Key) < item.Value).Take(5).ShouldBeEmpty($"too many. {because}");
    }
}
