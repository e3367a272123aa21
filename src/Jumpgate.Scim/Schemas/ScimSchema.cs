namespace Jumpgate.Scim.Schemas;

/// <summary>A named set of attributes (RFC 7643 §7).</summary>
/// <param name="id">Its URI.</param>
/// <param name="name">For people, such as "Enterprise User".</param>
public sealed class ScimSchema(string id, string name, string description, params IEnumerable<ScimAttribute> attributes)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Description { get; } = description;

    public AttributeTable Attributes { get; } = new(attributes);

    public override string ToString() => Id;
}
