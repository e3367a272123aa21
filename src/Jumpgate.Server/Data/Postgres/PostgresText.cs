using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Jumpgate.Server.Data.Postgres;

/// <summary>A statement as PostgreSQL takes it, parameters by their place: the driver would look for their names anew each time.</summary>
/// <param name="Names">What stands at <c>$1</c>, <c>$2</c> ….</param>
internal sealed partial record PostgresText(string Sql, IReadOnlyList<string> Names)
{
    /// <summary>Filters make texts of their own; beyond this many all are forgotten.</summary>
    private const int MostKnown = 2000;
    private static readonly ConcurrentDictionary<string, PostgresText> Known = new();

    /// <param name="expand">What becomes of the text first; always the same for one text.</param>
    public static PostgresText Of(string text, Func<string, string>? expand)
    {
        if (Known.TryGetValue(text, out var known)) return known;
        if (Known.Count >= MostKnown) Known.Clear();
        return Known[text] = Read(expand is null ? text : expand(text));
    }

    private static PostgresText Read(string text)
    {
        List<string> names = [];
        var sql = Parameters().Replace(text, found =>
        {
            var name = found.Groups[1].Value;
            if (!names.Contains(name)) names.Add(name);
            return $"${names.IndexOf(name) + 1}";
        });
        return new PostgresText(sql, names);
    }

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameters();
}
