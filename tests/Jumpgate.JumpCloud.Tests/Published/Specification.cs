using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Published;

internal static class Specification
{
    public static JsonObject Of(string name) => JsonNode.Parse(File.ReadAllText(SharedReference.PathOf("jumpcloud-openapi", $"JumpCloud.SDK.{name}.json")))!.AsObject();
}
