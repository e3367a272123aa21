using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Patch;

/// <summary>What a step does to one complex value.</summary>
internal static class PatchValue
{
    /// <summary>Changes one sub-attribute, or merges several (RFC 7644 §3.5.2.3: those not named stay).</summary>
    public static void Change(JsonObject value, PatchStep step)
    {
        var target = step.Target;
        if (target.Sub is { } sub)
        {
            if (step.Verb == PatchVerb.Remove && Required.Is(sub) && value.ContainsKey(sub.Name))
            {
                throw ScimException.Mutability($"{target} is required.");
            }

            var next = step.Verb == PatchVerb.Add && sub.MultiValued && value[sub.Name] is JsonArray there ? Union(there, step.Value!.AsArray()) : step.Value;
            Set(value, sub, next, target);
            return;
        }

        foreach (var (name, part) in step.Value!.AsObject())
        {
            // Null means "take away" where values are replaced, and nothing where they are added.
            if (part is not null || step.Verb == PatchVerb.Replace)
            {
                Set(value, target.Attribute!.SubAttributes.Find(name)!, part, target with { Sub = target.Attribute.SubAttributes.Find(name) });
            }
        }
    }

    public static void Merge(JsonObject value, JsonObject added)
    {
        foreach (var (name, part) in added)
        {
            value[name] = part?.DeepClone();
        }
    }

    /// <summary>By what two values of a list are one: value and type (RFC 7643 §2.4), or all there is where there is no value.</summary>
    public static string Identity(JsonNode value) =>
        value is JsonObject members && members["value"] is { } plain ? $"{plain.ToJsonString()}\n{members["type"]?.ToJsonString()}" : ValueKey.Of(value);

    /// <summary>Whether a value has everything another has.</summary>
    public static bool Covers(JsonNode value, JsonNode wanted) =>
        value is JsonObject members && wanted is JsonObject parts
            ? parts.All(part => JsonNode.DeepEquals(members[part.Key], part.Value))
            : JsonNode.DeepEquals(value, wanted);

    /// <summary>Makes a value that became primary the only one (RFC 7644 §3.5.2).</summary>
    public static void Prefer(JsonArray values, List<JsonNode> changed, PatchTarget target)
    {
        var preferred = new HashSet<JsonNode>(changed.Where(Primary.Is), ReferenceEqualityComparer.Instance);
        if (preferred.Count > 1)
        {
            throw ScimException.Value($"More than one value of {target} is primary.");
        }

        if (preferred.Count == 0)
        {
            return;
        }

        foreach (var value in values)
        {
            if (Primary.Is(value) && !preferred.Contains(value!))
            {
                value![Primary.Name] = false;
            }
        }
    }

    /// <summary>The value a filter describes by equality alone, <c>type eq "work" and primary eq true</c>; null when it is another.</summary>
    public static JsonObject? Described(Filter condition, ScimAttribute attribute)
    {
        var described = new JsonObject();
        foreach (var term in condition is And all ? all.Terms : [condition])
        {
            if (term is not Comparison { Operator: CompareOperator.Equal, Path.SubAttribute: null } equal
                || attribute.SubAttributes.Find(equal.Path.Attribute) is not { MultiValued: false, Mutability: not Mutability.ReadOnly } sub
                || Of(equal.Value, sub) is not { } value
                || !described.TryAdd(sub.Name, value))
            {
                return attribute.IsComplex || condition is not Comparison { Operator: CompareOperator.Equal, Path.IsValue: true } ? null : described;
            }
        }

        return described;
    }

    /// <summary>Comparisons of a filter: what it costs to ask it of one value.</summary>
    public static int Terms(Filter filter) => filter switch
    {
        Junction junction => junction.Terms.Sum(Terms),
        Not not => Terms(not.Term),
        ValuePath path => Terms(path.Condition),
        _ => 1,
    };

    private static JsonValue? Of(CompareValue value, ScimAttribute sub) => (value, sub.Kind) switch
    {
        (CompareValue.Text text, not (AttributeKind.Boolean or AttributeKind.Integer or AttributeKind.Decimal)) => JsonValue.Create(SimpleValue.Canonical(sub, text.Value)),
        (CompareValue.Boolean truth, AttributeKind.Boolean) => JsonValue.Create(truth.Value),
        (CompareValue.Number number, AttributeKind.Decimal) => JsonValue.Create(number.Value),
        (CompareValue.Number number, AttributeKind.Integer) when long.TryParse(number.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        _ => null,
    };

    private static void Set(JsonObject value, ScimAttribute sub, JsonNode? next, PatchTarget target)
    {
        var former = value[sub.Name];
        if (sub.Mutability == Mutability.Immutable && former is not null && !JsonNode.DeepEquals(former, next))
        {
            throw PatchDocument.Immutable(target);
        }

        if (next is null)
        {
            value.Remove(sub.Name);
        }
        else
        {
            value[sub.Name] = next.DeepClone();
        }
    }

    private static JsonArray Union(JsonArray there, JsonArray added)
    {
        var union = (JsonArray)there.DeepClone();
        var known = union.Select(value => ValueKey.Of(value!)).ToHashSet(StringComparer.Ordinal);
        foreach (var value in added)
        {
            if (known.Add(ValueKey.Of(value!)))
            {
                union.Add(value!.DeepClone());
            }
        }

        return union;
    }
}
