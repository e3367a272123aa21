using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>
/// Turns JSON into checked, canonical values of declared attributes: members in declared order and spelling, no nulls, no empty
/// lists, no value twice. One reader serves one request.
/// </summary>
internal sealed class ValueReader(ResourceSchema schema, ClientProfile profile, ScimLimits limits)
{
    private const int MostIgnored = 100;

    private readonly List<IgnoredInput> ignored = [];

    public ResourceSchema Schema => schema;

    public ClientProfile Profile => profile;

    public ScimLimits Limits => limits;

    public IReadOnlyList<IgnoredInput> Ignored => ignored;

    /// <summary>The value of an attribute, a list when it is multi-valued; null when it is unassigned (RFC 7643 §2.5).</summary>
    /// <param name="partial">Whether sub-attributes are to be merged: required ones may be missing, and null means "take away".</param>
    /// <param name="single">Whether a single value may stand for a list, as in PATCH.</param>
    public JsonNode? Read(ScimAttribute attribute, JsonElement element, Place at, bool partial = false, bool single = false) =>
        JsonBody.IsUnassigned(element) ? null
        : attribute.MultiValued ? Many(attribute, element, at, single)
        : One(attribute, element, at, partial);

    /// <summary>One value, also of a multi-valued attribute.</summary>
    public JsonNode? One(ScimAttribute attribute, JsonElement element, Place at, bool partial = false) =>
        JsonBody.IsUnassigned(element) ? null
        : attribute.IsComplex ? Complex(attribute, element, at, partial)
        : SimpleValue.Read(attribute, element, profile) ?? throw Wrong(attribute, at);

    /// <summary>Values of an attribute kept outside, each once; empty when it is unassigned.</summary>
    public IReadOnlyList<OutsideValue> Outside(ScimAttribute attribute, JsonElement element, Place at, bool single = false)
    {
        if (JsonBody.IsUnassigned(element))
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return single || profile.Allows(Leniency.PlainValues) ? [OneOutside(attribute, element, at)] : throw Wrong(attribute, at);
        }

        var count = element.GetArrayLength();
        if (count > limits.OutsideValues)
        {
            throw ScimException.TooLarge($"{at.Of(attribute.Name)} has more than {limits.OutsideValues} values.");
        }

        var values = new List<OutsideValue>(count);
        var known = new HashSet<string>(count, StringComparer.Ordinal);
        foreach (var item in element.EnumerateArray())
        {
            if (!JsonBody.IsUnassigned(item) && OneOutside(attribute, item, at) is var value && known.Add(value.Value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    public void Ignore(string path, IgnoredReason reason)
    {
        if (ignored.Count < MostIgnored)
        {
            ignored.Add(new IgnoredInput(path, reason));
        }
    }

    /// <summary>Refuses a member no schema declares, or passes it over.</summary>
    public void Unknown(JsonProperty member, Place at)
    {
        var path = at.Of(JsonBody.Show(member.Name));
        if (!profile.Allows(Leniency.UnknownAttributes))
        {
            throw ScimException.Syntax($"{path} is not an attribute of {schema.Type.Name}.");
        }

        JsonBody.RefuseDuplicates(member.Value);
        Ignore(path, IgnoredReason.Unknown);
    }

    private JsonArray? Many(ScimAttribute attribute, JsonElement element, Place at, bool single)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return !single && !profile.Allows(Leniency.PlainValues) ? throw Wrong(attribute, at)
                : One(attribute, element, at) is { } only ? new JsonArray(only)
                : null;
        }

        if (element.GetArrayLength() > limits.Values)
        {
            throw ScimException.TooLarge($"{at.Of(attribute.Name)} has more than {limits.Values} values.");
        }

        var values = new JsonArray();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in element.EnumerateArray())
        {
            if (One(attribute, item, at) is { } value && known.Add(ValueKey.Of(value)))
            {
                values.Add(value);
            }
        }

        Primary.RequireOne(values, at.Of(attribute.Name));
        return values.Count == 0 ? null : values;
    }

    private JsonObject? Complex(ScimAttribute attribute, JsonElement element, Place at, bool partial)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return attribute.Value is { Mutability: not Mutability.ReadOnly } plain && profile.Allows(Leniency.PlainValues)
                && SimpleValue.Read(plain, element, profile) is { } value
                ? new JsonObject { [plain.Name] = value }
                : throw Wrong(attribute, at);
        }

        var table = attribute.SubAttributes;
        var below = at.Below(attribute);
        var slots = new JsonNode?[table.Count];
        var seen = new bool[table.Count];
        foreach (var member in element.EnumerateObject())
        {
            var index = JsonBody.IndexOf(table, member);
            if (index < 0)
            {
                Unknown(member, below);
                continue;
            }

            if (seen[index])
            {
                throw JsonBody.Twice(below.Of(table[index].Name));
            }

            seen[index] = true;
            slots[index] = Kept(table[index], member.Value, below) ? Read(table[index], member.Value, below) : null;
        }

        var made = new JsonObject();
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { } value)
            {
                made.Add(table[i].Name, value);
            }
            else if (partial && seen[i] && table[i].Mutability != Mutability.ReadOnly)
            {
                made.Add(table[i].Name, null);
            }
        }

        if (!partial && made.Count > 0)
        {
            Required.Check(table, made, below);
        }

        return made.Count == 0 ? null : made;
    }

    /// <summary>Whether a value is to be kept: the service's own are passed over, secrets are checked and dropped.</summary>
    public bool Kept(ScimAttribute attribute, JsonElement element, Place at)
    {
        if (attribute.Mutability == Mutability.ReadOnly)
        {
            JsonBody.RefuseDuplicates(element);
            Ignore(at.Of(attribute.Name), IgnoredReason.ReadOnly);
            return false;
        }

        if (attribute.Returned == Returned.Never)
        {
            Read(attribute, element, at);
            Ignore(at.Of(attribute.Name), IgnoredReason.NeverKept);
            return false;
        }

        return true;
    }

    private OutsideValue OneOutside(ScimAttribute attribute, JsonElement element, Place at)
    {
        var below = at.Below(attribute);
        var table = attribute.SubAttributes;
        string? value = null, type = null;
        if (element.ValueKind == JsonValueKind.String && profile.Allows(Leniency.PlainValues))
        {
            value = element.GetString();
        }
        else if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(attribute, at);
        }
        else
        {
            var seen = 0UL;
            foreach (var member in element.EnumerateObject())
            {
                var index = JsonBody.IndexOf(table, member);
                if (index < 0)
                {
                    Unknown(member, below);
                    continue;
                }

                if ((seen & (1UL << index)) != 0)
                {
                    throw JsonBody.Twice(below.Of(table[index].Name));
                }

                seen |= 1UL << index;
                var sub = table[index];
                if (sub.Mutability == Mutability.ReadOnly || member.Value.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }

                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    throw Wrong(sub, below);
                }

                switch (sub.Name)
                {
                    case "value":
                        value = member.Value.GetString();
                        break;
                    case "type":
                        type = SimpleValue.Canonical(sub, member.Value.GetString()!);
                        break;
                }
            }
        }

        return string.IsNullOrEmpty(value)
            ? throw ScimException.Value($"{below.Of("value")} is missing.")
            : new OutsideValue(value, type);
    }

    private static ScimException Wrong(ScimAttribute attribute, Place at) =>
        ScimException.Value($"{at.Of(attribute.Name)} must be {SimpleValue.Describe(attribute)}.");
}
