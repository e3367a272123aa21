using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Schemas;

namespace Jumpgate.Scim.Tests.Patch;

public class PatchPropertyTests
{
    private static readonly SchemaSet Set = new(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User));

    [Fact]
    public void One_operation_does_what_the_oracle_says_and_fails_with_its_scimType() => Agree(ClientProfile.Strict, 1, 5_000);

    [Fact]
    public void Rows_of_operations_do_what_the_oracle_says() => Agree(ClientProfile.Strict, 5, 2_000);

    [Fact]
    public void So_they_do_with_creation_on_replace_and_missing_removes() => Agree(ClientProfile.Entra, 3, 2_000);

    /// <summary>What a folded plan does to a set is what the operations did one after the other.</summary>
    [Fact]
    public void Member_operations_folded_do_what_they_did_one_by_one()
    {
        var step =
            from kind in Gen.Choose(0, 5)
            from ids in Gen.Choose(0, 5).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ArrayOf()
            select (kind, ids: ids.Take(3).ToArray());
        var cases = from start in Gen.Choose(0, 5).Select(id => $"{id}").ArrayOf() from steps in step.ArrayOf() select (start, steps: steps.Where(one => one.ids.Length > 0 || one.kind is 2 or 4).ToArray());
        Prop.ForAll(cases.Where(one => one.steps.Length > 0).ToArbitrary(), one =>
        {
            var naive = one.start.ToHashSet();
            var operations = new JsonArray();
            foreach (var (kind, ids) in one.steps)
            {
                var value = new JsonArray([.. ids.Select(id => new JsonObject { ["value"] = id })]);
                var filter = string.Join(" or ", ids.Select(id => $"value eq \"{id}\""));
                var (op, path, with) = kind switch
                {
                    0 => ("add", "members", value),
                    1 => ("remove", $"members[{filter}]", null),
                    2 => ("replace", "members", value),
                    3 => ("remove", "members", value),
                    4 => ("remove", "members", null),
                    _ => ("remove", $"members[value sw \"{ids[0]}\"]", (JsonArray?)null),
                };
                operations.Add(new JsonObject { ["op"] = op, ["path"] = path, ["value"] = with });
                naive = kind switch
                {
                    0 => [.. naive, .. ids],
                    1 or 3 => [.. naive.Except(ids)],
                    2 => [.. ids],
                    4 => [],
                    _ => [.. naive.Where(id => !id.StartsWith(ids[0], StringComparison.Ordinal))],
                };
            }

            var message = new JsonObject { ["schemas"] = new JsonArray(Input.PatchOp), ["Operations"] = operations };
            var plan = PatchRequest.Read(Input.Bytes(message.ToJsonString()), Set.Groups, ClientProfile.JumpCloud);

            plan.TouchesDocument.ShouldBeFalse();
            Play(plan.Outside, one.start).ShouldBe(naive, ignoreOrder: true, message.ToJsonString());
            plan.Outside.Count.ShouldBeLessThanOrEqualTo((2 * one.steps.Count(each => each.kind == 5)) + 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    internal static HashSet<string> Play(IEnumerable<OutsideChange> changes, IEnumerable<string> start)
    {
        var members = start.ToHashSet();
        foreach (var change in changes)
        {
            if (change is OutsideAssign assign)
            {
                assign.Add.Select(value => value.Value).Intersect(assign.Remove).ShouldBeEmpty();
                members = [.. (assign.Reset ? [] : members.Except(assign.Remove)).Union(assign.Add.Select(value => value.Value))];
            }
            else if (change is OutsideRemoveWhere where)
            {
                var prefix = where.Condition.ToString()["value sw \"".Length..].TrimEnd('"');
                members.RemoveWhere(id => id.StartsWith(prefix, StringComparison.Ordinal));
            }
        }

        return members;
    }

    private static void Agree(ClientProfile profile, int most, int tests)
    {
        var oracle = new PatchOracle(profile.Allows(Leniency.CreateOnReplace), profile.Allows(Leniency.MissingRemove));
        var cases = from user in PatchGen.Users from operations in PatchGen.Operations.ListOf(most) select (user, operations);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var message = new JsonObject { ["schemas"] = new JsonArray(Input.PatchOp), ["Operations"] = new JsonArray([.. one.operations.Select(operation => operation.Message())]) };
            var shown = $"{message.ToJsonString()}\non {one.user.ToJsonString()}";
            var before = one.user.ToJsonString();
            var (expected, error) = oracle.Apply(one.user, one.operations);

            try
            {
                var result = PatchRequest.Read(Input.Bytes(message.ToJsonString()), Set.Users, profile).Apply(one.user);
                error.ShouldBeNull($"{shown}\ngave {result.Document.ToJsonString()}");
                JsonNode.DeepEquals(result.Document, expected).ShouldBeTrue($"{shown}\ngave     {result.Document.ToJsonString()}\nnot {expected!.ToJsonString()}");
                result.Changed.ShouldBe(!JsonNode.DeepEquals(one.user, expected), shown);
                ShouldStand(result.Document, shown);
            }
            catch (ScimException refusal)
            {
                error.ShouldNotBeNull($"{shown}\nwas refused: {refusal.Error}\nnot {expected?.ToJsonString()}");
                if (one.operations.Count == 1)
                {
                    refusal.Error.ScimType.ShouldBe(error, $"{shown}\n{refusal.Error.Detail}");
                }
            }

            one.user.ToJsonString().ShouldBe(before);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
    }

    /// <summary>What a PATCH leaves could have been put there by PUT.</summary>
    private static void ShouldStand(JsonObject document, string shown)
    {
        var body = document.DeepClone().AsObject();
        body["schemas"] = new JsonArray([.. Set.Users.SchemasOf(document).Select(schema => (JsonNode?)JsonValue.Create(schema))]);
        var read = ResourceBody.Read(Input.Bytes(body.ToJsonString()), Set.Users).Document;
        JsonNode.DeepEquals(read, document).ShouldBeTrue($"{shown}\nleft {document.ToJsonString()}\nwhich reads as {read.ToJsonString()}");
    }
}
