using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The order of a list. What has no value comes last, upwards and downwards.</summary>
/// <param name="Name">As the caller wrote it, without the sign.</param>
/// <param name="Column">Of the version row <c>v</c>, or of the row that leads to it.</param>
internal sealed record SortOrder(string Name, string Column, bool Descending, SortValue Value, bool MayLack)
{
    public static readonly SortOrder Key = new("", "v.resource", false, SortValue.Number, false);

    public static SortOrder By(string column) => new(column, column, false, SortValue.Text, true);

    public bool IsText => Value == SortValue.Text;

    /// <summary>What decides between equals: the resource of the row that has the column.</summary>
    public string Tie => Column[..2] + "resource";

    public static SortOrder? Read(string? text)
    {
        if (text is null) return null;
        var descending = text.StartsWith('-');
        return (descending ? text[1..] : text) switch
        {
            "name" => new("name", "v.f_name", descending, SortValue.Text, true),
            "email" => new("email", "v.f_email", descending, SortValue.Text, true),
            "userName" => new("userName", "v.f_user_name", descending, SortValue.Text, true),
            "status" => new("status", "v.status", descending, SortValue.Text, false),
            "updatedAt" => new("updatedAt", "v.from_seq", descending, SortValue.Number, false),
            _ => throw new ProblemException(HttpProblems.ParameterInvalid.Because(
                $"sort takes name, email, userName, status and updatedAt, with - before it for the other direction; not '{text}'.", "sort")),
        };
    }

    /// <summary>The rows that have a value. A name is never null: without one it is empty.</summary>
    public string Has => Column == FoldedName ? $"{Column} > ''" : $"{Column} is not null";

    public string Lacks => Column == FoldedName ? $"{Column} = ''" : $"{Column} is null";

    private const string FoldedName = "v.f_name";

    public override string ToString() => (Descending ? "-" : "") + Name;
}

internal enum SortValue { Number, Text, Id }
