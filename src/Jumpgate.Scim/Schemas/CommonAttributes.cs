using Jumpgate.Scim.Filters;
using static Jumpgate.Scim.Schemas.AttributeMaking;

namespace Jumpgate.Scim.Schemas;

/// <summary>What every resource has whatever its schema (RFC 7643 §3, §3.1). They stand in no schema document.</summary>
public static class CommonAttributes
{
    public static ScimAttribute Schemas { get; } = new("schemas", AttributeKind.Reference)
    {
        Description = "The schemas the resource uses.",
        MultiValued = true,
        Required = true,
        CaseExact = false, // URNs: the namespace is met without case (RFC 8141 §3.1), and clients differ.
        Returned = Returned.Always,
        ReferenceTypes = ["uri"],
    };

    public static ScimAttribute Id { get; } = Text("id", "The identifier this service gave the resource.",
        exact: true, mutability: Mutability.ReadOnly, returned: Returned.Always, uniqueness: Uniqueness.Server);

    public static ScimAttribute ExternalId { get; } = Text("externalId", "The identifier the client gave the resource.", exact: true);

    public static ScimAttribute Meta { get; } = Complex("meta", "About the resource itself.", false, false, Mutability.ReadOnly, Returned.Default,
        Text("resourceType", "The name of its resource type.", exact: true, mutability: Mutability.ReadOnly),
        Of(AttributeKind.DateTime, "created", "When it came to be.", mutability: Mutability.ReadOnly),
        Of(AttributeKind.DateTime, "lastModified", "When it last changed.", mutability: Mutability.ReadOnly),
        Reference("location", "Its URI.", Mutability.ReadOnly, types: "uri"),
        Text("version", "Its entity tag.", exact: true, mutability: Mutability.ReadOnly));

    public static IEnumerable<ScimAttribute> All => [Schemas, Id, ExternalId, Meta];
}
