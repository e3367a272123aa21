using System.Text.Json.Nodes;

namespace Jumpgate.Scim.Tests.Patch;

/// <summary>An operation as the oracle sees it: its text for the request, and its meaning said apart.</summary>
internal sealed record Operation(string Verb, Target? Target, JsonNode? Value)
{
    public JsonObject Message()
    {
        var message = new JsonObject { ["op"] = Verb };
        if (Target is not null)
        {
            message["path"] = Target.Text;
        }

        if (Verb != "remove")
        {
            message["value"] = Value?.DeepClone();
        }

        return message;
    }
}

/// <param name="Where">Which values, where the path has a filter.</param>
/// <param name="Describes">What the filter says a value is; null when it says no such thing.</param>
internal sealed record Target(string Text, string? Extension, string Attribute, string? Sub = null, Func<JsonNode, bool>? Where = null, JsonObject? Describes = null);

/// <summary>
/// RFC 7644 §3.5.2 once more, sentence by sentence over plain lists, for the vocabulary of <see cref="PatchGen"/>. Slow and without
/// cleverness on purpose.
/// </summary>
internal sealed class PatchOracle(bool createOnReplace, bool missingRemove)
{
    private static readonly string[] Lists = ["emails", "skills"];
    private static readonly string[] Objects = ["name", "desk", "manager"];
    private static readonly string[] ReadOnly = ["id", "groups", "score"];

