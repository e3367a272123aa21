using System.Globalization;

namespace Jumpgate.Emulator.Knobs;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>An error status instead of the answer.</summary>
    Status,

    /// <summary>Never answers; ends when the caller hangs up.</summary>
    Hang,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Cut,

    /// <summary>Half the JSON, with a complete HTTP answer around it.</summary>
    Truncate,

    /// <summary>An HTML page of a proxy with status 200.</summary>
    Html,

    /// <summary>The page before the asked one once more.</summary>
    Repeat,

    /// <summary>Pages go round and round; the total always claims there is more.</summary>
    Endless,

    /// <summary>The total claims other numbers than are there.</summary>
    Lie,

    /// <summary>The last object of the page before opens this page too, as when something is inserted while pages are read.</summary>
    Twice,

    /// <summary>After the answer an object of this list that was already listed is deleted for real, so that the rest moves up by one.</summary>
    Remove,

    /// <summary>An answer with an empty list and total 0.</summary>
    Empty,
}

/// <summary>
/// One rule: <c>[METHOD] PATH WHAT [N/M] [xTIMES] [+PASS]</c>, for instance <c>GET /api/systemusers 500 1/40</c> (one of forty requests),
/// <c>* /api/v2/** 429:2 x10</c> (ten times 429 with Retry-After: 2) or <c>GET /api/systemusers repeat</c>. In a path <c>*</c> stands for
/// one segment and <c>**</c> for the rest.
/// </summary>
public sealed record Fault
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public required FaultKind Kind { get; init; }

    public int Status { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>Of every <see cref="Of"/> matching requests the first <see cref="Share"/> fail.</summary>
    public int Share { get; init; } = 1;

    public int Of { get; init; } = 1;

    /// <summary>So many matching requests pass before it begins.</summary>
    public int Pass { get; init; }

    /// <summary>Ends after so many times.</summary>
    public int? Times { get; init; }

    /// <summary>How long a slow answer (kind Hang with a time) waits; null waits for ever.</summary>
    public TimeSpan? Wait { get; init; }

    public static Fault Parse(string rule)
    {
        var words = rule.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var method = words.Count > 0 && !words[0].StartsWith('/') ? words[0].ToUpperInvariant() : "*";
        if (words.Count > 0 && !words[0].StartsWith('/'))
            words.RemoveAt(0);
        if (words.Count < 2 || !words[0].StartsWith('/'))
            throw new FormatException($"not a fault rule: '{rule}' (wanted: [METHOD] /PATH WHAT [N/M] [xTIMES] [+PASS])");
        var (what, argument) = words[1].Split(':', 2) is [var name, var rest] ? (name, rest) : (words[1], null);
        var fault = int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 600
            ? new Fault { Method = method, Path = words[0], Kind = FaultKind.Status, Status = status, RetryAfter = argument is null ? null : Number(argument, rule) }
            : Enum.TryParse<FaultKind>(what, ignoreCase: true, out var kind) && kind != FaultKind.Status
                ? new Fault { Method = method, Path = words[0], Kind = kind, Wait = argument is null ? null : TimeSpan.FromMilliseconds(Number(argument, rule)) }
                : throw new FormatException($"no such fault: '{what}' in '{rule}'");
        foreach (var word in words.Skip(2))
        {
            fault = word.Split('/') is [var share, var of]
                ? fault with { Share = Number(share, rule), Of = Math.Max(1, Number(of, rule)) }
                : word.StartsWith('x')
                    ? fault with { Times = Number(word[1..], rule) }
                    : word.StartsWith('+')
                        ? fault with { Pass = Number(word[1..], rule) }
                        : throw new FormatException($"'{word}' in '{rule}' is neither N/M nor xTIMES nor +PASS");
        }

        return fault;
    }

    public bool Matches(string method, string path)
    {
        if (Method is not "*" && Method != method)
            return false;
        var (want, have) = (Path.Split('/'), path.Split('/'));
        for (var i = 0; i < want.Length; i++)
        {
            if (want[i] == "**")
                return true;
            if (i >= have.Length || (want[i] != "*" && !want[i].Equals(have[i], StringComparison.OrdinalIgnoreCase)))
                return false;
        }

        return want.Length == have.Length;
    }

    private static int Number(string text, string rule)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' in '{rule}' is not a number");
}
