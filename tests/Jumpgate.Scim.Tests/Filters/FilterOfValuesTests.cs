using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterOfValuesTests
{
    private static readonly AttributeTypes Types = AttributeTypes.Core.With("tags", new AttributeType(AttributeKind.String));

    /// <summary>What brackets choose in a PATCH is what they find in a query.</summary>
    [Fact]
    public void A_value_satisfies_a_condition_exactly_when_a_resource_with_that_value_alone_does()
    {
        var conditions = FilterGen.Filters.Select(filter => Find(filter)).Where(path => path is not null);
        var cases = from path in conditions from resource in FilterGen.Resources select (path, resource);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var name = one.path!.Path.Attribute;
            var (key, node) = one.resource.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            foreach (var value in node is JsonArray many ? many.ToArray() : [node])
            {
                var alone = JsonSerializer.SerializeToElement(new JsonObject { [key ?? name] = value is JsonArray ? null : new JsonArray(value?.DeepClone()) });
                var present = new Present(new AttributePath(name)).Matches(alone, Types);
                if (present)
                {
                    one.path.Condition.MatchesValue(JsonSerializer.SerializeToElement(value), one.path.Path, Types)
                        .ShouldBe(one.path.Matches(alone, Types), $"{one.path} on {alone}");
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static ValuePath? Find(Filter filter) => filter switch
    {
        ValuePath path => path,
        Junction junction => junction.Terms.Select(Find).FirstOrDefault(found => found is not null),
        Not not => Find(not.Term),
        _ => null,
    };
}
