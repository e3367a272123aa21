using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Roles.Mapping;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>Why a user has its roles: the rules that fit, through which groups, and what lost by precedence.</summary>
internal static class UserRoleEndpoints
{
    public static void MapUserRoles(this RouteGroupBuilder v1) =>
        v1.MapGet("/directories/{directory:guid}/users/{resource}/roles", Explain).Needs(Rights.Read).WithName("explainUserRoles")
            .WithSummary("Which application roles a user has and why: rules with their lines, the groups that lead to them, what lost by precedence, the default");

    private static async Task<Results<Ok<UserRoles>, ProblemResult>> Explain(
        Guid directory, string resource, Store store, CurrentTenant current, MappingStore mappings, IAssignedRoles assigned, CancellationToken cancellation)
    {
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        if (await new ResourceReads(scope, ResourceKind.User, scope.Sequence, isPast: false).FindAsync(resource, raw: false, cancellation) is not { } row)
            return ReadProblems.ResourceNotFound.Because($"No user has the id or remote id '{resource}'.");
        var user = new ResourceRef(ResourceKind.User.Word(), row.Id, row.Name, row.RemoteId);
        var held = await assigned.AsOfAsync(scope.Sql, scope.Key, [row.Key], scope.Sequence, cancellation);
        IReadOnlyList<UserRole> stored = [.. (held?.GetValueOrDefault(row.Key) ?? HeldRoles.None).Names.Select(name => new UserRole(name))];
        if (await mappings.CurrentAsync(scope.Sql, scope.Key, cancellation) is not { } found)
            return TypedResults.Ok(new UserRoles(user, null, null, [], [], stored, "The directory has no role mapping."));

        var mapping = found.Mapping;
        var facts = (await new DirectoryRoles(scope.Sql, scope.Key, mapping, new GroupMatches()).FactsAsync([row.Key], cancellation)).GetValueOrDefault(row.Key) ?? new UserFacts([], []);
        var fitting = facts.RulesOfUser.Concat(facts.Groups.SelectMany(group => group.Rules)).Distinct().Order().Select(index => mapping.Rules[index]).ToList();
        var gets = mapping.Decide(fitting.Select(rule => rule.Index));
        var refs = await ResourceRefs.OfAsync(scope.Sql, facts.Groups.SelectMany(group => group.Path), cancellation);
        return TypedResults.Ok(new UserRoles(
            user, found.Version, mapping.GivesAll ? "all" : "highest",
            [.. gets.Select(role => Because(role, fitting, mapping))],
            [.. fitting.Select(rule => new ExplainedRule(
                rule.Line, rule.Text, [.. rule.Gives.Select(role => role.Name)], [.. rule.Gives.Except(gets).Select(role => role.Name)],
                [.. facts.Groups.Where(group => group.Rules.Contains(rule.Index)).Select(group => group.Path.Select(key => refs[key]).ToList())]))],
            stored, mapping.DefaultReason));
    }

    private static ExplainedRole Because(RoleEntry role, List<MappingRule> fitting, RoleMapping mapping)
    {
        var lines = fitting.Where(rule => rule.Gives.Contains(role)).Select(rule => rule.Line).ToList();
        var others = fitting.SelectMany(rule => rule.Gives).Distinct().Where(other => other != role).Select(other => other.Name).ToList();
        var because = lines.Count == 0 ? $"No rule fits. {mapping.DefaultReason}"
            : (lines.Count == 1 ? $"Line {lines[0]} gives it." : $"Lines {string.Join(", ", lines)} give it.")
              + (mapping.GivesAll || others.Count == 0 ? "" : $" It stands above {string.Join(", ", others)} in the precedence.");
        return new ExplainedRole(role.Name, role.AdministratorLike, lines.Count == 0, lines, because);
    }
}
