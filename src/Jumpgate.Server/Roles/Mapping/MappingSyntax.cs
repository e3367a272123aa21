using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A role's name and where it stands.</summary>
internal sealed record NamedRole(string Name, int Line, int Column);

/// <summary>Whom a rule is about.</summary>
internal abstract record RuleSubject
{
    /// <summary>Members of groups with such a name.</summary>
    public sealed record GroupName(Glob Name) : RuleSubject;

    /// <summary>Members of the group with this id, the hub's or the source's.</summary>
    public sealed record GroupId(string Id) : RuleSubject;

    public sealed record GroupExternalId(Glob Id) : RuleSubject;

    /// <summary>Members of groups whose attributes are so.</summary>
    public sealed record GroupWhere(Filter Condition) : RuleSubject;

    /// <summary>Users whose attributes are so.</summary>
    public sealed record UserWhere(Filter Condition) : RuleSubject;
}

/// <param name="Text">The rule as it was written, without its comment.</param>
internal sealed record RuleSyntax(int Line, string Text, RuleSubject Subject, IReadOnlyList<NamedRole> Gives);

/// <summary>A group that a test says its user is in.</summary>
internal sealed record TestGroup(string? Name, string? Id, string? ExternalId, IReadOnlyList<TestValue> Values);

/// <summary>An attribute and its value: text, number, true or false.</summary>
internal sealed record TestValue(AttributePath Path, object Value);

/// <param name="Gets">Empty: nothing.</param>
internal sealed record TestSyntax(int Line, int Column, string User, IReadOnlyList<TestGroup> Groups, IReadOnlyList<TestValue> Values, IReadOnlyList<NamedRole> Gets);

/// <summary>A mapping text as it was written; whether its roles exist is not known yet.</summary>
internal sealed class MappingSyntax
{
    /// <summary>From the highest to the lowest; empty where none is stated.</summary>
    public IReadOnlyList<NamedRole> Precedence { get; set; } = [];

    public bool GivesAll { get; set; }

    /// <summary>Whether a line says who gets what where no rule fits.</summary>
    public bool HasDefault { get; set; }

    /// <summary>Null: nothing.</summary>
    public NamedRole? Default { get; set; }

    public bool AllowsAdministratorDefault { get; set; }

    public List<RuleSyntax> Rules { get; } = [];

    public List<TestSyntax> Tests { get; } = [];
}
