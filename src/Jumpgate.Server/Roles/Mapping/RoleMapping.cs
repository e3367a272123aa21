using System.Text.Json;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A mapping text whose roles are known: what the members of a group and the holder of attributes get. Pure.</summary>
internal sealed class RoleMapping
{
    private readonly MappingRule[] groupRules, userRules;

    internal RoleMapping(IReadOnlyList<MappingRule> rules, IReadOnlyList<RoleEntry> order, bool givesAll, RoleEntry? @default, string defaultReason)
    {
        (Rules, Order, GivesAll, Default, DefaultReason) = (rules, order, givesAll, @default, defaultReason);
        groupRules = [.. rules.Where(rule => rule.Subject is not RuleSubject.UserWhere)];
        userRules = [.. rules.Where(rule => rule.Subject is RuleSubject.UserWhere)];
    }

    public IReadOnlyList<MappingRule> Rules { get; }

    /// <summary>Every role the text names, the highest first.</summary>
    public IReadOnlyList<RoleEntry> Order { get; }

    /// <summary>Whether a user gets every role that rules give, not just the highest.</summary>
    public bool GivesAll { get; }

    /// <summary>What a user gets whom no rule gives anything; null: nothing.</summary>
    public RoleEntry? Default { get; }

    public string DefaultReason { get; }

    public bool AsksUsers => userRules.Length > 0;

    /// <summary>Whether group rules look at more than name and ids.</summary>
    public bool AsksGroupAttributes => groupRules.Any(rule => rule.Subject is RuleSubject.GroupWhere);

    /// <summary>Indexes of the rules whose group this is.</summary>
    public int[] OfGroup(GroupFacts group)
    {
        List<int> found = [];
        foreach (var rule in groupRules)
        {
            var fits = rule.Subject switch
            {
                RuleSubject.GroupName named => named.Name.Matches(group.Name),
                RuleSubject.GroupId id => group.Ids.Any(one => one.Equals(id.Id, StringComparison.OrdinalIgnoreCase)),
                RuleSubject.GroupExternalId id => id.Id.Matches(group.ExternalId),
                RuleSubject.GroupWhere where => where.Condition.Matches(group.Document, ReadableAttributes.Types),
                _ => false,
            };
            if (fits) found.Add(rule.Index);
        }

        return [.. found];
    }

    /// <summary>Indexes of the rules whose condition the user satisfies.</summary>
    public IEnumerable<int> OfUser(JsonElement user) =>
        userRules.Where(rule => ((RuleSubject.UserWhere)rule.Subject).Condition.Matches(user, ReadableAttributes.Types)).Select(rule => rule.Index);

    /// <summary>What a user gets, the highest role first.</summary>
    /// <param name="rules">Indexes of the rules that fit; any order, also twice.</param>
    public IReadOnlyList<RoleEntry> Decide(IEnumerable<int> rules)
    {
        HashSet<long> given = [];
        foreach (var rule in rules) given.UnionWith(Rules[rule].Gives.Select(role => role.Key));
        if (given.Count == 0) return Default is null ? [] : [Default];
        var ordered = Order.Where(role => given.Contains(role.Key));
        return GivesAll ? [.. ordered] : [ordered.First()];
    }
}

/// <param name="Index">Its place among the rules.</param>
internal sealed record MappingRule(int Index, int Line, string Text, RuleSubject Subject, IReadOnlyList<RoleEntry> Gives);

/// <summary>What rules may ask of a group.</summary>
/// <param name="Ids">The hub's id and the source's.</param>
/// <param name="Document">As a filter of the group list sees it.</param>
internal sealed record GroupFacts(IReadOnlyList<string> Ids, string? ExternalId, string? Name, JsonElement Document);
