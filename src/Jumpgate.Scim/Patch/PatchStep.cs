using System.Text.Json.Nodes;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Patch;

internal enum PatchVerb
{
    Add,
    Remove,
    Replace,

    /// <summary>Takes the values given away from a list; a leniency, not an operation of the RFC.</summary>
    RemoveThese,
}

/// <summary>Where in a document a step works.</summary>
/// <param name="Extension">The extension of the attribute; null at the root.</param>
/// <param name="Attribute">Null for the whole extension.</param>
/// <param name="Values">Which values of the attribute; null for all.</param>
internal sealed record PatchTarget(ScimSchema? Extension, ScimAttribute? Attribute, Filter? Values = null, ScimAttribute? Sub = null)
{
    public AttributePath AttributePath => new(Attribute!.Name, null, Extension?.Id);

    public override string ToString() => new AttributeTarget(Extension, Attribute, Sub).ToString();
}

/// <summary>One change of one attribute, with its value checked.</summary>
internal sealed record PatchStep(PatchVerb Verb, PatchTarget Target, JsonNode? Value = null);
