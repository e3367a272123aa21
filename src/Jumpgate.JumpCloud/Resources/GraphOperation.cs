using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>The body of a graph write: one edge per call (JumpCloud.SDK.V2.json <c>GraphOperation</c>).</summary>
internal static class GraphOperation
{
    public static JsonObject Of(string op, string type, string id, JsonNode? attributes = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        var body = new JsonObject { ["op"] = op, ["type"] = type, ["id"] = id };
        if (attributes is not null) body["attributes"] = attributes.DeepClone();
        return body;
    }
}
