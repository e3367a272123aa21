using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// What a filter of a list may name: the members every resource has (<c>id</c>, <c>remoteId</c>, <c>kind</c>, <c>name</c>, <c>email</c>,
/// <c>status</c>, <c>status.sourceValue</c>, <c>active</c>, <c>updatedAt</c>) and each of its attributes, by SCIM's or its own names.
/// </summary>
internal static class ReadableAttributes
{
    private static readonly AttributeType Text = new(AttributeKind.String);
    private static readonly AttributeType ExactText = new(AttributeKind.String, CaseExact: true);

    public static AttributeTypes Types { get; } = AttributeTypes.Core
        .With("id", Text)
        .With("remoteId", ExactText)
        .With("kind", Text)
        .With("name", Text)
        .With("email", Text)
        .With("status", Text)
        .With("status.sourceValue", Text)
        .With("updatedAt", new AttributeType(AttributeKind.DateTime));

    /// <summary>
    /// The filter over the document of <see cref="ResourceDocument"/>: a plain <c>name</c> is the resource's own name, which stands
    /// there as <c>displayName</c>, because SCIM keeps the parts of a person's name under <c>name</c>.
    /// </summary>
    public static Filter Settle(Filter filter) => filter switch
    {
        And and => new And(and.Terms.Select(Settle)),
        Or or => new Or(or.Terms.Select(Settle)),
        Not not => new Not(Settle(not.Term)),
        Comparison comparison when IsName(comparison.Path) => new Comparison(DisplayName, comparison.Operator, comparison.Value),
        Present present when IsName(present.Path) => new Present(DisplayName),
        _ => filter,
    };

    /// <summary>Attributes that move without history; they stand apart from the others.</summary>
    public static bool IsVolatile(ResourceKind kind, string attribute) =>
        Kind.For(kind).VolatileAttributes.Any(moving => moving.Attribute.Equals(attribute, StringComparison.OrdinalIgnoreCase));

    private static readonly AttributePath DisplayName = new("displayName");

    private static bool IsName(AttributePath path) =>
        path is { SubAttribute: null, Schema: null } && path.Attribute.Equals("name", StringComparison.OrdinalIgnoreCase);
}
