namespace Jumpgate.Scim.Filters;

/// <summary>
/// Recursive descent over the grammar of RFC 7644 §3.4.2.2, Figure 1, one function per level of precedence. Recursion
/// happens only at an opening parenthesis or bracket, which the depth limit counts.
/// </summary>
internal sealed class FilterParser
{
    private readonly string code;
    private readonly FilterLexer lexer;
    private readonly FilterLimits limits;
    private readonly AttributeTypes? types;
    private readonly bool unquoted;
    private AttributePath? parent;
    private int depth;
    private int terms;

    public FilterParser(string source, AttributeTypes? types, FilterLimits limits, string code, bool unquoted = false)
    {
        this.code = code;
        this.unquoted = unquoted;
        this.types = types;
        this.limits = limits;
        lexer = new FilterLexer(source, code);
        if (source.Length > limits.Length)
        {
            Error = FilterErrors.TooLong(code, limits.Length);
        }
    }

    public FilterError? Error { get; private set; }

    public Filter? ParseFilter()
    {
        if (Error is not null)
        {
            return null;
        }

        lexer.Advance();
        return ParseOr() is { } filter && AtEnd() ? filter : null;
    }

    /// <summary><c>PATH = attrPath / valuePath [subAttr]</c> (RFC 7644 §3.5.2, Figure 7).</summary>
    public PatchPath? ParsePatchPath()
    {
        if (Error is not null)
        {
            return null;
        }

        lexer.Advance();
        if (ParsePath() is not { } path)
        {
            return null;
        }

        if (lexer.Kind != TokenKind.OpenBracket)
        {
            return AtEnd() ? new PatchPath(path) : null;
        }

        if (ParseBrackets(path) is not { } condition || !TryParseSuffix(path, out var sub) || !AtEnd())
        {
            return null;
        }

        return new PatchPath(sub is null ? path : new AttributePath(path.Attribute, sub, path.Schema), condition);
    }

    private Filter? ParseOr()
    {
        if (ParseAnd() is not { } first)
        {
            return null;
        }

        List<Filter>? more = null;
        while (lexer.IsWord("or"))
        {
            lexer.Advance();
            if (ParseAnd() is not { } next)
            {
                return null;
            }

            (more ??= [first]).Add(next);
        }

        return more is null ? first : new Or(more);
    }

    private Filter? ParseAnd()
    {
        if (ParseTerm() is not { } first)
        {
            return null;
        }

        List<Filter>? more = null;
        while (lexer.IsWord("and"))
        {
            lexer.Advance();
            if (ParseTerm() is not { } next)
            {
                return null;
            }

            (more ??= [first]).Add(next);
        }

        return more is null ? first : new And(more);
    }

    private Filter? ParseTerm()
    {
        if (lexer.Kind == TokenKind.Open)
        {
            return ParseGroup();
        }

        var not = lexer.IsWord("not");
        var start = lexer.Start;
        var word = lexer.Word;
        if (ParsePath() is not { } path)
        {
            return null;
        }

        // "not" is a keyword before a parenthesis and a name everywhere else.
        if (not && lexer.Kind == TokenKind.Open)
        {
            return ParseGroup() is { } term ? new Not(term) : null;
        }

        if (lexer.Kind == TokenKind.OpenBracket)
        {
            return ParseValuePath(path);
        }

        if (not && !lexer.IsWord("pr") && (lexer.Kind != TokenKind.Word || !CompareOperators.TryRead(lexer.Word, out _)))
        {
            return Fail(FilterErrors.NotWithoutParentheses(code, lexer.Word, lexer.Start));
        }

        return ParseExpression(path, word, start);
    }

    private Filter? ParseGroup()
    {
        if (!Enter())
        {
            return null;
        }

        var filter = ParseOr();
        return filter is not null && Leave(TokenKind.Close, ')') ? filter : null;
    }

    /// <summary>
    /// <c>emails[type eq "work"]</c>, and Entra's <c>emails[type eq "work"].value eq "x"</c>, which RFC 7644 knows in
    /// PATCH paths only; it means one more condition on the same value.
    /// </summary>
    private ValuePath? ParseValuePath(AttributePath path)
    {
        if (ParseBrackets(path) is not { } condition)
        {
            return null;
        }

        var start = lexer.Start;
        var word = lexer.Word;
        if (!TryParseSuffix(path, out var sub))
        {
            return null;
        }

        if (sub is null)
        {
            return new ValuePath(path, condition);
        }

        parent = path;
        var expression = ParseExpression(new AttributePath(sub), word, start);
        parent = null;
        return expression is null ? null : new ValuePath(path, new And(condition, expression));
    }

