using System.Text;

namespace Jumpgate.Server.Roles.Mapping;

internal enum PieceKind { End, Word, Text, Sign }

/// <summary>A word, a text in quotes, or one of <c>&gt; , ( )</c>.</summary>
/// <param name="Raw">Of a text: what stands between its quotes.</param>
internal readonly record struct Piece(PieceKind Kind, string Value, string Raw, int Start, int End)
{
    public bool Is(string word) => Kind == PieceKind.Word && Value.TrimEnd(':').Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(char sign) => Kind == PieceKind.Sign && Value[0] == sign;

    public string Shown => Kind == PieceKind.End ? "the end of the line" : Value.Length > 40 ? $"'{Value[..40]}…'" : $"'{Value}'";
}

/// <summary>Why a line cannot be read.</summary>
internal sealed class LineFault(int at, string code, string cause, string fix) : Exception(cause)
{
    public int At => at;

    public string Code => code;

    public string Fix => fix;
}

/// <summary>Cuts one line into pieces, from left to right.</summary>
internal sealed class LineReader
{
    public LineReader(string line)
    {
        Line = line;
        Advance();
    }

    /// <summary>The line without its comment.</summary>
    public string Line { get; }

    public Piece Now { get; private set; }

    public Piece Take()
    {
        var taken = Now;
        Advance();
        return taken;
    }

    public bool TakeWord(string word)
    {
        if (!Now.Is(word)) return false;
        Advance();
        return true;
    }

    public bool TakeSign(char sign)
    {
        if (!Now.IsSign(sign)) return false;
        Advance();
        return true;
    }

    /// <summary>Goes on from a place further right.</summary>
    public void GoTo(int place)
    {
        Now = new Piece(PieceKind.End, "", "", place, place);
        Advance();
    }

    /// <summary>The line up to its comment: a <c>#</c> outside quotes.</summary>
    public static string WithoutComment(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '\\') i++;
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == '#' && !quoted) return line[..i].TrimEnd();
        }

        return line.TrimEnd();
    }

    private void Advance()
    {
        var start = Now.End;
        while (start < Line.Length && char.IsWhiteSpace(Line[start])) start++;
        Now = start >= Line.Length ? new Piece(PieceKind.End, "", "", Line.Length, Line.Length)
            : Line[start] is '>' or ',' or '(' or ')' ? new Piece(PieceKind.Sign, Line[start].ToString(), "", start, start + 1)
            : Line[start] == '"' ? Quoted(start)
            : Word(start);
    }

    private Piece Word(int start)
    {
        var end = start;
        while (end < Line.Length && !char.IsWhiteSpace(Line[end]) && Line[end] is not ('>' or ',' or '(' or ')' or '"')) end++;
        return new Piece(PieceKind.Word, Line[start..end], "", start, end);
    }

    private Piece Quoted(int start)
    {
        var value = new StringBuilder();
        for (var i = start + 1; i < Line.Length; i++)
        {
            if (Line[i] == '"') return new Piece(PieceKind.Text, value.ToString(), Line[(start + 1)..i], start, i + 1);
            if (Line[i] == '\\')
            {
                if (i + 1 >= Line.Length || Line[i + 1] is not ('"' or '\\' or '*'))
                    throw new LineFault(i, "escape_unknown", "A backslash stands before something that needs none.", "Write \\\" for a quote, \\\\ for a backslash and \\* for a star; nothing else is escaped.");
                i++;
            }

            value.Append(Line[i]);
        }

        throw new LineFault(start, "quote_open", "A quote is opened and not closed on its line.", "Close it with \" before the line ends.");
    }
}
