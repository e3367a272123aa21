using System.Globalization;

namespace Jumpgate.Server.Directory;

/// <summary>A query put together from conditions: its tables, what must hold, the order, the arguments.</summary>
public sealed class SqlQuery(string from)
{
    private readonly List<string> conditions = [];
    private readonly List<(string Name, object? Value)> args = [];
    private string? order;
    private int? limit;

    /// <summary>Arguments of the statement, without <c>@tenant</c>.</summary>
    public (string Name, object? Value)[] Args => [.. args];

    /// <summary>Adds a condition; its arguments must have names of their own (<see cref="Name"/>).</summary>
    public SqlQuery And(string condition, params (string Name, object? Value)[] arguments)
    {
        conditions.Add(condition);
        args.AddRange(arguments);
        return this;
    }

    /// <summary>A parameter name nobody else uses in this query.</summary>
    public string Name() => "p" + (args.Count + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Binds a value under a new name and gives it as it stands in SQL: <c>@p7</c>.</summary>
    public string Bind(object? value)
    {
        var name = Name();
        args.Add((name, value));
        return "@" + name;
    }

    public SqlQuery Join(string join)
    {
        from += " " + join;
        return this;
    }

    public SqlQuery OrderBy(string columns)
    {
        order = columns;
        return this;
    }

    public SqlQuery Limit(int rows)
    {
        limit = rows;
        return this;
    }

    public string Select(string columns) =>
        $"select {columns} from {from} where {string.Join(" and ", conditions)}"
        + (order is null ? "" : $" order by {order}")
        + (limit is null ? "" : $" limit {limit.Value.ToString(CultureInfo.InvariantCulture)}");
}