    private Filter? ParseBrackets(AttributePath path)
    {
        if (parent is not null)
        {
            Fail(FilterErrors.InsideBrackets(code, "no second bracket", lexer.Word, lexer.Start));
            return null;
        }

        if (!Enter())
        {
            return null;
        }

        parent = path;
        var condition = ParseOr();
        parent = null;
        return condition is not null && Leave(TokenKind.CloseBracket, ']') ? condition : null;
    }

    /// <summary>The <c>.value</c> straight behind a closing bracket, if there is one.</summary>
    private bool TryParseSuffix(AttributePath path, out string? sub)
    {
        sub = null;
        if (lexer.Kind != TokenKind.Word || lexer.Word[0] != '.')
        {
            return true;
        }

        if (path.SubAttribute is not null || !AttributePath.IsName(lexer.Word[1..]))
        {
            Fail(FilterErrors.TooDeepAPath(code, lexer.Word, lexer.Start));
            return false;
        }

        sub = lexer.Word[1..].ToString();
        lexer.Advance();
        return true;
    }

    private AttributePath? ParsePath()
    {
        if (lexer.Kind != TokenKind.Word)
        {
            Fail(FilterErrors.NotAPath(code, lexer.Word, lexer.Start));
            return null;
        }

        var path = AttributePath.Read(lexer.Word, lexer.Start, code, out var error);
        if (path is null)
        {
            Fail(error!);
            return null;
        }

        if (parent is not null && path.Schema is not null)
        {
            Fail(FilterErrors.InsideBrackets(code, "a sub-attribute without schema", lexer.Word, lexer.Start));
            return null;
        }

        lexer.Advance();
        return path;
    }

    private Filter? ParseExpression(AttributePath path, ReadOnlySpan<char> word, int start)
    {
        if (++terms > limits.Terms)
        {
            return Fail(FilterErrors.TooManyTerms(code, lexer.Start, limits.Terms));
        }

        if (types is not null && !types.Allows(path, parent))
        {
            return Fail(FilterErrors.UnknownAttribute(code, word, start));
        }

        if (lexer.IsWord("pr"))
        {
            lexer.Advance();
            return new Present(path);
        }

        if (lexer.Kind != TokenKind.Word || !CompareOperators.TryRead(lexer.Word, out var @operator))
        {
            return Fail(FilterErrors.MissingOperator(code, lexer.Word, lexer.Start));
        }

        var operatorStart = lexer.Start;
        lexer.Advance();
        var valueStart = lexer.Start;
        if (ParseValue(@operator) is not { } value)
        {
            return null;
        }

        if (!@operator.Takes(value))
        {
            return Fail(FilterErrors.WrongValue(code, @operator, value, valueStart));
        }

        return types?.Find(path, parent).Check(code, path, @operator, value, operatorStart, valueStart) is { } error
            ? Fail(error)
            : new Comparison(path, @operator, value);
    }

    private CompareValue? ParseValue(CompareOperator @operator)
    {
        CompareValue? value = lexer.Kind == TokenKind.Text ? new CompareValue.Text(lexer.Text!)
            : lexer.IsWord("true") ? new CompareValue.Boolean(true)
            : lexer.IsWord("false") ? new CompareValue.Boolean(false)
            : lexer.IsWord("null") ? new CompareValue.Null()
            : null;
        if (value is null && lexer.Kind == TokenKind.Word && JsonNumber.Matches(lexer.Word))
        {
            if (!JsonNumber.TryRead(lexer.Word, out var number))
            {
                Fail(FilterErrors.NumberTooLarge(code, lexer.Word, lexer.Start));
                return null;
            }

            value = new CompareValue.Number(number);
        }

        if (value is null && unquoted && lexer.Kind == TokenKind.Word && JsonText.IsWellFormed(lexer.Word))
        {
            value = new CompareValue.Text(lexer.Word.ToString());
        }

        if (value is null)
        {
            Fail(FilterErrors.MissingValue(code, @operator, lexer.Word, lexer.Start));
            return null;
        }

        lexer.Advance();
        return value;
    }

    private bool Enter()
    {
        if (depth == limits.Depth)
        {
            Fail(FilterErrors.TooDeep(code, lexer.Start, limits.Depth));
            return false;
        }

        depth++;
        lexer.Advance();
        return true;
    }

    private bool Leave(TokenKind close, char shown)
    {
        if (lexer.Kind != close)
        {
            Fail(FilterErrors.Unclosed(code, shown, lexer.Word, lexer.Start));
            return false;
        }

        depth--;
        lexer.Advance();
        return true;
    }

    private bool AtEnd()
    {
        if (lexer.Kind == TokenKind.End)
        {
            return true;
        }

        Fail(FilterErrors.Trailing(code, lexer.Word, lexer.Start));
        return false;
    }

    /// <summary>The first error stands; a bad token explains itself better than what was expected in its place.</summary>
    private Filter? Fail(FilterError error)
    {
        Error ??= lexer.Error ?? error;
        return null;
    }
}
