using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using static Jumpgate.Scim.Tests.Patch.Patching;

namespace Jumpgate.Scim.Tests.Patch;

public class PatchRequestTests
{
    private const string Two = """{"userName":"ana","emails":[{"value":"w","type":"work","primary":true},{"value":"h","type":"home"}]}""";

    // RFC 7644 §3.5.2.1.
    [Fact]
    public void Add_without_path_adds_to_lists_sets_single_values_and_merges_complex_ones()
    {
        var after = Apply(
            """{"op":"add","value":{"emails":[{"value":"b","type":"home"}],"nickName":"Bee","name":{"givenName":"Ana"}}}""",
            """{"userName":"ana","nickName":"A","name":{"familyName":"Ruiz"},"emails":[{"value":"a","type":"work"}]}""");

        after.ShouldBeJson("""
            {"userName":"ana","nickName":"Bee","name":{"familyName":"Ruiz","givenName":"Ana"},"emails":[{"value":"a","type":"work"},{"value":"b","type":"home"}]}
            """);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"title","value":"Boss"}""")]
    [InlineData("""{"op":"replace","path":"title","value":"Boss"}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"w","type":"work"}]}""")]
    [InlineData("""{"op":"add","path":"emails","value":{"value":"w","type":"work","primary":true}}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"w"}""")]
    [InlineData("""{"op":"add","path":"title","value":null}""")]
    [InlineData("""{"op":"add","path":"emails","value":[]}""")]
    [InlineData("""{"op":"remove","path":"nickName"}""")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}""")]
    [InlineData("""{"op":"replace","path":"title","value":"Other"},{"op":"replace","path":"title","value":"Boss"}""")]
    [InlineData("""{"op":"add","path":"schemas","value":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}""")]
    public void What_changes_nothing_is_known_to_change_nothing(string operation)
    {
        var user = Input.Object("""{"userName":"ana","title":"Boss","emails":[{"value":"w","type":"work","primary":true}]}""");

        var result = User(operation).Apply(user);

        result.Changed.ShouldBeFalse();
        result.Document.ShouldBeSameAs(user);
    }

    [Fact]
    public void A_new_primary_value_takes_the_place_of_the_old_one()
    {
        Apply("""{"op":"add","path":"emails","value":[{"value":"n","primary":true}]}""", Two)["emails"]
            .ShouldBeJson("""[{"value":"w","type":"work","primary":false},{"value":"h","type":"home"},{"value":"n","primary":true}]""");
        Apply("""{"op":"add","path":"emails[type eq \"home\"].primary","value":true}""", Two)["emails"]
            .ShouldBeJson("""[{"value":"w","type":"work","primary":false},{"value":"h","type":"home","primary":true}]""");
        Input.Refusal(() => Apply("""{"op":"replace","path":"emails.primary","value":true}""", Two)).ScimType.ShouldBe("invalidValue");
    }

    // RFC 7644 §3.5.2.2.
    [Theory]
    [InlineData("emails", """{"userName":"ana"}""")]
    [InlineData("emails[type eq \\\"home\\\"]", """{"userName":"ana","emails":[{"value":"w","type":"work","primary":true}]}""")]
    [InlineData("emails[type eq \\\"home\\\" or primary eq true]", """{"userName":"ana"}""")]
    [InlineData("emails[type eq \\\"home\\\"].type", """{"userName":"ana","emails":[{"value":"w","type":"work","primary":true},{"value":"h"}]}""")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:EMAILS[Type eq \\\"WORK\\\"].Value", """{"userName":"ana","emails":[{"type":"work","primary":true},{"value":"h","type":"home"}]}""")]
    [InlineData("emails.primary", """{"userName":"ana","emails":[{"value":"w","type":"work"},{"value":"h","type":"home"}]}""")]
    public void Remove_takes_away_what_the_path_names(string path, string after) =>
        Apply("{\"op\":\"remove\",\"path\":\"" + path + "\"}", Two).ShouldBeJson(after);

    // RFC 7644 §3.5.2.3.
    [Fact]
    public void Replace_of_a_complex_value_leaves_what_is_not_named_and_of_a_chosen_value_does_not()
    {
        Apply("""{"op":"replace","path":"name","value":{"givenName":"Bea","middleName":null}}""", """{"name":{"familyName":"Ruiz","givenName":"Ana","middleName":"M"}}""")
            .ShouldBeJson("""{"name":{"familyName":"Ruiz","givenName":"Bea"}}""");
        Apply("""{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"n"}}""", Two)["emails"]
            .ShouldBeJson("""[{"value":"n"},{"value":"h","type":"home"}]""");
        Apply("""{"op":"replace","path":"emails","value":[{"value":"n"}]}""", Two)["emails"].ShouldBeJson("""[{"value":"n"}]""");
    }

    [Fact]
    public void Replace_of_what_is_not_there_adds_it() =>
        Apply("""{"op":"replace","path":"name.givenName","value":"Ana"},{"op":"replace","path":"emails","value":[{"value":"a"}]}""", """{"userName":"ana"}""")
            .ShouldBeJson("""{"userName":"ana","name":{"givenName":"Ana"},"emails":[{"value":"a"}]}""");

    [Theory]
    [InlineData("""{"op":"replace","path":"title","value":null}""")]
    [InlineData("""{"op":"replace","value":{"title":null}}""")]
    [InlineData("""{"op":"remove","path":"title"}""")]
    [InlineData("""{"op":"REMOVE","path":"TITLE"}""")]
    public void Null_is_no_value(string operation) => Apply(operation, """{"userName":"ana","title":"x"}""").ShouldBeJson("""{"userName":"ana"}""");

    [Fact]
    public void Add_through_a_filter_makes_the_value_the_filter_describes() =>
        Apply("""{"op":"add","path":"addresses[type eq \"work\" and primary eq true].locality","value":"Vigo"}""", """{"userName":"ana"}""")
            .ShouldBeJson("""{"userName":"ana","addresses":[{"type":"work","primary":true,"locality":"Vigo"}]}""");

    [Fact]
    public void An_extension_is_reached_by_path_by_object_and_as_a_whole()
    {
        const string Before = """{"userName":"ana","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"A"}}""";
        const string Urn = Input.Enterprise;

        Apply("{\"op\":\"replace\",\"path\":\"" + Urn + ":manager.value\",\"value\":\"7\"}", Before)[Urn].ShouldBeJson("""{"department":"A","manager":{"value":"7"}}""");
        Apply("{\"op\":\"add\",\"value\":{\"" + Urn + "\":{\"division\":\"D\"}}}", Before)[Urn].ShouldBeJson("""{"department":"A","division":"D"}""");
        Apply("{\"op\":\"replace\",\"path\":\"" + Urn + "\",\"value\":{\"department\":\"B\"}}", Before)[Urn].ShouldBeJson("""{"department":"B"}""");
        Apply("{\"op\":\"remove\",\"path\":\"" + Urn + "\"}", Before).ShouldBeJson("""{"userName":"ana"}""");
        Apply("{\"op\":\"remove\",\"path\":\"" + Urn + ":department\"}", Before).ShouldBeJson("""{"userName":"ana"}""");
        Apply("{\"op\":\"replace\",\"path\":\"" + Input.Core + "\",\"value\":{\"title\":\"x\"}}", Before)["title"].ShouldBeJson("\"x\"");
    }

    [Fact]
    public void A_password_is_taken_and_leaves_no_trace()
    {
        var request = User("""{"op":"replace","path":"password","value":"hunter2"},{"op":"add","value":{"password":"hunter2"}}""");

        request.TouchesDocument.ShouldBeFalse();
        request.Ignored.Select(input => input.Reason).ShouldBe([IgnoredReason.NeverKept, IgnoredReason.NeverKept]);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"1"},{"value":"2"}]}""", "members: +[1,2] -[]")]
    [InlineData("""{"op":"add","path":"members","value":{"value":"1"}}""", "members: +[1] -[]")]
    [InlineData("""{"op":"add","value":{"members":[{"value":"1"}]}}""", "members: +[1] -[]")]
    [InlineData("""{"op":"add","path":"members[value eq \"1\"]","value":{}}""", "members: +[1] -[]")]
    [InlineData("""{"op":"remove","path":"members"}""", "members: = +[] -[]")]
    [InlineData("""{"op":"replace","path":"members","value":[]}""", "members: = +[] -[]")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"1"}]}""", "members: = +[1] -[]")]
    [InlineData("""{"op":"remove","path":"members[value eq \"1\"]"}""", "members: +[] -[1]")]
    [InlineData("""{"op":"remove","path":"members[value eq \"1\" or value eq \"2\"]"}""", "members: +[] -[1,2]")]
    [InlineData("""{"op":"remove","path":"members[type eq \"Group\"]"}""", "members: -[type eq \"Group\"]")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"remove","path":"members[value eq \"1\"]"}""", "members: +[] -[1]")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"1"}]},{"op":"add","path":"members","value":[{"value":"2"}]}""", "members: = +[1,2] -[]")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"9"}]},{"op":"replace","path":"members","value":[{"value":"1"}]}""", "members: = +[1] -[]")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"1"}]}""", "members: +[] -[1]")]
    [InlineData("""{"op":"add","path":"members","value":[]}""", null)]
    public void Members_come_out_as_set_operations(string operations, string? plan) =>
        Members(operations, ClientProfile.Custom).ShouldBe(plan is null ? [] : [plan]);

    [Fact]
    public void A_condition_stands_between_what_comes_before_and_after() =>
        Members(
            """
            {"op":"add","path":"members","value":[{"value":"1"}]},{"op":"remove","path":"members[display sw \"A\"]"},{"op":"add","path":"members","value":[{"value":"2"}]}
            """,
            ClientProfile.Custom).ShouldBe(["members: +[1] -[]", "members: -[display sw \"A\"]", "members: +[2] -[]"]);

    [Fact]
    public void Members_alone_do_not_touch_the_document_and_a_rename_beside_them_does()
    {
        Group("""{"op":"add","path":"members","value":[{"value":"1"}]}""").TouchesDocument.ShouldBeFalse();

        var both = Group("""{"op":"add","value":{"displayName":"B","members":[{"value":"1","type":"user"}]}}""");

        both.Apply(Input.Object("""{"displayName":"A"}""")).Document.ShouldBeJson("""{"displayName":"B"}""");
        both.Outside.Single().ShouldBeOfType<OutsideAssign>().Add.ShouldBe([new OutsideValue("1", "User")]);
    }

    [Fact]
    public void A_request_may_be_applied_again_after_a_lost_race()
    {
        var request = User("""{"op":"add","path":"emails","value":[{"value":"n","primary":true}]}""");

        var first = request.Apply(Input.Object(Two)).Document;
        first["emails"]![2]!["value"] = "touched";

        request.Apply(Input.Object("""{"userName":"b"}""")).Document.ShouldBeJson("""{"userName":"b","emails":[{"value":"n","primary":true}]}""");
    }

    [Fact]
    public void Operations_apply_in_order_and_all_or_none()
    {
        var user = Input.Object(Two);
        var request = User("""{"op":"replace","path":"title","value":"x"},{"op":"replace","path":"emails[type eq \"none\"].value","value":"y"}""");

        Input.Refusal(() => request.Apply(user)).ScimType.ShouldBe("noTarget");

        user.ShouldBeJson(Two);
        Apply("""{"op":"add","path":"title","value":"x"},{"op":"replace","path":"title","value":"y"},{"op":"remove","path":"emails"}""", Two)
            .ShouldBeJson("""{"userName":"ana","title":"y"}""");
    }
}
