using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Checks one answer of the emulator against what JumpCloud publishes for its route.</summary>
internal static class AnswerCheck
{
    public static IReadOnlyList<string> Of(string method, string path, int status, string body)
    {
        var operations = Specifications.Published.Find(method, path);
        if (operations.Count == 0)
            return ["no published operation"];
        var declaring = operations.FirstOrDefault(operation => operation.Statuses.Contains(status));
        if (declaring is null)
            return status < 300 ? [$"status {status} instead of {string.Join('/', operations.SelectMany(operation => operation.Successes).Distinct())}"] : [];
        if (declaring.Schema(status) is not { } schema)
            return [];
        try
        {
            return [.. SchemaCheck.Of(declaring, schema, JsonNode.Parse(body)).Select(finding => finding.ToString())];
        }
        catch (JsonException)
        {
            return [$"not JSON: {body[..Math.Min(body.Length, 60)]}"];
        }
    }
}
