using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Jumpgate.Server.Hosting;

/// <summary>Reads a body whose members left out mean something else than null.</summary>
internal static class Body
{
    /// <exception cref="JsonException">It is no such object; answered as <c>body_malformed</c>.</exception>
    public static T Read<T>(JsonElement body, JsonTypeInfo<T> type) =>
        body.ValueKind == JsonValueKind.Object
            ? body.Deserialize(type) ?? throw new JsonException("The body is null.")
            : throw new ProblemException(HttpProblems.BodyMalformed.Because("The body must be a JSON object."));

    /// <summary>A member by its name in camelCase; null where it is left out.</summary>
    public static JsonElement? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) ? member : null;
}