    public (JsonObject? Document, string? Error) Apply(JsonObject document, IEnumerable<Operation> operations)
    {
        var work = document.DeepClone().AsObject();
        try
        {
            foreach (var operation in operations)
            {
                foreach (var single in Spread(operation))
                {
                    Do(work, single);
                }
            }

            return work.DeepClone().AsObject() is var done && done.Where(member => member.Key.StartsWith("urn:", StringComparison.Ordinal)).Select(member => member.Value!["desk"])
                .Any(desk => desk is not null && desk["room"] is null) ? (null, "invalidValue") : (done, null);
        }
        catch (Refused refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>"If the path is omitted, the target is the resource itself": every attribute of the value by itself.</summary>
    private static IEnumerable<Operation> Spread(Operation operation)
    {
        if (operation.Target is { } target)
        {
            return [operation];
        }

        if (operation.Verb == "remove")
        {
            throw new Refused("noTarget");
        }

        return operation.Value!.AsObject().SelectMany(member => member.Key.StartsWith("urn:", StringComparison.Ordinal)
            ? member.Value!.AsObject().Select(below => operation with { Target = new Target("", member.Key, below.Key), Value = below.Value })
            : [operation with { Target = new Target("", null, member.Key), Value = member.Value }]);
    }

    private void Do(JsonObject root, Operation operation)
    {
        var target = operation.Target!;
        if (ReadOnly.Contains(target.Attribute))
        {
            throw new Refused("mutability");
        }

        var verb = operation.Verb;
        if (verb != "remove" && Nothing(operation.Value))
        {
            if (verb == "add")
            {
                return;
            }

            verb = "remove";
        }

        var holder = target.Extension is null ? root : root[target.Extension]?.DeepClone().AsObject() ?? [];
        var was = holder[target.Attribute]?.DeepClone();
        var now = Lists.Contains(target.Attribute) ? List(verb, was as JsonArray ?? [], target, operation.Value)
            : Objects.Contains(target.Attribute) ? Complex(verb, was as JsonObject ?? [], target, operation.Value)
            : verb == "remove" ? null : operation.Value!.DeepClone();
        now = Nothing(now) ? null : now!.DeepClone();
        if (target.Attribute == "badge" && was is not null && !JsonNode.DeepEquals(was, now)
            || target.Attribute == "userName" && now is null)
        {
            throw new Refused("mutability");
        }

        holder.Remove(target.Attribute);
        if (now is not null)
        {
            holder[target.Attribute] = now;
        }

        if (target.Extension is not null)
        {
            root.Remove(target.Extension);
            if (holder.Count > 0)
            {
                root[target.Extension] = holder;
            }
        }
    }

    private static JsonObject Complex(string verb, JsonObject was, Target target, JsonNode? value)
    {
        if (target.Sub is null)
        {
            return verb == "remove" ? [] : Merge(was, value!.AsObject(), verb);
        }

        return Merge(was, new JsonObject { [target.Sub] = verb == "remove" ? null : value!.DeepClone() }, "replace", removing: verb == "remove");
    }

    /// <summary>"Sub-attributes that are not specified SHALL be left unchanged."</summary>
    private static JsonObject Merge(JsonObject was, JsonObject parts, string verb, bool removing = false)
    {
        var now = was.DeepClone().AsObject();
        foreach (var (name, part) in parts)
        {
            if (part is null && verb == "add")
            {
                continue;
            }

            if (name == "floor" && was[name] is { } fixedValue && !JsonNode.DeepEquals(fixedValue, part) || removing && name == "room" && was.ContainsKey(name))
            {
                throw new Refused("mutability");
            }

            now.Remove(name);
            if (part is not null)
            {
                now[name] = part.DeepClone();
            }
        }

        return now;
    }

    private JsonArray List(string verb, JsonArray was, Target target, JsonNode? value)
    {
        var values = was.Select(item => item!.DeepClone()).ToList();
        var touched = new HashSet<int>();
        if (target.Where is null && target.Sub is null)
        {
            if (verb == "remove")
            {
                return [];
            }

            if (verb == "replace")
            {
                values.Clear();
            }

            foreach (var item in value is JsonArray many ? many.ToArray() : [value])
            {
                var at = values.FindIndex(there => Same(there, item!));
                if (at < 0)
                {
                    values.Add(item!.DeepClone());
                    at = values.Count - 1;
                }
                else if (values[at] is JsonObject there && verb == "add")
                {
                    values[at] = Merge(there, item!.AsObject(), "add");
                }
                else if (!JsonNode.DeepEquals(values[at], item))
                {
                    values.Add(item!.DeepClone()); // replace keeps what is sent, but for exact repeats
                }

                touched.Add(at);
            }

            return One(values, verb == "replace" ? [] : touched);
        }

        var chosen = Enumerable.Range(0, values.Count).Where(at => target.Where?.Invoke(values[at]) ?? true).ToList();
        if (chosen.Count == 0 && verb == "remove")
        {
            return target.Where is null || missingRemove ? One(values, []) : throw new Refused("noTarget");
        }

        if (chosen.Count == 0)
        {
            if (target.Where is not null && (target.Describes is null || verb == "replace" && !createOnReplace))
            {
                throw new Refused("noTarget");
            }

            values.Add(target.Attribute == "skills" ? value!.DeepClone() : Merge(target.Describes ?? [], Parts(target, value), "replace"));
            return One(values, [values.Count - 1]);
        }

        foreach (var at in chosen)
        {
            values[at] = verb == "remove" && target.Sub is null ? new JsonObject()
                : verb == "remove" ? Merge(values[at].AsObject(), new JsonObject { [target.Sub!] = null }, "replace")
                : values[at] is not JsonObject || verb == "replace" && target.Sub is null ? value!.DeepClone()
                : Merge(values[at].AsObject(), Parts(target, value), verb == "add" && target.Sub is null ? "add" : "replace");
        }

        return One(values, verb == "remove" ? [] : [.. chosen]);
    }

    private static JsonObject Parts(Target target, JsonNode? value) =>
        target.Sub is null ? value!.AsObject() : new JsonObject { [target.Sub] = value!.DeepClone() };

    /// <summary>A value set primary makes the others not primary; two set at once are a contradiction.</summary>
    private static JsonArray One(List<JsonNode> values, HashSet<int> touched)
    {
        var set = touched.Where(at => IsPrimary(values[at])).ToList();
        if (set.Count > 1)
        {
            throw new Refused("invalidValue");
        }

        for (var at = 0; at < values.Count && set.Count == 1; at++)
        {
            if (at != set[0] && IsPrimary(values[at]))
            {
                values[at]["primary"] = false;
            }
        }

        var distinct = new List<JsonNode>();
        foreach (var value in values)
        {
            if (!Nothing(value) && !distinct.Exists(there => JsonNode.DeepEquals(there, value)))
            {
                distinct.Add(value.DeepClone());
            }
        }

        return new JsonArray([.. distinct]);
    }

    private static bool IsPrimary(JsonNode value) => value is JsonObject members && members["primary"]?.ToJsonString() == "true";

    private static bool Same(JsonNode left, JsonNode right) =>
        left is JsonObject l && right is JsonObject r && l["value"] is not null
            ? JsonNode.DeepEquals(l["value"], r["value"]) && JsonNode.DeepEquals(l["type"], r["type"])
            : JsonNode.DeepEquals(left, right);

    private static bool Nothing(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private sealed class Refused(string scimType) : Exception(scimType);
}
