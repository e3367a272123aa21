using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Patch;

/// <summary>Applies steps to a document in place (RFC 7644 §3.5.2.1–§3.5.2.3).</summary>
internal sealed class PatchDocument(JsonObject document, ResourceSchema schema, ClientProfile profile, ScimLimits limits)
{
    private readonly HashSet<(ScimSchema?, ScimAttribute?)> touched = [];
    private int work;

    public void Apply(IEnumerable<PatchStep> steps)
    {
        foreach (var step in steps)
        {
            Apply(step);
            touched.Add((step.Target.Extension, step.Target.Attribute));
        }

        CheckRequired();
    }

    private void Apply(PatchStep step)
    {
        var target = step.Target;
        if (target.Attribute is not { } attribute)
        {
            RemoveExtension(target.Extension!);
            return;
        }

        var holder = target.Extension is { } extension ? document[extension.Id] as JsonObject ?? [] : document;
        var before = attribute.Mutability == Mutability.Immutable ? holder[attribute.Name]?.DeepClone() : null;
        if (attribute.MultiValued)
        {
            Many(step, holder, attribute);
        }
        else
        {
            One(step, holder, attribute);
        }

        if (before is not null && !JsonNode.DeepEquals(before, holder[attribute.Name]))
        {
            throw Immutable(target);
        }

        if (Required.Is(attribute) && Required.IsMissing(holder[attribute.Name]))
        {
            throw step.Verb == PatchVerb.Remove ? ScimException.Mutability($"{target} is required.") : ScimException.Value($"{target} needs a value.");
        }

        if (target.Extension is { } held)
        {
            Hold(held, holder);
        }
    }

    private void Hold(ScimSchema extension, JsonObject holder)
    {
        if (holder.Count == 0)
        {
            document.Remove(extension.Id);
        }
        else if (holder.Parent is null)
        {
            document[extension.Id] = holder;
        }
    }

    private void RemoveExtension(ScimSchema extension)
    {
        if (document[extension.Id] is JsonObject held)
        {
            if (extension.Attributes.FirstOrDefault(attribute =>
                attribute.Mutability is Mutability.Immutable or Mutability.ReadOnly && held.ContainsKey(attribute.Name)) is { } kept)
            {
                throw ScimException.Mutability($"{extension.Id}:{kept} cannot be removed.");
            }

            document.Remove(extension.Id);
        }
    }

    private static void One(PatchStep step, JsonObject holder, ScimAttribute attribute)
    {
        var target = step.Target;
        if (!attribute.IsComplex)
        {
            Set(holder, attribute.Name, step.Value);
            return;
        }

        var value = holder[attribute.Name] as JsonObject;
        if (step.Verb == PatchVerb.Remove && target.Sub is null)
        {
            Set(holder, attribute.Name, null);
            return;
        }

        value ??= [];
        PatchValue.Change(value, step);
        Put(holder, attribute.Name, value);
    }

    private void Many(PatchStep step, JsonObject holder, ScimAttribute attribute)
    {
        var values = holder[attribute.Name] as JsonArray ?? [];
        Work(values.Count);
        var target = step.Target;
        var chosen = target.Values is { } condition ? Matching(values, target, condition) : [.. values];
        var changed = new List<JsonNode>();
        switch (step.Verb)
        {
            case PatchVerb.Remove when chosen.Count == 0 && target.Values is not null && !profile.Allows(Leniency.MissingRemove):
                throw NoMatch(target);
            case PatchVerb.Remove when target.Sub is null:
                Take(values, chosen);
                break;
            case PatchVerb.RemoveThese:
                Work(values.Count * (long)step.Value!.AsArray().Count);
                Take(values, [.. values.Where(value => step.Value!.AsArray().Any(wanted => PatchValue.Covers(value!, wanted!)))]);
                break;
            case PatchVerb.Replace when target is { Values: null, Sub: null }:
                values = (JsonArray)step.Value!.DeepClone();
                break;
            case PatchVerb.Add when target is { Values: null, Sub: null }:
                changed = AddTo(values, step.Value!.AsArray());
                break;
            case PatchVerb.Add or PatchVerb.Replace when chosen.Count == 0:
                Create(values, step);
                changed.Add(values[^1]!);
                break;
            default:
                changed = Change(values, chosen, step);
                break;
        }

        if (changed.Count > 0)
        {
            PatchValue.Prefer(values, changed, target);
            var known = new HashSet<string>(StringComparer.Ordinal);
            values.RemoveAll(value => !known.Add(ValueKey.Of(value!)));
        }

        if (values.Count > limits.Values)
        {
            throw ScimException.TooLarge($"{target} would have more than {limits.Values} values.");
        }

        Put(holder, attribute.Name, values);
    }

    /// <summary>Values that are new; one that is there already with the same value and type is brought up to date.</summary>
    private List<JsonNode> AddTo(JsonArray values, JsonArray added)
    {
        Work(added.Count);
        var known = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            known.TryAdd(PatchValue.Identity(value!), value!);
        }

