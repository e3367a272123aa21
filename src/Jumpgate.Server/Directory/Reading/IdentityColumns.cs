using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Comparisons on the identity: the public id, and the id it has at its source.</summary>
internal static class IdentityColumns
{
    private const string Lowest = "00000000-0000-0000-0000-000000000000";
    private const string Highest = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    public static Bounds Id(CompareOperator @operator, string wanted, SqlArguments arguments) => @operator switch
    {
        CompareOperator.Equal => wanted.Length == Lowest.Length && Guid.TryParseExact(wanted, "D", out var id)
            ? Bounds.Exact(Among($"i.id = {arguments.Add(id)}"))
            : Bounds.Exact(Bounds.False),
        CompareOperator.NotEqual => Id(CompareOperator.Equal, wanted, arguments).Negate(),
        CompareOperator.StartsWith => IdRange(wanted, arguments) is var (from, to)
            ? Bounds.Exact($"exists (select 1 from resource i where i.tenant = @tenant and i.resource = v.resource and {from} and {to})")
            : Bounds.Exact(Bounds.False),
        _ => Bounds.Unknown,
    };

    /// <summary>The two ends of the ids that begin so; null: no id can.</summary>
    public static (string From, string To)? IdRange(string prefix, SqlArguments arguments) => prefix.Length <= Lowest.Length
        && Guid.TryParseExact(prefix + Lowest[prefix.Length..], "D", out var from) && Guid.TryParseExact(prefix + Highest[prefix.Length..], "D", out var to)
        ? ($"i.id >= {arguments.Add(from)}", $"i.id <= {arguments.Add(to)}")
        : null;

    public static Bounds RemoteId(CompareOperator @operator, string wanted, SqlArguments arguments) => @operator switch
    {
        CompareOperator.Equal => Bounds.Exact(AmongRemote($"i.remote_id = {arguments.Add(wanted)}")),
        CompareOperator.NotEqual => RemoteId(CompareOperator.Equal, wanted, arguments).Negate(),
        CompareOperator.StartsWith when wanted.Length > 0 => Bounds.Exact(AmongRemote(FoldedColumn.StartsWith("i.remote_id", wanted, arguments))),
        _ => Bounds.Unknown,
    };

    private static string Among(string condition) => $"v.resource in (select i.resource from resource i where i.tenant = @tenant and {condition})";

    private static string AmongRemote(string condition) =>
        $"v.resource in (select i.resource from resource i where i.tenant = @tenant and i.directory = @directory and i.kind = @kind and {condition})";
}
