using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Tests;

/// <summary>Bodies and refusals, short.</summary>
internal static class Input
{
    public const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);

    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>A user with the members given, as inner JSON.</summary>
    public static ReadOnlyMemory<byte> User(string members = "", string userName = "ana") =>
        Bytes($$"""{"schemas":["{{Core}}"],"userName":"{{userName}}"{{(members.Length > 0 ? "," + members : "")}}}""");

    public static ScimError Refusal(Action act) => Should.Throw<ScimException>(act).Error;

    public static ScimError Refusal<T>(Func<T> act) => Should.Throw<ScimException>(() => { act(); }).Error;

    public static void ShouldBeJson(this JsonNode? node, string json) =>
        JsonNode.DeepEquals(node, JsonNode.Parse(json)).ShouldBeTrue($"{node?.ToJsonString()} is not {json}");

    public static JsonObject Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }
}
