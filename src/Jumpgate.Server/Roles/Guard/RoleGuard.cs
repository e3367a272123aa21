using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Guard;

/// <summary>Knows through which groups administrator-like roles are given, so that none of them is emptied by accident.</summary>
internal sealed class RoleGuard(MappingStore mappings)
{
    /// <summary>Administrator-like roles that members of a group have because of it, or because of a group it is nested in.</summary>
    public async ValueTask<IReadOnlyList<string>> ThroughAsync(TenantSql sql, DirectoryKey directory, long group, CancellationToken ct = default)
    {
        if (await mappings.CurrentAsync(sql, directory, ct) is not { } current || !current.Mapping.Order.Any(role => role.AdministratorLike)) return [];
        var rules = await new DirectoryRoles(sql, directory, current.Mapping, new GroupMatches()).RulesThroughAsync(group, ct);
        return [.. rules.SelectMany(rule => current.Mapping.Rules[rule].Gives).Where(role => role.AdministratorLike).Distinct().OrderBy(role => role.Order).Select(role => role.Name)];
    }
}
