using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Jumpgate.Cli;

/// <summary>Tables for people, JSON for programs.</summary>
internal static class Listing
{
    public static void Json<T>(this Terminal terminal, T value, JsonTypeInfo<T> type) => terminal.Out.WriteLine(JsonSerializer.Serialize(value, type));

    public static void Table(this Terminal terminal, string[] columns, IEnumerable<string?[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        // The last column gives way where the screen is narrow.
        for (var at = 0; at < columns.Length; at++)
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(columns[at])}[/]") { NoWrap = at < columns.Length - 1, Padding = new Padding(0, 0, 3, 0) });
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell ?? ""))]);
        terminal.Screen.Write(table);
    }

    /// <summary>Name and value pairs, one a line.</summary>
    public static void Facts(this Terminal terminal, params (string Name, string? Value)[] facts)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true }).AddColumn();
        foreach (var (name, value) in facts.Where(f => f.Value is not null)) grid.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value!));
        terminal.Screen.Write(grid);
    }

    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
