using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterPrecedenceTests
{
    /// <summary>The oracle is the railway-yard algorithm over the same tokens: two stacks, no tree.</summary>
    [Fact]
    public void Not_binds_before_and_and_and_before_or_whatever_the_parentheses()
    {
        var cases = from tokens in Gen.Sized(size => Expression(Math.Min(size / 12, 6))) from seed in Gen.Choose(0, 15) select (tokens, seed);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var text = string.Join(' ', given.tokens.Select(token => token.Length == 1 && char.IsAsciiLetter(token[0]) ? token + " pr" : token));
            var present = "abcd".Where((_, at) => (given.seed >> at & 1) == 1).ToArray();
            using var resource = JsonDocument.Parse("{" + string.Join(',', present.Select(name => $"\"{name}\":1")) + "}");

            Filter.TryParse(text, out var filter, out var error, limits: new(100_000, 100, 100_000)).ShouldBeTrue($"{text}: {error}");
            filter!.Matches(resource.RootElement, AttributeTypes.Core).ShouldBe(Railway(given.tokens, present), text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static Gen<string[]> Expression(int depth)
    {
        var name = Gen.Elements("a", "b", "c", "d").Select(it => new[] { it });
        if (depth == 0)
        {
            return name;
        }

        var below = Expression(depth - 1);
        return Gen.OneOf(
            name,
            from left in below from joint in Gen.Elements("and", "or", "AND", "Or") from right in below select (string[])[.. left, joint, .. right],
            below.Select(inner => (string[])["(", .. inner, ")"]),
            below.Select(inner => (string[])["not", "(", .. inner, ")"]));
    }

    private static bool Railway(IEnumerable<string> tokens, char[] present)
    {
        var values = new Stack<bool>();
        var waiting = new Stack<string>();
        foreach (var token in tokens.Select(token => token.ToLowerInvariant()))
        {
            switch (token)
            {
                case "(" or "not":
                    waiting.Push(token);
                    break;
                case ")":
                    while (waiting.Peek() != "(")
                    {
                        Reduce();
                    }

                    waiting.Pop();
                    break;
                case "and" or "or":
                    while (waiting.Count > 0 && waiting.Peek() != "(" && Rank(waiting.Peek()) >= Rank(token))
                    {
                        Reduce();
                    }

                    waiting.Push(token);
                    break;
                default:
                    values.Push(present.Contains(token[0]));
                    break;
            }
        }

        while (waiting.Count > 0)
        {
            Reduce();
        }

        return values.Single();

        static int Rank(string token) => token switch { "not" => 3, "and" => 2, _ => 1 };

        void Reduce()
        {
            var right = values.Pop();
            values.Push(waiting.Pop() switch { "not" => !right, "and" => values.Pop() & right, _ => values.Pop() | right });
        }
    }
}
