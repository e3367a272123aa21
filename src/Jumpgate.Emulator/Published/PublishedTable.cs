using System.Collections.Frozen;
using System.Globalization;

namespace Jumpgate.Emulator.Published;

/// <summary>All routes of the published specifications, from <c>published-routes.txt</c>.</summary>
internal sealed class PublishedTable
{
    private static readonly Lazy<PublishedTable> Loaded = new(() => new PublishedTable());

    private readonly FrozenDictionary<(string Method, int Length), PublishedRoute[]> _byLength;
    private readonly FrozenDictionary<(string Method, string Shape), PublishedRoute> _byShape;

    private PublishedTable()
    {
        using var stream = typeof(PublishedTable).Assembly.GetManifestResourceStream("published-routes.txt")!;
        using var reader = new StreamReader(stream);
        Routes = [.. Lines(reader).Where(line => line.Length > 0 && line[0] != '#').Select(Read)];
        _byLength = Routes.GroupBy(route => (route.Method, route.Length))
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(route => route.Closeness, StringComparer.Ordinal).ToArray());
        _byShape = Routes.ToFrozenDictionary(route => (route.Method, PublishedRoute.Shape(route.Path)));
    }

    public static PublishedTable Instance => Loaded.Value;

    public IReadOnlyList<PublishedRoute> Routes { get; }

    public PublishedRoute? Find(string method, string path)
    {
        var parts = path.Split('/');
        return _byLength.TryGetValue((method, parts.Length), out var routes) ? Array.Find(routes, route => route.Fits(parts)) : null;
    }

    /// <summary>The route with this method and path template, whatever its parameters are called.</summary>
    public PublishedRoute? Named(string method, string template) => _byShape.GetValueOrDefault((method, PublishedRoute.Shape(template)));

    /// <summary>A route to the items of a collection, the one that reads if there is one.</summary>
    public PublishedRoute? ItemOf(string collection) =>
        Array.ConvertAll(["GET", "PUT", "PATCH", "DELETE"], method => Named(method, collection + "/{}")).FirstOrDefault(route => route is not null);

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static PublishedRoute Read(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new PublishedRoute(
            parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3], [.. parts[4..].Where(need => need != "-")]);
    }
}
