using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Checks one answer of the emulator against what JumpCloud publishes for its route.</summary>
internal static class AnswerCheck
{
    /// <summary>What a strictly typed client made from an older document would trip over; that fields were added since is no fault.</summary>
    private static IEnumerable<Finding> Types(Operation operation, int status, JsonNode? answer) =>
        operation.Schema(status) is { } schema
            ? SchemaCheck.Of(operation, schema, answer).Where(finding => finding.Problem != "unknown property" && !finding.Problem.Contains(" is not one of ", StringComparison.Ordinal))
            : [];

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
            var answer = JsonNode.Parse(body);
            var older = operations.Where(operation => operation != declaring && operation.Statuses.Contains(status));
            return
            [
                .. SchemaCheck.Of(declaring, schema, answer).Select(finding => finding.ToString()),
                .. older.SelectMany(operation => Types(operation, status, answer)).Select(finding => $"{finding} in {declaring.Method} of the older document"),
            ];
        }
        catch (JsonException)
        {
            return [$"not JSON: {body[..Math.Min(body.Length, 60)]}"];
        }
    }
}
