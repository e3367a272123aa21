using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Patch;

/// <summary>Reads a PatchOp message into steps of one attribute each.</summary>
internal sealed class PatchReader(ValueReader values)
{
    private static readonly AttributeTable Message = new(
    [
        CommonAttributes.Schemas, new ScimAttribute("Operations", AttributeKind.String),
    ]);

    private static readonly AttributeTable OperationMembers = new(
    [
        new ScimAttribute("op", AttributeKind.String), new ScimAttribute("path", AttributeKind.String), new ScimAttribute("value", AttributeKind.String),
    ]);

    private readonly ResourceSchema schema = values.Schema;
    private readonly List<PatchStep> steps = [];
    private readonly OutsideReader outside = new(values);

    public PatchRequest Read(JsonElement body)
    {
        var (listed, operations, _) = Members(body, Message);
        SchemaList.Require(listed, PatchRequest.Schema, values.Profile.Allows(Leniency.MissingSchemas), "PATCH");
        if (operations.ValueKind != JsonValueKind.Array || operations.GetArrayLength() == 0)
        {
            throw ScimException.Syntax("Operations must be a list of at least one operation.");
        }

        if (operations.GetArrayLength() > values.Limits.Operations)
        {
            throw ScimException.TooLarge($"The request has more than {values.Limits.Operations} operations.");
        }

        foreach (var operation in operations.EnumerateArray())
        {
            Operation(operation);
        }

        return new PatchRequest(values, steps, outside.Finish());
    }

    private void Operation(JsonElement operation)
    {
        if (operation.ValueKind != JsonValueKind.Object)
        {
            throw ScimException.Syntax("An operation must be an object.");
        }

        var (op, path, value) = Members(operation, OperationMembers);
        var verb = Verb(op);
        if (path.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            // RFC 7644 §3.5.2.2: "If "path" is unspecified, the operation fails with HTTP status code 400 and a "scimType" … "noTarget"".
            if (verb == PatchVerb.Remove)
            {
                throw ScimException.NoTarget("remove needs a path.");
            }

            Whole(verb, value, null, "the resource");
        }
        else if (path.ValueKind != JsonValueKind.String)
        {
            throw ScimException.Path("path must be text.");
        }
        else
        {
            At(verb, path.GetString()!, value);
        }
    }

    private static PatchVerb Verb(JsonElement op)
    {
        var word = op.ValueKind == JsonValueKind.String ? op.GetString() : null;
        return "add".Equals(word, StringComparison.OrdinalIgnoreCase) ? PatchVerb.Add
            : "remove".Equals(word, StringComparison.OrdinalIgnoreCase) ? PatchVerb.Remove
            : "replace".Equals(word, StringComparison.OrdinalIgnoreCase) ? PatchVerb.Replace
            : throw ScimException.Syntax("op must be add, remove or replace.");
    }

    /// <summary>An operation with a path, or a key of one without that is a path.</summary>
    private void At(PatchVerb verb, string text, JsonElement value)
    {
        if (!PatchPath.TryParse(text, out var path, out var error, schema.Types, values.Limits.Filter))
        {
            if (IsUnknown(text))
            {
                Ignore(text, value);
                return;
            }

            // A fault inside the brackets is one of the filter (RFC 7644 §3.12, Table 9).
            var bracket = text.IndexOf('[', StringComparison.Ordinal);
            throw ScimException.Of(bracket >= 0 && error.Position > bracket ? error with { Code = FilterError.InvalidFilter } : error);
        }

        if (schema.Resolve(path.Attribute) is not { } found)
        {
            Ignore(text, value);
            return;
        }

        if (path.Values is not null && found.Attribute is not { MultiValued: true })
        {
            throw ScimException.Path($"{found} has no list of values to choose from.");
        }

        if (found.Attribute is { } attribute)
        {
            Attribute(verb, new PatchTarget(found.Extension, attribute, path.Values, found.Sub), value);
        }
        else if (verb != PatchVerb.Remove)
        {
            Whole(verb, value, found.Extension, found.Extension?.Id ?? "the resource");
        }
        else if (found.Extension is not null)
        {
            steps.Add(new PatchStep(PatchVerb.Remove, new PatchTarget(found.Extension, null)));
        }
        else
        {
            throw ScimException.NoTarget("A whole resource is removed by DELETE.");
        }
    }

    /// <summary>Whether a path is one, but of an attribute nobody declared, so that its filter could not be understood.</summary>
    private bool IsUnknown(string text) =>
        PatchPath.TryParse(text, out var path, out _, types: null, values.Limits.Filter) && schema.Resolve(new AttributePath(path.Attribute.Attribute, null, path.Attribute.Schema)) is null;

    private void Ignore(string path, JsonElement value)
    {
        if (!values.Profile.Allows(Leniency.UnknownAttributes))
        {
            throw ScimException.Path($"{JsonBody.Show(path)} is not an attribute of {schema.Type.Name}.");
        }

        JsonBody.RefuseDuplicates(value);
        values.Ignore(JsonBody.Show(path), IgnoredReason.Unknown);
    }

