using System.Collections.Immutable;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Schemas;

/// <summary>
/// Reads the definition of a directory's own extension, written as a Schema resource (RFC 7643 §7). All faults are found at once.
/// </summary>
public sealed class ExtensionReader
{
    private const int MostAttributes = 100;
    private const int MostSubAttributes = 50;
    private const int LongestText = 1000;
    private const int LongestName = 100;

    private static readonly AttributeKind[] Kinds =
    [
        AttributeKind.String, AttributeKind.Boolean, AttributeKind.Decimal, AttributeKind.Integer,
        AttributeKind.DateTime, AttributeKind.Binary, AttributeKind.Reference, AttributeKind.Complex,
    ];

    private static readonly string[] SchemaMembers = ["schemas", "id", "externalId", "meta", "name", "description", "attributes"];

    private static readonly string[] AttributeMembers =
    [
        "name", "type", "multiValued", "description", "required", "canonicalValues", "caseExact", "mutability", "returned", "uniqueness",
        "referenceTypes", "subAttributes",
    ];

    private readonly List<string> faults = [];

    private ExtensionReader()
    {
    }

    /// <summary>Reads a definition.</summary>
    /// <exception cref="ScimException">What is wrong with it, every fault in one detail, a sentence each.</exception>
    public static ScimSchema Read(ReadOnlyMemory<byte> body, ScimLimits? limits = null)
    {
        using var document = JsonBody.Parse(body, limits ?? ScimLimits.Default);
        JsonBody.RefuseDuplicates(document.RootElement);
        var reader = new ExtensionReader();
        var schema = reader.Schema(document.RootElement);
        return reader.faults.Count == 0 ? schema! : throw ScimException.Value(string.Join(" ", reader.faults));
    }

    private ScimSchema? Schema(JsonElement body)
    {
        var id = Text(body, "id", "The schema", required: true);
        var name = Text(body, "name", "The schema", required: true);
        var description = Text(body, "description", "The schema", required: false);
        CheckId(id);
        CheckMembers(body, SchemaMembers, "The schema");
        var attributes = Attributes(body, "attributes", "The schema", MostAttributes, nested: false);
        return faults.Count == 0 ? new ScimSchema(id, name, description, attributes) : null;
    }

    private void CheckId(string id)
    {
        if (id.Length > 0 && !AttributePath.IsSchema(id))
        {
            faults.Add("id must be a URN such as urn:example:schemas:extension:2.0:User.");
        }
        else if (id.StartsWith("urn:ietf:params:scim:", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("id must not begin with urn:ietf:params:scim:, which is the IETF's.");
        }
    }

    /// <summary>A characteristic misspelt would be one forgotten.</summary>
    private void CheckMembers(JsonElement body, string[] known, string of)
    {
        foreach (var member in body.EnumerateObject())
        {
            Refuse(!known.Contains(member.Name, StringComparer.OrdinalIgnoreCase), $"{of} has {JsonBody.Show(member.Name)}, which means nothing here.");
        }
    }

    private List<ScimAttribute> Attributes(JsonElement body, string list, string of, int most, bool nested)
    {
        var read = new List<ScimAttribute>();
        if (Member(body, list) is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() == 0)
        {
            faults.Add($"{of} needs {list}: a list of at least one attribute.");
            return read;
        }

        if (items.GetArrayLength() > most)
        {
            faults.Add($"{of} has more than {most} {list}.");
            return read;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add($"{of} has something in {list} that is not an object.");
                continue;
            }

            var name = Text(item, "name", $"An attribute of {of}", required: true);
            if (name.Length == 0)
            {
                continue;
            }

            if (!char.IsAsciiLetter(name[0]) && name != "$ref" || !AttributePath.IsName(name) || name.Length > LongestName)
            {
                faults.Add($"{JsonBody.Show(name)} is not a name: a letter, then letters, digits, $, - and _, at most {LongestName}.");
            }
            else if (!names.Add(name))
            {
                faults.Add($"{of} has two attributes named {name}.");
            }
            else if (Attribute(item, name, nested) is { } attribute)
            {
                read.Add(attribute);
            }
        }

        return read;
    }

