using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// A kind of error with its stable code: every room keeps its own as static fields. Each has an entry of the same name in
/// docs/guide/troubles.md.
/// </summary>
/// <param name="Code">Stable, lower snake case.</param>
/// <param name="Status">The HTTP status it answers with.</param>
/// <param name="Title">What happened, one short sentence.</param>
/// <param name="Fix">What to do next, second person.</param>
public sealed record ProblemCode(string Code, int Status, string Title, string Fix)
{
    public const string GuidePath = "/docs/guide/troubles.md";

    public string Docs => $"{GuidePath}#{Code}";

    /// <summary>The answer of this code with its cause.</summary>
    public ProblemResult Because(
        string detail, string? field = null, IReadOnlyList<FieldProblem>? errors = null, JsonElement? upstream = null, string? fix = null) =>
        new(new Problem("about:blank", Title, Status, detail, Code, fix ?? Fix, Docs, field, errors, upstream));
}