        var changed = new List<JsonNode>();
        foreach (var value in added)
        {
            if (!known.TryGetValue(PatchValue.Identity(value!), out var there))
            {
                there = value!.DeepClone();
                known.Add(PatchValue.Identity(value), there);
                values.Add(there);
            }
            else if (there is JsonObject members)
            {
                PatchValue.Merge(members, value!.AsObject());
            }

            changed.Add(there);
        }

        return changed;
    }

    private static List<JsonNode> Change(JsonArray values, List<JsonNode?> chosen, PatchStep step)
    {
        var these = new HashSet<JsonNode?>(chosen, ReferenceEqualityComparer.Instance);
        var changed = new List<JsonNode>();
        for (var at = 0; at < values.Count; at++)
        {
            if (!these.Contains(values[at]))
            {
                continue;
            }

            if (values[at] is JsonObject members && (step.Target.Sub is not null || step.Verb != PatchVerb.Replace))
            {
                PatchValue.Change(members, step);
            }
            else
            {
                values[at] = step.Value!.DeepClone();
            }

            changed.Add(values[at]!);
        }

        // A value whose last sub-attribute went is no value.
        values.RemoveAll(value => value is JsonObject { Count: 0 });
        return changed;
    }

    /// <summary>
    /// A filter that matches nothing: add makes the value the filter describes, as "the target location does not exist" (RFC 7644
    /// §3.5.2.1); replace is noTarget (§3.5.2.3) unless the client's profile says otherwise.
    /// </summary>
    private void Create(JsonArray values, PatchStep step)
    {
        var target = step.Target;
        if (target.Values is not null && step.Verb == PatchVerb.Replace && !profile.Allows(Leniency.CreateOnReplace))
        {
            throw NoMatch(target);
        }

        var made = target.Values is null ? [] : PatchValue.Described(target.Values, target.Attribute!) ?? throw NoMatch(target);
        if (!target.Attribute!.IsComplex)
        {
            values.Add(step.Value!.DeepClone());
            return;
        }

        PatchValue.Change(made, step);
        values.Add((JsonNode)made);
    }

    private List<JsonNode?> Matching(JsonArray values, PatchTarget target, Filter condition)
    {
        var chosen = new List<JsonNode?>();
        if (values.Count == 0)
        {
            return chosen;
        }

        Work(values.Count * (long)PatchValue.Terms(condition));
        using var text = JsonDocument.Parse(values.ToJsonString());
        var path = target.AttributePath;
        var at = 0;
        foreach (var value in text.RootElement.EnumerateArray())
        {
            if (condition.MatchesValue(value, path, schema.Types))
            {
                chosen.Add(values[at]);
            }

            at++;
        }

        return chosen;
    }

    private static void Take(JsonArray values, List<JsonNode?> chosen)
    {
        if (chosen.Count == values.Count)
        {
            values.Clear();
            return;
        }

        var gone = new HashSet<JsonNode?>(chosen, ReferenceEqualityComparer.Instance);
        values.RemoveAll(gone.Contains);
    }

    private void CheckRequired()
    {
        foreach (var (extension, attribute) in touched)
        {
            var holder = extension is null ? document : document[extension.Id] as JsonObject;
            if (extension is not null)
            {
                CheckExtension(extension, holder);
            }

            if (holder is null || attribute is not { IsComplex: true })
            {
                continue;
            }

            var below = new Place(extension, attribute);
            foreach (var value in holder[attribute.Name] is JsonArray many ? [.. many] : new[] { holder[attribute.Name] })
            {
                if (value is JsonObject members)
                {
                    Required.Check(attribute.SubAttributes, members, below);
                }
            }
        }
    }

    private void CheckExtension(ScimSchema extension, JsonObject? holder)
    {
        if (holder is not null)
        {
            Required.Check(extension.Attributes, holder, new Place(extension, null));
        }
        else if (schema.Extensions.Any(declared => declared.Required && ReferenceEquals(declared.Schema, extension)))
        {
            throw ScimException.Mutability($"{extension.Id} is required.");
        }
    }

    private static void Set(JsonObject holder, string name, JsonNode? value)
    {
        if (value is null)
        {
            holder.Remove(name);
        }
        else
        {
            holder[name] = value.DeepClone();
        }
    }

    /// <summary>Puts a list or an object in its place, and takes an empty one away.</summary>
    private static void Put(JsonObject holder, string name, JsonNode value)
    {
        var empty = value is JsonArray { Count: 0 } or JsonObject { Count: 0 };
        if (empty)
        {
            holder.Remove(name);
        }
        else if (!ReferenceEquals(holder[name], value))
        {
            holder[name] = value;
        }
    }

    /// <summary>Counts what filters and merges look at, so that a small request cannot ask for a long day's work.</summary>
    private void Work(long looks)
    {
        work = (int)Math.Min(int.MaxValue, work + looks);
        if (work > limits.Comparisons)
        {
            throw new ScimException(new ScimError(400, ScimTypes.TooMany, "The operations look at more values than are looked at in one request."));
        }
    }

    private static ScimException NoMatch(PatchTarget target) => ScimException.NoTarget($"No value of {target} matches the filter.");

    internal static ScimException Immutable(PatchTarget target) => ScimException.Mutability($"{target} cannot be changed once it has a value.");
}