    private ScimAttribute? Attribute(JsonElement body, string name, bool nested)
    {
        var before = faults.Count;
        CheckMembers(body, AttributeMembers, name);
        var kind = Choice(body, "type", name, AttributeKind.String, Kinds);
        var mutability = Choice(body, "mutability", name, Mutability.ReadWrite, Enum.GetValues<Mutability>());
        var returned = Choice(body, "returned", name, mutability == Mutability.WriteOnly ? Returned.Never : Returned.Default, Enum.GetValues<Returned>());
        var uniqueness = Choice(body, "uniqueness", name, Uniqueness.None, Enum.GetValues<Uniqueness>());
        var canonical = Texts(body, "canonicalValues", name);
        var references = Texts(body, "referenceTypes", name);
        var required = Flag(body, "required", name);
        List<ScimAttribute> subs = [];
        if (kind == AttributeKind.Complex && nested)
        {
            faults.Add($"{name} is complex inside a complex attribute (RFC 7643 §2.3.8).");
        }
        else if (kind == AttributeKind.Complex)
        {
            subs = Attributes(body, "subAttributes", name, MostSubAttributes, nested: true);
        }

        Refuse(kind != AttributeKind.Complex && Member(body, "subAttributes") is { ValueKind: JsonValueKind.Array } none && none.GetArrayLength() > 0,
            $"{name} has subAttributes and is not complex.");
        Refuse(canonical.Length > 0 && kind is not (AttributeKind.String or AttributeKind.Reference), $"{name} has canonicalValues and is not text.");
        Refuse(references.Length > 0 && kind != AttributeKind.Reference, $"{name} has referenceTypes and is not a reference.");
        Refuse(mutability == Mutability.WriteOnly && returned != Returned.Never, $"{name} is writeOnly, so it must be returned never.");
        Refuse(mutability == Mutability.ReadOnly && required, $"{name} is readOnly and required, and nobody could give it a value.");
        Refuse(uniqueness != Uniqueness.None, $"{name} must have uniqueness none: only userName is kept unique.");
        return faults.Count > before ? null : new ScimAttribute(name, kind, subs)
        {
            Description = Text(body, "description", name, required: false),
            MultiValued = Flag(body, "multiValued", name),
            Required = required,
            CaseExact = kind is AttributeKind.Reference or AttributeKind.Binary || Flag(body, "caseExact", name),
            Mutability = mutability,
            Returned = returned,
            Uniqueness = uniqueness,
            CanonicalValues = canonical,
            ReferenceTypes = references,
        };
    }

    private void Refuse(bool wrong, string fault)
    {
        if (wrong)
        {
            faults.Add(fault);
        }
    }

    private T Choice<T>(JsonElement body, string member, string of, T otherwise, T[] choices)
        where T : struct, Enum
    {
        if (Member(body, member) is not { } written)
        {
            return otherwise;
        }

        foreach (var choice in choices)
        {
            if (written.ValueKind == JsonValueKind.String && choice.ToString().Equals(written.GetString(), StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        var names = choices.Select(choice => char.ToLowerInvariant(choice.ToString()[0]) + choice.ToString()[1..]);
        faults.Add($"{member} of {of} must be one of {string.Join(", ", names)}.");
        return otherwise;
    }

    private bool Flag(JsonElement body, string member, string of)
    {
        if (Member(body, member) is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            faults.Add($"{member} of {of} must be true or false.");
        }

        return Member(body, member)?.ValueKind == JsonValueKind.True;
    }

    private string Text(JsonElement body, string member, string of, bool required)
    {
        var text = Member(body, member) is { ValueKind: JsonValueKind.String } written ? written.GetString()! : "";
        Refuse(required && text.Length == 0 || Member(body, member) is { ValueKind: not JsonValueKind.String } || text.Length > LongestText,
            $"{of} needs {member}: text of at most {LongestText} characters.");
        return text;
    }

    private ImmutableArray<string> Texts(JsonElement body, string member, string of)
    {
        if (Member(body, member) is not { } written)
        {
            return [];
        }

        if (written.ValueKind != JsonValueKind.Array || written.GetArrayLength() > MostAttributes
            || written.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || item.GetString()!.Length is 0 or > LongestText))
        {
            faults.Add($"{member} of {of} must be a list of texts, at most {MostAttributes}.");
            return [];
        }

        return [.. written.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>A member in any case of its name; null when there is none or it is null.</summary>
    private static JsonElement? Member(JsonElement body, string name)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null)
            {
                return member.Value;
            }
        }

        return null;
    }
}
