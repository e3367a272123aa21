using System.Globalization;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

internal enum ListFormat { Json, Csv, Ndjson }

/// <summary>What a list of resources was asked for.</summary>
internal sealed record ListRequest(
    int Limit, bool HasLimit, string? Cursor, Filter? Filter, IReadOnlyList<AttributePath>? Fields, SortOrder? Sort, string? Search, bool Raw,
    Expansions Expand, string? AsOf, ListFormat Format)
{
    /// <exception cref="ProblemException">A parameter cannot be read.</exception>
    public static ListRequest Read(HttpRequest request)
    {
        var query = request.Query;
        var hasLimit = !string.IsNullOrEmpty(query["limit"]);
        return new ListRequest(
            LimitOf(request), hasLimit, One(query, "cursor"), FilterOf(One(query, "filter")), FieldsOf(One(query, "fields")), SortOrder.Read(One(query, "sort")),
            SearchOf(One(query, "q")), FlagOf(query, "raw"), ExpandOf(One(query, "expand")), One(query, "as_of"), FormatOf(request));
    }

    /// <summary>From 1 to 1000, 100 where none is given.</summary>
    public static int LimitOf(HttpRequest request)
    {
        if (One(request.Query, "limit") is not { } text) return PageRequest.DefaultLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= PageRequest.MaxLimit
            ? limit
            : throw new ProblemException(HttpProblems.ParameterInvalid.Because($"limit is a number from 1 to {PageRequest.MaxLimit}, not '{text}'.", "limit"));
    }

    public static string? One(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text
        : query[name].Count > 1 ? throw new ProblemException(HttpProblems.ParameterInvalid.Because($"{name} is given more than once.", name))
        : null;

    public static bool FlagOf(IQueryCollection query, string name) => One(query, name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        var text => throw new ProblemException(HttpProblems.ParameterInvalid.Because($"{name} is true or false, not '{text}'.", name)),
    };

    public static ListFormat FormatOf(HttpRequest request)
    {
        switch (One(request.Query, "format"))
        {
            case "json": return ListFormat.Json;
            case "csv": return ListFormat.Csv;
            case "ndjson": return ListFormat.Ndjson;
            case { } other: throw new ProblemException(HttpProblems.ParameterInvalid.Because($"format is json, csv or ndjson, not '{other}'.", "format"));
        }

        var accept = request.Headers.Accept.ToString();
        return accept.Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? ListFormat.Csv
            : accept.Contains("ndjson", StringComparison.OrdinalIgnoreCase) ? ListFormat.Ndjson
            : ListFormat.Json;
    }

    /// <summary>Attribute paths, comma-separated; null: all.</summary>
    public static IReadOnlyList<AttributePath>? FieldsOf(string? text)
    {
        if (text is null) return null;
        List<AttributePath> fields = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!AttributePath.TryParse(part, out var path, out var error))
                throw new ProblemException(HttpProblems.ParameterInvalid.Because($"fields: {error.Message}", "fields"));
            fields.Add(path);
        }

        return fields;
    }

    public static Expansions ExpandOf(string? text)
    {
        var expand = Expansions.None;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            expand |= part switch
            {
                "person" => Expansions.Person,
                "edges" => Expansions.Edges,
                "notes" => Expansions.Notes,
                "activity" => Expansions.Activity,
                _ => throw new ProblemException(HttpProblems.ParameterInvalid.Because($"expand takes person, edges, notes and activity, not '{part}'.", "expand")),
            };
        }

        return expand;
    }

    private static Filter? FilterOf(string? text)
    {
        if (text is null) return null;
        if (!Filter.TryParse(text, out var filter, out var error, ReadableAttributes.Types))
            throw new ProblemException(ReadProblems.InvalidFilter.Because(error.Message, "filter"));
        if (text.Contains('\0', StringComparison.Ordinal) || filter.ToString().Contains("\\u0000", StringComparison.Ordinal))
            throw new ProblemException(ReadProblems.InvalidFilter.Because("No attribute holds the character U+0000.", "filter"));
        return ReadableAttributes.Settle(filter);
    }

    private static string? SearchOf(string? text)
    {
        var folded = text?.Trim() is { Length: > 0 } trimmed ? TextOrder.Fold(trimmed.Replace('\0', '\uFFFD')) : null;
        return folded is null ? null : FoldedColumn.Cut(folded);
    }
}

[Flags]
internal enum Expansions { None = 0, Person = 1, Edges = 2, Notes = 4, Activity = 8 }
