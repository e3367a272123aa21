namespace Jumpgate.Server.Directory.Reading;

/// <summary>Values of a statement under construction. A value never becomes text of the statement: only its name does.</summary>
internal sealed class SqlArguments
{
    private readonly List<(string Name, object? Value)> values = [];

    /// <summary>Keeps a value and answers the name to write in its place.</summary>
    public string Add(object value)
    {
        for (var i = 0; i < values.Count; i++)
            if (Equals(values[i].Value, value)) return '@' + values[i].Name;
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{values.Count}");
        values.Add((name, value));
        return '@' + name;
    }

    public IReadOnlyList<(string Name, object? Value)> Values => values;
}
