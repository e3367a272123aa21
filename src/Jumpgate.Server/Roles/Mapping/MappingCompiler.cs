using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>What came of a text: a mapping, or everything that is wrong with it.</summary>
/// <param name="Mapping">Null where there are errors.</param>
internal sealed record CompiledMapping(RoleMapping? Mapping, IReadOnlyList<MappingError> Errors, IReadOnlyList<MappingTestResult> Tests)
{
    public bool TestsPass => Tests.All(test => test.Passed);
}

/// <summary>Reads a mapping text and holds it against the catalogue of roles. Pure.</summary>
internal sealed class MappingCompiler
{
    private readonly RoleSet catalogue;
    private readonly MappingSyntax syntax;
    private readonly List<MappingError> errors;
    private readonly Dictionary<string, RoleEntry> byName;

    private MappingCompiler(RoleSet catalogue, MappingSyntax syntax, List<MappingError> errors)
    {
        (this.catalogue, this.syntax, this.errors) = (catalogue, syntax, errors);
        byName = catalogue.Roles.ToDictionary(role => TextOrder.Fold(role.Name), StringComparer.Ordinal);
    }

    public static CompiledMapping Compile(string text, RoleSet catalogue)
    {
        List<MappingError> errors = [];
        var syntax = MappingReader.Read(text, errors);
        var mapping = new MappingCompiler(catalogue, syntax, errors).Run(isWhole: errors.Count == 0);
        if (mapping is null) return new CompiledMapping(null, [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column).Take(MappingLimits.Errors)], []);
        return new CompiledMapping(mapping, [], MappingTests.Run(mapping, syntax.Tests, byNameOf: catalogue));
    }

    private RoleMapping? Run(bool isWhole)
    {
        if (isWhole && syntax is { Rules.Count: 0, HasDefault: false })
            errors.Add(new MappingError(1, 1, "mapping_empty", "The text has no rule and no default: nobody would have a role.", "Write a rule, for example: group \"YourApp Admins\" gives Admin. If nobody is to have a role, write: default none."));
        var stated = Known(syntax.Precedence);
        foreach (var twice in syntax.Precedence.GroupBy(role => TextOrder.Fold(role.Name)).Where(same => same.Count() > 1).Select(same => same.ElementAt(1)))
            errors.Add(new MappingError(twice.Line, twice.Column, "role_twice", $"{twice.Name} stands twice in the precedence.", "Keep the place it shall have."));
        var rules = syntax.Rules.Select((rule, index) => new MappingRule(index, rule.Line, rule.Text, rule.Subject, Known(rule.Gives))).ToList();
        var byLine = syntax.Default is { } named ? Known([named]).FirstOrDefault() : null;
        foreach (var test in syntax.Tests) Known(test.Gets);

        var given = rules.SelectMany(rule => rule.Gives).Concat(byLine is null ? [] : [byLine]).Distinct().ToList();
        if (!syntax.GivesAll && given.Count > 1) RequirePrecedence(stated);
        List<RoleEntry> order = [.. stated.Distinct(), .. given.Except(stated).OrderBy(role => role.Order)];
        if (order.Count > MappingLimits.Roles)
            errors.Add(new MappingError(1, 1, "too_many_roles", $"The text names {order.Count} roles; at most {MappingLimits.Roles} are taken.", "Join roles that give the same permissions."));
        if (byLine is { AdministratorLike: true } && !syntax.AllowsAdministratorDefault)
            errors.Add(new MappingError(
                syntax.Default!.Line, syntax.Default.Column, "administrator_default", $"{byLine.Name} is an administrator-like role and would be given to everybody whom no rule names.",
                "Choose a lower role, or 'default none'. If it is really meant, add the line: allow administrator default."));
        if (errors.Count > 0) return null;
        var (@default, reason) = DefaultOf(byLine, order);
        if (@default is not null && !order.Contains(@default)) order.Add(@default);
        return new RoleMapping(rules, order, syntax.GivesAll, @default, reason);
    }

    /// <summary>The line's; else the tenant's default for members; else the lowest role of the text. Never an administrator-like role that is not written.</summary>
    private (RoleEntry?, string) DefaultOf(RoleEntry? byLine, List<RoleEntry> order)
    {
        if (syntax.HasDefault) return (byLine, byLine is null ? "The text says: default none." : $"The text says: default {byLine.Name}.");
        if (catalogue.Roles.FirstOrDefault(role => role.Key == catalogue.MemberDefault) is { AdministratorLike: false } member)
            return (member, $"The text names no default; {member.Name} is the tenant's default for members.");
        return order.LastOrDefault() is not { } lowest ? (null, "The text names no default and no role.")
            : !lowest.AdministratorLike ? (lowest, $"The text names no default; {lowest.Name} is its lowest role.")
            : (null, $"The text names no default; its lowest role, {lowest.Name}, is administrator-like and is never given without being written.");
    }

    private void RequirePrecedence(List<RoleEntry> stated)
    {
        HashSet<RoleEntry> told = [];
        foreach (var role in syntax.Rules.SelectMany(rule => rule.Gives).Concat(syntax.Default is { } one ? [one] : []))
        {
            if (!byName.TryGetValue(TextOrder.Fold(role.Name), out var entry) || stated.Contains(entry) || !told.Add(entry)) continue;
            errors.Add(new MappingError(
                role.Line, role.Column, "not_in_precedence", $"{role.Name} has no place in the precedence, so it is open what a user gets whom several rules fit.",
                syntax.Precedence.Count == 0 ? "Add a line such as: precedence: Admin > Editor > Viewer. Or say: give all." : $"Add {role.Name} to the precedence. Or say: give all."));
        }
    }

    private List<RoleEntry> Known(IReadOnlyList<NamedRole> names)
    {
        List<RoleEntry> known = [];
        foreach (var name in names)
        {
            if (byName.TryGetValue(TextOrder.Fold(name.Name), out var entry)) known.Add(entry);
            else
            {
                errors.Add(new MappingError(
                    name.Line, name.Column, "unknown_role", $"There is no application role {name.Name}.",
                    catalogue.Roles.Count == 0 ? "Make the role first: POST /v1/app-roles." : $"Roles are {string.Join(", ", catalogue.Roles.Take(20).Select(role => role.Name))}. Correct the name, or make the role first."));
            }
        }

        return known;
    }
}
