using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>In a mapping text the attributes of the enterprise extension (RFC 7643 §4.3) may be written without their schema.</summary>
internal static class EnterpriseNames
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly HashSet<string> Names =
        new(["employeeNumber", "costCenter", "organization", "division", "department", "manager"], StringComparer.OrdinalIgnoreCase);

    public static AttributePath Qualify(AttributePath path) =>
        path.Schema is null && Names.Contains(path.Attribute) ? new AttributePath(path.Attribute, path.SubAttribute, Enterprise) : path;

    public static Filter Qualify(Filter filter) => filter switch
    {
        And and => new And(and.Terms.Select(Qualify)),
        Or or => new Or(or.Terms.Select(Qualify)),
        Not not => new Not(Qualify(not.Term)),
        Comparison comparison => new Comparison(Qualify(comparison.Path), comparison.Operator, comparison.Value),
        Present present => new Present(Qualify(present.Path)),
        ValuePath value => new ValuePath(Qualify(value.Path), value.Condition),
        _ => filter,
    };
}
