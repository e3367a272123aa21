using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Contracts;

/// <summary>One page of a list: the items, the cursor of the next page (null on the last one) and the total, null where counting would scan.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long? Total);

/// <summary>An error as every route answers it (<c>application/problem+json</c>, RFC 9457) with Jumpgate's own members.</summary>
/// <param name="Type">Always <c>about:blank</c>; <paramref name="Code"/> is the stable name.</param>
/// <param name="Title">What happened, in one short sentence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">The cause, with the names at hand.</param>
/// <param name="Code">Stable, lower snake case, e.g. <c>invalid_credentials</c>.</param>
/// <param name="Fix">What to do next, second person.</param>
/// <param name="Docs">Link to the guide's step or to the code's entry.</param>
/// <param name="Field">The request member at fault, in JSON path words, or null.</param>
/// <param name="Errors">Every fault found, where there is more than one.</param>
public sealed record Problem(
    string? Type, string Title, int Status, string? Detail, string Code, string? Fix, string? Docs, string? Field = null,
    IReadOnlyList<FieldProblem>? Errors = null, JsonElement? Upstream = null);

/// <summary>A fault at one member of a request.</summary>
/// <param name="Line">From 1, of faults in a text of several lines.</param>
/// <param name="Column">From 1.</param>
public sealed record FieldProblem(
    string Field, string Code, string Detail, string? Fix = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Column = null);
