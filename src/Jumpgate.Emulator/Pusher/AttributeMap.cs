using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>
/// Which of a person's fields go out under which SCIM path. The core map is that of JumpCloud's own connectors (reference §8.1, W7):
/// externalId is the employee identifier, not JumpCloud's id.
/// </summary>
internal sealed class AttributeMap
{
    /// <summary>The extension's schema of SCIM 2.0; it begins the paths of its attributes in either version.</summary>
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The path that follows from the person's state instead of a field.</summary>
    public const string Active = "active";

    private readonly List<(string Path, string Field)> _fields;

    public AttributeMap(PushSettings settings)
    {
        _fields =
        [
            ("userName", settings.UserNameField), ("name.givenName", "firstname"), ("name.familyName", "lastname"), ("displayName", "displayname"),
            ("emails", "email"), ("externalId", "employeeIdentifier"),
        ];
        if (settings.Enterprise)
        {
            _fields.AddRange(
            [
                ("title", "jobTitle"), ("phoneNumbers", "phoneNumbers"), ("addresses", "addresses"), ($"{Enterprise}:employeeNumber", "employeeIdentifier"),
                ($"{Enterprise}:department", "department"), ($"{Enterprise}:costCenter", "costCenter"), ($"{Enterprise}:organization", "company"),
                ($"{Enterprise}:manager.value", "manager"),
            ]);
        }

        foreach (var (path, field) in settings.Mapping)
        {
            _fields.RemoveAll(f => f.Path == path);
            if (field is not null)
                _fields.Add((path, (string)field!));
        }

        if (!_fields.Exists(f => f.Path == "userName"))
            throw new FormatException("mapping cannot do without userName");
        Paths = [.. _fields.Select(f => f.Path), Active];
    }

    /// <summary>What is sent, in order; the last is <see cref="Active"/>.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The manager goes out as the target's id, so a person may have to be sent again once the manager has one.</summary>
    public bool NamesManagers => _fields.Exists(f => f.Field == "manager");

    /// <summary>Values for <see cref="Paths"/>, null for none. Nothing of the person's own document is kept.</summary>
    public JsonNode?[] Read(JsonObject person, bool active, Func<string, string?> remoteIdOf)
    {
        var values = new JsonNode?[Paths.Count];
        for (var i = 0; i < _fields.Count; i++)
            values[i] = Value(person, _fields[i].Field, _fields[i].Path, remoteIdOf);
        values[^1] = active;
        return values;
    }

    private static JsonNode? Value(JsonObject person, string field, string path, Func<string, string?> remoteIdOf)
    {
        var source = field.StartsWith("attributes.", StringComparison.Ordinal) ? Custom(person, field["attributes.".Length..]) : person[field];
        if (source is null || (source.GetValueKind() == JsonValueKind.String && ((string?)source)!.Length == 0) || source is JsonArray { Count: 0 })
            return null;
        return (field, path) switch
        {
            ("manager", _) => remoteIdOf((string)source!),
            ("phoneNumbers", "phoneNumbers") => Each(source, ("value", "number"), ("type", "type")),
            ("addresses", "addresses") => Each(
                source,
                ("type", "type"),
                ("streetAddress", "streetAddress"),
                ("locality", "locality"),
                ("region", "region"),
                ("postalCode", "postalCode"),
                ("country", "country")),
            (_, "emails") => new JsonArray(new JsonObject { ["value"] = source.DeepClone(), ["type"] = "work", ["primary"] = true }),
            _ => source.DeepClone(),
        };
    }

    private static JsonNode? Custom(JsonObject person, string name)
        => (person["attributes"] as JsonArray)?.FirstOrDefault(a => (string?)a?["name"] == name)?["value"];

    private static JsonArray Each(JsonNode source, params (string Scim, string Own)[] parts)
    {
        var list = new JsonArray();
        foreach (var element in source.AsArray().OfType<JsonObject>())
        {
            var copy = new JsonObject();
            foreach (var (scim, own) in parts)
            {
                if (element[own] is { } value && value.ToString().Length > 0)
                    copy[scim] = value.DeepClone();
            }

            list.Add(copy);
        }

        return list;
    }
}
