using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterFuzzTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "\"", "\\", "\\u", "\\ud83d", " ", "\t", "not", "and", "or", "eq", "pr", "gt", "co", "true", "null", "-", "1", "0.", "e9",
        ".", ":", "urn:a:b:", "userName", "emails", "value", "$", "_", "é", "\0", "\ud83d", "\ude00", "\u00a0", "\u200b", "“", "'",
    ];

    [Fact]
    public void Random_bytes_never_break_the_parser()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        Prop.ForAll(bytes.ToArbitrary(), raw => Survives(Encoding.Latin1.GetString(raw))).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Random_rows_of_pieces_never_break_the_parser()
    {
        var rows = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);
        Prop.ForAll(rows.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(10000));
    }

    [Fact]
    public void Mutated_filters_never_break_the_parser()
    {
        var mutated =
            from filter in FilterGen.Filters
            from cuts in (from at in Gen.Choose(0, int.MaxValue) from kind in Gen.Choose(0, 3) from piece in Gen.Elements(Pieces) select (at, kind, piece)).ListOf(3)
            select cuts.Aggregate(filter.ToString(), (text, cut) => Mutate(text, cut.at % (text.Length + 1), cut.kind, cut.piece));
        Prop.ForAll(mutated.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(10000));
    }

    private static string Mutate(string text, int at, int kind, string piece) => kind switch
    {
        0 => text.Insert(at, piece),
        1 => text[..at] + text[Math.Min(at + piece.Length, text.Length)..],
        2 => text[..at],
        _ => text[at..] + piece + text[..at],
    };

    private static void Survives(string text)
    {
        var read = Filter.TryParse(text, out var filter, out var error);
        (filter is not null).ShouldBe(read);
        (error is null).ShouldBe(read);
        if (read)
        {
            Filter.TryParse(filter!.ToString(), out var again, out var fault, limits: new(1_000_000)).ShouldBeTrue($"{text}: {fault}");
            again.ShouldBe(filter);
        }
        else
        {
            error!.Position.ShouldBeInRange(0, text.Length);
            error.Expected.ShouldNotBeNullOrWhiteSpace();
            error.Fix.ShouldNotBeNullOrWhiteSpace();
            error.Found.Length.ShouldBeLessThan(200);
            error.Message.ShouldNotContain('\0');
        }

        PatchPath.TryParse(text, out var path, out var pathError).ShouldBe(path is not null);
        (pathError?.Code ?? "invalidPath").ShouldBe("invalidPath");
    }
}
