using Jumpgate.JumpCloud.Tests.Resources;

namespace Jumpgate.JumpCloud.Tests.Published;

/// <summary>Every route we call is a path of JumpCloud's published documents, or stands here with the place that told of it.</summary>
public sealed class RoutesAgainstSpecificationsTests
{
    private static readonly Dictionary<string, string> Unpublished = new()
    {
        ["/api/v2/google-emm/devices/d1/lock"] = "§6.9",
        ["/api/v2/providers/p1/administrators/a1"] = "§6.2",
    };

    [PublishedFact]
    public void Every_route_written_to_is_a_published_path()
    {
        var published = Paths("V1", "/api").Concat(Paths("V2", "/api/v2")).ToList();

        var unknown = WritesTests.Expected
            .Select(row => ((string)row[1]).Split(' ')[1].Split('?')[0])
            .Distinct()
            .Where(path => !Unpublished.ContainsKey(path) && !published.Exists(template => Matches(path, template)))
            .ToList();

        unknown.ShouldBeEmpty(string.Join(Environment.NewLine, unknown));
    }

    private static IEnumerable<string> Paths(string file, string root) =>
        Specification.Of(file)["paths"]!.AsObject().Select(path => root + path.Key);

    private static bool Matches(string path, string template)
    {
        var (left, right) = (path.Trim('/').Split('/'), template.Trim('/').Split('/'));
        return left.Length == right.Length && left.Zip(right).All(pair => pair.First == pair.Second || pair.Second.StartsWith('{'));
    }
}
