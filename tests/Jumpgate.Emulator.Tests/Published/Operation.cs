using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>One published operation, with the document its references point into.</summary>
internal sealed record Operation(string Source, string Method, string Path, JsonObject Node, JsonObject Document)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>The statuses its responses are declared for.</summary>
    public IEnumerable<int> Statuses =>
        (Node["responses"] as JsonObject ?? []).Select(response => int.TryParse(response.Key, out var status) ? status : 0).Where(status => status > 0);

    public IEnumerable<int> Successes => Statuses.Where(status => status is >= 200 and < 300);

    /// <summary>Parameters of the operation and of its path, references opened.</summary>
    public IEnumerable<JsonObject> Parameters =>
        new[] { Node["parameters"], Document["paths"]?[RawPath]?["parameters"] }
            .OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>().Select(parameter => Resolve(parameter));

    public required string RawPath { get; init; }

    /// <summary>How well a request path fits: more literal segments is better, negative is not at all.</summary>
    public int Fit(string path)
    {
        var parts = path.Split('/');
        if (parts.Length != _segments.Length)
            return -1;
        var literal = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (_segments[i].StartsWith('{'))
                continue;
            if (!string.Equals(_segments[i], parts[i], StringComparison.Ordinal))
                return -1;
            literal++;
        }
        return literal;
    }

    /// <summary>The schema of a response: <c>schema</c> in Swagger 2.0, the first JSON content in OpenAPI 3.0.</summary>
    public JsonObject? Schema(int status)
    {
        if (Node["responses"]?[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] is not JsonObject response)
            return null;
        response = Resolve(response);
        if (response["schema"] is JsonObject schema)
            return schema;
        return (response["content"] as JsonObject)?.FirstOrDefault(type => type.Key.Contains("json", StringComparison.Ordinal)).Value?["schema"] as JsonObject;
    }

    public JsonObject Resolve(JsonObject node)
    {
        while (node["$ref"] is JsonValue reference)
        {
            JsonNode? at = Document;
            foreach (var part in reference.GetValue<string>().TrimStart('#', '/').Split('/'))
                at = at?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            node = at as JsonObject ?? throw new InvalidDataException($"{Source}: {reference} points nowhere");
        }
        return node;
    }
}
