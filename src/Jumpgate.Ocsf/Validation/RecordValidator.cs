using System.Globalization;
using System.Text.Json;
using Jumpgate.Ocsf.Schemas;

namespace Jumpgate.Ocsf.Validation;

/// <summary>
/// Holds a record against the schema: what is required, unknown, of the wrong type, length, range or form, numbers and their captions, constraints, profiles,
/// in objects at any depth. What is only recommended may be missing; what is deprecated may stand. The rules are those of OCSF's own server
/// (ocsf/ocsf-server, <c>lib/schema/validator2.ex</c>), and what it only warns of is a violation here: forms of texts and captions beside numbers.
/// </summary>
public sealed class RecordValidator(OcsfVersion version)
{
    private readonly OcsfSchema schema = OcsfSchema.Of(version);
    private readonly ScalarCheck scalars = new(OcsfSchema.Of(version));

    /// <summary>What is wrong with it; nothing for a valid record.</summary>
    public IReadOnlyList<Violation> Check(ReadOnlyMemory<byte> record)
    {
        var found = new List<Violation>();
        try
        {
            using var document = JsonDocument.Parse(record);
            if (document.RootElement.ValueKind == JsonValueKind.Object) Record(document.RootElement, found);
            else found.Add(new Violation("", SchemaRule.NotARecord, "a record is an object"));
        }
        catch (JsonException)
        {
            found.Add(new Violation("", SchemaRule.NotARecord, "no JSON"));
        }

        return found;
    }

    private void Record(JsonElement record, List<Violation> found)
    {
        var uid = Number(record, "class_uid");
        if (uid is null || !schema.Classes.TryGetValue((int)Math.Clamp(uid.Value, -1, int.MaxValue), out var shape))
        {
            found.Add(new Violation("class_uid", SchemaRule.UnknownClass, uid?.ToString(CultureInfo.InvariantCulture) ?? "missing"));
            return;
        }

        var metadata = Member(record, "metadata");
        var profiles = Profiles(metadata, found);
        Shape(record, shape, "", profiles, found);
        if (Text(metadata, "version") is { } written && written != version.Text) found.Add(new Violation("metadata.version", SchemaRule.WrongVersion, $"{version.Text} is due"));
        if (Number(record, "activity_id") is { } activity && Number(record, "type_uid") is { } type && type != (uid.Value * 100) + activity)
        {
            found.Add(new Violation("type_uid", SchemaRule.WrongTypeUid, $"{(uid.Value * 100) + activity} is due"));
        }

        Observables(record, shape, profiles, found);
    }

    private HashSet<string> Profiles(JsonElement metadata, List<Violation> found)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        if (Member(metadata, "profiles") is not { ValueKind: JsonValueKind.Array } list) return named;
        foreach (var profile in list.EnumerateArray())
        {
            if (profile.ValueKind != JsonValueKind.String) continue;
            named.Add(profile.GetString()!);
            if (!schema.Profiles.Contains(profile.GetString()!)) found.Add(new Violation("metadata.profiles", SchemaRule.UnknownProfile, "only host is used"));
        }

        return named;
    }

    private void Shape(JsonElement value, SchemaShape shape, string path, HashSet<string> profiles, List<Violation> found)
    {
        // An object of which the schema names no attribute takes any.
        if (shape.Attributes.Count == 0) return;
        foreach (var member in value.EnumerateObject())
        {
            var at = Join(path, member.Name);
            if (!shape.Attributes.TryGetValue(member.Name, out var attribute) || !IsThere(attribute, profiles))
            {
                found.Add(new Violation(at, SchemaRule.UnknownAttribute, $"{shape.Name} has none"));
                continue;
            }

            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            if (attribute.IsArray) Elements(member.Value, attribute, at, profiles, found);
            else One(member.Value, attribute, at, profiles, found);
            if (attribute.Captions is not null) Enumeration(value, member.Value, attribute, at, found);
        }

        foreach (var attribute in shape.Attributes.Values)
        {
            if (attribute.IsRequired && IsThere(attribute, profiles) && !Has(value, attribute.Name)) found.Add(new Violation(Join(path, attribute.Name), SchemaRule.RequiredMissing, ""));
        }

        if (shape.AtLeastOne.Count > 0 && !shape.AtLeastOne.Any(name => Has(value, name))) found.Add(new Violation(path, SchemaRule.AtLeastOne, string.Join(", ", shape.AtLeastOne)));
        if (shape.JustOne.Count > 0 && shape.JustOne.Count(name => Has(value, name)) != 1) found.Add(new Violation(path, SchemaRule.JustOne, string.Join(", ", shape.JustOne)));
    }

    private void Elements(JsonElement value, SchemaAttribute attribute, string path, HashSet<string> profiles, List<Violation> found)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            found.Add(new Violation(path, SchemaRule.WrongType, $"a list of {attribute.Type}"));
            return;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray()) One(element, attribute, $"{path}[{index++}]", profiles, found);
    }

    private void One(JsonElement value, SchemaAttribute attribute, string path, HashSet<string> profiles, List<Violation> found)
    {
        if (!schema.Objects.TryGetValue(attribute.Type, out var shape)) scalars.Check(value, attribute.Type, path, found);
        else if (value.ValueKind != JsonValueKind.Object) found.Add(new Violation(path, SchemaRule.WrongType, attribute.Type));
        else Shape(value, shape, path, profiles, found);
    }

    private static void Enumeration(JsonElement parent, JsonElement value, SchemaAttribute attribute, string path, List<Violation> found)
    {
        if (attribute.IsArray) return;
        if (!attribute.Captions!.TryGetValue(value.ToString(), out var caption))
        {
            found.Add(new Violation(path, SchemaRule.UnknownValue, $"{attribute.Name} has no such value"));
            return;
        }

        // 99 is what the source says: any text but none.
        if (attribute.Sibling is null || Member(parent, attribute.Sibling) is not { ValueKind: JsonValueKind.String } sibling) return;
        if (value.ToString() != "99" && sibling.GetString() != caption) found.Add(new Violation(Join(Parent(path), attribute.Sibling), SchemaRule.WrongCaption, caption));
    }

    private void Observables(JsonElement record, SchemaShape shape, HashSet<string> profiles, List<Violation> found)
    {
        if (Member(record, "observables") is not { ValueKind: JsonValueKind.Array } list) return;
        var index = 0;
        foreach (var observable in list.EnumerateArray())
        {
            if (Text(observable, "name") is { } name && !Leads(name, shape, profiles)) found.Add(new Violation($"observables[{index}].name", SchemaRule.DanglingObservable, $"{shape.Name} has no such attribute"));
            index++;
        }
    }

    private bool Leads(string path, SchemaShape shape, HashSet<string> profiles)
    {
        var names = path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            if (!shape.Attributes.TryGetValue(names[i], out var attribute) || !IsThere(attribute, profiles)) return false;
            if (i < names.Length - 1 && !schema.Objects.TryGetValue(attribute.Type, out shape!)) return false;
        }

        return true;
    }

    private static bool IsThere(SchemaAttribute attribute, HashSet<string> profiles) => attribute.Profiles.Count == 0 || attribute.Profiles.Any(profiles.Contains);

    /// <summary>Whether something stands there; a path may have dots.</summary>
    private static bool Has(JsonElement value, string path)
    {
        foreach (var name in path.Split('.')) value = Member(value, name);
        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    private static JsonElement Member(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : default;

    private static string? Text(JsonElement value, string name) => Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Number(JsonElement value, string name) => Member(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var found) ? found : null;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Parent(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[..dot] : "";
}
