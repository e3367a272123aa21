using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>The user groups of a world: everyone, departments and places (dynamic), groups of groups, and teams of falling size.</summary>
internal sealed class GroupPlan
{
    private const int TeamSalt = 300, WordSalt = 301;

    private static readonly (string Name, string[] Inner)[] Unions =
    [
        ("Europe", ["Madrid", "London", "Berlin"]),
        ("Americas", ["Denver", "São Paulo"]),
        ("Technology", ["Engineering", "IT"]),
    ];

    private readonly World _world;
    private readonly List<Plan> _plans = [];
    private readonly Dictionary<int, List<int>> _parents = [];

    public GroupPlan(World world)
    {
        _world = world;
        var budget = world.Options.MembershipCount;
        var (users, groups) = (world.Count(Kind.User), world.Count(Kind.UserGroup));
        if (world.CompanyLike)
            PlanStructure(users, groups, ref budget);
        PlanTeams(users, groups - _plans.Count, budget, world.CompanyLike);
        for (var group = 0; group < _plans.Count; group++)
        {
            foreach (var inner in _plans[group].Inner)
                (_parents.TryGetValue(inner, out var list) ? list : _parents[inner] = []).Add(group);
        }
    }

    public IndexSet Members(int group) => _plans[group].Members;

    /// <summary>Groups that are members of the group.</summary>
    public int[] InnerGroups(int group) => _plans[group].Inner;

    public IReadOnlyList<int> ParentGroups(int group) => _parents.TryGetValue(group, out var parents) ? parents : [];

    public bool IsDynamic(int group) => group < _plans.Count && _plans[group].Field is not null;

    public string Name(int group) => _plans[group].Name;

    /// <summary>Every fourth team is also a group in LDAP.</summary>
    public string? LdapName(int group) => _world.CompanyLike && group % 4 == 0 && _plans[group].Members is ScatterSet ? _plans[group].Name : null;

    public void Write(Utf8JsonWriter json, int group)
    {
        var plan = _plans[group];
        json.WriteStartObject();
        if (LdapName(group) is { } ldapName)
        {
            json.WriteStartObject("attributes"u8);
            json.WriteStartArray("ldapGroups"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, ldapName);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("attributes"u8);
        }

        json.Id("id"u8, _world, Kind.UserGroup, group);
        json.WriteString("name"u8, plan.Name);
        json.WriteString("type"u8, "user_group"u8);
        json.WriteString("email"u8, ""u8);
        json.WriteString("description"u8, plan.Description);
        if (plan.Field is { } field)
        {
            json.WriteStartObject("memberQuery"u8);
            json.WriteString("queryType"u8, "FilterQuery"u8);
            json.WriteStartArray("filters"u8);
            json.WriteStartObject();
            json.WriteString("field"u8, field);
            json.WriteString("operator"u8, "eq"u8);
            json.WriteString("value"u8, plan.Value);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("memberQuery"u8);
        }

        json.EmptyArray("memberQueryExemptions"u8);
        json.WriteBoolean("memberSuggestionsNotify"u8, false);
        json.WriteString("membershipMethod"u8, plan.Field is null ? "STATIC"u8 : "DYNAMIC_AUTOMATED"u8);
        json.WriteString("organizationObjectId"u8, _world.OrganizationId);
        json.WriteStartObject("suggestionCounts"u8);
        json.WriteNumber("add"u8, 0);
        json.WriteNumber("remove"u8, 0);
        json.WriteNumber("total"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void PlanStructure(int users, int groups, ref int budget)
    {
        if (groups >= 1 && budget >= 2 * users)
            Take(new Plan("All Users", "Everyone in the organization", new RangeSet([(0, users)]), [], null, null), ref budget);
        if (groups >= 12 && budget >= 2 * users)
        {
            foreach (var name in Company.Departments)
                Take(new Plan(name, $"Everyone in {name}", _world.People.InDepartment(name), [], "department", name), ref budget);
        }

        if (groups >= 24 && budget >= 2 * users)
        {
            for (var place = 0; place < Company.Places.Length; place++)
                Take(new Plan($"{Company.Places[place].City} Office", "", _world.People.InPlace(place), [], "location", Company.Places[place].City), ref budget);
        }

        if (groups < 26)
            return;
        foreach (var (name, innerNames) in Unions)
        {
            int[] inner = [.. innerNames.Select(n => _plans.FindIndex(p => p.Name == n || p.Value == n)).Where(i => i >= 0)];
            if (inner.Length > 0)
                _plans.Add(new Plan(name, "Groups of " + name, IndexSet.Empty, inner, null, null));
        }
    }

    private void Take(Plan plan, ref int budget)
    {
        budget -= plan.Members.Count;
        _plans.Add(plan);
    }

    private void PlanTeams(int users, int teams, int budget, bool falling)
    {
        if (teams <= 0)
            return;
        var sizes = new int[teams];
        var weight = 0.0;
        for (var i = 0; i < teams; i++)
            weight += falling ? 1.0 / (i + 8) : 1.0;
        var left = budget;
        for (var i = 0; i < teams; i++)
        {
            sizes[i] = (int)Math.Min(users, falling ? budget * (1.0 / (i + 8)) / weight : budget / teams);
            left -= sizes[i];
        }

        for (var before = -1; left > 0 && before != left;)
        {
            before = left;
            for (var i = 0; i < teams && left > 0; i++)
            {
                if (sizes[i] < users)
                    (sizes[i], left) = (sizes[i] + 1, left - 1);
            }
        }

        HashSet<string> taken = [.. _plans.Select(p => p.Name)];
        for (var i = 0; i < teams; i++)
        {
            var name = falling ? TeamName(i, taken) : $"Group {(i + 1).ToString("D4", CultureInfo.InvariantCulture)}";
            _plans.Add(new Plan(name, "", new ScatterSet(users, sizes[i], _world.Noise.At(TeamSalt, i)), [], null, null));
        }
    }

    private string TeamName(int team, HashSet<string> taken)
    {
        var words = Company.TeamWords;
        var name = $"{words[_world.Noise.Below(words.Length, WordSalt, team)]} {Company.TeamSuffixes[team % Company.TeamSuffixes.Length]}";
        if (!taken.Add(name))
            taken.Add(name = $"{name} {team + 1}");
        return name;
    }

    private sealed record Plan(string Name, string Description, IndexSet Members, int[] Inner, string? Field, string? Value);
}
