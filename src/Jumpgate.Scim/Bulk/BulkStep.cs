using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Bulk;

/// <summary>One thing to do of a bulk request: an operation, or the PATCH that completes one of a circle.</summary>
public sealed class BulkStep
{
    private readonly IReadOnlyList<BulkReference> references;
    private readonly ImmutableArray<BulkReference> held;

    internal BulkStep(BulkOperation operation, IReadOnlyList<BulkReference> references, ImmutableArray<BulkReference> held, bool Completes)
    {
        Operation = operation;
        this.references = references;
        this.held = held;
        this.Completes = Completes;
    }

    public BulkOperation Operation { get; }

    /// <summary>
    /// Whether this is the PATCH after the fact: <see cref="Body"/> is then a PatchOp for the resource the operation created.
    /// </summary>
    public bool Completes { get; }

    /// <summary>The id the operation is about, looked up when it is a reference; null for POST.</summary>
    /// <param name="created">The id a bulkId's operation created; null when it failed or has not run.</param>
    /// <exception cref="ScimException">The operation referred to has failed: 409.</exception>
    public string? Id(Func<string, string?> created)
    {
        ArgumentNullException.ThrowIfNull(created);
        return IdReference(Operation) is { } bulkId ? Find(created, bulkId) : Operation.Id;
    }

    /// <summary>The body with every reference put in its place.</summary>
    /// <param name="created">The id a bulkId's operation created; null when it failed or has not run.</param>
    /// <exception cref="ScimException">An operation referred to has failed: 409.</exception>
    public ReadOnlyMemory<byte> Body(Func<string, string?> created)
    {
        ArgumentNullException.ThrowIfNull(created);
        if (references.Count == 0)
        {
            return Operation.Data;
        }

        var data = JsonNode.Parse(Operation.Data.Span)!;
        foreach (var reference in Completes ? references : references.Except(held))
        {
            reference.Holder(data)[(string)reference.Steps[^1]] = Find(created, reference.BulkId);
        }

        return Encoding.UTF8.GetBytes((Completes ? Completion(data) : Without(data)).ToJsonString());
    }

    /// <summary>The bulkId an operation's path refers to; null when it names an id.</summary>
    internal static string? IdReference(BulkOperation operation) =>
        operation.Id?.StartsWith(BulkReference.Prefix, StringComparison.Ordinal) == true ? operation.Id[BulkReference.Prefix.Length..] : null;

    private static string Find(Func<string, string?> created, string bulkId) =>
        created(bulkId) ?? throw new ScimException(new ScimError(409, null, $"Nothing was created for the bulkId {JsonBody.Show(bulkId)}."));

    /// <summary>The data without what is held back: list items whole, else the reference alone.</summary>
    private JsonNode Without(JsonNode data)
    {
        var items = new List<JsonNode>();
        foreach (var reference in held)
        {
            if (ItemOf(reference) is { } item)
            {
                items.Add(At(data, reference.Steps.AsSpan()[..(item + 1)]));
            }
            else
            {
                reference.Holder(data).AsObject().Remove((string)reference.Steps[^1]);
            }
        }

        foreach (var item in items.Where(item => item.Parent is JsonArray))
        {
            item.Parent!.AsArray().Remove(item);
        }

        return data;
    }

    private JsonObject Completion(JsonNode data)
    {
        var operations = new JsonArray();
        foreach (var reference in held)
        {
            var item = ItemOf(reference);
            var names = reference.Steps.AsSpan()[..(item ?? reference.Steps.Length)];
            var value = item is null ? reference.Holder(data)[(string)reference.Steps[^1]]! : At(data, reference.Steps.AsSpan()[..(item.Value + 1)]);
            operations.Add((JsonNode)new JsonObject { ["op"] = "add", ["path"] = Path(names), ["value"] = item is null ? value.DeepClone() : new JsonArray(value.DeepClone()) });
        }

        return new JsonObject { ["schemas"] = new JsonArray(PatchRequest.Schema), ["Operations"] = operations };
    }

    /// <summary>Where the way to a reference first enters a list; null when it enters none.</summary>
    private static int? ItemOf(BulkReference reference) =>
        reference.Steps.FirstOrDefault(step => step is int) is { } first ? reference.Steps.IndexOf(first) : null;

    private static JsonNode At(JsonNode data, ReadOnlySpan<object> steps)
    {
        var at = data;
        foreach (var step in steps)
        {
            at = step is int index ? at[index]! : at[(string)step]!;
        }

        return at;
    }

    /// <summary>Names as an attribute path: what follows a URI is parted from it by a colon, all else by dots.</summary>
    private static string Path(ReadOnlySpan<object> names)
    {
        var first = (string)names[0];
        return names.Length == 1 ? first : first + (first.Contains(':', StringComparison.Ordinal) ? ":" : ".") + string.Join('.', names[1..]!);
    }
}
