using Jumpgate.Scim.Filters;
using static Jumpgate.Scim.Schemas.AttributeMaking;

namespace Jumpgate.Scim.Schemas;

/// <summary>The schemas a service describes itself with (RFC 7643 §5–§7, §8.7.2; RFC 9865 §4; RFC 9967 §4).</summary>
public static class ServiceSchemas
{
    public const string ServiceProviderConfigId = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    public const string ResourceTypeId = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    public const string SchemaId = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    private static readonly string[] Kinds = ["string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary"];

    public static ScimSchema ServiceProviderConfig { get; } = new(ServiceProviderConfigId, "Service Provider Configuration", "What this service can do.",
        Reference("documentationUri", "Where the service is explained.", Mutability.ReadOnly, types: "external"),
        Option("patch", "PATCH (RFC 7644 §3.5.2)."),
        Option("bulk", "Bulk operations (RFC 7644 §3.7).",
            Number("maxOperations", "Operations in one request."),
            Number("maxPayloadSize", "Bytes of one request.")),
        Option("filter", "Filters (RFC 7644 §3.4.2.2).", Number("maxResults", "Resources in one answer.")),
        Option("changePassword", "Changing a password."),
        Option("sort", "Sorting (RFC 7644 §3.4.2.3)."),
        Option("etag", "Entity tags (RFC 7644 §3.14)."),
        Complex("authenticationSchemes", "How clients prove themselves.", true, true, Mutability.ReadOnly, Returned.Default,
            Text("type", "The kind of scheme.", required: true, mutability: Mutability.ReadOnly,
                canonical: ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"]),
            Text("name", "Its name.", required: true, mutability: Mutability.ReadOnly),
            Text("description", "What it is.", required: true, mutability: Mutability.ReadOnly),
            Reference("specUri", "Its specification.", Mutability.ReadOnly, types: "external"),
            Reference("documentationUri", "How to use it here.", Mutability.ReadOnly, types: "external"),
            Flag("primary", "Whether it is preferred.", required: false)),
        Complex("pagination", "Paging (RFC 9865).", false, false, Mutability.ReadOnly, Returned.Default,
            Flag("cursor", "Whether pages may be asked for by cursor."),
            Flag("index", "Whether pages may be asked for by index."),
            Text("defaultPaginationMethod", "What is used when a request names neither.", mutability: Mutability.ReadOnly, canonical: ["cursor", "index"]),
            Of(AttributeKind.Integer, "defaultPageSize", "Resources on a page when count is not given.", mutability: Mutability.ReadOnly),
            Of(AttributeKind.Integer, "maxPageSize", "The most resources on a page.", mutability: Mutability.ReadOnly),
            Of(AttributeKind.Integer, "cursorTimeout", "Seconds a cursor lives at least.", mutability: Mutability.ReadOnly)),
        Complex("securityEvents", "Security event tokens (RFC 9967).", false, false, Mutability.ReadOnly, Returned.Default,
            Text("asyncRequest", "Whether requests may be answered later.", mutability: Mutability.ReadOnly, canonical: ["none", "long", "request"]),
            Reference("eventUris", "The events that can be sent.", Mutability.ReadOnly, many: true, types: "uri")));

    public static ScimSchema ResourceType { get; } = new(ResourceTypeId, "Resource Type", "A kind of resource this service serves.",
        Text("id", "Its identifier.", mutability: Mutability.ReadOnly),
        Text("name", "Its name.", required: true, mutability: Mutability.ReadOnly),
        Text("description", "What it is.", mutability: Mutability.ReadOnly),
        Reference("endpoint", "Its path below the base URI.", Mutability.ReadOnly, required: true, types: "uri"),
        Reference("schema", "Its schema.", Mutability.ReadOnly, required: true, types: "uri"),
        Complex("schemaExtensions", "Its extensions.", true, false, Mutability.ReadOnly, Returned.Default,
            Reference("schema", "The extension's schema.", Mutability.ReadOnly, required: true, types: "uri"),
            Flag("required", "Whether every resource has it.")));

    public static ScimSchema Schema { get; } = new(SchemaId, "Schema", "A set of attributes.",
        Text("id", "Its URI.", required: true, mutability: Mutability.ReadOnly),
        Text("name", "Its name.", required: true, mutability: Mutability.ReadOnly),
        Text("description", "What it is.", mutability: Mutability.ReadOnly),
        Complex("attributes", "Its attributes.", true, true, Mutability.ReadOnly, Returned.Default,
            [.. Characteristics(), Complex("subAttributes", "The parts of a complex attribute.", true, false, Mutability.ReadOnly, Returned.Default, [.. Characteristics()])]));

    private static IEnumerable<ScimAttribute> Characteristics() =>
    [
        Text("name", "The attribute's name.", required: true, exact: true, mutability: Mutability.ReadOnly),
        Text("type", "Its data type.", required: true, mutability: Mutability.ReadOnly, canonical: Kinds),
        Flag("multiValued", "Whether it has many values."),
        Text("description", "What it is.", mutability: Mutability.ReadOnly),
        Flag("required", "Whether it must have a value.", required: false),
        Text("canonicalValues", "Usual values.", exact: true, mutability: Mutability.ReadOnly, many: true),
        Flag("caseExact", "Whether the case of text counts.", required: false),
        Text("mutability", "When it may be written.", exact: true, mutability: Mutability.ReadOnly, canonical: ["readOnly", "readWrite", "immutable", "writeOnly"]),
        Text("returned", "When it is told.", exact: true, mutability: Mutability.ReadOnly, canonical: ["always", "never", "default", "request"]),
        Text("uniqueness", "Among what its values are unique.", exact: true, mutability: Mutability.ReadOnly, canonical: ["none", "server", "global"]),
        Text("referenceTypes", "What a reference points to.", exact: true, mutability: Mutability.ReadOnly, many: true),
    ];

    private static ScimAttribute Option(string name, string description, params ScimAttribute[] more) =>
        Complex(name, description, false, true, Mutability.ReadOnly, Returned.Default, [Flag("supported", "Whether the service can do it."), .. more]);

    private static ScimAttribute Flag(string name, string description, bool required = true) =>
        Of(AttributeKind.Boolean, name, description, required, Mutability.ReadOnly);

    private static ScimAttribute Number(string name, string description) =>
        Of(AttributeKind.Integer, name, description, required: true, Mutability.ReadOnly);
}
