using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Bulk;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Tests.Bulk;

public class BulkTests
{
    [Fact]
    public void An_operation_comes_after_what_it_refers_to()
    {
        var plan = Plan(Group("g", "u"), User("u"));

        plan.Steps.Select(Shown).ShouldBe(["u", "g"]);
        Body(plan.Steps[1]).ShouldContain("\"value\":\"id-u\"");
        Body(plan.Steps[1]).ShouldNotContain("bulkId");
    }

    // RFC 7644 §3.7.1: two groups that hold each other.
    [Fact]
    public void A_circle_is_created_first_and_closed_by_a_patch()
    {
        var plan = Plan(Group("a", "b", "u"), Group("b", "a"), User("u"));

        plan.Steps.Select(Shown).ShouldBe(["u", "a", "b", "+a"]);
        Input.Object(Body(plan.Steps[1]))["members"].ShouldBeJson("""[{"value":"id-u"}]""");
        Input.Object(Body(plan.Steps[2]))["members"].ShouldBeJson("""[{"value":"id-a"}]""");
        Input.Object(Body(plan.Steps[3]))["Operations"].ShouldBeJson("""[{"op":"add","path":"members","value":[{"value":"id-b"}]}]""");
    }

    [Fact]
    public void A_manager_in_a_circle_comes_by_patch_too()
    {
        var plan = Plan(User("u", "v"), User("v", "u"));

        plan.Steps.Select(Shown).ShouldBe(["u", "v", "+u"]);
        Input.Object(Body(plan.Steps[0]))[Input.Enterprise].ShouldBeJson("""{"manager":{},"department":"D"}""");
        Input.Object(Body(plan.Steps[2]))["Operations"].ShouldBeJson($$"""[{"op":"add","path":"{{Input.Enterprise}}:manager.value","value":"id-v"}]""");
    }

    [Fact]
    public void A_group_may_be_its_own_member()
    {
        var plan = Plan(Group("a", "a"));

        plan.Steps.Select(Shown).ShouldBe(["a", "+a"]);
        Input.Object(Body(plan.Steps[0]))["members"].ShouldBeJson("[]");
    }

    [Fact]
    public void A_path_and_a_patch_may_refer_to_what_is_created()
    {
        var plan = Plan(
            """{"method":"PATCH","path":"/Groups/bulkId:g","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:u"}]}]}}""",
            """{"method":"delete","path":"/Users/7","version":"W/\"3\""}""",
            Group("g"),
            User("u"));

        plan.Steps.Select(step => step.Operation.Wire).ShouldBe(["POST", "POST", "PATCH", "DELETE"]);
        plan.Steps[2].Id(Created).ShouldBe("id-g");
        Body(plan.Steps[2]).ShouldContain("\"value\":\"id-u\"");
        plan.Steps[3].Operation.ShouldSatisfyAllConditions(delete => delete.Id.ShouldBe("7"), delete => delete.Version.ShouldBe("W/\"3\""));
    }

    [Fact]
    public void A_name_that_looks_like_a_reference_is_a_name()
    {
        var plan = Plan("""{"method":"POST","path":"/Groups","bulkId":"g","data":{"displayName":"bulkId:u"}}""");

        plan.Steps.Single().Operation.Error.ShouldBeNull();
        Body(plan.Steps[0]).ShouldContain("bulkId:u");
    }

    [Fact]
    public void A_reference_to_nothing_is_the_operations_error_and_one_to_a_failed_operation_is_a_conflict()
    {
        Plan(Group("g", "nobody")).Steps.Single().Operation.Error!.ScimType.ShouldBe("invalidValue");
        Plan("""{"method":"DELETE","path":"/Users/bulkId:nobody"}""").Steps.Single().Operation.Error!.Status.ShouldBe(400);
        var plan = Plan(User("u"), Group("g", "u"));

        Input.Refusal(() => plan.Steps[1].Body(_ => null)).Status.ShouldBe(409);
    }

