using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Tests.Roles.Mapping;

public sealed class MappingCompilerTests
{
    private static readonly RoleSet Catalogue = new(
        [new RoleEntry(1, "Admin", true, 1), new RoleEntry(2, "Editor", false, 2), new RoleEntry(3, "Viewer", false, 3), new RoleEntry(4, "Billing Clerk", false, 4)], null, 1);

    private const string Sample =
        """
        # YourApp, reviewed by IT
        precedence: Admin > Editor > Viewer   # the highest counts
        give highest
        default Viewer

        group "YourApp Admins" gives Admin
        group "YourApp *" gives Viewer
        group id "5f00000000000000000000aa" gives Editor
        group externalId "ext-*" gives Editor
        group where description co "north" gives Editor
        user where department eq "Sales" and active eq true gives Editor

        test "ana" in "YourApp Admins" with department "Sales" gets Admin
        test "bo" in "yourapp users" gets Viewer
        test "cy" with department "Sales", active true gets Editor
        test "di" in id "5f00000000000000000000aa" gets Editor
        test "ed" in externalId "EXT-7" gets Editor
        test "fi" in "Other" (description "Sales North") gets Editor
        test "gi" gets Viewer
        """;

    private static CompiledMapping Compile(string text) => MappingCompiler.Compile(text, Catalogue);

    private static MappingError Refused(string text)
    {
        var outcome = Compile(text);
        outcome.Mapping.ShouldBeNull();
        outcome.Errors.ShouldHaveSingleItem();
        outcome.Errors[0].Cause.ShouldNotBeEmpty();
        outcome.Errors[0].Fix.ShouldNotBeEmpty();
        return outcome.Errors[0];
    }

    [Fact]
    public void A_text_with_every_kind_of_rule_is_read_and_its_tests_pass()
    {
        var outcome = Compile(Sample);

        outcome.Errors.ShouldBeEmpty();
        outcome.Tests.Count.ShouldBe(7);
        outcome.Tests.Where(test => !test.Passed).ShouldBeEmpty();
        outcome.Mapping!.Rules.Count.ShouldBe(6);
        outcome.Mapping.Default!.Name.ShouldBe("Viewer");
    }

    [Fact]
    public void A_test_that_fails_says_what_came_instead()
    {
        var outcome = Compile(Sample + "\ntest \"hu\" in \"YourApp Admins\" gets Editor");

        outcome.TestsPass.ShouldBeFalse();
        var failed = outcome.Tests.Single(test => !test.Passed);
        failed.ShouldSatisfyAllConditions(() => failed.Line.ShouldBe(20), () => failed.Got.ShouldBe(["Admin"]), () => failed.Expected.ShouldBe(["Editor"]));
    }

    [Theory]
    [InlineData("grant Admin", 1, 1, "statement_unknown")]
    [InlineData("group \"A\" gives", 1, 16, "role_missing")]
    [InlineData("group \"A\" Admin", 1, 11, "gives_missing")]
    [InlineData("group A gives Admin", 1, 7, "text_expected")]
    [InlineData("group \"A gives Admin", 1, 7, "quote_open")]
    [InlineData("group \"A\\n\" gives Admin", 1, 9, "escape_unknown")]
    [InlineData("group \"A\" gives Nobody", 1, 17, "unknown_role")]
    [InlineData("group \"A\" gives Billing Clerk", 1, 25, "text_left_over")]
    [InlineData("# x\n\n  user where department = \"Sales\" gives Viewer", 3, 25, "filter_unreadable")]
    [InlineData("user department eq \"Sales\" gives Viewer", 1, 6, "where_missing")]
    [InlineData("user where department eq \"gives\"", 1, 33, "gives_missing")]
    [InlineData("default none\ndefault Viewer", 2, 1, "said_twice")]
    [InlineData("default Admin", 1, 9, "administrator_default")]
    [InlineData("give some\ndefault none", 1, 6, "give_unknown")]
    [InlineData("allow it\ndefault none", 1, 7, "allow_unknown")]
    [InlineData("precedence: Admin > Admin\ngroup \"A\" gives Admin", 1, 21, "role_twice")]
    [InlineData("group \"A\" gives Viewer extra", 1, 24, "text_left_over")]
    [InlineData("default none\ntest \"a\" with age 5", 2, 20, "gets_missing")]
    [InlineData("default none\ntest \"a\" with x! 5 gets nothing", 2, 15, "attribute_unreadable")]
    [InlineData("default none\ntest \"a\" with x y gets nothing", 2, 17, "value_unreadable")]
    [InlineData("default none\ntest \"a\" in \"G\" (x 5 gets nothing", 2, 22, "bracket_open")]
    [InlineData("", 1, 1, "mapping_empty")]
    [InlineData("# nothing but this", 1, 1, "mapping_empty")]
    [InlineData("default none \u0001", 1, 14, "control_character")]
    public void What_is_wrong_is_told_with_its_place(string text, int line, int column, string code)
    {
        var error = Refused(text);
        (error.Line, error.Column, error.Code).ShouldBe((line, column, code));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var outcome = Compile("grant x\nprecedence: Admin > Viewer\ngroup \"A\" gives Nobody\ngroup \"B\" gives Editor\ndefault Admin");
        outcome.Errors.Select(error => (error.Line, error.Code)).ShouldBe([(1, "statement_unknown"), (3, "unknown_role"), (4, "not_in_precedence"), (5, "administrator_default")]);
    }

