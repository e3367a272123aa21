using System.Globalization;

namespace Jumpgate.JumpCloud;

/// <summary>A path with its placeholders kept apart, so that errors and counters name the route and never an id.</summary>
internal readonly struct Route
{
    private Route(string template, string path) => (Template, Path) = (template, path);

    /// <summary>As written, placeholders numbered: one string per route, whoever calls.</summary>
    public string Template { get; }

    /// <summary>With escaped values and the query.</summary>
    public string Path { get; }

    public static Route Of(FormattableString path, Query? query = null)
    {
        var values = path.GetArguments();
        var escaped = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var text = Convert.ToString(values[i], CultureInfo.InvariantCulture);
            ArgumentException.ThrowIfNullOrWhiteSpace(text, "id");
            escaped[i] = Uri.EscapeDataString(text);
        }

        var filled = string.Format(CultureInfo.InvariantCulture, path.Format, escaped);
        return new Route(path.Format, query is null ? filled : filled + query);
    }

    /// <summary>For people: <c>/api/systemusers/{id}</c>.</summary>
    public static string Show(string template) => template
        .Replace("{0}", "{id}", StringComparison.Ordinal)
        .Replace("{1}", "{id2}", StringComparison.Ordinal)
        .Replace("{2}", "{id3}", StringComparison.Ordinal);
}
