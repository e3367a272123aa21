using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Patch;

/// <summary>
/// A PATCH (RFC 7644 §3.5.2), read and checked as far as that goes without the resource, and then a plan: set operations for what is
/// kept outside the document, and <see cref="Apply"/> for the document itself. Immutable; it may be applied again after a lost
/// race.
/// </summary>
public sealed class PatchRequest
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private readonly ResourceSchema schema;
    private readonly ClientProfile profile;
    private readonly ScimLimits limits;
    private readonly IReadOnlyList<PatchStep> steps;

    internal PatchRequest(ValueReader values, IReadOnlyList<PatchStep> steps, IReadOnlyList<OutsideChange> outside)
    {
        schema = values.Schema;
        profile = values.Profile;
        limits = values.Limits;
        this.steps = steps;
        Outside = outside;
        Ignored = values.Ignored;
    }

    /// <summary>What happens outside the document, in order.</summary>
    public IReadOnlyList<OutsideChange> Outside { get; }

    /// <summary>Whether any operation is about the document; when not, it need not be loaded.</summary>
    public bool TouchesDocument => steps.Count > 0;

    public IReadOnlyList<IgnoredInput> Ignored { get; }

    /// <summary>Reads a PatchOp message.</summary>
    /// <exception cref="ScimException">It is none, or cannot apply to any resource of the type.</exception>
    public static PatchRequest Read(ReadOnlyMemory<byte> body, ResourceSchema schema, ClientProfile? profile = null, ScimLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        limits ??= ScimLimits.Default;
        using var document = JsonBody.Parse(body, limits);
        return new PatchReader(new ValueReader(schema, profile ?? ClientProfile.Strict, limits)).Read(document.RootElement);
    }

    /// <summary>Applies all operations to a document, or none. <paramref name="current"/> stays as it is.</summary>
    /// <exception cref="ScimException">An operation does not fit the resource: noTarget, mutability, invalidValue, tooMany.</exception>
    public PatchResult Apply(JsonObject current)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (steps.Count == 0)
        {
            return new PatchResult(current, Changed: false);
        }

        var document = (JsonObject)current.DeepClone();
        new PatchDocument(document, schema, profile, limits).Apply(steps);
        return JsonNode.DeepEquals(current, document) ? new PatchResult(current, Changed: false) : new PatchResult(document, Changed: true);
    }
}

/// <summary>A document after a PATCH.</summary>
/// <param name="Document">The same object as before when nothing changed.</param>
/// <param name="Changed">Whether it differs; if not, <c>meta.lastModified</c> must not move (RFC 7644 §3.5.2.1).</param>
public sealed record PatchResult(JsonObject Document, bool Changed);
