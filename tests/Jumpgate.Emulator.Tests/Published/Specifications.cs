using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>JumpCloud's published specifications, the newer JSON before the older and fuller YAML.</summary>
internal sealed class Specifications
{
    private static readonly (string File, string Base)[] Files =
    [
        ("JumpCloud.SDK.V1.json", "/api"),
        ("JumpCloud.SDK.V2.json", "/api/v2"),
        ("JumpCloud.SDK.DirectoryInsights.json", "/insights/directory/v1"),
        ("console-v1.full.openapi3.yaml", "/api"),
        ("console-v2.full.openapi3.yaml", "/api/v2"),
    ];

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private static readonly Lazy<Specifications> Loaded = new(() => new Specifications());

    private Specifications()
    {
        foreach (var (file, prefix) in Files)
        {
            var path = SharedReference.PathOf("jumpcloud-openapi", file);
            var document = (JsonObject)(file.EndsWith(".yaml", StringComparison.Ordinal) ? YamlNodes.Read(path) : JsonNode.Parse(File.ReadAllText(path)))!;
            foreach (var (route, operations) in (JsonObject)document["paths"]!)
            {
                Paths.Add(prefix + route);
                foreach (var (method, operation) in operations as JsonObject ?? [])
                {
                    if (Methods.Contains(method) && operation is JsonObject node)
                        Operations.Add(new Operation(file, method.ToUpperInvariant(), prefix + route, node, document) { RawPath = route });
                }
            }
        }
    }

    public static Specifications Published => Loaded.Value;

    /// <summary>Every operation, newest document first; the same one may occur in two documents.</summary>
    public List<Operation> Operations { get; } = [];

    /// <summary>Every path key, also those whose operations were left out.</summary>
    public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

    /// <summary>Each operation once, from the newest document that has it.</summary>
    public IEnumerable<Operation> Newest => Operations.DistinctBy(operation => (operation.Method, Shape(operation.Path)));

    /// <summary>The documents' operations a request belongs to, newest first.</summary>
    public IReadOnlyList<Operation> Find(string method, string path)
    {
        var fits = Operations.Where(operation => operation.Method == method).Select(operation => (operation, Fit: operation.Fit(path))).Where(found => found.Fit >= 0).ToList();
        var best = fits.Count == 0 || Paths.Contains(path) && !fits.Exists(found => found.operation.Path == path) ? int.MaxValue : fits.Max(found => found.Fit);
        return [.. fits.Where(found => found.Fit == best).Select(found => found.operation)];
    }

    /// <summary>A path template without the names of its parameters.</summary>
    public static string Shape(string path) => string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? "{}" : segment));
}
