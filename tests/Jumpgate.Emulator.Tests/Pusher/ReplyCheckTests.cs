using System.Text;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class ReplyCheckTests
{
    [Theory]
    [InlineData("""{"id":"1"}""", null)]
    [InlineData("""{"id":"1","active":true,"name":{"givenName":"Ana"},"emails":[{"value":"a@b.c","primary":true}],"meta":{},"schemas":["x"],"title":null}""", null)]
    [InlineData("""{"id":1}""", "id is not a string")]
    [InlineData("""{"id":""}""", "id is not a string")]
    [InlineData("""{"id":["1"]}""", "id is not a string")]
    [InlineData("""{}""", "the answer has no id")]
    [InlineData("""{"id":"1","active":"true"}""", "active is not a boolean")]
    [InlineData("""{"id":"1","userName":5}""", "userName is not a string")]
    [InlineData("""{"id":"1","externalId":5}""", "externalId is not a string")]
    [InlineData("""{"id":"1","name":"Ana"}""", "name is not an object")]
    [InlineData("""{"id":"1","name":{"givenName":1}}""", "name.givenName is not a string")]
    [InlineData("""{"id":"1","emails":["a@b.c"]}""", "emails is not an array of objects")]
    [InlineData("""{"id":"1","emails":{"value":"a@b.c"}}""", "emails is not an array of objects")]
    [InlineData("""{"id":"1","meta":"m"}""", "meta is not an object")]
    [InlineData("""{"id":"1","schemas":"urn"}""", "schemas is not an array of strings")]
    public void A_user_is_checked_against_the_types_of_its_schema(string body, string? problem) => Problem(201, body, Expect.User).ShouldBe(problem);

    [Theory]
    [InlineData("""{"id":"1","displayName":"G","members":[{"value":"2"}]}""", null)]
    [InlineData("""{"id":"1","displayName":7}""", "displayName is not a string")]
    [InlineData("""{"id":"1","members":[{"value":2}]}""", "members is not an array of objects with a string as value")]
    public void A_group_is_checked_against_the_types_of_its_schema(string body, string? problem) => Problem(200, body, Expect.Group).ShouldBe(problem);

    [Theory]
    [InlineData("""{"totalResults":0,"Resources":[]}""", null)]
    [InlineData("""{"totalResults":0}""", null)]
    [InlineData("""{"totalResults":"0","Resources":[]}""", "totalResults is not a number")]
    [InlineData("""{"Resources":[]}""", "totalResults is not a number")]
    [InlineData("""{"totalResults":1}""", "Resources is missing")]
    [InlineData("""{"totalResults":1,"Resources":{}}""", "Resources is not an array")]
    [InlineData("""{"totalResults":1,"Resources":[7]}""", "Resources holds something that is no object")]
    [InlineData("""{"totalResults":1,"Resources":[{"id":7}]}""", "id is not a string")]
    public void A_list_needs_a_numeric_total_and_resources_with_text_ids(string body, string? problem) => Problem(200, body, Expect.List).ShouldBe(problem);

    [Theory]
    [InlineData(204, "", null)]
    [InlineData(200, "{}", "DELETE was answered 200, not 204")]
    [InlineData(202, "", "DELETE was answered 202, not 204")]
    public void A_deletion_needs_204(int status, string body, string? problem) => Problem(status, body, Expect.Gone).ShouldBe(problem);

    [Fact]
    public void An_empty_answer_is_enough_for_a_changed_group_and_for_nothing_else()
    {
        Problem(204, "", Expect.GroupOrNothing).ShouldBeNull();
        Problem(200, "", Expect.User).ShouldBe("200 with an empty body");
        Problem(204, "", Expect.User).ShouldBe("204 with an empty body");
        Problem(201, "", Expect.Group).ShouldBe("201 with an empty body");
    }

    [Theory]
    [InlineData("""{"id":"1","id":"2"}""")]
    [InlineData("""{"id":"\uD800"}""")]
    [InlineData("""{"id":"1","name":{"givenName":"\uDC00x"}}""")]
    [InlineData("""{"id":"1" """)]
    public void Broken_JSON_is_a_problem_and_no_accident(string body)
    {
        Problem(201, body, Expect.User)!.ShouldContain("not JSON");
        Problem(400, body, Expect.User)!.ShouldStartWith("400: ");
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_a_problem_and_no_accident()
        => ReplyCheck.Read(200, null, [.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8], Expect.User, strict: true).Problem!.ShouldContain("not UTF-8");

    [Fact]
    public void Pages_for_people_are_no_answers() => Problem(200, "<html>One moment</html>", Expect.List)!.ShouldContain("not JSON");

    [Fact]
    public void A_refusal_is_told_with_its_detail_in_either_version()
    {
        Problem(409, """{"status":"409","scimType":"uniqueness","detail":"userName is taken"}""", Expect.User).ShouldBe("409 uniqueness: userName is taken");
        Problem(400, """{"Errors":[{"description":"bad filter","code":"400"}]}""", Expect.List).ShouldBe("400: bad filter");
        Problem(502, "", Expect.List).ShouldBe("502: no body");
    }

    private static string? Problem(int status, string body, Expect expect) => ReplyCheck.Read(status, null, Encoding.UTF8.GetBytes(body), expect, strict: true).Problem;
}
