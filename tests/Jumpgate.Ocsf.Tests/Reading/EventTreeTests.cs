using System.Text;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Tests.Reading;

public sealed class EventTreeTests
{
    [Fact]
    public void Members_are_found_at_any_depth_that_is_looked_into()
    {
        var tree = Tree("""{"a":{"b":[{"c":"d"},{"c":7}]},"e":null,"f":"","g":"true","abcdefgh":1,"abcd1fgh":2}""");

        var list = tree.Find(tree.Find("a"u8), "b"u8);
        var (first, second) = (tree.First(list), tree.After(list, tree.First(list)));
        Encoding.UTF8.GetString(tree.Content(tree.Find(first, "c"u8))).ShouldBe("d");
        tree.Number(tree.Find(second, "c"u8)).ShouldBe(7);
        tree.After(list, second).ShouldBe(-1);
        tree.Find("e"u8).ShouldBe(-1);
        tree.Says(tree.Find("f"u8)).ShouldBeFalse();
        tree.Flag(tree.Find("g"u8)).ShouldBe(true);
        tree.Number(tree.Find("abcdefgh"u8)).ShouldBe(1);
        tree.Number(tree.Find("abcd1fgh"u8)).ShouldBe(2);
        tree.Find(tree.Find("no"u8), "such"u8).ShouldBe(-1);
        tree.Content(-1).Length.ShouldBe(0);
    }

    [Fact]
    public void Of_a_name_that_stands_twice_the_last_one_is_found()
    {
        var tree = Tree("""{"id":"first","x":{"id":1,"id":2},"id":"last"}""");

        Encoding.UTF8.GetString(tree.Content(tree.Find("id"u8))).ShouldBe("last");
        tree.Number(tree.Find(tree.Find("x"u8), "id"u8)).ShouldBe(2);
        tree.HasRepeats.ShouldBeTrue();
    }

    [Fact]
    public void Thousands_of_members_are_told_apart_and_those_beyond_not_looked_at()
    {
        var tree = Tree("{" + string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"member{i}\":{i}")) + "}");

        tree.Number(tree.Find("member0"u8)).ShouldBe(0);
        tree.Number(tree.Find("member4095"u8)).ShouldBe(4095);
        tree.Find("member99999"u8).ShouldBe(-1);
        tree.Find("member100000"u8).ShouldBe(-1);
        var small = Tree("""{"member0":"again"}""", tree);
        small.Find("member1"u8).ShouldBe(-1);
    }

    [Fact]
    public void Names_made_to_collide_cost_little()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Tree("{" + string.Join(",", Enumerable.Range(0, 300_000).Select(i => $"\"aaaa{i:D6}bbbb\":1")) + "}");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("", EventFault.NotJson)]
    [InlineData("   ", EventFault.NotJson)]
    [InlineData("{", EventFault.NotJson)]
    [InlineData("{}}", EventFault.NotJson)]
    [InlineData("{\"a\":\"\n\"}", EventFault.NotJson)]
    [InlineData("{'a':1}", EventFault.NotJson)]
    [InlineData("{\"a\":NaN}", EventFault.NotJson)]
    [InlineData("{\"a\":1,}", EventFault.NotJson)]
    [InlineData("// no\n{}", EventFault.NotJson)]
    [InlineData("[{}]", EventFault.NotAnObject)]
    [InlineData("\"text\"", EventFault.NotAnObject)]
    [InlineData("null", EventFault.NotAnObject)]
    [InlineData("7", EventFault.NotAnObject)]
    [InlineData("{}", EventFault.None)]
    public void Faults_have_a_name(string text, EventFault expected)
    {
        var tree = new EventTree();

        tree.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

        tree.Find("id"u8).ShouldBe(-1);
    }

    [Fact]
    public void Levels_without_end_are_a_fault_of_their_own()
    {
        var tree = new EventTree();

        tree.Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 500_000) + new string(']', 500_000) + "}")).ShouldBe(EventFault.TooDeep);
        tree.Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 60) + new string(']', 60) + "}")).ShouldBe(EventFault.None);
        tree.Read(Encoding.UTF8.GetBytes(new string('[', 500_000))).ShouldBeOneOf(EventFault.TooDeep, EventFault.NotJson);
    }

    private static EventTree Tree(string text, EventTree? again = null)
    {
        var tree = again ?? new EventTree();
        tree.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(EventFault.None);
        return tree;
    }
}