    [Fact]
    public void Roles_of_several_rules_need_a_place_in_the_precedence_unless_all_are_given()
    {
        const string Rules = "group \"A\" gives Editor\ngroup \"B\" gives Viewer\ndefault none\n";

        Compile(Rules).Errors.Select(error => error.Code).ShouldBe(["not_in_precedence", "not_in_precedence"]);
        Compile("give all\n" + Rules + "test \"x\" in \"A\", \"B\" gets Editor, Viewer").TestsPass.ShouldBeTrue();
        Compile("precedence: Viewer > Editor\n" + Rules + "test \"x\" in \"A\", \"B\" gets Viewer").TestsPass.ShouldBeTrue();
    }

    [Fact]
    public void An_administrator_like_role_is_the_default_only_where_it_is_written_and_allowed()
    {
        Refused("default Admin").Code.ShouldBe("administrator_default");
        Compile("allow administrator default\ndefault Admin").Mapping!.Default!.Name.ShouldBe("Admin");
        Compile("group \"A\" gives Admin").Mapping!.Default.ShouldBeNull();
    }

    [Fact]
    public void Without_a_default_line_the_lowest_role_is_it_or_the_tenants_default_for_members()
    {
        const string Text = "precedence: Admin > Editor > Viewer\ngroup \"A\" gives Admin";

        Compile(Text).Mapping!.Default!.Name.ShouldBe("Viewer");
        MappingCompiler.Compile(Text, Catalogue with { MemberDefault = 4 }).Mapping!.Default!.Name.ShouldBe("Billing Clerk");
        MappingCompiler.Compile(Text, Catalogue with { MemberDefault = 1 }).Mapping!.Default!.Name.ShouldBe("Viewer");
        MappingCompiler.Compile(Text + "\ndefault none", Catalogue with { MemberDefault = 4 }).Mapping!.Default.ShouldBeNull();
    }

    [Fact]
    public void Stars_quotes_and_signs_in_names_mean_what_they_say()
    {
        var outcome = Compile(
            """
            default none
            group "a*b*c" gives Viewer
            group "50\*" gives Viewer
            group "say \"hi\" # here" gives Viewer
            test "1" in "aXbYc" gets Viewer
            test "2" in "abc" gets Viewer
            test "3" in "ac" gets nothing
            test "4" in "acb" gets nothing
            test "5" in "50*" gets Viewer
            test "6" in "500" gets nothing
            test "7" in "SAY \"HI\" # HERE" gets Viewer
            """);
        outcome.Errors.ShouldBeEmpty();
        outcome.Tests.Where(test => !test.Passed).ShouldBeEmpty();
    }

    [Fact]
    public void Limits_on_size_rules_and_tests_are_kept()
    {
        Refused(new string('#', MappingLimits.Characters + 1)).Code.ShouldBe("text_too_long");
        Compile("default none\n" + string.Join('\n', Enumerable.Repeat("group \"A\" gives Viewer", MappingLimits.Rules + 1))).Errors.ShouldHaveSingleItem().Code.ShouldBe("too_many_rules");
        Compile("default none\n" + string.Join('\n', Enumerable.Repeat("test \"A\" gets nothing", MappingLimits.Tests + 1))).Errors.ShouldHaveSingleItem().Code.ShouldBe("too_many_tests");
    }

    [Fact]
    public void Whatever_is_written_is_read_without_a_crash_and_in_bounded_time()
    {
        var random = new Random(7);
        string[] words = ["group", "user", "where", "gives", "Admin", "Viewer", "\"a*\"", "\"", "\\", "(", ")", ",", ">", "test", "in", "with", "gets", "nothing", "precedence:", "default", "none", "#", "eq", "pr", "id", "\n", "\n", " ", "\u2028", "\uD800", "é", "5", "true", "department", "emails[type eq \"work\"]", "give", "all"];
        var started = System.Diagnostics.Stopwatch.StartNew();
        for (var round = 0; round < 20_000; round++)
        {
            var text = round % 3 == 0
                ? new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(32, 127))])
                : round % 3 == 1 ? string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(40)).Select(_ => words[random.Next(words.Length)]))
                : Mutated(random);
            var outcome = Compile(text);
            (outcome.Mapping is null).ShouldBe(outcome.Errors.Count > 0, text);
            var lines = text.ReplaceLineEndings("\n").Split('\n');
            foreach (var error in outcome.Errors)
            {
                error.Line.ShouldBeInRange(1, lines.Length, text);
                error.Column.ShouldBeInRange(1, lines[error.Line - 1].Length + 1, text);
            }
        }

        Compile("default none\ngroup \"" + string.Concat(Enumerable.Repeat("a*", 5000)) + "b\" gives Viewer\ntest \"x\" in \"" + new string('a', 20_000) + "\" gets nothing").TestsPass.ShouldBeTrue();
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static string Mutated(Random random)
    {
        var text = Sample.ToCharArray();
        for (var i = 0; i < random.Next(1, 6); i++) text[random.Next(text.Length)] = (char)random.Next(9, 127);
        return new string(text);
    }
}
