using System.Globalization;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>Reads a mapping text line by line. A line that cannot be read is told and passed over, so that all faults are told at once.</summary>
internal sealed class MappingReader
{
    private const string Statements = "precedence, give, default, allow, group, user or test";

    private readonly List<MappingError> errors = [];
    private readonly MappingSyntax syntax = new();
    private readonly HashSet<string> said = [];
    private int number;

    public static MappingSyntax Read(string text, List<MappingError> errors)
    {
        var reader = new MappingReader();
        reader.Run(text);
        errors.AddRange(reader.errors);
        return reader.syntax;
    }

    private void Run(string text)
    {
        if (text.Length > MappingLimits.Characters)
        {
            errors.Add(new MappingError(1, 1, "text_too_long", $"The text has {text.Length} characters; at most {MappingLimits.Characters} are taken.", "Use fewer rules: * in a name stands for many groups."));
            return;
        }

        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (errors.Count >= MappingLimits.Errors) return;
            var said = LineReader.WithoutComment(line);
            if (string.IsNullOrWhiteSpace(said)) continue;
            try
            {
                if (said.AsSpan().IndexOfAnyInRange('\0', '\x08') is >= 0 and var control)
                    throw new LineFault(control, "control_character", "The line holds a control character.", "Delete it; it cannot be seen in most editors.");
                Statement(new LineReader(said));
            }
            catch (LineFault fault)
            {
                errors.Add(new MappingError(number, fault.At + 1, fault.Code, fault.Message, fault.Fix));
            }
        }
    }

    private void Statement(LineReader line)
    {
        var first = line.Take();
        if (first.Is("precedence")) Once(first, () => syntax.Precedence = Precedence(line));
        else if (first.Is("give")) Once(first, () => syntax.GivesAll = Give(line));
        else if (first.Is("default")) Once(first, () => Default(line));
        else if (first.Is("allow")) Once(first, () => Allow(line));
        else if (first.Is("group")) Rule(first, line, Group(line));
        else if (first.Is("user")) Rule(first, line, User(line));
        else if (first.Is("test")) Test(first, line);
        else throw new LineFault(first.Start, "statement_unknown", $"{first.Shown} begins no statement.", $"Begin the line with {Statements}; # begins a comment.");
        Ends(line);
    }

    private static void Ends(LineReader line)
    {
        if (line.Now.Kind != PieceKind.End)
            throw new LineFault(line.Now.Start, "text_left_over", $"Nothing is expected after the statement, but {line.Now.Shown} stands there.", "Put it on a line of its own, or behind # as a comment; names with spaces stand in quotes.");
    }

    private void Once(Piece word, Action read)
    {
        if (!said.Add(word.Value.TrimEnd(':').ToUpperInvariant()))
            throw new LineFault(word.Start, "said_twice", $"'{word.Value.TrimEnd(':')}' is said a second time.", "Keep one of the two lines.");
        read();
    }

    private List<NamedRole> Precedence(LineReader line)
    {
        List<NamedRole> order = [Role(line)];
        while (line.TakeSign('>')) order.Add(Role(line));
        return order;
    }

    private static bool Give(LineReader line)
    {
        var what = line.Take();
        return what.Is("all") || (what.Is("highest") ? false
            : throw new LineFault(what.Start, "give_unknown", $"'give' takes highest or all, not {what.Shown}.", "Write 'give highest' for one role each, 'give all' for every role a rule gives."));
    }

    private void Default(LineReader line)
    {
        syntax.HasDefault = true;
        if (!line.TakeWord("none")) syntax.Default = Role(line);
    }

    private void Allow(LineReader line)
    {
        var what = line.Now;
        if (!line.TakeWord("administrator") || !line.TakeWord("default"))
            throw new LineFault(what.Start, "allow_unknown", "'allow' is only said of 'administrator default'.", "Write 'allow administrator default', or delete the line.");
        syntax.AllowsAdministratorDefault = true;
    }

    private static RuleSubject Group(LineReader line)
    {
        if (line.TakeWord("where")) return new RuleSubject.GroupWhere(Condition(line, forUser: false));
        if (line.TakeWord("id")) return new RuleSubject.GroupId(Text(line, "the group's id").Value);
        if (line.TakeWord("externalId")) return new RuleSubject.GroupExternalId(Pattern(line, "the group's externalId"));
        return new RuleSubject.GroupName(Pattern(line, "a group's name, or id, externalId or where"));
    }

    private static RuleSubject.UserWhere User(LineReader line)
    {
        var word = line.Take();
        if (!word.Is("where"))
            throw new LineFault(word.Start, "where_missing", $"A rule about users says 'user where …', not {word.Shown}.", "Write for example: user where department eq \"Sales\" gives Editor.");
        return new RuleSubject.UserWhere(Condition(line, forUser: true));
    }

    /// <summary>A filter reaches up to the last <c>gives</c> outside quotes.</summary>
    private static Filter Condition(LineReader line, bool forUser)
    {
        var (begin, end) = (line.Now.Start, -1);
        foreach (var (start, length) in Words(line.Line, begin))
            if (line.Line.AsSpan(start, length).Equals("gives", StringComparison.OrdinalIgnoreCase)) end = start;
        if (end < 0) throw GivesMissing(line.Line.Length, "the end of the line");
        var text = line.Line[begin..end].TrimEnd();
        if (!Filter.TryParse(text, out var filter, out var error, ReadableAttributes.Types))
            throw new LineFault(begin + Math.Min(error.Position, Math.Max(text.Length - 1, 0)), "filter_unreadable", $"The condition cannot be read: expected {error.Expected}, found {error.Found}.", error.Fix);
        line.GoTo(end);
        return ReadableAttributes.Settle(forUser ? EnterpriseNames.Qualify(filter) : filter);
    }

    private static IEnumerable<(int Start, int Length)> Words(string line, int from)
    {
        var quoted = false;
        var start = -1;
        for (var i = from; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : ' ';
            if (quoted)
            {
                if (c == '\\') i++;
                else if (c == '"') quoted = false;
                continue;
            }

            if (c != '"' && !char.IsWhiteSpace(c) && c is not ('(' or ')'))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start >= 0) yield return (start, i - start);
            (start, quoted) = (-1, c == '"');
        }
    }

    private void Rule(Piece first, LineReader line, RuleSubject subject)
    {
        var gives = line.Now;
        if (!line.TakeWord("gives")) throw GivesMissing(gives.Start, gives.Shown);
        var roles = Roles(line);
        Ends(line);
        if (syntax.Rules.Count == MappingLimits.Rules)
            throw new LineFault(first.Start, "too_many_rules", $"There are more than {MappingLimits.Rules} rules.", "Use * in names, or attributes, so that one rule stands for many groups.");
        syntax.Rules.Add(new RuleSyntax(number, line.Line.Trim(), subject, roles));
    }

    private void Test(Piece first, LineReader line)
    {
        var user = Text(line, "the user of the test").Value;
        List<TestGroup> groups = [];
        List<TestValue> values = [];
        if (line.TakeWord("in"))
        {
            do groups.Add(TestGroup(line));
            while (line.TakeSign(','));
        }

        if (line.TakeWord("with")) values = Values(line);
        var gets = line.Now;
        if (!line.TakeWord("gets"))
            throw new LineFault(gets.Start, "gets_missing", $"A test ends with 'gets' and what its user gets; {gets.Shown} stands there.", "Write for example: test \"ana\" in \"YourApp Admins\" gets Admin — or: gets nothing.");
        var roles = line.TakeWord("nothing") ? [] : Roles(line);
        Ends(line);
        if (syntax.Tests.Count == MappingLimits.Tests)
            throw new LineFault(first.Start, "too_many_tests", $"There are more than {MappingLimits.Tests} tests.", "Keep those that tell rules apart.");
        syntax.Tests.Add(new TestSyntax(number, first.Start + 1, user, groups, values, roles));
    }

    private static TestGroup TestGroup(LineReader line)
    {
        var (byId, byExternalId) = (line.TakeWord("id"), line.TakeWord("externalId"));
        var name = Text(line, "the group's name").Value;
        List<TestValue> values = [];
        if (line.TakeSign('('))
        {
            values = Values(line);
            if (!line.TakeSign(')')) throw new LineFault(line.Now.Start, "bracket_open", "The group's attributes are not closed with ).", "Write for example: in \"Sales\" (description \"North\").");
        }

        return new TestGroup(byId || byExternalId ? null : name, byId ? name : null, byExternalId ? name : null, values);
    }

    private static List<TestValue> Values(LineReader line)
    {
        List<TestValue> values = [];
        do
        {
            var word = line.Take();
            if (word.Kind != PieceKind.Word || !AttributePath.TryParse(word.Value, out var path, out _))
                throw new LineFault(word.Start, "attribute_unreadable", $"{word.Shown} names no attribute.", "Write an attribute and its value: department \"Sales\", or name.familyName \"Ruiz\".");
            values.Add(new TestValue(EnterpriseNames.Qualify(path), Value(line)));
        }
        while (line.TakeSign(','));
        return values;
    }

    private static object Value(LineReader line)
    {
        var value = line.Take();
        return value.Kind switch
        {
            PieceKind.Text => value.Value,
            PieceKind.Word when value.Is("true") => true,
            PieceKind.Word when value.Is("false") => false,
            PieceKind.Word when decimal.TryParse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new LineFault(value.Start, "value_unreadable", $"{value.Shown} is no value.", "Write text in quotes, a number, true or false."),
        };
    }

    private List<NamedRole> Roles(LineReader line)
    {
        List<NamedRole> roles = [Role(line)];
        while (line.TakeSign(',')) roles.Add(Role(line));
        return roles;
    }

    private NamedRole Role(LineReader line)
    {
        var name = line.Take();
        return name.Kind is PieceKind.Word or PieceKind.Text && name.Value.Length > 0
            ? new NamedRole(name.Value, number, name.Start + 1)
            : throw new LineFault(name.Start, "role_missing", $"A role's name is expected, but {name.Shown} stands there.", "Write the name of an application role; in quotes where it has spaces.");
    }

    private static Piece Text(LineReader line, string what)
    {
        var text = line.Take();
        return text.Kind == PieceKind.Text && text.Value.Length > 0
            ? text
            : throw new LineFault(text.Start, "text_expected", $"{Capital(what)} is expected in quotes, but {text.Shown} stands there.", "Write it in quotes: \"YourApp Admins\".");
    }

    private static Glob Pattern(LineReader line, string what) => Glob.Of(Text(line, what).Raw);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static LineFault GivesMissing(int at, string found) =>
        new(at, "gives_missing", $"A rule says 'gives' and a role; {found} stands there.", "Write for example: group \"YourApp Admins\" gives Admin.");
}
