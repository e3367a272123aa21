using System.Runtime.InteropServices;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Bulk;

/// <summary>Many operations in one request (RFC 7644 §3.7).</summary>
/// <param name="FailOnErrors">After how many errors to stop; null to go on whatever fails.</param>
public sealed record BulkRequest(int? FailOnErrors, IReadOnlyList<BulkOperation> Operations)
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    private const int LongestBulkId = 256;

    /// <summary>
    /// Reads a BulkRequest message. What is wrong with one operation alone becomes its <see cref="BulkOperation.Error"/>.
    /// </summary>
    /// <exception cref="ScimException">The message is none, has too many operations (413) or uses one bulkId twice.</exception>
    public static BulkRequest Read(ReadOnlyMemory<byte> body, SchemaSet schemas, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        profile ??= ClientProfile.Strict;
        limits ??= ScimLimits.Default;
        using var document = JsonBody.Parse(body, limits);
        var found = MessageReader.Members(document.RootElement, profile, "a BulkRequest", "schemas", "failOnErrors", "Operations");
        SchemaList.Require(found[0], Schema, profile.Allows(Leniency.MissingSchemas), "BulkRequest");
        var failOnErrors = MessageReader.Whole(found[1], "failOnErrors");
        if (failOnErrors < 1)
        {
            throw ScimException.Value("failOnErrors must be 1 or more.");
        }

        if (found[2].ValueKind != JsonValueKind.Array)
        {
            throw ScimException.Syntax("Operations must be a list.");
        }

        if (found[2].GetArrayLength() > limits.BulkOperations)
        {
            throw ScimException.TooLarge($"The request has more than {limits.BulkOperations} operations.");
        }

        var operations = new List<BulkOperation>(found[2].GetArrayLength());
        var bulkIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in found[2].EnumerateArray())
        {
            var operation = Operation(item, operations.Count, schemas, profile);
            if (operation.BulkId is { } bulkId && !bulkIds.Add(bulkId))
            {
                throw ScimException.Value($"The bulkId {JsonBody.Show(bulkId)} is used twice.");
            }

            operations.Add(operation);
        }

        return new BulkRequest(failOnErrors, operations);
    }

    private static BulkOperation Operation(JsonElement item, int index, SchemaSet schemas, ClientProfile profile)
    {
        var found = MessageReader.Members(item, profile, "an operation", "method", "bulkId", "version", "path", "data");
        var methodText = MessageReader.Text(found[0], "method") ?? "";
        var bulkId = MessageReader.Text(found[1], "bulkId");
        var version = MessageReader.Text(found[2], "version");
        var path = MessageReader.Text(found[3], "path") ?? "";
        var parts = path.Trim('/').Split('/');
        BulkMethod? method = Enum.GetValues<BulkMethod>().Select(known => (BulkMethod?)known)
            .FirstOrDefault(known => known.ToString()!.Equals(methodText, StringComparison.OrdinalIgnoreCase));
        var endpoint = schemas.Resources.FirstOrDefault(resource => resource.Type.Endpoint.AsSpan(1).SequenceEqual(parts[0]));
        var data = found[4].ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(found[4]).ToArray() : [];
        var error = method is null ? ScimError.Syntax("method must be POST, PUT, PATCH or DELETE.")
            : endpoint is null || parts.Length > 2 || parts.Any(part => part.Length == 0 || part is "." or "..") ? ScimError.Value("path must name a resource type, and a resource unless it is POST.")
            : parts.Length != (method == BulkMethod.Post ? 1 : 2) ? ScimError.Value("POST names a resource type; PUT, PATCH and DELETE name a resource.")
            : bulkId is { Length: > LongestBulkId } || method == BulkMethod.Post && string.IsNullOrEmpty(bulkId) ? ScimError.Value($"POST needs a bulkId of at most {LongestBulkId} characters.")
            : method != BulkMethod.Delete && data.Length == 0 ? ScimError.Syntax("data must be an object.")
            : null;
        return new BulkOperation(index, method, methodText, string.IsNullOrEmpty(bulkId) ? null : bulkId, parts[0], parts.Length > 1 ? parts[1] : null, version, data, error);
    }
}
