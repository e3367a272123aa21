namespace Jumpgate.Server.Data;

/// <summary>Rows by columns, the input of a set-based statement: <c>{rows}</c> in its text.</summary>
public sealed class SqlRows
{
    private readonly List<(string Name, Array Values)> columns = [];

    public int Count { get; private set; }

    public IReadOnlyList<(string Name, Array Values)> Columns => columns;

    public SqlRows Add(string name, IReadOnlyCollection<long> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<long?> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<short> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<short?> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<int?> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<bool> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<Guid> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<string?> values) => Column(name, values);

    public SqlRows Add(string name, IReadOnlyCollection<byte[]?> values) => Column(name, values);

    private SqlRows Column<T>(string name, IReadOnlyCollection<T> values)
    {
        if (columns.Count > 0 && values.Count != Count) throw new ArgumentException($"Column {name} has {values.Count} rows, not {Count}.");
        Count = values.Count;
        columns.Add((name, values as T[] ?? [.. values]));
        return this;
    }
}
