using System.Collections.Frozen;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// The declared attributes of a kind of resource. Core attributes are found with and without their schema's prefix,
/// those of an extension with it only (RFC 7644 §3.10).
/// </summary>
public sealed class AttributeTypes
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private readonly FrozenDictionary<string, AttributeType> types;
    private readonly FrozenSet<string> coreSchemas;

    /// <param name="coreSchemas">Schemas whose attributes stand at the root of the resource.</param>
    /// <param name="types">Paths (<c>name</c>, <c>name.familyName</c>, <c>urn:…:User:department</c>) and their types.</param>
    /// <param name="closed">Whether there are no attributes but these, so that a filter on another is refused.</param>
    public AttributeTypes(IEnumerable<string> coreSchemas, IEnumerable<KeyValuePair<string, AttributeType>> types, bool closed = false)
    {
        IsClosed = closed;
        this.coreSchemas = coreSchemas.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.types = types.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>User, Group and the enterprise extension (RFC 7643 §3.1, §4.1–4.3, with the case rules of §8.7.1).</summary>
    public static AttributeTypes Core { get; } = new(
        ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:Group"],
        [
            .. Of(AttributeKind.String, caseExact: true, "id", "externalId", "meta.resourceType", "meta.version"),
            .. Of(AttributeKind.DateTime, caseExact: false, "meta.created", "meta.lastModified"),
            .. Of(AttributeKind.Reference, caseExact: true, "schemas", "meta.location", "profileUrl", "photos.value",
                "groups.$ref", "members.$ref", $"{Enterprise}:manager.$ref"),
            .. Of(AttributeKind.Complex, caseExact: false, "meta", "name", "emails", "phoneNumbers", "ims", "photos", "addresses",
                "groups", "entitlements", "roles", "x509Certificates", "members", $"{Enterprise}:manager"),
            .. Of(AttributeKind.String, caseExact: false, "userName", "displayName", "nickName", "title", "userType",
                "preferredLanguage", "locale", "timezone", "password",
                "name.formatted", "name.familyName", "name.givenName", "name.middleName", "name.honorificPrefix", "name.honorificSuffix",
                "addresses.formatted", "addresses.streetAddress", "addresses.locality", "addresses.region", "addresses.postalCode",
                "addresses.country", "addresses.type", "groups.value", "groups.display", "groups.type",
                "members.value", "members.display", "members.type", "photos.display", "photos.type",
                "x509Certificates.display", "x509Certificates.type"),
            .. new[] { "emails", "phoneNumbers", "ims", "entitlements", "roles" }.SelectMany(of =>
                Of(AttributeKind.String, caseExact: false, $"{of}.value", $"{of}.display", $"{of}.type")),
            .. Of(AttributeKind.Boolean, caseExact: false, "active", "emails.primary", "phoneNumbers.primary", "ims.primary",
                "photos.primary", "addresses.primary", "entitlements.primary", "roles.primary", "x509Certificates.primary"),
            .. Of(AttributeKind.Binary, caseExact: true, "x509Certificates.value"),
            .. Of(AttributeKind.String, caseExact: false, $"{Enterprise}:employeeNumber", $"{Enterprise}:costCenter",
                $"{Enterprise}:organization", $"{Enterprise}:division", $"{Enterprise}:department",
                $"{Enterprise}:manager.value", $"{Enterprise}:manager.displayName"),
        ]);

    /// <summary>Whether a filter may name these attributes only.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether the attributes of a schema stand at the root of the resource.</summary>
    public bool IsCore(string schema) => coreSchemas.Contains(schema);

    /// <summary>These types and one more; a type declared again replaces the former.</summary>
    public AttributeTypes With(string path, AttributeType type) =>
        new(coreSchemas, types.Where(known => !known.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Append(new(path, type)), IsClosed);

    /// <summary>
    /// The type a comparison meets. A complex attribute is compared by its <c>value</c> (RFC 7643 §2.4), so
    /// <c>emails</c> answers with the type of <c>emails.value</c>.
    /// </summary>
    /// <param name="path">The attribute.</param>
    /// <param name="parent">Outside the brackets, when the path stands inside.</param>
    public AttributeType Find(AttributePath path, AttributePath? parent = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var key = parent is null ? Key(path) : $"{Key(parent)}.{path}";
        if (types.GetValueOrDefault(key) is not { } type)
        {
            // "schemas[value eq …]": the value of an attribute without sub-attributes is the attribute.
            var plain = parent is not null && path.IsValue ? types.GetValueOrDefault(Key(parent)) : null;
            return plain is { Kind: not AttributeKind.Complex } ? plain : AttributeType.Any;
        }

        return type.Kind == AttributeKind.Complex ? types.GetValueOrDefault(key + ".value", type) : type;
    }

    /// <summary>Whether a filter may name the attribute.</summary>
    internal bool Allows(AttributePath path, AttributePath? parent) =>
        !IsClosed
        || types.ContainsKey(parent is null ? Key(path) : $"{Key(parent)}.{path}")
        || parent is not null && path.IsValue && types.GetValueOrDefault(Key(parent)) is { Kind: not AttributeKind.Complex };

    private string Key(AttributePath path) =>
        path.Schema is { } schema && IsCore(schema)
            ? path.SubAttribute is null ? path.Attribute : $"{path.Attribute}.{path.SubAttribute}"
            : path.ToString();

    private static IEnumerable<KeyValuePair<string, AttributeType>> Of(AttributeKind kind, bool caseExact, params string[] paths)
    {
        var type = new AttributeType(kind, caseExact);
        return paths.Select(path => KeyValuePair.Create(path, type));
    }
}
