using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Patch;

/// <summary>Reads the operations on attributes kept outside the document into plans of set operations.</summary>
internal sealed class OutsideReader(ValueReader values)
{
    private readonly Dictionary<string, OutsidePlan> plans = [];

    public IReadOnlyList<OutsideChange> Finish() => [.. plans.Values.SelectMany(plan => plan.Finish())];

    public static void RequireRemoveByValue(ClientProfile profile, PatchTarget target)
    {
        if (!profile.Allows(Leniency.RemoveByValue))
        {
            throw ScimException.Value($"remove takes no value: choose values of {target} by a filter, {target}[value eq \"…\"].");
        }
    }

    /// <summary>Takes one operation in.</summary>
    public void Read(PatchVerb verb, PatchTarget target, JsonElement value, Place at)
    {
        var attribute = target.Attribute!;
        if (target.Sub is not null || verb == PatchVerb.Replace && target.Values is not null)
        {
            throw ScimException.Mutability($"A value of {attribute} is added and removed as a whole; {target} cannot be changed.");
        }

        if (!plans.TryGetValue(attribute.Name, out var plan))
        {
            plans[attribute.Name] = plan = new OutsidePlan(attribute.Name, values.Limits.OutsideValues);
        }

        switch (verb)
        {
            case PatchVerb.Add when target.Values is { } condition:
                // "members[value eq "…"]": the value the path names is what is added.
                plan.Add(Named(condition)?.Select(id => new OutsideValue(id, null)) ?? throw ScimException.NoTarget($"{target} names no value to add."));
                break;
            case PatchVerb.Add:
                plan.Add(values.Outside(attribute, value, at, single: true));
                break;
            case PatchVerb.Replace:
                plan.Replace(values.Outside(attribute, value, at, single: true));
                break;
            case PatchVerb.Remove when target.Values is { } condition:
                RemoveWhere(plan, condition);
                break;
            case PatchVerb.Remove when JsonBody.IsUnassigned(value):
                RemoveAll(plan, value, target);
                break;
            default:
                RequireRemoveByValue(values.Profile, target);
                plan.Remove(values.Outside(attribute, value, at, single: true).Select(item => item.Value));
                break;
        }
    }

    private void RemoveWhere(OutsidePlan plan, Filter condition)
    {
        var lenient = values.Profile.Allows(Leniency.MissingRemove);
        if (lenient && Named(condition) is { } named)
        {
            plan.Remove(named);
        }
        else
        {
            plan.RemoveWhere(condition, mustMatch: !lenient);
        }
    }

    /// <summary>No value at all means all of them; an empty list of values to remove means none, whatever the RFC's silence.</summary>
    private void RemoveAll(OutsidePlan plan, JsonElement value, PatchTarget target)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            plan.Replace([]);
        }
        else
        {
            RequireRemoveByValue(values.Profile, target);
        }
    }

    /// <summary>The values a condition names one by one, <c>value eq "a" or value eq "b"</c>; null when it is another.</summary>
    private static List<string>? Named(Filter condition)
    {
        var terms = condition is Or any ? any.Terms : [condition];
        var named = new List<string>(terms.Length);
        foreach (var term in terms)
        {
            if (term is not Comparison { Operator: CompareOperator.Equal, Path.IsValue: true, Value: CompareValue.Text { Value.Length: > 0 } text })
            {
                return null;
            }

            named.Add(text.Value);
        }

        return named;
    }
}
