namespace Jumpgate.Scim.Filters;

internal enum TokenKind
{
    End,
    Word,
    Text,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Bad,
}

/// <summary>Cuts a filter into tokens, one pass from left to right, one token at a time.</summary>
internal sealed class FilterLexer(string source, string code)
{
    /// <summary>Set when the current token is <see cref="TokenKind.Bad"/>.</summary>
    public FilterError? Error { get; private set; }

    public TokenKind Kind { get; private set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>The value of a <see cref="TokenKind.Text"/> token.</summary>
    public string? Text { get; private set; }

    public ReadOnlySpan<char> Word => source.AsSpan(Start, End - Start);

    public bool IsWord(string keyword) => Kind == TokenKind.Word && Word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public void Advance()
    {
        Start = End;
        while (Start < source.Length && IsSpace(source[Start]))
        {
            Start++;
        }

        End = Math.Min(Start + 1, source.Length);
        Kind = Start == source.Length ? TokenKind.End : source[Start] switch
        {
            '(' => TokenKind.Open,
            ')' => TokenKind.Close,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '"' => ReadText(),
            _ => ReadWord(),
        };
    }

    private TokenKind ReadWord()
    {
        while (End < source.Length && !IsSpace(source[End]) && source[End] is not ('(' or ')' or '[' or ']' or '"'))
        {
            End++;
        }

        return TokenKind.Word;
    }

    private TokenKind ReadText()
    {
        var close = Start + 1;
        for (; close < source.Length && source[close] != '"'; close++)
        {
            if (source[close] < ' ')
            {
                return Refuse(FilterErrors.BadText(code, source.AsSpan(close, 1), close));
            }

            if (source[close] == '\\')
            {
                close++;
            }
        }

        if (close >= source.Length)
        {
            End = source.Length;
            return Refuse(FilterErrors.UnclosedText(code, Start));
        }

        End = close + 1;
        Text = JsonText.Unquote(source.AsSpan(Start + 1, close - Start - 1), out var fault);
        return Text is not null
            ? TokenKind.Text
            : Refuse(FilterErrors.BadText(code, source.AsSpan(Start + 1 + fault, close - Start - 1 - fault), Start + 1 + fault));
    }

    private TokenKind Refuse(FilterError error)
    {
        Error = error;
        return TokenKind.Bad;
    }

    // The grammar has the space alone; tabs and line ends come from filters kept in files.
    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
