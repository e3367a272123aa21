using System.Text.Json.Serialization;

namespace Jumpgate.Contracts;

/// <summary>A role of the application that users of directories get (not an administrator role of JumpCloud).</summary>
/// <param name="AdministratorLike">Whether it is guarded: never given by default, and not lost by a push that empties its group.</param>
/// <param name="Order">Its place among the roles, the highest first, from 1.</param>
/// <param name="Holders">How many users hold it now, over all directories.</param>
/// <param name="UsedBy">Directories whose mapping names it.</param>
public sealed record AppRole(
    Guid Id, string Name, string? Description, IReadOnlyList<string> Permissions, bool AdministratorLike, int Order, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Holders, IReadOnlyList<AppRoleUse> UsedBy);

/// <param name="Version">Of the mapping that names the role.</param>
public sealed record AppRoleUse(Guid Directory, string Name, int Version);

/// <param name="Order">The place it takes; the roles from there on move down. Last when left out.</param>
public sealed record AppRoleCreate(
    string? Tenant, string? Name, string? Description = null, IReadOnlyList<string>? Permissions = null, bool? AdministratorLike = null, int? Order = null);

/// <summary>What is null stays as it is.</summary>
public sealed record AppRoleUpdate(
    string? Name = null, string? Description = null, IReadOnlyList<string>? Permissions = null, bool? AdministratorLike = null, int? Order = null);

/// <param name="Roles">Names of the roles that hold it.</param>
public sealed record AppPermission(string Name, string? Description, IReadOnlyList<string> Roles);

public sealed record AppPermissionPut(string? Description);

/// <summary>Roles by name, for those whom nothing else names.</summary>
/// <param name="Creator">For who sets an organization up in the application: kept here for the application to read.</param>
/// <param name="Member">For users of a directory whose mapping names no default. Never an administrator-like role.</param>
public sealed record AppRoleDefaults(string? Creator, string? Member);

/// <summary>How groups and attributes of a directory's users become application roles.</summary>
/// <param name="Text">The rules, as they were written.</param>
/// <param name="Version">Rises by one with each text saved.</param>
/// <param name="Restores">The version whose text was taken again.</param>
/// <param name="Current">Whether this version holds now.</param>
/// <param name="Calculation">How far the users' roles follow; of the version that holds.</param>
public sealed record RoleMappingText(
    Guid Directory, int Version, string Text, string? Note, int? Restores, string SavedBy, DateTimeOffset SavedAt, bool Current, RoleCalculation? Calculation = null,
    IReadOnlyList<RoleTest>? Tests = null);

/// <param name="State"><c>current</c>, or <c>calculating</c> while changes are still to be taken in.</param>
/// <param name="Sequence">Up to where the change log has been taken in.</param>
public sealed record RoleCalculation(string State, long Sequence, IReadOnlyDictionary<string, long> Holders);

/// <param name="Note">Why, for those who read the versions later.</param>
/// <param name="IfVersion">The version the text was made from: refused where another holds by now.</param>
public sealed record RoleMappingPut(string? Text, string? Note = null, int? IfVersion = null);

/// <summary>A test that stands beside the rules.</summary>
public sealed record RoleTest(int Line, string User, bool Passed, IReadOnlyList<string> Expected, IReadOnlyList<string> Got);

/// <summary>What a mapping text would change. Nothing is saved.</summary>
/// <param name="Users">Users of the directory.</param>
/// <param name="Changed">How many would gain or lose a role.</param>
/// <param name="Roles">Of each role, how many hold it now and would then; counted on the first page.</param>
/// <param name="Total">Always that of the first page: <paramref name="Changed"/>.</param>
public sealed record RolePreview(
    long Sequence, long? Users, long? Changed, IReadOnlyList<RolePreviewCount>? Roles, IReadOnlyList<RoleTest> Tests, IReadOnlyList<RolePreviewUser> Items, string? Next, long? Total);

public sealed record RolePreviewCount(string Role, bool AdministratorLike, long Now, long Then, long Gained, long Lost);

public sealed record RolePreviewUser(ResourceRef User, string? Email, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost, IReadOnlyList<string> Then);

/// <summary>A role as user reads carry it.</summary>
public sealed record UserRole([property: JsonPropertyName("role_name")] string RoleName);

/// <summary>Why a user has the roles it has.</summary>
/// <param name="Version">Of the mapping; null: the directory has none.</param>
/// <param name="Roles">What the user has by the text that holds.</param>
/// <param name="Rules">Every rule that fits the user, also those that lost by precedence.</param>
/// <param name="Stored">What user reads and events say; differs for a moment after a change.</param>
public sealed record UserRoles(
    ResourceRef User, int? Version, string? Give, IReadOnlyList<ExplainedRole> Roles, IReadOnlyList<ExplainedRule> Rules, IReadOnlyList<UserRole> Stored, string Default);

/// <param name="Because">In a sentence.</param>
public sealed record ExplainedRole([property: JsonPropertyName("role_name")] string RoleName, bool AdministratorLike, bool IsDefault, IReadOnlyList<int> Lines, string Because);

/// <param name="Lost">Roles it gives that the user does not get, because a higher one is given.</param>
/// <param name="Paths">For rules about groups: the groups from the user's own to the one the rule names.</param>
public sealed record ExplainedRule(int Line, string Text, IReadOnlyList<string> Gives, IReadOnlyList<string> Lost, IReadOnlyList<IReadOnlyList<ResourceRef>> Paths);
