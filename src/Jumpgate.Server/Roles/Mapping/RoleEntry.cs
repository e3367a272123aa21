namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A role of the catalogue, as a mapping sees it.</summary>
/// <param name="Order">Its place in the catalogue, the highest role first.</param>
internal sealed record RoleEntry(long Key, string Name, bool AdministratorLike, int Order);

/// <summary>The catalogue of a tenant, as a mapping sees it.</summary>
/// <param name="MemberDefault">Key of the role that is the default where a text names none; null: the lowest role of the text.</param>
/// <param name="Stamp">Rises with every change that a mapping could notice.</param>
internal sealed record RoleSet(IReadOnlyList<RoleEntry> Roles, long? MemberDefault, long Stamp);