    /// <summary>The value of an operation about a whole resource or extension: attributes and their values.</summary>
    private void Whole(PatchVerb verb, JsonElement value, ScimSchema? extension, string name)
    {
        if (extension is not null && value.ValueKind == JsonValueKind.Null)
        {
            Unassign(verb, new PatchTarget(extension, null));
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw ScimException.Value($"value must be an object with attributes of {name}.");
        }

        var table = extension?.Attributes ?? schema.Root;
        var at = new Place(extension, null);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            if (!seen.Add(member.Name))
            {
                throw JsonBody.Twice(member.Name);
            }

            if (JsonBody.IndexOf(table, member) is >= 0 and var index)
            {
                var attribute = table[index];
                if (attribute.Mutability == Mutability.ReadOnly && values.Profile.Allows(Leniency.ReadOnlyInPatch))
                {
                    values.Kept(attribute, member.Value, at);
                    continue;
                }

                Attribute(verb, new PatchTarget(extension, attribute), member.Value);
            }
            else if (extension is null && schema.Extension(member.Name) is { } below)
            {
                Whole(verb, member.Value, below, below.Id);
            }
            else if (extension is null && values.Profile.Allows(Leniency.DottedKeys) && member.Name.AsSpan().ContainsAny(".:["))
            {
                At(verb, member.Name, member.Value);
            }
            else
            {
                values.Unknown(member, at);
            }
        }
    }

    private void Attribute(PatchVerb verb, PatchTarget target, JsonElement value)
    {
        var attribute = target.Attribute!;
        if (attribute.Mutability == Mutability.ReadOnly || target.Sub?.Mutability == Mutability.ReadOnly)
        {
            throw ScimException.Mutability($"{target} is read-only.");
        }

        if (ReferenceEquals(attribute, CommonAttributes.Schemas))
        {
            ListedSchemas(verb, value);
            return;
        }

        if (verb != PatchVerb.Remove && value.ValueKind == JsonValueKind.Undefined)
        {
            throw ScimException.Value($"{target} needs a value.");
        }

        var at = new Place(target.Extension, null);
        if (attribute.Returned == Returned.Never || target.Sub?.Returned == Returned.Never)
        {
            if (verb != PatchVerb.Remove)
            {
                values.Read(target.Sub ?? attribute, value, target.Sub is null ? at : at.Below(attribute), single: true);
            }

            values.Ignore(target.ToString(), IgnoredReason.NeverKept);
        }
        else if (target.Extension is null && schema.IsOutside(attribute))
        {
            outside.Read(verb, target, value, at);
        }
        else if (verb == PatchVerb.Remove)
        {
            Remove(target, value, at);
        }
        else if (JsonBody.IsUnassigned(value))
        {
            Unassign(verb, target);
        }
        else if (Value(verb, target, value, at) is { } read)
        {
            steps.Add(new PatchStep(verb, target, read));
        }
    }

    private JsonNode? Value(PatchVerb verb, PatchTarget target, JsonElement value, Place at)
    {
        var attribute = target.Attribute!;
        return target.Sub is { } sub ? values.Read(sub, value, at.Below(attribute), single: true)
            : target.Values is not null ? values.One(attribute, value, at, partial: verb == PatchVerb.Add)
            : values.Read(attribute, value, at, partial: true, single: true);
    }

    private void Remove(PatchTarget target, JsonElement value, Place at)
    {
        var these = target is { Attribute.MultiValued: true, Values: null, Sub: null } && !JsonBody.IsUnassigned(value);
        if (!these)
        {
            steps.Add(new PatchStep(PatchVerb.Remove, target));
            return;
        }

        OutsideReader.RequireRemoveByValue(values.Profile, target);
        if (values.Read(target.Attribute!, value, at, single: true) is { } read)
        {
            steps.Add(new PatchStep(PatchVerb.RemoveThese, target, read));
        }
    }

    /// <summary>Null and empty are no value (RFC 7643 §2.5): to add them adds nothing, to replace by them takes away.</summary>
    private void Unassign(PatchVerb verb, PatchTarget target)
    {
        if (verb == PatchVerb.Replace)
        {
            steps.Add(new PatchStep(PatchVerb.Remove, target));
        }
    }

    private void ListedSchemas(PatchVerb verb, JsonElement value)
    {
        if (verb == PatchVerb.Remove)
        {
            throw ScimException.Mutability("schemas is required.");
        }

        var unknown = SchemaList.Read(value, optional: false, "resource")
            .FirstOrDefault(id => !id.Equals(schema.Type.Schema.Id, StringComparison.OrdinalIgnoreCase) && schema.Extension(id) is null);
        if (unknown is not null && !values.Profile.Allows(Leniency.UnknownAttributes))
        {
            throw ScimException.Value($"schemas names {JsonBody.Show(unknown)}, which is no schema of {schema.Type.Name}.");
        }
    }

    /// <summary>The members of a message; the third is undefined for a table of two.</summary>
    private (JsonElement First, JsonElement Second, JsonElement Third) Members(JsonElement body, AttributeTable table)
    {
        var found = new JsonElement[3];
        foreach (var member in body.EnumerateObject())
        {
            if (JsonBody.IndexOf(table, member) is not (>= 0 and var index))
            {
                if (!values.Profile.Allows(Leniency.UnknownAttributes))
                {
                    throw ScimException.Syntax($"{JsonBody.Show(member.Name)} is not part of a PATCH.");
                }

                JsonBody.RefuseDuplicates(member.Value);
                continue;
            }

            if (found[index].ValueKind != JsonValueKind.Undefined)
            {
                throw JsonBody.Twice(member.Name);
            }

            found[index] = member.Value;
        }

        return (found[0], found[1], found[2]);
    }
}