    [Theory]
    [InlineData("""{"method":"POST","path":"/Groups","bulkId":"a","data":{"members":[{"value":"bulkId:u","value":"bulkId:u"}]}}""", "invalidSyntax")]
    [InlineData("""{"method":"GET","path":"/Users/1"}""", "invalidSyntax")]
    [InlineData("""{"path":"/Users/1"}""", "invalidSyntax")]
    [InlineData("""{"method":"POST","path":"/Users","data":{"userName":"a"}}""", "invalidValue")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"a"}""", "invalidSyntax")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"a","data":"x"}""", "invalidSyntax")]
    [InlineData("""{"method":"POST","path":"/Users/1","bulkId":"a","data":{}}""", "invalidValue")]
    [InlineData("""{"method":"POST","path":"/Devices","bulkId":"a","data":{}}""", "invalidValue")]
    [InlineData("""{"method":"DELETE","path":"/Users"}""", "invalidValue")]
    [InlineData("""{"method":"DELETE","path":"/Users/.."}""", "invalidValue")]
    [InlineData("""{"method":"DELETE","path":"/Users//1"}""", "invalidValue")]
    [InlineData("""{"method":"DELETE","path":"/Users/1/2"}""", "invalidValue")]
    [InlineData("""{"method":"DELETE"}""", "invalidValue")]
    public void What_is_wrong_with_one_operation_is_its_own_error(string operation, string scimType)
    {
        var plan = Plan(operation, User("u"));

        plan.Steps.Single(step => step.Operation.Index == 0).Operation.Error!.ScimType.ShouldBe(scimType);
        plan.Steps.Single(step => step.Operation.Index == 1).Operation.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"Operations":[]}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[7]}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[],"failOnErrors":0}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[],"failOnErrors":"1"}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{"method":"POST","bulkId":"a"},{"method":"POST","bulkId":"a"}]}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{},{},{},{}]}""", 413)]
    public void A_message_that_is_none_is_refused_whole(string message, int status) =>
        Input.Refusal(() => BulkRequest.Read(Input.Bytes(message), SchemaSet.Core, limits: new ScimLimits(BulkOperations: 3))).Status.ShouldBe(status);

    [Fact]
    public void FailOnErrors_is_told() =>
        BulkRequest.Read(Input.Bytes("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":2,"Operations":[]}"""), SchemaSet.Core).FailOnErrors.ShouldBe(2);

    /// <summary>Whatever refers to whatever: each operation runs once, nothing is asked for before it is there, and nothing is lost.</summary>
    [Fact]
    public void Every_web_of_references_can_be_done_in_the_planned_order()
    {
        var webs = Gen.Choose(1, 8).SelectMany(count =>
            Gen.Choose(0, count - 1).ArrayOf().Select(all => all.Take(4).Distinct().ToArray()).ArrayOf(count));
        Prop.ForAll(webs.ToArbitrary(), web =>
        {
            var plan = Plan([.. web.Select((members, at) => Group($"{at}", [.. members.Select(member => $"{member}")]))]);
            var made = new HashSet<string>();
            var ties = new HashSet<(string, string)>();

            foreach (var step in plan.Steps)
            {
                var body = Input.Object(Encoding.UTF8.GetString(step.Body(bulkId => made.Contains(bulkId) ? bulkId : null).Span));
                var operations = step.Completes ? body["Operations"]!.AsArray().Select(operation => operation!["value"]!.AsArray()) : [body["members"]!.AsArray()];
                made.Contains(step.Operation.BulkId!).ShouldBe(step.Completes);
                made.Add(step.Operation.BulkId!);
                ties.UnionWith(operations.SelectMany(members => members).Select(member => (step.Operation.BulkId!, member!["value"]!.GetValue<string>())));
            }

            made.Count.ShouldBe(web.Length);
            ties.ShouldBe(web.SelectMany((members, at) => members.Select(member => ($"{at}", $"{member}"))), ignoreOrder: true);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void A_chain_of_ten_thousand_is_planned_without_recursion()
    {
        var operations = Enumerable.Range(0, 10_000).Select(at => Group($"{at}", $"{at + 1}")).Append(Group("10000"));

        var plan = Plan([.. operations]);

        plan.Steps.Count.ShouldBe(10_001);
        plan.Steps[0].Operation.BulkId.ShouldBe("10000");
    }

    [Fact]
    public void Results_are_told_with_their_errors()
    {
        var request = BulkRequest.Read(Message(User("u"), """{"method":"PUT","path":"/Users/1","data":{}}"""), SchemaSet.Core);

        Input.Written(writer => BulkResponse.Write(writer,
        [
            new BulkResult(request.Operations[0], 201, "https://x/Users/7", "W/\"1\""),
            new BulkResult(request.Operations[1], 412, "https://x/Users/1", null, new ScimError(412, null, "Changed.")),
        ])).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[
             {"method":"POST","bulkId":"u","version":"W/\"1\"","location":"https://x/Users/7","status":"201"},
             {"method":"PUT","location":"https://x/Users/1","status":"412","response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"412","detail":"Changed."}}]}
            """);
    }

    private static BulkPlan Plan(params string[] operations) =>
        BulkPlan.Of(BulkRequest.Read(Message(operations), SchemaSet.Core, limits: new ScimLimits(BulkOperations: 20_000)));

    private static ReadOnlyMemory<byte> Message(params string[] operations) =>
        Input.Bytes($$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{string.Join(",", operations)}}]}""");

    private static string Group(string bulkId, params string[] members)
    {
        var values = string.Join(",", members.Select(member => "{\"value\":\"bulkId:" + member + "\"}"));
        return "{\"method\":\"POST\",\"path\":\"/Groups\",\"bulkId\":\"" + bulkId + "\",\"data\":{\"displayName\":\"" + bulkId + "\",\"members\":[" + values + "]}}";
    }

    private static string User(string bulkId, string? manager = null)
    {
        var extension = manager is null ? "" : ",\"" + Input.Enterprise + "\":{\"manager\":{\"value\":\"bulkId:" + manager + "\"},\"department\":\"D\"}";
        return "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"" + bulkId + "\",\"data\":{\"userName\":\"" + bulkId + "\"" + extension + "}}";
    }

    private static string Shown(BulkStep step) => (step.Completes ? "+" : "") + step.Operation.BulkId;

    private static string Created(string bulkId) => "id-" + bulkId;

    private static string Body(BulkStep step) => Encoding.UTF8.GetString(step.Body(Created).Span);
}
