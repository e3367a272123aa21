using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Resources;

/// <summary>The preferred one among many values: at most one (RFC 7643 §2.4).</summary>
internal static class Primary
{
    public const string Name = "primary";

    public static bool Is(JsonNode? value) => value is JsonObject members && members[Name]?.GetValueKind() == JsonValueKind.True;

    public static void RequireOne(JsonArray values, string path)
    {
        if (values.Count(Is) > 1)
        {
            throw ScimException.Value($"More than one value of {path} is primary.");
        }
    }
}
