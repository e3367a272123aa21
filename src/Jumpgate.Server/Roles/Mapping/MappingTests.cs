using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Roles.Mapping;

/// <param name="Got">Null where it passed.</param>
internal sealed record MappingTestResult(int Line, int Column, string User, IReadOnlyList<string> Expected, IReadOnlyList<string> Got)
{
    public bool Passed => Expected.SequenceEqual(Got);
}

/// <summary>Runs the tests that stand beside the rules: a made-up user with groups and attributes, and what it gets. Pure.</summary>
internal static class MappingTests
{
    public static IReadOnlyList<MappingTestResult> Run(RoleMapping mapping, IReadOnlyList<TestSyntax> tests, RoleSet byNameOf)
    {
        var names = byNameOf.Roles.ToDictionary(role => TextOrder.Fold(role.Name), StringComparer.Ordinal);
        return [.. tests.Select(test =>
        {
            List<int> rules = [];
            foreach (var group in test.Groups)
            {
                using var document = Document(group.Values, ("displayName", group.Name), ("id", group.Id), ("externalId", group.ExternalId));
                rules.AddRange(mapping.OfGroup(new GroupFacts(group.Id is null ? [] : [group.Id], group.ExternalId, group.Name, document.RootElement)));
            }

            using var user = Document(test.Values, ("userName", test.User), ("displayName", test.User));
            rules.AddRange(mapping.OfUser(user.RootElement));
            return new MappingTestResult(
                test.Line, test.Column, test.User,
                [.. test.Gets.Select(role => names[TextOrder.Fold(role.Name)].Name).Order(StringComparer.Ordinal)],
                [.. mapping.Decide(rules).Select(role => role.Name).Order(StringComparer.Ordinal)]);
        })];
    }

    private static JsonDocument Document(IReadOnlyList<TestValue> values, params (string Name, string? Value)[] own)
    {
        var document = new JsonObject();
        foreach (var (name, value) in own) if (value is not null) document[name] = value;
        foreach (var (path, value) in values)
        {
            var scope = document;
            if (path.Schema is { } schema) scope = Below(scope, schema);
            if (path.SubAttribute is not null) scope = Below(scope, path.Attribute);
            scope[path.SubAttribute ?? path.Attribute] = JsonValue.Create(value);
        }

        return JsonSerializer.SerializeToDocument(document);
    }

    private static JsonObject Below(JsonObject scope, string name)
    {
        if (scope[name] is JsonObject known) return known;
        var made = new JsonObject();
        scope[name] = made;
        return made;
    }
}
